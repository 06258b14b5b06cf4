"""An update rule read from its own code: each assignment becomes a line, with symbols, with numbers, and with the result.

The lines come from evaluating the statements that the engine runs, so they cannot differ from them. Calls of other functions of
this project (a helper, or the step of another optimizer) are followed.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import FunctionType
from typing import Any

import numpy as np

from optimizers._linear import dot, norm
from optimizers._worksheet.expression import write
from optimizers._worksheet.latex import ATOM, Piece, bracketed, loose, number
from optimizers._worksheet.line import Known, Line, is_vector, numbers_of
from optimizers._worksheet.symbols import Symbols, component

WHOLE = -1  # index that means the whole vector


# Takes a rule, a request's type, its point and the names of the answer; adds the lines and returns the values of the names.
Answering = Callable[["Rule", type, Known | None, tuple[str, ...]], list[Known]]


@dataclass
class Rule:
    """The lines of a rule so far, in order of evaluation."""

    symbols: Symbols
    answer: Answering
    asked: int = 0  # number of lines up to the last answer
    lines: list[Line] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, name: str, node: ast.expr, scope: "Scope") -> Known:
        """Add a line. A symbol that already has another meaning gets a prime."""
        formula, symbol = write(node, Reading(scope, None)).latex, self.symbols.after(name)
        while symbol in self.used:
            symbol = f"{symbol}'" if loose(symbol) == ATOM else f"{{{symbol}}}'"
        self.used.add(symbol)
        value = scope.value(node)
        places = range(len(value)) if is_vector(value) else (0,)
        numbers = tuple(write(node, Reading(scope, place)).latex for place in places)
        self.lines.append(Line(name, symbol, numbers_of(value), "" if formula == symbol else formula, numbers))
        return Known(value, symbol)


def follow(function: Callable[..., Any], given: Mapping[str, Known], rule: Rule, names: tuple[str, ...]) -> Known:
    """Work through a function and return its results, called by `names`. Raises ValueError if a worksheet cannot show it."""
    scope = Scope(dict(given), function.__globals__, rule)
    for statement in _parsed(function).body:
        match statement:
            case ast.Expr(value=ast.Constant()):  # a docstring
                continue
            case ast.Assign(targets=[target], value=ast.Yield(value=ast.Call() as request)):
                scope.ask(target, request)
            case ast.Assign(targets=[target], value=value):
                scope.assign(target, value)
            case ast.Return(value=ast.expr() as value):
                return scope.returned(value, names)
            case _:
                raise ValueError(f"a worksheet of {function.__module__} cannot hold the statement {ast.unparse(statement)!r}")
    raise ValueError(f"{function.__module__}.{function.__name__} returns nothing that a worksheet can show")


@lru_cache(maxsize=256)
def _parsed(function: Callable[..., Any]) -> ast.FunctionDef:
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, SyntaxError):
        definition = ast.Pass()
    if not isinstance(definition, ast.FunctionDef):
        raise ValueError(f"the code of {function!r} cannot be found as a function of its own, so it has no worksheet")
    return definition


@dataclass
class Scope:
    """The names of the function that is being read."""

    names: dict[str, Known]
    globals: dict[str, Any]
    rule: Rule

    def value(self, node: ast.expr) -> Any:
        """The value of an expression of the code in this scope."""
        code = compile(ast.fix_missing_locations(ast.Expression(node)), "<worksheet>", "eval")
        return eval(code, self.globals, {name: known.value for name, known in self.names.items()})

    def known(self, node: ast.expr) -> Known | None:
        """The meaning of a name or of a field of a state; None for every other expression."""
        match node:
            case ast.Name(id=name):
                return self.names.get(name)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in self.names:
                owner = self.names[name]
                return (
                    owner.parts[owner.value._fields.index(attribute)]
                    if attribute in getattr(owner.value, "_fields", ())
                    else None
                )
            case ast.Subscript(value=owner) if (whole := self.known(owner)) and (symbol := self.entry(whole, node)):
                return Known(self.value(node), symbol)
        return None

    def entry(self, whole: Known, node: ast.Subscript) -> str:
        """The symbol of a coordinate of a vector, or of an entry of a matrix; nothing for other parts."""
        axes = self.rule.symbols.axes
        match node.slice:
            case ast.Constant(value=int() as index) if whole.symbol:
                return component(whole.symbol, axes[index])
            case ast.Tuple(elts=[ast.Constant(value=int() as row), ast.Constant(value=int() as column)]) if whole.symbol:
                return component(whole.symbol, axes[row] + axes[column])
        return ""

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                self.names[name] = self.line(name, value)
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                found = [self.line(_name_of(target), value) for target, value in zip(targets, values, strict=True)]
                self.names |= {_name_of(target): known for target, known in zip(targets, found, strict=True)}
            case ast.Tuple(elts=targets), _:
                names = tuple(map(_name_of, targets))
                whole = self.called(value, names) if self.follows(value) else self.known(value)
                if whole is None or len(whole.parts) != len(names):
                    raise ValueError(f"a worksheet cannot take {ast.unparse(value)!r} apart")
                self.names |= dict(zip(names, whole.parts, strict=True))
            case _:
                raise ValueError(
                    f"a worksheet cannot show an assignment to {ast.unparse(target)!r}: a step changes nothing in place"
                )

    def ask(self, target: ast.expr, request: ast.Call) -> None:
        """The request of a step, under the names that its answer gets."""
        targets = target.elts if isinstance(target, ast.Tuple) else [target]
        point = self.line("gradient_point", request.args[0]) if request.args else None
        names = tuple(map(_name_of, targets))
        self.names |= zip(names, self.rule.answer(self.rule, self.value(request.func), point, names), strict=True)
        self.rule.asked = len(self.rule.lines)

    def line(self, name: str, node: ast.expr) -> Known:
        """The value of an expression, called `name`: a line of the rule, unless it is a plain name for what is known."""
        if self.follows(node):
            return self.called(node, (name,))
        node = _Inside(self).visit(copy.deepcopy(node))
        return self.known(node) or self.rule.add(name, node, self)

    def returned(self, node: ast.expr, names: tuple[str, ...]) -> Known:
        if self.follows(node):
            return self.called(node, names)
        if isinstance(node, ast.Tuple) and len(node.elts) == len(names):
            parts = tuple(self.returned(item, (name,)) for item, name in zip(node.elts, names, strict=True))
            return Known(tuple(part.value for part in parts), parts=parts)
        if isinstance(node, ast.Call) and isinstance(state := self.value(node.func), type) and hasattr(state, "_fields"):
            return self.state(node, state)
        known = self.line(names[0], node)
        here = self.rule.symbols.after("point")
        return self.rule.add("point", node, self) if names[0] == "point" and known.symbol != here else known

    def state(self, node: ast.Call, state: Any) -> Known:
        """A new state: each field that is not a plain name is a line."""
        given = dict(zip(state._fields, node.args, strict=False)) | {item.arg: item.value for item in node.keywords}
        parts = tuple(self.line(name, given[name]) for name in state._fields)
        return Known(state(*(part.value for part in parts)), parts=parts)

    def follows(self, node: ast.expr) -> bool:
        """Whether an expression is a call of a function of this project, or of whoever wrote the optimizer."""
        if not isinstance(node, ast.Call):
            return False
        function = self.value(node.func)
        if not isinstance(function, FunctionType) or function in (dot, norm):
            return False
        return not function.__module__.startswith("numpy")

    def called(self, node: ast.expr, names: tuple[str, ...]) -> Known:
        assert isinstance(node, ast.Call)
        function = self.value(node.func)
        keywords = {item.arg: item.value for item in node.keywords if item.arg}
        bound = inspect.signature(function).bind(*node.args, **keywords)
        given = {name: self.line(name, argument) for name, argument in bound.arguments.items()}
        bound.apply_defaults()
        given |= {name: Known(value) for name, value in bound.arguments.items() if name not in given}
        return follow(function, given, self.rule, names)


def _name_of(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return target.id
    raise ValueError(f"a worksheet cannot show an assignment to {ast.unparse(target)!r}: a step changes nothing in place")


class _Inside(ast.NodeTransformer):
    """Follows the calls in an expression, and replaces them by names for their results."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not self.scope.follows(node):
            self.generic_visit(node)
            return node
        name = self.scope.value(node.func).__name__.strip("_")
        place = f"{name} {len(self.scope.names)}"  # contains a space, so it cannot clash with a name in the code
        self.scope.names[place] = self.scope.called(node, (name,))
        return ast.Name(place, ast.Load())


