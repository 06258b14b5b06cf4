"""A surface as a program: f, its gradient and its Hessian, from the very steps that autograd took."""

from typing import Any

import numpy as np

from optimizers._programs.code import Code, needed
from optimizers._programs.program import Program, exact, function
from optimizers._programs.symbols import Symbol, nodes, symbol
from surfaces import Surface
from surfaces._differentiate import second_partials, value_and_partials
from surfaces._replay import recorded


def surface_program(surface: Surface) -> Program:
    """`value(x, y)`, and `gradient(x, y, out)` and `hessian(x, y, out)`, which write into an array."""
    code = Code()
    x, y = Symbol.inputs(code, "x"), Symbol.inputs(code, "y")
    value, *partials = nodes(first_order(surface, x, y))
    second = nodes(second_order(surface, x, y))
    names = {"x": "x", "y": "y"}
    functions = (
        function("value", "x, y", [value], names, "return {0};"),
        function("gradient", "x, y, out", partials, names, "out[0] = {0};", "out[1] = {1};"),
        function("hessian", "x, y, out", second, names, "out[0] = {0};", "out[1] = {1};", "out[2] = {2};"),
    )
    return Program(functions, tuple(needed([value, *partials, *second])), exact(needed([value, *partials])))


def first_order(surface: Surface, x: Symbol, y: Symbol) -> list[Symbol]:
    """[f, ∂f/∂x, ∂f/∂y] at a symbolic point."""
    value, *partials = _done_again(surface, value_and_partials, x, y)
    return [value, *_zero_where_undefined(surface, value, partials)]


def second_order(surface: Surface, x: Symbol, y: Symbol) -> list[Symbol]:
    """[∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²] at a symbolic point."""
    partials = _done_again(surface, second_partials, x, y)
    return _zero_where_undefined(surface, first_order(surface, x, y)[0], partials)


def _done_again(surface: Surface, compute: Any, x: Symbol, y: Symbol) -> list[Symbol]:
    """The recorded steps of a computation, with symbols in place of numbers."""
    tape = recorded(compute, surface.f)
    values: dict[int, Any] = {place: float(number) for place, number in tape.constants.items()} | {0: x, 1: y}
    for key, place in tape.places.items():
        if place not in values:
            operation, *arguments = key
            values[place] = operation(*(values[argument] for argument in arguments))
    return [symbol(x.code, values[end]) for end in tape.ends]


def _zero_where_undefined(surface: Surface, value: Symbol, partials: list[Symbol]) -> list[Symbol]:
    """As in `Surface.value_and_gradient`: a partial that does not exist although f does is 0."""
    if not surface.not_differentiable:
        return partials
    defined = np.isfinite(value)
    return [np.where(np.logical_and(defined, np.logical_not(np.isfinite(end))), 0.0, end) for end in partials]
