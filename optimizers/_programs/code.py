"""Straight-line code: what a computation amounts to, an operation a line, whatever language it is written in afterwards."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

# What IEEE 754 leaves no choice in: the same to the last bit on every machine and in every language.
ARITHMETIC = ("add", "subtract", "multiply", "divide", "negative", "absolute", "fabs", "sqrt", "square", "sign", "copysign")
CHOICES = (
    "less",
    "less_equal",
    "greater",
    "greater_equal",
    "equal",
    "not_equal",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "where",
)
TRUTHS = ("isfinite", "isnan", "logical_and", "logical_or", "logical_not", "bitwise_or", "invert")
WHOLE = ("floor", "ceil", "trunc", "rint")
EXACT = frozenset([*ARITHMETIC, *CHOICES, *TRUTHS, *WHOLE])


class Node(NamedTuple):
    """A value: an input by its name, a number, or an operation (by the name of numpy's function) on other values."""

    operation: str
    arguments: tuple["Node | str | float", ...]
    place: int  # in the order in which values are computed


class Code:
    """The values of a computation. The same operation on the same values is one value, and is computed once."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[object, ...], Node] = {}

    def input(self, name: str) -> Node:
        return self._node("input", (name,), name)

    def number(self, value: float) -> Node:
        value = float(value)
        return self._node("number", (value,), repr(value))  # repr tells 0 from −0, and NaN is equal to itself

    def apply(self, operation: str, *arguments: Node) -> Node:
        if operation in ("positive", "conjugate"):  # of real numbers
            return arguments[0]
        if operation == "multiply":  # 1·v is v, to the last bit
            for one, other in (arguments, arguments[::-1]):
                if one.operation == "number" and one.arguments[0] == 1.0:
                    return other
        if operation in ("logical_or", "bitwise_or") and arguments[0].operation == "number" and not arguments[0].arguments[0]:
            return arguments[1]  # of truths
        if all(argument.operation == "number" for argument in arguments):
            return self.number(_computed(operation, arguments))
        return self._node(operation, arguments, *(argument.place for argument in arguments))

    def _node(self, operation: str, arguments: tuple[Node | str | float, ...], *key: object) -> Node:
        return self._nodes.setdefault((operation, *key), Node(operation, arguments, len(self._nodes)))


def _computed(operation: str, arguments: tuple[Node, ...]) -> float:
    with np.errstate(all="ignore"):
        return float(getattr(np, operation)(*(argument.arguments[0] for argument in arguments)))


def needed(ends: Iterable[Node]) -> list[Node]:
    """Every operation that the ends depend on, in the order of computation."""
    found: dict[int, Node] = {}
    waiting = list(ends)
    while waiting:
        node = waiting.pop()
        if node.place not in found:
            found[node.place] = node
            waiting.extend(_operands(node))
    return [found[place] for place in sorted(found) if found[place].operation not in ("input", "number")]


def depending(nodes: Iterable[Node], names: frozenset[str]) -> set[int]:
    """The places of those nodes, given in order, that depend on one of these inputs."""
    found: set[int] = set()
    for node in nodes:
        if any(
            operand.place in found or (operand.operation == "input" and operand.arguments[0] in names)
            for operand in _operands(node)
        ):
            found.add(node.place)
    return found


def _operands(node: Node) -> Iterator[Node]:
    return (argument for argument in node.arguments if isinstance(argument, Node))
