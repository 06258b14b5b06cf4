"""A surface as Python code: f, its gradient and its Hessian as traced, with a table for the points where these formulas fail.

Where formulas overflow, lose precision or are 0/0, the engine corrects their results (see `surfaces/_repair.py`). The code then
contains a table of the corrected results at the points of the paths.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from components.web.query import RefusedError
from optimizers._programs.python import written
from optimizers._programs.surface_program import first_order, second_order
from optimizers._programs.symbols import Symbol, nodes
from surfaces import Objective, Surface
from surfaces._code import Code

MAX_CORRECTED = 10_000  # points
CORRECTED = '''def corrected(table, x, y, *results):
    """Results at the points (x, y); the table has those where the formulas overflow, lose their digits or divide 0 by 0."""
    results = [np.array(np.broadcast_to(result, x.shape)) for result in results]
    for place, point in enumerate(zip(x.tolist(), y.tolist())):
        for result, number in zip(results, table.get(point, ())):
            result[place] = number
    return results
'''
FUNCTIONS = {  # name: (results, docstring, return value)
    "value": (["f"], "f at the points (x, y).", "{0}"),
    "value_and_gradient": (["f", "by_x", "by_y"], "f and (∂f/∂x, ∂f/∂y) at the points (x, y).", "{0}, np.array([{1}, {2}])"),
    "hessian": (
        ["xx", "xy", "yy"],
        "The second derivatives [[xx, xy], [xy, yy]] at the points (x, y).",
        "np.array([[{0}, {1}], [{1}, {2}]])",
    ),
}


class FunctionCode:
    """The code of a surface, compared with the surface on all exported paths before its text is written."""

    def __init__(self, surface: Surface) -> None:
        code = Code()
        x, y = Symbol.inputs(code, "x"), Symbol.inputs(code, "y")
        try:
            first, second = (nodes(order(surface, x, y, repair=False)) for order in (first_order, second_order))
        except Exception as reason:  # any formula may be typed, so anything may be raised
            raise RefusedError("This function cannot be written out as code.") from reason
        self.surface = surface
        self.ends = {"value": first[:1], "value_and_gradient": first, "hessian": second}
        self.tables: dict[str, dict[tuple[float, float], tuple[float, ...]]] = {name: {} for name in self.ends}
        self.plain = {name: _compiled(self._definition(name), name) for name in self.ends}

    @property
    def objective(self) -> Objective:
        """The surface as an objective that compares each evaluation with the code's."""
        exact = self.surface.objective
        curvature = exact.hessian
        assert curvature is not None

        def value_and_gradient(points: Any) -> Any:
            value, gradient = exact.value_and_gradient(points)
            self._compare("value_and_gradient", points, [value, *gradient])
            self._compare("value", points, [value])
            return value, gradient

        def hessian(points: Any) -> Any:
            found = curvature(points)
            self._compare("hessian", points, [found[0, 0], found[0, 1], found[1, 1]])
            return found

        def value(points: Any) -> Any:
            found = exact.f(points)
            self._compare("value", points, [found])
            return found

        return Objective(2, value_and_gradient, hessian, value, exact.lowest)

    def _compare(self, name: str, points: Any, right: Sequence[Any]) -> None:
        """Note the points where the code differs."""
        found = _results(name, self.plain[name](*points))
        other = np.zeros(points.shape[1], dtype=bool)
        for ours, theirs in zip(found, right, strict=True):
            other |= (ours != theirs) & ((ours == ours) | (theirs == theirs))
        for k in np.flatnonzero(other & np.isfinite(points).all(axis=0)):
            x, y = points[:, k].tolist()
            self.tables[name][x, y] = tuple(float(numbers[k]) for numbers in right)
        if sum(map(len, self.tables.values())) > MAX_CORRECTED:
            raise RefusedError("This function overflows, or has no derivative, at too many points of the paths.")

    def text(self, *names: str) -> list[str]:
        """The definitions of these functions, and of what they need."""
        tables = [f"{_table(name)} = {_written_out(self.tables[name])}" for name in names if self.tables[name]]
        definitions = [self._definition(name, _table(name) if self.tables[name] else "") for name in names]
        return [*tables, *([CORRECTED.rstrip()] if tables else []), *definitions]

    def _definition(self, name: str, table: str = "") -> str:
        results, about, returned = FUNCTIONS[name]
        lines, ends = written(self.ends[name], {"x": "x", "y": "y"})
        if table:
            lines.append(f"[{', '.join(results)}] = corrected({table}, x, y, {', '.join(ends)})")
            ends = results
        else:
            constant = [node.operation == "number" for node in self.ends[name]]
            ends = [f"np.full_like(x, {end})" if fixed else end for end, fixed in zip(ends, constant, strict=True)]
        body = [f'"""{about}"""', *lines, f"return {returned.format(*ends)}"]
        return "\n".join([f"def {name}(x, y):", *(f"    {line}" for line in body)])


def _table(name: str) -> str:
    return f"{name.upper()}_AT"


def _written_out(table: dict[tuple[float, float], tuple[float, ...]]) -> str:
    """A table as text; points are finite, results may not be."""
    rows = (f"    {point!r}: ({', '.join(map(_number, numbers))},)," for point, numbers in table.items())
    return "\n".join(["{  # point: results", *rows, "}"])


def _number(number: float) -> str:
    return repr(number).replace("inf", "np.inf").replace("nan", "np.nan")


def _results(name: str, found: Any) -> list[Any]:
    """The results of one of the functions, as a list."""
    if name == "value":
        return [found]
    return [found[0], *found[1]] if name == "value_and_gradient" else [found[0, 0], found[0, 1], found[1, 1]]


def _compiled(text: str, name: str) -> Any:
    """A function compiled from text that contains only numbers and NumPy's names."""
    known: dict[str, Any] = {"np": np}
    exec(text, known)
    return known[name]