@dataclass(frozen=True)
class Reading:
    """How an expression is written: with symbols (place None), or with the numbers of a coordinate."""

    scope: Scope
    place: int | None

    @property
    def numbers(self) -> bool:
        return self.place is not None

    def leaf(self, node: ast.expr) -> Piece:
        if self.place is None and (symbol := self._symbol(node)):
            return Piece(symbol, loose(symbol))
        value = self.scope.value(node)
        if is_vector(value) and self.place in (None, WHOLE):
            return Piece(bracketed(number(one).latex for one in numbers_of(value)))
        return number(np.ravel(value)[self.place if is_vector(value) else 0])

    def _symbol(self, node: ast.expr) -> str:
        known = self.scope.known(node)
        return known.symbol if known else ""

    def holds(self, condition: ast.expr) -> bool:
        value = self.scope.value(condition)
        return bool(np.ravel(value)[self.place if is_vector(value) else 0])

    def row(self, rows: list[ast.expr]) -> ast.expr | None:
        return None if self.place in (None, WHOLE) else rows[self.place]

    def coordinates(self) -> list["Reading"]:
        return [Reading(self.scope, place) for place in range(len(self.scope.rule.symbols.axes))]

    def aside(self, node: ast.expr) -> "Reading":
        """A function that reduces a vector to one number is shown the whole vector."""
        alone = self.numbers and not is_vector(self.scope.value(node))
        return Reading(self.scope, WHOLE) if alone else self
