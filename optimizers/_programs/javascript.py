"""Straight-line code as JavaScript. It contains only generated names and numbers, nothing that was typed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from surfaces._code import CALL, Node, operands

OPERATORS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "===",
    "not_equal": "!==",
    "logical_and": "&&",
    "logical_or": "||",
    "bitwise_or": "||",  # for booleans
    "bitwise_and": "&&",
}
FUNCTIONS = {
    "absolute": "Math.abs",
    "fabs": "Math.abs",
    "sqrt": "Math.sqrt",
    "cbrt": "Math.cbrt",
    "sign": "Math.sign",
    "floor": "Math.floor",
    "ceil": "Math.ceil",
    "trunc": "Math.trunc",
    "exp": "Math.exp",
    "expm1": "Math.expm1",
    "log": "Math.log",
    "log1p": "Math.log1p",
    "log2": "Math.log2",
    "log10": "Math.log10",
    "sin": "Math.sin",
    "cos": "Math.cos",
    "tan": "Math.tan",
    "arcsin": "Math.asin",
    "arccos": "Math.acos",
    "arctan": "Math.atan",
    "arctan2": "Math.atan2",
    "sinh": "Math.sinh",
    "cosh": "Math.cosh",
    "tanh": "Math.tanh",
    "arcsinh": "Math.asinh",
    "arccosh": "Math.acosh",
    "arctanh": "Math.atanh",
    "hypot": "Math.hypot",
    "maximum": "Math.max",
    "minimum": "Math.min",
    "power": "Math.pow",
    "float_power": "Math.pow",
    "isfinite": "Number.isFinite",
    "isnan": "Number.isNaN",
    "rint": "rint",
    "copysign": "copysign",
    "fmax": "fmax",
    "fmin": "fmin",
    "remainder": "remainder",
    "fraction": "fraction",
    "exponent": "exponent",
    "ldexp": "ldexp",
}
POLYFILLS = (
    "rint",
    "copysign",
    "fmax",
    "fmin",
    "remainder",
    "fraction",
    "exponent",
    "ldexp",
)  # browser/engine/arithmetic.js
PATTERNS = {"negative": "-{}", "logical_not": "!{}", "invert": "!{}", "square": "{0} * {0}", "reciprocal": "1 / {}"}
PATTERNS |= {"exp2": "2 ** {}", "isinf": "Math.abs({}) === Infinity"}


def lines(nodes: Sequence[Node], names: Mapping[str, str], ends: Iterable[Node]) -> list[str]:
    """A declaration for each node, in order. `names` maps the names of inputs to JavaScript.

    Values that only one branch needs are computed only if that branch is taken; `ends` are always computed.
    """
    sides = _sides(nodes, {end.place for end in ends})
    within: dict[Side | None, list[Node]] = {}
    for node in nodes:
        within.setdefault(sides.get(node.place), []).append(node)
    return _block(None, names, within)


Side = tuple[int, int]  # position of a choice, and which of its arguments


def _sides(nodes: Sequence[Node], wanted: set[int]) -> dict[int, Side]:
    """The innermost branch of each node that only one branch needs."""
    users: dict[int, list[tuple[Node, int]]] = {}
    found: dict[int, Side] = {}
    within: dict[int, list[Side]] = {}  # the branches that contain a node, outermost first
    for node in reversed(nodes):
        around = [
            [*within[user.place], *([(user.place, argument)] if user.operation == "where" and argument else [])]
            for user, argument in users.get(node.place, ())
        ]
        shared = [] if node.place in wanted or not around else _common(around)
        within[node.place] = shared
        if shared:
            found[node.place] = shared[-1]
        for argument, operand in enumerate(node.arguments):
            if isinstance(operand, Node):
                users.setdefault(operand.place, []).append((node, argument))
    return found


def _common(paths: list[list[Side]]) -> list[Side]:
    """The common prefix of several paths."""
    return [steps[0] for steps in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False))]


def _block(side: Side | None, names: Mapping[str, str], within: Mapping[Side | None, Sequence[Node]]) -> list[str]:
    """The declarations that belong to one branch or, for None, to no branch."""
    written: list[str] = []
    for node in within.get(side, ()):
        name = _name(node, names)
        sides = [(node.place, argument) for argument in (1, 2)]
        if not any(one in within for one in sides):
            written.append(f"const {name} = {_expression(node, names)};")
            continue
        condition, *results = (value(one, names) for one in operands(node))
        blocks = [
            [f"  {line}" for line in (*_block(one, names, within), f"{name} = {result};")]
            for one, result in zip(sides, results, strict=True)
        ]
        written += [f"let {name};", f"if ({condition}) {{", *blocks[0], "} else {", *blocks[1], "}"]
    return written


def value(node: Node, names: Mapping[str, str]) -> str:
    """The JavaScript of a node where it is used."""
    if node.operation == "number":
        return number(float(node.arguments[0]))  # type: ignore[arg-type]
    return _name(node, names)


def polyfills(nodes: Iterable[Node]) -> list[str]:
    """The functions that these nodes need and that JavaScript lacks."""
    used = {node.operation for node in nodes}
    return [name for name in POLYFILLS if name in used]


def _name(node: Node, names: Mapping[str, str]) -> str:
    return names[str(node.arguments[0])] if node.operation == "input" else f"v{node.place}"


def _expression(node: Node, names: Mapping[str, str]) -> str:
    texts = [value(operand, names) for operand in operands(node)]
    operation = node.operation
    if operation == CALL:
        called, result = node.arguments[:2]
        return f"{called}({', '.join(texts)})[{result}]"
    if operation == "power" and texts[1] == "2":  # exact, as in numpy
        return f"{texts[0]} * {texts[0]}"
    if operation in OPERATORS:
        return f"{texts[0]} {OPERATORS[operation]} {texts[1]}"
    if operation in PATTERNS:
        return PATTERNS[operation].format(*texts)
    if operation == "where":
        return f"{texts[0]} ? {texts[1]} : {texts[2]}"
    if operation in FUNCTIONS:
        return f"{FUNCTIONS[operation]}({', '.join(texts)})"
    raise TypeError(f"{operation} cannot be written in JavaScript")


def number(number: float) -> str:
    """The shortest text that reads back as this number, in parentheses if it begins with a sign."""
    if number != number:
        return "NaN"
    if number in (float("inf"), -float("inf")):
        return "Infinity" if number > 0 else "(-Infinity)"
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 and str(number)[0] != "-" else repr(number)
    return f"({text})" if text.startswith("-") else text
