"""Records autograd's computations as straight-line code: one forward and one backward pass, which is never repeated.

In addition to the results, the code computes a *witness*: a sum that is finite only if no intermediate value was infinite or
NaN. Some of these leave no trace in the results, such as ∞ in 1/∞. The witness is also infinite where f divides by a number
near 0, because rounding errors grow there. See `surfaces/_repair.py` and `surfaces/_cancellation.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from autograd import tracer
from autograd.core import VSpace

from surfaces._code import BOOLEAN_VALUED, COMPARISONS, Code, Node, needed, operands
from surfaces._differentiate import Function, new_trace, value_only

Compute = Callable[[Function, Any, Any], Sequence[Any]]

# Operations that turn an infinite argument into ±∞ or NaN. Any other may hide it.
PROPAGATING = {"add", "subtract", "multiply", "negative", "absolute", "sqrt", "log", "sin", "cos", "tan", "sinh", "cosh"}

# Operations that map moderate numbers to moderate ones, or to booleans.
WELL_BEHAVED = {"add", "subtract", "multiply", "negative", "absolute", "sign", "sin", "cos", "where", "maximum", "minimum"}

SHAPES = (2, 3), (5,)  # shapes of the points in the first and second recording: all lengths differ, and none is 1
SMALL = 0.01  # divisors smaller than this may amplify cancellation


@dataclass(frozen=True)
class Recorded:
    """The results of compute(f, ·, ·) as straight-line code, whose inputs are "x" and "y".

    steps         operations that compute the results and the witness
    well_behaved  whether every step is finite within 1e30 of the origin: there is no division, and nothing grows like exp
    divides       whether f divides by something that depends on x or y
    """

    ends: list[Node]
    steps: list[Node]
    witness: Node | None
    well_behaved: bool
    divides: bool

    def again(self, x: Any, y: Any) -> tuple[list[Any], Any]:
        """The results and the witness, computed of anything that takes numpy's functions, such as symbols."""
        values: dict[int, Any] = {}

        def of(node: Node) -> Any:
            if node.operation == "number":
                return float(node.arguments[0])  # type: ignore[arg-type]
            return {"x": x, "y": y}[str(node.arguments[0])] if node.operation == "input" else values[node.place]

        for node in self.steps:
            values[node.place] = getattr(np, node.operation)(*map(of, operands(node)))
        return [of(end) for end in self.ends], 0.0 if self.witness is None else of(self.witness)


def recorded(compute: Compute, f: Function) -> Recorded:
    """The results of compute(f, ·, ·) as code. Raises the error of an invalid f, or of one that is not elementwise."""
    code = Code()
    divisors = _divisors(_Recording(code, SHAPES[0]).of(value_only, f))
    ends, again = (_Recording(code, shape).of(compute, f) for shape in SHAPES)
    if not all(one is other for one, other in zip(ends, again, strict=True)):
        raise _NotElementwise  # f depends on the shape, on randomness, or on the values
    return Recorded(ends, *_witnessed(code, ends, divisors), all(map(_is_well_behaved, needed(ends))), bool(divisors))


def _is_well_behaved(node: Node) -> bool:
    by_number = node.operation == "divide" and operands(node)[1].operation == "number"
    return by_number or node.operation in WELL_BEHAVED or _is_boolean(node)


class _NotElementwise(Exception):  # noqa: N818  (nothing has gone wrong)
    """A step cannot be replayed at other points."""


