"""A surface as a program: f, its gradient and its Hessian, from autograd's trace."""

import json
from typing import Any

import numpy as np

from optimizers._outcome import looks_at_each, near_points, tolerance
from optimizers._programs.program import Program, exact, function
from optimizers._programs.repair import CALLED, FIRST, SECOND, as_written, repairable, repaired, repairs
from optimizers._programs.symbols import Symbol, nodes, symbol
from optimizers._stationary import quadratic
from optimizers._verdict import LEVEL, flat
from surfaces import Surface
from surfaces._code import Code, needed
from surfaces._minima import on_ring
from surfaces._surface import eigenvalues


def surface_program(surface: Surface) -> Program:
    """`value(x, y)`; `gradient`, `hessian` and `curvatures(x, y, out)`, which write into an array; `distance` and `near(x, y)`.

    See the methods of `Surface` by these names; `near` says whether a point is within the tolerance of a known minimum.
    `endings` holds the criteria for fates, see `optimizers.fates`.
    """
    code = Code()
    x, y = Symbol.inputs(code, ["x"]), Symbol.inputs(code, ["y"])
    value, *partials = nodes(first_order(surface, x, y))
    second = second_order(surface, x, y)
    hessian, curvatures = nodes(second), nodes(eigenvalues(*second))
    distance = nodes([_distance(surface, x, y)])
    each = looks_at_each(surface)
    near = nodes([symbol(code, near_points(surface, x, y))]) if each else []
    names = {"x": "x", "y": "y"}
    curves = [f"const CURVES = {json.dumps(surface.curves)};"] if surface.curves else []
    filled = [f"out[{place}] = {{{place}}};" for place in range(3)]
    functions = (
        function("value", "x, y", [value], names, "return {0};"),
        function("gradient", "x, y, out", partials, names, *filled[:2]),
        function("hessian", "x, y, out", hessian, names, *filled),
        function("curvatures", "x, y, out", curvatures, names, *filled[:2]),
        function(
            "distance",
            "x, y",
            distance,
            names,
            "return Math.min({0}, distanceToCurves(CURVES, x, y));" if curves else "return {0};",
        ),
        function("near", "x, y", near, names, f"return {'{0}' if each else f'distance(x, y) <= {tolerance(surface)!r}'};"),
        *curves,
        f"export const endings = {json.dumps(_endings(surface))};",
    )
    operations = needed([value, *partials, *curvatures, *hessian, *distance, *near])
    repairing = repairs(surface, operations)
    called = (*["distanceToCurves"] * bool(curves), *(CALLED if repairing else ()))
    return Program((*repairing, *functions), tuple(operations), exact(needed([value, *partials])), called)


def _endings(surface: Surface) -> dict[str, Any]:
    """The isolated minima, and whether others lie on rings or curves; the tolerance; the gradient norm and the curvature that
    count as 0; the lowest and the highest f in the domain; and if f is a quadratic with a minimum, its center, the curvatures
    along its axes, and each axis as a unit vector.
    """
    found = quadratic(surface)
    return {
        "minima": surface.minima,
        "elsewhere": bool(surface.rings or surface.curves),
        "tolerance": tolerance(surface),
        "flat": flat(surface),
        "level": LEVEL,
        "heights": surface.heights,
        "quadratic": found and {"center": [*found.center], "curvatures": [*found.curvatures], "axes": found.axes.T.tolist()},
    }


def _distance(surface: Surface, x: Any, y: Any) -> Any:
    """The distance to the nearest known minimum at a point or on a ring; curves have too many points for straight-line code."""
    nearest: Any = symbol(x.code, np.inf)
    for there_x, there_y in (*surface.minima, *(on_ring(ring, x, y) for ring in surface.rings)):
        nearest = np.minimum(nearest, np.hypot(x - there_x, y - there_y))
    return nearest


def first_order(surface: Surface, x: Any, y: Any, repair: bool = True) -> list[Any]:
    """[f, ∂f/∂x, ∂f/∂y] at a symbolic point, repaired where the formula fails unless `repair` is false."""
    if repair and repairable(surface, FIRST):
        return repaired(surface, FIRST, x, y)
    value, *partials = as_written(surface, FIRST, x, y)
    return [value, *_zero_where_undefined(surface, value, partials)]


def second_order(surface: Surface, x: Any, y: Any, repair: bool = True) -> list[Any]:
    """[∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²] at a symbolic point."""
    if repair and repairable(surface, SECOND):
        return repaired(surface, SECOND, x, y)
    return _zero_where_undefined(surface, first_order(surface, x, y, repair)[0], as_written(surface, SECOND, x, y))


def _zero_where_undefined(surface: Surface, value: Any, partials: list[Any]) -> list[Any]:
    """As in `Surface.value_and_gradient`: a partial that does not exist although f does is 0."""
    if not surface.not_differentiable:
        return partials
    return [np.where(np.isfinite(end), end, np.where(np.isfinite(value), 0.0, end)) for end in partials]
