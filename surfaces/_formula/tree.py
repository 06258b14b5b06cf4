"""A parsed formula: a tree of numbers, names, operations and calls, and the function that it computes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from surfaces._formula.functions import CONSTANTS, FUNCTIONS, KINKED

MAX_FACTORS = 8  # integer powers up to this are written as products, which are several times faster

Compute = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Name:
    """x, y, or one of the constants."""

    name: str


@dataclass(frozen=True)
class Negative:
    inner: "Node"


@dataclass(frozen=True)
class Operation:
    """Two sides with one of + - * / ^ between them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple["Node", ...]


Node = Number | Name | Negative | Operation | Call


def parts(node: Node) -> Iterator[Node]:
    """A node and all nodes below it."""
    yield node
    match node:
        case Negative(inner):
            yield from parts(inner)
        case Operation(_, left, right):
            yield from parts(left)
            yield from parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from parts(argument)


def depends(node: Node) -> bool:
    """Whether a tree contains x or y."""
    return any(isinstance(part, Name) and part.name not in CONSTANTS for part in parts(node))


def smooth(node: Node) -> bool:
    """Whether f has a gradient wherever it is finite: no part has a corner, and every power is whole, or of a constant."""
    return not any(_kinked(part) for part in parts(node))


def _kinked(node: Node) -> bool:
    match node:
        case Call(function):
            return function in KINKED
        case Operation("^", _, Number(value) | Negative(Number(value))):
            return value != int(value)
        case Operation("^", base):
            return depends(base)
    return False


def compute(node: Node) -> Compute:
    """f(x, y) in autograd's numpy, elementwise."""
    match node:
        case Number(value):
            return _constant(value)
        case Name("x"):
            return lambda x, y: x
        case Name("y"):
            return lambda x, y: y
        case Name(name):
            return _constant(CONSTANTS[name])
        case Negative(inner):
            f = compute(inner)
            return lambda x, y: -f(x, y)
        case Operation("^", base, Number(whole)) if whole in range(1, MAX_FACTORS + 1):
            f = compute(base)
            return lambda x, y: _times(f(x, y), int(whole))
        case Operation(sign, left, right):
            return _operation(sign, compute(left), compute(right))
        case Call(name, arguments):
            return _call(FUNCTIONS[name].f, [compute(argument) for argument in arguments])


def _constant(value: float) -> Compute:
    number = np.float64(value)  # 1/0 is inf, not an error
    return lambda x, y: number


def _operation(sign: str, f: Compute, g: Compute) -> Compute:
    match sign:
        case "+":
            return lambda x, y: f(x, y) + g(x, y)
        case "-":
            return lambda x, y: f(x, y) - g(x, y)
        case "*":
            return lambda x, y: f(x, y) * g(x, y)
        case "/":
            return lambda x, y: f(x, y) / g(x, y)
    return lambda x, y: f(x, y) ** g(x, y)


def _call(function: Callable[..., Any], arguments: list[Compute]) -> Compute:
    if len(arguments) == 1:
        (f,) = arguments
        return lambda x, y: function(f(x, y))
    return lambda x, y: reduce(function, [f(x, y) for f in arguments])


def _times(value: Any, count: int) -> Any:
    """An integer power by repeated squaring."""
    if count == 1:
        return value
    half = _times(value, count // 2)
    return half * half * value if count % 2 else half * half
