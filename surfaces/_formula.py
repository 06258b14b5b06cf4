"""A formula that somebody typed, such as `x**2 + 3*sin(y)`: read by a white list, never executed, and bounded in every way.

The text is cut into tokens first: numbers, the names below, operators and parentheses; nothing else gets past. What is left is
parsed by Python's own grammar (`ast.parse`, which runs nothing), and the tree is turned into calls of `autograd.numpy`.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from autograd import numpy as anp

LONGEST = 200  # characters
MOST_TOKENS = 120
DEEPEST = 20  # parentheses within each other
LARGEST, SMALLEST = 1e9, 1e-9  # constants
MOST_TIMES = 8  # a whole power up to this one is a product, several times as fast as a power

CONSTANTS = {"pi": np.pi, "e": np.e}
FUNCTIONS: dict[str, tuple[Callable[..., Any], int, str]] = {  # what it is, how many arguments it takes, and its LaTeX
    "sin": (anp.sin, 1, r"\sin\left({}\right)"),
    "cos": (anp.cos, 1, r"\cos\left({}\right)"),
    "tan": (anp.tan, 1, r"\tan\left({}\right)"),
    "atan": (anp.arctan, 1, r"\arctan\left({}\right)"),
    "sinh": (anp.sinh, 1, r"\sinh\left({}\right)"),
    "cosh": (anp.cosh, 1, r"\cosh\left({}\right)"),
    "tanh": (anp.tanh, 1, r"\tanh\left({}\right)"),
    "exp": (anp.exp, 1, r"\exp\left({}\right)"),
    "log": (anp.log, 1, r"\log\left({}\right)"),
    "sqrt": (anp.sqrt, 1, r"\sqrt{{{}}}"),
    "abs": (anp.abs, 1, r"\left|{}\right|"),
    "minimum": (anp.minimum, 2, r"\min\left({}, {}\right)"),
    "maximum": (anp.maximum, 2, r"\max\left({}, {}\right)"),
}
KINKED = frozenset({"abs", "minimum", "maximum", "sqrt"})  # where their argument is 0, or both are equal

TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\*\*|[-+*/(),])",
    re.ASCII,
)


class FormulaError(ValueError):
    """What is wrong with a formula, in a sentence that names the column, counted from 1."""

    def __init__(self, reason: str, column: int) -> None:
        super().__init__(f"{reason}; column {column}")
        self.column = column


@dataclass(frozen=True)
class Formula:
    """A formula that was understood: `f(x, y)` in autograd's numpy, elementwise; its LaTeX; whether it has no kinks."""

    text: str
    f: Callable[[Any, Any], Any]
    latex: str
    smooth: bool


class _Part(NamedTuple):
    """A piece of a formula: what computes it, its LaTeX, and how tightly that holds together (as Python's operators do)."""

    f: Callable[[Any, Any], Any]
    latex: str
    binds: int
    constant: float | None = None


SUM, PRODUCT, SIGN, POWER, ATOM = range(5)


def parse(text: str) -> Formula:
    """Read a formula in x and y; raises FormulaError with the column of what is not understood."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula may have {LONGEST} characters, this one has {len(text)}", LONGEST + 1)
    tokens = list(_tokens(text))
    if not tokens:
        raise FormulaError("there is no formula", 1)
    _check(tokens)
    try:
        tree = ast.parse(text.strip(" \t"), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise _misplaced(text, tokens, error) from None
    indent = len(text) - len(text.lstrip(" \t"))
    part = _understand(tree, indent)
    flat = not any(token.text in ("x", "y") for token in tokens)
    f = (lambda x, y: part.f(x, y) + 0.0 * x) if flat else part.f  # a constant is as high everywhere
    return Formula(text.strip(), f, part.latex, not any(map(_kinked, ast.walk(tree))))


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            sign = text[place]
            shown = f"`{sign}`" if sign.isprintable() and sign != "`" else f"the character U+{ord(sign):04X}"
            hint = {"^": " (a power is written **)", "=": " (only the right side is needed)"}.get(sign, "")
            raise FormulaError(f"{shown} has no meaning here{hint}", place + 1)
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], place + 1)
        place = match.end()


def _check(tokens: list[_Token]) -> None:
    """All that can be said of the tokens alone: their number, their names, their size, and how deep they are nested."""
    if len(tokens) > MOST_TOKENS:
        raise FormulaError(f"a formula may have {MOST_TOKENS} parts, this one has {len(tokens)}", tokens[MOST_TOKENS].column)
    depth = 0
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        opens = following is not None and following.text == "("
        if token.kind == "name":
            _check_name(token, opens)
        if token.kind == "number" and not (float(token.text) == 0 or SMALLEST <= float(token.text) <= LARGEST):
            raise FormulaError(f"{token.text[:20]} is not between {SMALLEST:g} and {LARGEST:g}", token.column)
        if following and _ends(token) and (opens or following.kind != "sign"):
            raise FormulaError(f"a sign is missing before `{following.text[:20]}`", following.column)
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth > DEEPEST:
            raise FormulaError(f"this is nested more than {DEEPEST} deep", token.column)
        if depth < 0:
            raise FormulaError("this parenthesis closes nothing", token.column)
    if depth > 0:
        raise FormulaError("a parenthesis is not closed", tokens[-1].column)


def _ends(token: _Token) -> bool:
    """Whether what this token ends has a value, so that a sign has to follow."""
    return (token.kind != "sign" and token.text not in FUNCTIONS) or token.text == ")"


def _check_name(token: _Token, called: bool) -> None:
    name = token.text
    if called and name not in FUNCTIONS:
        what = "is a number, not a function" if name in (*CONSTANTS, "x", "y") else "is not a function"
        raise FormulaError(f"`{name[:20]}` {what}", token.column)
    if not called and name in FUNCTIONS:
        raise FormulaError(f"`{name}` needs its argument in parentheses", token.column)
    if not called and name not in (*CONSTANTS, "x", "y"):
        raise FormulaError(f"`{name[:20]}` is not known; there are x, y, pi, e and functions such as sin", token.column)


def _misplaced(text: str, tokens: list[_Token], error: Exception) -> FormulaError:
    """Python's grammar has stopped somewhere: say at which part, in our words."""
    indent = len(text) - len(text.lstrip(" \t"))
    if tokens[-1].kind == "sign" and tokens[-1].text != ")":
        return FormulaError("something is missing at the end", tokens[-1].column)
    column = indent + (getattr(error, "offset", None) or 1)
    at = next((token for token in tokens if token.column >= column), None)
    if at is None:
        at = tokens[-1]
    return FormulaError(f"`{at.text[:20]}` does not belong here", at.column)


