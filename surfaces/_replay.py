"""The operations that autograd applies to a function, recorded once as straight-line numpy and then run without autograd.

To trace f again at every step costs far more than its arithmetic while there are few points. But f works elementwise, so the
trace is the same wherever the points lie and however many there are. So there is still one pass of autograd, forward and
backward, but it is one for good, not one a step: it is recorded, what it does twice or for nothing is left out, and the rest
is written as the source of a Python function. For the bowl x² + y² and `value_and_partials` that is

    def replay(x, y):
        v2 = multiply(x, x)
        v3 = multiply(y, y)
        v4 = add(v2, v3)
        del v2, v3
        v6 = add(y, y)
        v8 = add(v4, v6)
        v7 = add(x, x)
        v9 = add(v8, v7)
        del v8
        return v4, v7, v6, v9

which does what the trace does, in its order: to the last bit the same where the operations are exact (+ − × ÷ √, comparisons).
Elsewhere each result may differ by 2 units in the last place, for numpy's sin, exp and power differ with the processor, the
length of an array, and between operator and function. (One more thing differs: where there is but one point, autograd puts in
sums along it, which make 0 of −0 and may add up the terms of a Hessian in another order. A replay treats one point as many.)

Behind its results a replay returns a *witness*: the sum of all that tells of an overflow. It is finite where nothing on the way
was infinite or NaN; some of that would leave no trace in the results, such as the ∞ of 1/∞. It is infinite as well where f
divides by a number near 0, for there rounding errors grow. See `surfaces/_repair.py` and `surfaces/_cancellation.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from autograd import tracer
from autograd.core import VSpace

from surfaces._code import COMPARISONS, TRUTHS, Code, Node, needed, operands
from surfaces._differentiate import Function, new_trace, value_only

Compute = Callable[[Function, Any, Any], Sequence[Any]]


@dataclass(frozen=True)
class Replay:
    """A computation of x and y that does without autograd: `run` returns its results and, behind them, the witness.

    functions  those of numpy that it calls
    source     as it is run; empty where it could not be written out, and is traced again at each call, with 0 for a witness
    computes   compute and f, as `replayed` takes them
    divides    whether f divides by something that depends on x or y
    """

    run: Callable[[Any, Any], Sequence[Any]]
    functions: frozenset[Any] = frozenset()
    source: str = ""
    computes: tuple[Compute, Function] | None = None
    divides: bool = False

    def __call__(self, x: Any, y: Any) -> Sequence[Any]:
        return self.run(x, y)[:-1]

    @property
    def operations(self) -> int:
        """The cost of one run, in additions."""
        called = re.findall(r" = (\w+)\(", self.source)
        return sum(1 if name in QUICK else SLOWER for name in called) if self.source else UNWRITTEN


# What hands an infinite argument on to its result, as ±∞ or as NaN. Any other function may hide it.
HANDS_ON = {"add", "subtract", "multiply", "negative", "absolute", "sqrt", "log", "sin", "cos", "tan", "sinh", "cosh"}

# What makes of numbers that are not huge others that are not; and what is true or false.
TAME = {"add", "subtract", "multiply", "negative", "absolute", "sign", "sin", "cos", "where", "maximum", "minimum"}

QUICK = {"add", "subtract", "multiply", "divide", "true_divide", "negative", "absolute", "square", "where", "greater", "less"}
SLOWER = 6  # times as long as an addition takes a sine, an exponential or a power
UNWRITTEN = 1000  # additions: the weight of what is traced again at each call

SHAPES = (2, 3), (5,)  # of the points that f is recorded at, first and again: no two lengths alike, and none is 1
SMALL = 0.01  # a divisor below this may cancel digits


def replayed(compute: Compute, f: Function) -> Replay:
    """Return compute(f, ·, ·), such as `value_and_partials`, as a function of x and y that does without autograd.

    f has to be pure, as every function of a surface. Where it is not elementwise, or that is not certain, it is traced
    again at each call.
    """
    traced, code = Replay(lambda x, y: (*compute(f, x, y), 0.0)), Code()
    try:
        divisors = _divisors(_Recording(code, SHAPES[0]).of(value_only, f))
        ends, again = (_Recording(code, shape).of(compute, f) for shape in SHAPES)
    except Exception:  # f may be any function; an error in it shows when it is traced
        return traced
    same = all(one is other for one, other in zip(ends, again, strict=True))
    if not same:  # it depends on the shape, on chance, or on the values
        return traced
    return replace(_written(code, ends, divisors), computes=(compute, f))


@dataclass(frozen=True)
class Recorded:
    """The results of compute(f, ·, ·) as straight-line code, whose inputs are "x" and "y".

    steps    to the results and to the witness
    tame     whether, within 1e30 of the origin, every step has a value: nothing is divided by, and nothing grows like exp
    divides  whether f divides by something that depends on x or y
    """

    ends: list[Node]
    steps: list[Node]
    witness: Node | None
    tame: bool
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
    """The results of compute(f, ·, ·) as code; raises what is wrong with f where it cannot be recorded."""
    code = Code()
    ends, divisors = _Recording(code, SHAPES[0]).of(compute, f), _divisors(_Recording(code, SHAPES[0]).of(value_only, f))
    return Recorded(ends, *_witnessed(code, ends, divisors), all(map(_is_tame, needed(ends))), bool(divisors))


def _is_tame(node: Node) -> bool:
    by_number = node.operation == "divide" and operands(node)[1].operation == "number"
    return by_number or node.operation in TAME or _is_truth(node)


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
    """What autograd calls for each function that is applied under a trace: it finds the result in the code."""

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


ADDITIONS = VSpace.add, VSpace.mut_add  # how autograd adds what comes from several branches; their first argument is the space


def _divisors(ends: Sequence[Node]) -> set[int]:
    """What is divided by on the way to these, or raised to a negative power, but for numbers: its places in the code."""
    steps = needed(ends)
    divided = [operands(step)[1] for step in steps if step.operation == "divide"]
    raised = [base for step in steps if step.operation == "power" for base, power in [operands(step)] if _is_negative(power)]
    return {node.place for node in (*divided, *raised) if node.operation != "number"}


def _is_negative(node: Node) -> bool:
    return node.operation == "number" and float(node.arguments[0]) < 0.0  # type: ignore[arg-type]


def _witnessed(code: Code, ends: Sequence[Node], divisors: set[int]) -> tuple[list[Node], Node | None]:
    """The steps to the ends with those between them that add up the witness, and the witness if there is one."""
    steps = needed(ends)
    watched = {node.place for node in (*ends, *(hidden for step in steps for hidden in _hidden(step))) if not _is_truth(node)}
    found: dict[int, Node] = {}  # by place, in the order in which they are computed
    witness: Node | None = None

    def step(operation: str, *arguments: Node) -> Node:
        node = code.unsimplified(operation, *arguments)
        return found.setdefault(node.place, node)

    for node in (code.input("x"), code.input("y"), *steps):
        terms = []
        if _is_step(node):
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
    if node.operation in HANDS_ON:
        return []
    return operands(node)[node.operation == "divide" :]


def _is_truth(node: Node) -> bool:
    return node.operation in (*COMPARISONS, *TRUTHS)


def _written(code: Code, ends: Sequence[Node], divisors: set[int]) -> Replay:
    """Code as a Python function. Only names that are made here get into its source, nothing that somebody typed.

    It is written from its end, so that it is known what is still wanted. What is not is dropped at once: the memory of one
    array becomes that of the next, and stays in the processor's cache.
    """
    steps, witness = _witnessed(code, ends, divisors)
    known: dict[str, Any] = {"full": np.full}
    lines, wanted = [_last_line(ends, witness, known)], {end.place for end in (*ends, witness) if end}
    for step in reversed(steps):
        known[step.operation] = getattr(np, step.operation)
        arguments = operands(step)
        spent = {_name(node, known) for node in arguments if _is_step(node) and node.place not in wanted}
        lines += [f"del {', '.join(sorted(spent))}"] * bool(spent)
        lines.append(f"v{step.place} = {step.operation}({', '.join(_name(node, known) for node in arguments)})")
        wanted.update(node.place for node in arguments)
    source = "\n    ".join(["def replay(x, y):", *reversed(lines)])
    exec(source, known)  # its text is made of names of numpy's and of numbered ones
    return Replay(known["replay"], frozenset(getattr(np, step.operation) for step in steps), source, divides=bool(divisors))


def _is_step(node: Node) -> bool:
    return node.operation not in ("input", "number")


def _name(node: Node, known: dict[str, Any]) -> str:
    """The name of a value; numbers are added to the known values."""
    if node.operation == "input":
        return str(node.arguments[0])
    if node.operation != "number":
        return f"v{node.place}"
    known[f"c{node.place}"] = node.arguments[0]
    return f"c{node.place}"


def _last_line(ends: Sequence[Node], witness: Node | None, known: dict[str, Any]) -> str:
    """The return statement: fresh arrays, each a different one, and the read-only witness."""
    given: list[str] = []
    for end in ends:
        name = _name(end, known)
        if end.operation == "number":
            given.append(f"full(x.shape, {name})")
        else:
            given.append(name + ".copy()" * (end.operation == "input" or name in given))
    return f"return {', '.join(given)}, {'0.0' if witness is None else _name(witness, known)}"
