"""Formulas as a program: functions of one object, traced from functions that work elementwise on arrays."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from optimizers._programs import javascript
from optimizers._programs.program import Program, exact
from optimizers._programs.symbols import Symbol, nodes, symbol
from surfaces._code import Code, Node, needed, operands


def formula_program(title: str, formulas: Mapping[str, Callable[[Any], Any]], fields: Mapping[str, int]) -> Program:
    """A program that exports `title`: the formulas by name, each a function of an object.

    `fields` are the attributes of that object, with their lengths: a number, or an array. A formula reads only those that it
    uses.
    """
    code = Code()
    given = SimpleNamespace(**{field: _inputs(code, field, length) for field, length in fields.items()})
    ends = {name: nodes([symbol(code, formula(given))])[0] for name, formula in formulas.items()}
    names = {_label(field, place): _label(field, place) for field, length in fields.items() for place in _places(length)}
    functions = [f'  "{name}": {_function(end, names)},' for name, end in ends.items()]
    operations = tuple(needed(ends.values()))
    return Program(("\n".join([f"export const {title} = {{", *functions, "};"]),), operations, exact(operations))


def _function(end: Node, names: Mapping[str, str]) -> str:
    operations = needed([end])
    read = [one for node in (end, *operations) for one in (node, *operands(node))]
    used = sorted({str(one.arguments[0]).partition("[")[0] for one in read if one.operation == "input"})
    body = [*javascript.lines(operations, names, [end]), f"return {javascript.value(end, names)};"]
    return f"({{ {', '.join(used)} }}) => {{ {' '.join(body)} }}"


def _inputs(code: Code, field: str, length: int) -> Any:
    found = [Symbol.inputs(code, _label(field, place)) for place in _places(length)]
    return tuple(found) if length else found[0]


def _places(length: int) -> list[int]:
    return list(range(length)) if length else [-1]


def _label(field: str, place: int) -> str:
    return field if place < 0 else f"{field}[{place}]"