def _understand(node: ast.expr, indent: int) -> _Part:
    """The part of a formula below a node of the tree; whatever is not listed here is refused."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _constant(float(value), _number(float(value)))
        case ast.Name(id="x"):
            return _Part(lambda x, y: x, "x", ATOM)
        case ast.Name(id="y"):
            return _Part(lambda x, y: y, "y", ATOM)
        case ast.Name(id=name) if name in CONSTANTS:
            return _constant(CONSTANTS[name], {"pi": r"\pi", "e": "e"}[name])
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _understand(inner, indent)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _negative(_understand(inner, indent))
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_understand(left, indent), _understand(right, indent))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return _call(name, [_understand(argument, indent) for argument in arguments], node.col_offset + indent + 1)
    raise FormulaError("this has no meaning here", getattr(node, "col_offset", 0) + indent + 1)


def _kinked(node: ast.AST) -> bool:
    """Whether a part of the tree may have no gradient somewhere: a corner, a root, a power that is not whole."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in KINKED
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=int())):
            return False
        case ast.BinOp(op=ast.Pow()):
            return True
    return False


def _constant(value: float, latex: str) -> _Part:
    number = np.float64(value)
    return _Part(lambda x, y: number, latex, ATOM, value)


def _number(value: float) -> str:
    mantissa, _, power = f"{value:.12g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(power)}}}" if power else mantissa


def _negative(inner: _Part) -> _Part:
    f = inner.f
    return _Part(lambda x, y: -f(x, y), f"-{_wrapped(inner, POWER if inner.binds == SIGN else PRODUCT)}", SIGN)


def _sum(one: _Part, other: _Part) -> _Part:
    f, g = one.f, other.f
    return _Part(lambda x, y: f(x, y) + g(x, y), f"{one.latex} + {_wrapped(other, SIGN if other.binds == SIGN else SUM)}", SUM)


def _difference(one: _Part, other: _Part) -> _Part:
    f, g = one.f, other.f
    return _Part(lambda x, y: f(x, y) - g(x, y), f"{one.latex} - {_wrapped(other, PRODUCT)}", SUM)


def _product(one: _Part, other: _Part) -> _Part:
    f, g = one.f, other.f
    left, right = _wrapped(one, PRODUCT), _wrapped(other, PRODUCT)
    dot = r" \cdot " if right[:1].isdigit() or right.startswith("-") else r" \, "
    right = rf"\left({right}\right)" if right.startswith("-") else right
    return _Part(lambda x, y: f(x, y) * g(x, y), f"{left}{dot}{right}", PRODUCT)


def _quotient(one: _Part, other: _Part) -> _Part:
    f, g = one.f, other.f
    return _Part(lambda x, y: f(x, y) / g(x, y), rf"\frac{{{one.latex}}}{{{other.latex}}}", POWER)


def _power(base: _Part, exponent: _Part) -> _Part:
    f, g, whole = base.f, exponent.f, exponent.constant
    latex = f"{{{_wrapped(base, ATOM)}}}^{{{exponent.latex}}}"
    if whole is not None and whole in range(1, MOST_TIMES + 1):
        return _Part(lambda x, y: _times(f(x, y), int(whole)), latex, POWER)
    return _Part(lambda x, y: f(x, y) ** g(x, y), latex, POWER)


def _times(value: Any, count: int) -> Any:
    """A whole power by squaring."""
    if count == 1:
        return value
    half = _times(value, count // 2)
    return half * half * value if count % 2 else half * half


def _call(name: str, parts: list[_Part], column: int) -> _Part:
    function, count, latex = FUNCTIONS[name]
    if len(parts) != count:
        raise FormulaError(f"`{name}` takes {count} argument{'s' * (count > 1)}, not {len(parts)}", column)
    inner = [part.f for part in parts]
    shown = latex.format(*(part.latex for part in parts))
    if count == 1:
        (f,) = inner
        return _Part(lambda x, y: function(f(x, y)), shown, ATOM)
    f, g = inner
    return _Part(lambda x, y: function(f(x, y), g(x, y)), shown, ATOM)


OPERATORS: dict[type[ast.operator], Callable[[_Part, _Part], _Part]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
    ast.Mult: _product,
    ast.Div: _quotient,
    ast.Pow: _power,
}


def _wrapped(part: _Part, at_least: int) -> str:
    return part.latex if part.binds >= at_least else rf"\left({part.latex}\right)"
