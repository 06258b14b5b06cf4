"""Python expressions as LaTeX, with symbols as in a textbook, or with numbers in place of the symbols."""

import ast
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from optimizers._worksheet.latex import ATOM, POWER, PRODUCT, SUM, Piece, bracketed, environment, number, script


class Reader(Protocol):
    """The meaning of the names in an expression, and whether `numbers` or symbols are shown."""

    @property
    def numbers(self) -> bool: ...

    def leaf(self, node: ast.expr) -> Piece: ...

    def holds(self, condition: ast.expr) -> bool: ...

    def row(self, rows: list[ast.expr]) -> ast.expr | None:
        """The row of a column to show, or None for all of them."""

    def coordinates(self) -> "Sequence[Reader]":
        """Readers of a vector with numbers, one per coordinate."""

    def aside(self, node: ast.expr) -> "Reader":
        """The reader of the arguments of a function that is not expanded."""


def write(node: ast.expr, reader: Reader) -> Piece:
    """An expression as LaTeX. Raises ValueError with its text if it cannot be written."""
    match node:
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return reader.leaf(node)
        case ast.Constant(value=bool() | int() | float()):
            return number(node.value)
        case ast.UnaryOp(op=ast.USub()):
            return Piece("-" + write(node.operand, reader).within(PRODUCT), SUM)
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            left, right = write(node.left, reader), write(node.right, reader)
            sign = "+" if isinstance(node.op, ast.Add) else "-"
            return Piece(f"{left.latex} {sign} {right.within(PRODUCT)}", SUM)
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            return _product(node, reader)
        case ast.BinOp(op=ast.Pow()):
            return _power(write(node.left, reader), write(node.right, reader).latex)
        case ast.Compare(ops=[operator], comparators=[right]) if type(operator) in RELATIONS:
            sides = write(node.left, reader).latex, write(right, reader).latex
            return Piece(f" {RELATIONS[type(operator)]} ".join(sides), SUM)
        case ast.IfExp():
            return _cases(node.test, node.body, node.orelse, reader)
        case ast.Call():
            return _call(node, reader)
    raise ValueError(f"a worksheet cannot write {ast.unparse(node)!r}")


RELATIONS: dict[type, str] = {ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.Eq: "=", ast.NotEq: r"\ne"}


def _power(base: Piece, exponent: str) -> Piece:
    return Piece(f"{base.within(ATOM)}^{script(exponent)}", POWER)


def _product(node: ast.expr, reader: Reader) -> Piece:
    """A chain of products and quotients: what stands before a division is its numerator, unless that is a fraction already."""
    fractions: list[tuple[list[ast.expr], ast.expr | None]] = [([], None)]
    for factor, divides in _chain(node):
        factors, divisor = fractions[-1]
        if divisor is not None:
            fractions.append(([], factor) if divides else ([factor], None))
        elif divides:
            fractions[-1] = (factors, factor)
        else:
            factors.append(factor)
    pieces = [piece for factors, divisor in fractions for piece in _fraction(factors, divisor, reader)]
    if len(pieces) == 1:
        return pieces[0]
    latex = pieces[0].within(PRODUCT)
    for piece in pieces[1:]:
        text = piece.within(PRODUCT)
        latex += (r" \cdot " if reader.numbers or text[0].isdigit() else r"\, ") + text
    return Piece(latex, PRODUCT)


def _chain(node: ast.expr) -> list[tuple[ast.expr, bool]]:
    """The factors of a product from left to right, and whether one divides by each."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        return [*_chain(node.left), (node.right, isinstance(node.op, ast.Div))]
    return [(node, False)]


def _fraction(factors: list[ast.expr], divisor: ast.expr | None, reader: Reader) -> list[Piece]:
    pieces = []
    for _, same in groupby(factors, ast.dump):
        factor, *again = same
        base = write(factor, reader)
        pieces.append(_power(base, str(1 + len(again))) if again else base)
    if divisor is None:
        return pieces
    space = r" \cdot " if reader.numbers else r"\, "
    above = pieces[0].latex if len(pieces) == 1 else space.join(piece.within(PRODUCT) for piece in pieces)
    return [Piece(rf"\frac{{{above or '1'}}}{{{write(divisor, reader).latex}}}", PRODUCT)]


def _cases(condition: ast.expr, then: ast.expr, otherwise: ast.expr, reader: Reader) -> Piece:
    """All cases with symbols, the one that holds with numbers."""
    if reader.numbers:
        return write(then if reader.holds(condition) else otherwise, reader)
    rows = []
    while True:
        rows.append(rf"{write(then, reader).latex} & {write(condition, reader).latex}")
        if not (isinstance(otherwise, ast.Call) and _name(otherwise) == "where"):
            break
        condition, then, otherwise = otherwise.args
    return Piece(environment("cases", [*rows, rf"{write(otherwise, reader).latex} & \text{{else}}"]))


FUNCTIONS = {
    "sqrt": r"\sqrt{{{}}}",
    "abs": r"\left|{}\right|",
    "maximum": r"\max\left({},\; {}\right)",
    "minimum": r"\min\left({},\; {}\right)",
}


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def _call(node: ast.Call, reader: Reader) -> Piece:
    match _name(node), node.args:
        case "where", [condition, then, otherwise]:
            return _cases(condition, then, otherwise, reader)
        case "power", [base, exponent]:
            return _power(write(base, reader), write(exponent, reader).latex)
        case "square", [base]:
            return _power(write(base, reader), "2")
        case "hypot", [one, other]:
            return Piece(rf"\sqrt{{{' + '.join(_power(write(side, reader), '2').latex for side in (one, other))}}}")
        case "dot", [one, other]:
            return _dot(one, other, reader)
        case "norm", [vector]:
            square = _dot(vector, vector, reader).latex
            return Piece(rf"\sqrt{{{square}}}" if reader.numbers else rf"\left\|{write(vector, reader).latex}\right\|")
        case "stack" | "array", [ast.List(elts=rows)]:
            shown = reader.row(rows)
            if shown is not None:
                return write(shown, reader)
            return Piece(environment("pmatrix", [write(row, reader).latex for row in rows]))
        case name, arguments if name in FUNCTIONS and len(arguments) == FUNCTIONS[name].count("{}"):
            return Piece(FUNCTIONS[name].format(*(write(argument, reader).latex for argument in arguments)))
        case name, arguments if name:
            aside = reader.aside(node)
            listed = bracketed([write(argument, aside).latex for argument in arguments])
            return Piece(rf"\operatorname{{{name.replace('_', ' ')}}}{listed}")
    raise ValueError(f"a worksheet cannot write {ast.unparse(node)!r}")


def _dot(one: ast.expr, other: ast.expr, reader: Reader) -> Piece:
    """A product of two vectors: aᵀb, or ‖a‖² if they are the same; with numbers the sum over the coordinates."""
    same = ast.dump(one) == ast.dump(other)
    if not reader.numbers:
        left, right = write(one, reader), write(other, reader)
        if same:
            return Piece(rf"\left\|{left.latex}\right\|^2", POWER)
        return Piece(rf"{left.within(ATOM)}^\top\, {right.within(PRODUCT)}", PRODUCT)
    product = ast.BinOp(one, ast.Mult(), other)
    return Piece(" + ".join(write(product, coordinate).within(PRODUCT) for coordinate in reader.coordinates()), SUM)
