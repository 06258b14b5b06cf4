"""Straight-line code: a computation as one operation per line, independent of any programming language.

Two modules record it: `surfaces/_record.py` from autograd's trace, `optimizers/_programs/symbols.py` from a step that runs on
symbols. Three modules print it: `surfaces/_replay.py` as fast numpy, `optimizers/_programs/python.py` as readable numpy, and
`optimizers/_programs/javascript.py` as JavaScript for the browser.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

# Exactly defined by IEEE 754: equal to the last bit on every machine and in every language.
ARITHMETIC = ("add", "subtract", "multiply", "divide", "negative", "absolute", "fabs", "sqrt", "square", "sign", "copysign")
COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")
CHOICES = ("maximum", "minimum", "fmax", "fmin", "where")
BOOLEAN_OPERATIONS = ("logical_and", "logical_or", "logical_not", "bitwise_and", "bitwise_or", "invert")
BOOLEAN_VALUED = ("isfinite", "isinf", "isnan", *BOOLEAN_OPERATIONS)
WHOLE = ("floor", "ceil", "trunc", "rint")
PARTS = ("fraction", "exponent", "ldexp")  # numpy's frexp, as two functions, and its inverse
EXACT = frozenset([*ARITHMETIC, *COMPARISONS, *CHOICES, *BOOLEAN_VALUED, *WHOLE, *PARTS])

CALL = "call"  # calls a function of the program; arguments: its name, the index of the result, and the inputs


class Node(NamedTuple):
    """A value: a named input, a number, or an operation (named after numpy's function) on other values."""

    operation: str
    arguments: tuple["Node | str | float", ...]
    place: int  # position in the order of evaluation


class Code:
    """The values of a computation. The same operation on the same values is a single value, computed once."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[object, ...], Node] = {}

    def input(self, name: str) -> Node:
        return self._node("input", (name,), name)

    def number(self, value: float) -> Node:
        return self._node("number", (value,), repr(value))  # repr distinguishes 0 from −0, and NaN equals itself

    def apply(self, operation: str, *arguments: Node) -> Node:
        """The result of an operation on float64 numbers or booleans, in the simplest form that gives the same bits."""
        if operation in ("positive", "conjugate"):  # no-ops for real numbers
            return arguments[0]
        if operation == "multiply":  # 1·v equals v exactly
            for one, other in (arguments, arguments[::-1]):
                if one.operation == "number" and one.arguments[0] == 1.0:
                    return other
        if operation in ("logical_or", "bitwise_or") and arguments[0].operation == "number" and not arguments[0].arguments[0]:
            return arguments[1]  # and, or: of booleans
        if operation == "where" and arguments[0].operation == "number":
            return arguments[1 if arguments[0].arguments[0] else 2]
        if all(argument.operation == "number" for argument in arguments):
            return self.number(_computed(operation, arguments))
        return self.unsimplified(operation, *arguments)

    def unsimplified(self, operation: str, *arguments: Node) -> Node:
        """The result of an operation on values of any type, without simplification."""
        return self._node(operation, arguments, *(argument.place for argument in arguments))

    def call(self, function: str, result: int, *arguments: Node) -> Node:
        """One of the results of another function of the program, given by name."""
        return self._node(CALL, (function, result, *arguments), function, result, *(argument.place for argument in arguments))

    def _node(self, operation: str, arguments: tuple[Node | str | float, ...], *key: object) -> Node:
        return self._nodes.setdefault((operation, *key), Node(operation, arguments, len(self._nodes)))


def _computed(operation: str, arguments: tuple[Node, ...]) -> float:
    numbers: list[Any] = [argument.arguments[0] for argument in arguments]
    if operation in BOOLEAN_OPERATIONS:
        numbers = [bool(number) for number in numbers]
    compute = COMPUTED.get(operation) or getattr(np, operation)
    with np.errstate(all="ignore"):
        return float(compute(*numbers))


COMPUTED: dict[str, Callable[..., Any]] = {
    "fraction": lambda number: np.frexp(number)[0],
    "exponent": lambda number: np.frexp(number)[1],
    "ldexp": lambda number, exponent: np.ldexp(number, int(exponent)),
}


def needed(ends: Iterable[Node]) -> list[Node]:
    """Every operation that the ends depend on, in the order of computation."""
    found: dict[int, Node] = {}
    waiting = list(ends)
    while waiting:
        node = waiting.pop()
        if node.place not in found:
            found[node.place] = node
            waiting.extend(operands(node))
    return [found[place] for place in sorted(found) if found[place].operation not in ("input", "number")]


def depending(nodes: Iterable[Node], names: frozenset[str]) -> set[int]:
    """The positions of the nodes, given in order, that depend on one of these inputs."""
    found: set[int] = set()
    for node in nodes:
        if any(
            operand.place in found or (operand.operation == "input" and operand.arguments[0] in names)
            for operand in operands(node)
        ):
            found.add(node.place)
    return found


def operands(node: Node) -> list[Node]:
    """The values that an operation works on; none for an input or a number."""
    return [argument for argument in node.arguments if isinstance(argument, Node)]
