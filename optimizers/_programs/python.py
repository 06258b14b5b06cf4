"""Straight-line code as Python, for NumPy and for libraries with other function names.

It contains only generated names and numbers, nothing that was typed. Operations keep their order, so that results are the same
to the last bit.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from surfaces._code import Node, needed, operands

LONGEST = 60  # characters up to which an expression used once is written inline
OPERATORS = {  # operator and binding strength
    "less": ("<", 1),
    "less_equal": ("<=", 1),
    "greater": (">", 1),
    "greater_equal": (">=", 1),
    "equal": ("==", 1),
    "not_equal": ("!=", 1),
    "add": ("+", 2),
    "subtract": ("-", 2),
    "multiply": ("*", 3),
    "divide": ("/", 3),
}
NEGATIVE, ATOM = 4, 5


class Text(NamedTuple):
    """An expression, and the precedence of its outermost operator."""

    text: str
    binds: int

    def within(self, least: int) -> str:
        return self.text if self.binds >= least else f"({self.text})"


def numpy_call(operation: str, operands: Sequence[str]) -> str:
    """A call of a NumPy function."""
    return f"np.{operation}({', '.join(operands)})"


class Written(NamedTuple):
    """Assignments, and the expressions of the ends that follow them."""

    lines: list[str]
    ends: list[str]


def written(
    ends: Sequence[Node],
    names: Mapping[str, str],
    call: Callable[[str, Sequence[str]], str] = numpy_call,
    infinity: str = "np.inf",
) -> Written:
    """Code that computes the ends. `names` are those of the inputs; `call` writes a call of a function by NumPy's name."""
    operations = needed(ends)
    uses = Counter(operand.place for node in operations for operand in operands(node))
    uses.update(end.place for end in ends)
    found: dict[int, Text] = {}
    lines: list[str] = []

    def of(node: Node) -> Text:
        match node.operation:
            case "input":
                return Text(names[str(node.arguments[0])], ATOM)
            case "number":
                return _number(float(node.arguments[0]), infinity)  # type: ignore[arg-type]
        return found[node.place]

    for node in operations:
        text = _expression(node.operation, list(map(of, operands(node))), call)
        if uses[node.place] > 1 or len(text.text) > LONGEST:
            name = f"v{len(lines) + 1}"
            lines.append(f"{name} = {text.text}")
            text = Text(name, ATOM)
        found[node.place] = text
    return Written(lines, [of(end).text for end in ends])


def _expression(operation: str, operands: Sequence[Text], call: Callable[[str, Sequence[str]], str]) -> Text:
    if operation in OPERATORS:
        sign, binds = OPERATORS[operation]
        left, right = operands  # a right operand that is itself a sum keeps its parentheses: the order of summation matters
        return Text(f"{left.within(binds + (binds == 1))} {sign} {right.within(binds + 1)}", binds)
    if operation == "negative":
        return Text(f"-{operands[0].within(NEGATIVE)}", NEGATIVE)
    return Text(call(operation, [operand.text for operand in operands]), ATOM)


def _number(number: float, infinity: str) -> Text:
    if number != number:
        return Text(f"({infinity} - {infinity})", ATOM)
    text = repr(number).replace("inf", infinity)
    return Text(text, NEGATIVE if text.startswith("-") else ATOM)
