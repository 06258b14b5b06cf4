"""What autograd does to a function, written out once as straight-line numpy and run from then on without autograd.

To trace f again at every step costs far more than its arithmetic while there are few points. But f works elementwise, so the
trace is the same wherever the points lie and however many there are. So there is still one pass of autograd, forward and
backward, but it is one for good, not one a step: it is recorded, what it does twice or for nothing is left out, and the rest
is written as the source of a Python function. For the bowl x² + y² and `value_and_partials` that is

    def replay(x, y):
        v2 = multiply(x, x)
        v3 = multiply(y, y)
        v4 = add(v2, v3)
        del v2, v3
        v5 = add(y, y)
        v7 = add(v4, v5)
        v6 = add(x, x)
        v8 = add(v7, v6)
        del v7
        return v4, v6, v5, v8

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
from autograd.core import VSpace
from autograd.tracer import Node, isbox, new_box

from surfaces._differentiate import Array, Function, new_trace, value_only

Compute = Callable[[Function, Any, Any], Sequence[Any]]
Step = tuple[int, Any, list[int]]  # the place of the result, the function, and the places of its arguments


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
        """How many additions take about as long as one run."""
        called = re.findall(r" = (\w+)\(", self.source)
        return sum(1 if name in QUICK else SLOWER for name in called) if self.source else UNWRITTEN


# What hands an infinite argument on to its result, as ±∞ or as NaN. Any other function may hide it.
HANDS_ON = {np.add, np.subtract, np.multiply, np.negative, np.conjugate, np.absolute, np.sqrt, np.log}
HANDS_ON |= {np.sin, np.cos, np.tan, np.sinh, np.cosh}

QUICK = {"add", "subtract", "multiply", "divide", "true_divide", "negative", "absolute", "square", "where", "greater", "less"}
SLOWER = 6  # times as long as an addition takes a sine, an exponential or a power
UNWRITTEN = 1000  # additions: the weight of what is traced anew at each call

SHAPES = (2, 3), (5,)  # of the points that f is recorded at, first and again: no two lengths alike, and none is 1
X, Y = 0, 1  # their places on a tape
SMALL = 0.01  # a divisor below this may cancel digits


def replayed(compute: Compute, f: Function) -> Replay:
    """Return compute(f, ·, ·), such as `value_and_partials`, as a function of x and y that does without autograd.

    f has to be pure, as every function of a surface. Where it is not elementwise, or that is not certain, it is traced
    again at each call.
    """
    traced = Replay(lambda x, y: (*compute(f, x, y), 0.0))
    try:
        tape, again = (_record(compute, f, shape) for shape in SHAPES)
        divisors = _divisors(_record(value_only, f, SHAPES[0]))
    except Exception:  # f may be any function; an error in it shows when it is traced
        return traced
    same = tape.places == again.places and tape.ends == again.ends  # else it depends on the shape, on chance, or on the values
    return replace(_written(tape, divisors), computes=(compute, f)) if same else traced


def recorded(compute: Compute, f: Function) -> "Tape":
    """The steps of compute(f, ·, ·); raises what is wrong with f where these cannot be recorded."""
    return _record(compute, f, SHAPES[0])


class _NotElementwise(Exception):  # noqa: N818  (nothing has gone wrong)
    """There is a step that cannot be replayed at other points."""


class Tape:
    """The steps of a computation. What is computed from the same by the same function has one place, and is computed once.

    places     from (function, the places of its arguments) to the place of its result, in the order of the computation;
               constants have a place as well
    constants  the numbers, by place
    ends       the places of the results
    truths     the places of what is true or false
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.places: dict[Any, int] = {"x": X, "y": Y}
        self.constants: dict[int, Any] = {}
        self.ends: list[int] = []
        self.truths: set[int] = set()

    def place(self, *key: Any) -> int:
        return self.places.setdefault(key, len(self.places))

    def constant(self, value: Any) -> int:
        """A place for a number, or for an array of the recorded shape that holds only one number."""
        numbers = np.asarray(value)
        if numbers.shape not in ((), self.shape) or len({number.tobytes() for number in numbers.flat}) != 1:
            raise _NotElementwise
        if numbers is value:
            value = numbers.flat[0]
        place = self.place(repr(value))  # which tells 0 from −0, and either from 0.0
        self.constants[place] = value
        return place

    def step(self, function: Any, arguments: Sequence[int], result: Array, float64: bool) -> int:
        """A place for the result of a step."""
        if function in (np.ones_like, np.zeros_like) or all(place in self.constants for place in arguments):
            return self.constant(result)
        if function is not np.where and not isinstance(function, np.ufunc):
            raise _NotElementwise
        if function is np.multiply and float64:  # 1·v is v, to the last bit
            for one, other in (arguments, arguments[::-1]):
                if self.constants.get(one) == 1.0:
                    return other
        place = self.place(function, *arguments)
        if np.result_type(result) == np.bool_:
            self.truths.add(place)
        return place


