"""A formula as LaTeX that shows what is computed: it keeps every pair of parentheses that the reading depends on."""

from typing import NamedTuple

from surfaces._formula.functions import FUNCTIONS
from surfaces._formula.tree import Call, Name, Negative, Node, Number, Operation

SUM, PRODUCT, POWER, ATOM = range(4)  # binding strength


class Piece(NamedTuple):
    latex: str
    level: int = ATOM

    def first(self, level: int) -> str:
        """This piece at the beginning of one that binds this tightly."""
        return self.latex if self.level >= level else rf"\left({self.latex}\right)"

    def after(self, level: int) -> str:
        """This piece after an operator, where it must not begin with a minus: neither x − −y nor x −y is meant."""
        return rf"\left({self.latex}\right)" if self.latex.startswith("-") else self.first(level)


def write(node: Node) -> Piece:
    match node:
        case Number(value):
            return _number(value)
        case Name(name):
            return Piece(r"\pi" if name == "pi" else name)
        case Negative(inner):
            return Piece(f"-{write(inner).after(PRODUCT)}", PRODUCT)
        case Call(name, arguments):
            return Piece(FUNCTIONS[name].latex.format(", ".join(write(argument).latex for argument in arguments)))
        case Operation(sign, left, right):
            return _operation(sign, write(left), write(right))


def _operation(sign: str, left: Piece, right: Piece) -> Piece:
    match sign:
        case "+" | "-":
            return Piece(f"{left.first(SUM)} {sign} {right.after(PRODUCT)}", SUM)
        case "*":
            shown = right.after(POWER)
            dot = shown.lstrip("{")[:1].isdigit() or shown.startswith(r"\frac")  # 2 · 3 is not 23, nor 2 · ½ the number 2½
            return Piece(left.first(PRODUCT) + (r" \cdot " if dot else r" \, ") + shown, PRODUCT)
        case "/":
            return Piece(rf"\frac{{{left.latex}}}{{{right.latex}}}", POWER)
    return Piece(f"{{{left.after(ATOM)}}}^{{{right.latex}}}", POWER)


def _number(value: float) -> Piece:
    """A number with all its digits: 0.1, 1000, 1 · 10⁻⁵."""
    mantissa, _, exponent = repr(value).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return Piece(rf"{mantissa} \cdot 10^{{{int(exponent)}}}", PRODUCT) if exponent else Piece(mantissa)
