"""The repair of `surfaces/_repair.py` as part of a program, for points where a formula overflows, cancels, or is 0/0.

Where the witness of its straight-line code is not finite, a program calls a `Repair`, which defines the order of attempts (see
`components/browser/engine/repair.js`). The attempts are generated here from the code of the surfaces: the formula in wide
numbers with its rounding errors, and the extrapolations of `_cancellation` and `_repair`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from optimizers._programs import javascript
from optimizers._programs.symbols import KNOWN, Symbol, nodes, symbol
from surfaces import Surface, _cancellation, _repair
from surfaces._code import CALL, Code, Node, needed, operands
from surfaces._differentiate import Function, second_partials, value_and_partials
from surfaces._record import Compute, Recorded, recorded
from surfaces._wide import Wide, wide

MAX_STEPS = 1200  # of a recording, enough for the longest formulas; longer ones are evaluated as written


CALLED = ("Repair", *javascript.POLYFILLS)  # names that repairs use for what JavaScript lacks


class Order(NamedTuple):
    """Derivatives of an order: how they are computed, and the name of their repair in a program."""

    compute: Compute
    repair: str


FIRST, SECOND = Order(value_and_partials, "repairFirst"), Order(second_partials, "repairSecond")
ORDERS = FIRST, SECOND  # the second calls the first for f


def repairable(surface: Surface, order: Order) -> bool:
    """Whether the straight-line code of an order may need a repair at some point."""
    recording = _recorded(order.compute, surface.f)
    return not recording.well_behaved and len(recording.steps) <= MAX_STEPS


def as_written(surface: Surface, order: Order, x: Any, y: Any) -> list[Any]:
    """The results of an order at a symbolic point, without repair."""
    return _results(surface, order, x, y)[0]


def repaired(surface: Surface, order: Order, x: Any, y: Any) -> list[Any]:
    """The results of an order at a symbolic point, repaired where they may be wrong."""
    ends, witness = _results(surface, order, x, y)
    right, where = np.isfinite(witness), KNOWN[np.where]
    return [where(right, end, Symbol.called(f"{order.repair}.at", place, x, y)) for place, end in enumerate(ends)]


def _results(surface: Surface, order: Order, x: Any, y: Any) -> tuple[list[Any], Any]:
    results, witness = _recorded(order.compute, surface.f).again(x, y)
    found: list[Any] = [symbol(x.code, result) for result in results]
    return [np.broadcast_to(end, x.shape) for end in found], symbol(x.code, witness)


def repairs(surface: Surface, operations: Iterable[Node]) -> tuple[str, ...]:
    """The repairs that some operations call, as text of their program, with what they call themselves."""
    called = {str(node.arguments[0]) for node in operations if node.operation == CALL}
    last = max((place for place, order in enumerate(ORDERS) if f"{order.repair}.at" in called), default=-1)
    orders = [order for order in ORDERS[: last + 1] if repairable(surface, order) or order is FIRST]
    if not orders:
        return ()
    texts = (_text(surface.f, bool(surface.not_differentiable), order) for order in orders)
    return (_kernels(), _wide_operations(surface.f, orders), *texts)


@lru_cache(maxsize=64)
def _recorded(compute: Compute, f: Function) -> Recorded:
    return recorded(compute, f)


@lru_cache(maxsize=64)
def _text(f: Function, kinked: bool, order: Order) -> str:
    """The formula of an order as a repair needs it."""
    recording = _recorded(order.compute, f)
    code = Code()
    x, y = Symbol.inputs(code, ["x"]), Symbol.inputs(code, ["y"])
    found, witness = recording.again(x, y)
    results = [symbol(code, end) for end in found]
    names = {"x": "x", "y": "y"}
    methods = [_function("plain", "x, y", [*results, symbol(code, witness)], names), _in_wide_numbers(nodes(results))]
    if recording.divides:
        with_errors = recorded(_cancellation.with_errors(order.compute), f).again(x, y)[0]
        methods.append(_function("errors", "x, y", [symbol(code, end) for end in with_errors], names))
    inner = [f"count: {len(results)},", f"atKink: {'0' if kinked else 'NaN'},", *(f"{method}," for method in methods)]
    known = "" if order is FIRST else f", {FIRST.repair}"
    return "\n".join([f"const {order.repair} = new Repair({{", *inner, f"}}, KERNELS{known});"])


def _in_wide_numbers(ends: Sequence[Node]) -> str:
    """A function that computes the same with the operations of `WIDE`, and says of each result whether it has no value."""
    steps = needed(ends)
    written = [
        f"const v{node.place} = WIDE.{node.operation}({', '.join(map(_wide_operand, operands(node)))});" for node in steps
    ]
    results = [f"WIDE.{about}({_wide_operand(end)})[0]" for about in ("float64", "lost") for end in ends]
    lines = ["const wideX = WIDE.number(x);", "const wideY = WIDE.number(y);", *written, f"return [{', '.join(results)}];"]
    return "\n  ".join(["wide(x, y) {", *lines]) + "\n}"


def _wide_operand(node: Node) -> str:
    match node.operation:
        case "input":
            return f"wide{str(node.arguments[0]).upper()}"
        case "number":
            number = Wide(node.arguments[0])
            return f"[{javascript.number(float(number.mantissa))}, {javascript.number(float(number.exponent))}]"
    return f"v{node.place}"


def _wide_operations(f: Function, orders: Sequence[Order]) -> str:
    """`WIDE`: the functions on wide numbers that these orders call; a wide number is an array of mantissa and exponent."""
    code = Code()
    x, y = Symbol.inputs(code, ["x"]), Symbol.inputs(code, ["y"])
    ends = [symbol(code, end) for order in orders for end in _recorded(order.compute, f).again(x, y)[0]]
    used = {node.operation: len(operands(node)) for node in needed(nodes(ends))}
    written = [
        _kernel("number", {"x": ()}, lambda x: _parts(Wide(x))),
        _kernel("float64", {"a": (2,)}, lambda a: Wide.of(*a).float64()),
        _kernel("lost", {"a": (2,)}, lambda a: Wide.of(*a).lost),
        *(_wide_operation(operation, operands) for operation, operands in used.items()),
    ]
    return "\n".join(["const WIDE = {", *(f"{kernel}," for kernel in written), "};"])


@cache
def _wide_operation(operation: str, operands: int) -> str:
    def compute(*numbers: Any) -> list[Any]:
        return _parts(wide(getattr(np, operation)(*(Wide.of(*number) for number in numbers))))

    return _kernel(operation, dict.fromkeys("abc"[:operands], (2,)), compute)


def _parts(number: Wide) -> list[Any]:
    return [number.mantissa, number.exponent]


@cache
def _kernels() -> str:
    """The functions that extrapolate one result from the neighborhood of a point."""
    directions, radii = _cancellation.RAYS.shape
    limits = ["end", "error", "limit", "uncertain", "scale"]
    sides = len(_repair.DIRECTIONS)
    written = [
        _kernel("around", {"x": (1,), "y": (1,), "size": ()}, _cancellation.around),
        _kernel("middle", dict.fromkeys(("values", "errors"), (1, directions, radii, 1)), _cancellation.at_the_middle),
        _kernel("inexact", dict.fromkeys(limits[:2], ()), _cancellation.inexact),
        _kernel("settled", dict.fromkeys(("uncertain", "scale", "known"), ()), _cancellation.settled),
        _kernel("moreExact", dict.fromkeys(limits, ()), _cancellation.more_exact),
        _kernel("neighbors", {"x": (1,), "y": (1,)}, lambda x, y: [one for pair in _repair.neighbors(x, y) for one in pair]),
        _kernel("limit", {"near": (1, sides, 1), "nearer": (1, sides, 1), "atKink": ()}, _repair.limit),
    ]
    numbers = [f"sizes: {list(_cancellation.SIZES)},", f"far: {_repair.FAR!r},"]
    return "\n".join(["const KERNELS = {", *numbers, *(f"{kernel}," for kernel in written), "};"])


def _kernel(name: str, shapes: Mapping[str, tuple[int, ...]], compute: Callable[..., Any]) -> str:
    """A function of numbers and, where a shape has more than one, of arrays of them, to an array of its results."""
    code = Code()
    given: list[Symbol] = []
    names: dict[str, str] = {}
    for argument, shape in shapes.items():
        count = int(np.prod(shape))
        labels = [f"{argument}[{place}]" if count > 1 else argument for place in range(count)]
        names |= {label: label for label in labels}
        given.append(Symbol.inputs(code, np.array(labels, dtype=object).reshape(shape)))
    results = compute(*given)
    return _function(name, ", ".join(shapes), results if isinstance(results, list | tuple) else [results], names)


def _function(title: str, parameters: str, results: Sequence[Any], names: Mapping[str, str]) -> str:
    ends = nodes(results)
    values = ", ".join(javascript.value(end, names) for end in ends)
    lines = [*javascript.lines(needed(ends), names, ends), f"return [{values}];"]
    return "\n  ".join([f"{title}({parameters}) {{", *lines]) + "\n}"