class _Step(Node):
    """What autograd calls for each function that is applied under a trace: it finds the place of the result on the tape."""

    __slots__ = ["place", "tape"]

    def __init__(self, value: Any, fun: Any, args: Any, kwargs: Any, parent_argnums: Any, parents: Any) -> None:
        self.tape: Tape = parents[0].tape
        if kwargs:
            raise _NotElementwise
        known = {argnum: parent.place for argnum, parent in zip(parent_argnums, parents, strict=True)}
        arguments = [known[i] if i in known else self.tape.constant(args[i]) for i in range(fun in ADDITIONS, len(args))]
        float64 = all(np.result_type(argument) == np.float64 for argument in args[-2:])
        self.place = self.tape.step(np.add if fun in ADDITIONS else fun.fun, arguments, value, float64)

    def initialize_root(self, tape: Tape, place: int) -> None:
        self.tape, self.place = tape, place


ADDITIONS = VSpace.add, VSpace.mut_add  # how autograd adds what comes from several branches; their first argument is the space


def _record(compute: Compute, f: Function, shape: tuple[int, ...]) -> Tape:
    tape, points = Tape(shape), np.random.default_rng(len(shape)).uniform(0.1, 0.9, (2, *shape))
    with np.errstate(all="ignore"), new_trace() as trace:
        x, y = (new_box(points[place], trace, _Step.new_root(tape, place)) for place in (X, Y))
        for end in compute(f, x, y):
            tape.ends.append(end._node.place if isbox(end) else tape.constant(end))
    return tape


def _needed(tape: Tape) -> list[Step]:
    """The steps that the results are made of, in their order."""
    steps, wanted = [], set(tape.ends)
    for (function, *arguments), place in reversed(list(tape.places.items())[2:]):
        if place in wanted and place not in tape.constants:
            steps.append((place, function, arguments))
            wanted.update(arguments)
    return steps[::-1]


def _divisors(tape: Tape) -> set[Any]:
    """What f divides by, or raises to a negative power, but for constants: the steps by which it is computed."""
    steps = [key for key in tape.places if isinstance(key, tuple)]
    divided = [key[2] for key in steps if key[0] is np.divide]
    raised = [key[1] for key in steps if key[0] is np.power and tape.constants.get(key[2], 0.0) < 0.0]
    made = {place: key for key, place in tape.places.items()}
    return {made[place] for place in (*divided, *raised) if place not in tape.constants}


def _witnessed(tape: Tape, steps: list[Step], divisors: set[Any]) -> tuple[list[Step], int | None]:
    """The steps with those between them that add up the witness, and its place; none where there is nothing to be seen."""
    small, zero, infinite = map(tape.constant, (SMALL, 0.0, np.inf))
    near_zero = {tape.places[key] for key in divisors if key in tape.places}
    watched = {*tape.ends, *(place for _, *step in steps for place in _hidden(*step))} - tape.truths
    all_steps: list[Step] = []
    witness, free = None, len(tape.places)

    def add(place: int) -> None:
        nonlocal witness, free
        if witness is None:
            witness = place
        else:
            all_steps.append((free, np.add, [witness, place]))
            witness, free = free, free + 1

    for step in [(X, None, []), (Y, None, []), *steps]:
        all_steps += [step] * (step[1] is not None)
        if step[0] in near_zero:
            all_steps += [
                (free, np.absolute, [step[0]]),
                (free + 1, np.greater, [free, small]),
                (free + 2, np.where, [free + 1, zero, infinite]),
            ]
            free += 3
            add(free - 1)
        if step[0] in watched and step[1] is not None:
            add(step[0])
    return all_steps, witness


def _hidden(function: Any, arguments: list[int]) -> list[int]:
    """Those of its arguments that may be infinite without a trace in the result: 1/∞ is 0."""
    if function in HANDS_ON:
        return []
    return arguments[1:] if function is np.divide else arguments


def _written(tape: Tape, divisors: set[Any]) -> Replay:
    """A tape as a Python function. Only names that are made here get into its source, nothing that somebody typed.

    It is written from its end, so that it is known what is still wanted. What is not is dropped at once: the memory of one
    array becomes that of the next, and stays in the processor's cache.
    """
    steps, witness = _witnessed(tape, _needed(tape), divisors)
    names = {X: "x", Y: "y"} | {place: f"v{place}" for place, *_ in steps} | {place: f"c{place}" for place in tape.constants}
    known: dict[str, Any] = {"full": np.full} | {names[place]: number for place, number in tape.constants.items()}
    lines, wanted = [_last_line(tape, names, witness)], {*tape.ends, witness}
    for place, function, arguments in reversed(steps):
        known[function.__name__] = function
        spent = sorted(names[argument] for argument in {*arguments} - wanted if names[argument].startswith("v"))
        lines += [f"del {', '.join(spent)}"] * bool(spent)
        lines.append(f"{names[place]} = {function.__name__}({', '.join(names[argument] for argument in arguments)})")
        wanted.update(arguments)
    source = "\n    ".join(["def replay(x, y):", *reversed(lines)])
    exec(source, known)  # its text is made of names of numpy's and of numbered ones
    return Replay(known["replay"], frozenset(function for _, function, _ in steps), source, divides=bool(divisors))


def _last_line(tape: Tape, names: dict[int, str], witness: int | None) -> str:
    """What is returned: arrays of the caller's own, each a different one; and the witness, for no one to change."""
    ends: list[str] = []
    for place in tape.ends:
        if place in tape.constants:
            ends.append(f"full(x.shape, {names[place]})")
        else:
            ends.append(names[place] + ".copy()" * (place in (X, Y) or names[place] in ends))
    return f"return {', '.join(ends)}, {'0.0' if witness is None else names[witness]}"
