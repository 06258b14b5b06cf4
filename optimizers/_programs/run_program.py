"""A run as a program: one optimizer on one surface with one schedule, a loop around the straight-line code of a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers._optimizer import Optimizer
from optimizers._programs import javascript
from optimizers._programs.program import Program, exact, function
from optimizers._programs.repair import CALLED, repairs
from optimizers._programs.surface_program import first_order, second_order
from optimizers._programs.symbols import Symbol, nodes, symbol
from optimizers._requests import PASSES, Answer, Hessian, Lowest, Request, Value, as_generator
from optimizers.schedules import Schedule
from surfaces import Surface
from surfaces._code import Code, Node, depending, needed

CLOCK = {"t": "t", "steps": "steps", "noise x": "noiseX", "noise y": "noiseY"}


def run_program(surface: Surface, optimizer: Optimizer, schedule: Schedule) -> Program:
    """`settings`, `begin(x, y)` and `advance(numbers, settings, steps, first, last, sigma, normals, path)`.

    `settings` lists the names of the hyperparameters of optimizer and schedule; `advance` receives their values in this order.
    `begin` returns the numbers of a run, its point first, and `advance` takes them from the end of step `first` to that of step
    `last`. For each step it writes into `path` {x, y, rates, evaluations, values}: the new point, the learning rate, the
    gradient evaluations so far and, in the previous row, f at the previous point. `advance` stops at a point that is not
    finite, and returns the last step. The noise at step t is `sigma` × `normals[2 t − 2]` and `normals[2 t − 1]`.
    `stationary(settings, rate, curvature, sigma)` is `optimizer.stationary` at this learning rate, or null if theory has no
    formula.
    """
    code = Code()
    own, planned = (_settings(code, group, record) for group, record in (("own", optimizer), ("schedule", schedule)))
    point: Any = Symbol.inputs(code, [["x"], ["y"]])
    begun = optimizer.init(point)
    state = _State.like(code, begun)
    rate = Symbol(code, symbol(code, np.nan).nodes)
    if optimizer.has_learning_rate:
        rate = symbol(
            code, schedule.rate(own["learning_rate"], *(Symbol.inputs(code, name) for name in ("t", "steps")), **planned)
        )
        own = {**own, "learning_rate": rate}
    reached, left, passes = _step(surface, optimizer, point, state.symbols, own)
    loop = _Loop(
        settings=[_setting(group, name) for group, names in (("own", own), ("schedule", planned)) for name in names],
        carried=["x", "y", *state.names],
        begins=[*nodes([point]), *state.nodes(begun)],
        ends=[*nodes([reached]), *state.nodes(left)],
        rate=nodes([rate])[0],
        passes=nodes([symbol(code, passes)])[0],
        value=nodes(first_order(surface, point[0], point[1])[:1])[0],
    )
    names = f"export const settings = {{ own: {list(own)}, schedule: {list(planned)} }};".replace("'", '"')
    repairing = repairs(surface, loop.operations)
    functions = (names, *repairing, loop.begin(), loop.advance(), _stationary(optimizer))
    return Program(functions, tuple(loop.operations), exact(needed([*loop.ends, loop.rate])), CALLED if repairing else ())


def _stationary(optimizer: Optimizer) -> str:
    if not optimizer.stationary:
        return "export const stationary = null;"
    code = Code()
    own = _settings(code, "own", optimizer)
    places = {_setting("own", name): f"settings[{place}]" for place, name in enumerate(own)}
    given = {name: Symbol.inputs(code, name) for name in ("rate", "curvature", "sigma")}
    variance = optimizer.stationary(given["curvature"], given["sigma"], **{**own, "learning_rate": given["rate"]})
    names = {**places, **{name: name for name in given}}
    return function("stationary", "settings, rate, curvature, sigma", nodes([variance]), names, "return {0};")


def _setting(group: str, name: str) -> str:
    return f"{group} {name}"


def _settings(code: Code, group: str, record: Optimizer | Schedule) -> dict[str, Symbol]:
    return {item.name: Symbol.inputs(code, _setting(group, item.name)) for item in record.hyperparameters}


def _step(surface: Surface, optimizer: Optimizer, point: Any, state: Any, own: dict[str, Symbol]) -> tuple[Any, Any, Any]:
    """The new symbolic point and state after a step, whose requests are answered with symbols.

    Also returns the cost of the requests in passes through f.
    """
    noise: Any = Symbol.inputs(point.code, [["noise x"], ["noise y"]])
    asking = as_generator(optimizer)(point, state, **own)
    given = None
    passes: Any = 0
    while True:
        try:
            request = asking.send(given)
        except StopIteration as done:
            return *done.value, passes
        passes = passes + (_passes(request.needed) if isinstance(request, Value) else request.passes)
        given = request.reply(_answer(surface, request), point, noise)


def _passes(needed_there: Any) -> Any:
    """The cost of f alone, which may depend on whether it is needed at a step."""
    return float(needed_there) if isinstance(needed_there, bool) else np.where(needed_there, 1.0, 0.0)


def _answer(surface: Surface, request: Request) -> Answer:
    match request:
        case Lowest():
            return (-np.inf if surface.lowest is None else surface.lowest), None, None
        case Hessian(point):
            xx, xy, yy = second_order(surface, point[0], point[1])
            return None, None, np.stack([np.stack([xx, xy]), np.stack([xy, yy])])
        case _:
            value, *partials = first_order(surface, request.point[0], request.point[1])
            return value, np.stack(partials), None


@dataclass(frozen=True)
class _State:
    """The state of an optimizer as inputs of the code, in the shapes in which it begins."""

    symbols: Any
    names: list[str]

    @classmethod
    def like(cls, code: Code, begun: Any) -> "_State":
        labels = [_labels(field, np.shape(value)) for field, value in zip(begun._fields, begun, strict=True)]
        return cls(
            type(begun)(*(Symbol.inputs(code, label) for label in labels)), [name for label in labels for name in label.flat]
        )

    def nodes(self, state: Any) -> list[Node]:
        """The nodes of another state; fields that are narrower than initially are broadcast."""
        widened = [
            Symbol(like.code, np.broadcast_to(symbol(like.code, value).nodes, like.shape))
            for value, like in zip(state, self.symbols, strict=True)
        ]
        return nodes(widened)


def _labels(field: str, shape: tuple[int, ...]) -> Any:
    return np.array([f"{field} {place}" for place in range(int(np.prod(shape)))], dtype=object).reshape(shape)


@dataclass(frozen=True)
class _Loop:
    """The loop of a run: its settings, the numbers that it carries from step to step, their initial values, and one step.

    Includes the learning rate of a step, its cost in passes through f, and f at the point at which it begins.
    """

    settings: Sequence[str]
    carried: Sequence[str]
    begins: Sequence[Node]
    ends: Sequence[Node]
    rate: Node
    passes: Node
    value: Node

    @property
    def results(self) -> list[Node]:
        return [*self.ends, self.rate, self.passes, self.value]

    @property
    def operations(self) -> list[Node]:
        return needed(self.results)

    @property
    def names(self) -> dict[str, str]:
        """The JavaScript of the inputs."""
        set_to = {name: f"h{place}" for place, name in enumerate(self.settings)}
        return CLOCK | set_to | {name: f"s{place}" for place, name in enumerate(self.carried)}

    def begin(self) -> str:
        names = self.names | {"x": "x", "y": "y"}
        values = ", ".join(javascript.value(one, names) for one in self.begins)
        return f"export function begin(x, y) {{\n  return Float64Array.of({values});\n}}"

    def advance(self) -> str:
        """The loop; values that depend only on the settings are computed before it."""
        names, operations = self.names, self.operations
        moving = depending(operations, frozenset(names) - {*self.settings, "steps"})
        before = [node for node in operations if node.place not in moving]
        within = [node for node in operations if node.place in moving]
        carried = [names[name] for name in self.carried]
        next_values = [javascript.value(end, names) for end in self.ends]
        lines = [
            "export function advance(numbers, settings, steps, first, last, sigma, normals, path) {",
            f"  let [{', '.join(carried)}] = numbers;",
            f"  const [{', '.join(names[name] for name in self.settings)}] = settings;",
            *(f"  {line}" for line in javascript.lines(before, names, before)),
            f"  let passes = {PASSES} * path.evaluations[first];",
            "  for (let t = first + 1; t <= last; t++) {",
            "    const noiseX = normals ? sigma * normals[2 * t - 2] : 0;",
            "    const noiseY = normals ? sigma * normals[2 * t - 1] : 0;",
            *(f"    {line}" for line in javascript.lines(within, names, self.results)),
            f"    path.values[t - 1] = {javascript.value(self.value, names)};",
            f"    passes += {javascript.value(self.passes, names)};",
            *(f"    const n{place} = {value};" for place, value in enumerate(next_values)),
            *(f"    {name} = n{place};" for place, name in enumerate(carried)),
            *(
                f"    path.{row}[t] = {one};"
                for row, one in (
                    ("x", "s0"),
                    ("y", "s1"),
                    ("rates", javascript.value(self.rate, names)),
                    ("evaluations", f"passes / {PASSES}"),
                )
            ),
            "    if (s0 - s0 !== 0 || s1 - s1 !== 0) return t; // a number less itself is 0, unless it is not finite",
            "  }",
            f"  numbers.set([{', '.join(carried)}]);",
            "  return last;",
            "}",
        ]
        return "\n".join(lines)