@dataclass(frozen=True)
class _Recording:
    """The computation from points of this shape, as code."""

    code: Code
    shape: tuple[int, ...]

    def of(self, compute: Compute, f: Function) -> list[Node]:
        points = np.random.default_rng(len(self.shape)).uniform(0.1, 0.9, (2, *self.shape))
        with np.errstate(all="ignore"), new_trace() as trace:
            roots = (_Step.new_root(self, self.code.input(name)) for name in "xy")
            ends = compute(f, *(tracer.new_box(point, trace, root) for point, root in zip(points, roots, strict=True)))
            return [end._node.node if tracer.isbox(end) else self.number(end) for end in ends]

    def number(self, value: Any) -> Node:
        """A number, or an array of the recorded shape that holds only one number."""
        numbers = np.asarray(value)
        if numbers.shape not in ((), self.shape) or len({number.tobytes() for number in numbers.flat}) != 1:
            raise _NotElementwise
        return self.code.number(numbers.flat[0] if numbers is value else value)

    def result(self, function: Any, arguments: list[Node], numbers: Sequence[Any]) -> Node:
        """The result of a function. `numbers` are its arguments and, behind them, its result at the recorded points."""
        if function in (np.ones_like, np.zeros_like) or all(argument.operation == "number" for argument in arguments):
            return self.number(numbers[-1])
        name = function.__name__
        if function is not getattr(np, name, None) or not (function is np.where or isinstance(function, np.ufunc)):
            raise _NotElementwise
        floats = all(np.result_type(number) == np.float64 for number in numbers)
        return (self.code.apply if floats else self.code.unsimplified)(name, *arguments)


class _Step(tracer.Node):
    """A node of autograd's trace, which also records its function in the code."""

    __slots__ = ["node", "recording"]

    def __init__(self, value: Any, fun: Any, args: Any, kwargs: Any, parent_argnums: Any, parents: Any) -> None:
        self.recording: _Recording = parents[0].recording
        if kwargs:
            raise _NotElementwise
        known = {argnum: parent.node for argnum, parent in zip(parent_argnums, parents, strict=True)}
        places = range(fun in ADDITIONS, len(args))
        arguments = [known[place] if place in known else self.recording.number(args[place]) for place in places]
        function = np.add if fun in ADDITIONS else fun.fun
        self.node = self.recording.result(function, arguments, [*(args[place] for place in places), value])

    def initialize_root(self, recording: _Recording, node: Node) -> None:
        self.recording, self.node = recording, node


ADDITIONS = VSpace.add, VSpace.mut_add  # how autograd sums branches; the first argument is the vector space


def _divisors(ends: Sequence[Node]) -> set[int]:
    """The positions of all divisors and bases of negative powers that these depend on, except numbers."""
    steps = needed(ends)
    divided = [operands(step)[1] for step in steps if step.operation == "divide"]
    raised = [base for step in steps if step.operation == "power" for base, power in [operands(step)] if _is_negative(power)]
    return {node.place for node in (*divided, *raised) if node.operation != "number"}


def _is_negative(node: Node) -> bool:
    return node.operation == "number" and float(node.arguments[0]) < 0.0  # type: ignore[arg-type]


def _witnessed(code: Code, ends: Sequence[Node], divisors: set[int]) -> tuple[list[Node], Node | None]:
    """The steps to the ends, interleaved with those that add up the witness, and the witness if there is one."""
    steps = needed(ends)
    watched = {node.place for node in (*ends, *(hidden for step in steps for hidden in _hidden(step))) if not _is_boolean(node)}
    found: dict[int, Node] = {}  # by position in the order of evaluation
    witness: Node | None = None

    def step(operation: str, *arguments: Node) -> Node:
        node = code.unsimplified(operation, *arguments)
        return found.setdefault(node.place, node)

    for node in (code.input("x"), code.input("y"), *steps):
        terms = []
        if is_step(node):
            found.setdefault(node.place, node)
            terms += [node] * (node.place in watched)
        if node.place in divisors:
            ordinary = step("greater", step("absolute", node), code.number(SMALL))
            terms.insert(0, step("where", ordinary, code.number(0.0), code.number(np.inf)))
        for term in terms:
            witness = term if witness is None else step("add", witness, term)
    return list(found.values()), witness


def _hidden(node: Node) -> list[Node]:
    """The arguments that may be infinite without affecting the result: 1/∞ is 0."""
    if node.operation in PROPAGATING:
        return []
    return operands(node)[node.operation == "divide" :]


def _is_boolean(node: Node) -> bool:
    return node.operation in (*COMPARISONS, *BOOLEAN_VALUED)


def is_step(node: Node) -> bool:
    return node.operation not in ("input", "number")
