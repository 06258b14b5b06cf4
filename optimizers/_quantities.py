"""The format of numbers and points in findings, and the quantities that findings mention."""

import numpy as np

from optimizers._optimizer import Array
from optimizers._outcome import tolerance
from optimizers._run_result import RunResult
from optimizers._verdict import FLAT
from surfaces import Surface


def curvatures_at_minimum(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """(λmin, λmax) at the minimum nearest to (x, y); NaN on the border of the domain, where no run can come to rest."""
    there_x, there_y = surface.nearest_minimum(x, y)
    if np.hypot(*surface.gradient(there_x, there_y)) >= FLAT:
        return np.nan, np.nan
    flattest, steepest = surface.curvatures(there_x, there_y)
    return float(flattest), float(steepest)


def length(points: Array) -> float:
    """The length of a path, (n, 2)."""
    with np.errstate(over="ignore"):
        return float(np.hypot(*np.diff(points, axis=0).T).sum())


def point(surface: Surface, x: float, y: float) -> str:
    """A point, to a tenth of the tolerance."""
    digits = 1 - int(np.floor(np.log10(tolerance(surface))))
    return f"({number(round(float(x), digits) + 0.0, 6)}, {number(round(float(y), digits) + 0.0, 6)})"


def start_norm(surface: Surface, result: RunResult) -> float:
    """The gradient norm ‖∇f‖ at the start."""
    x, y = result.trajectory.points[0]
    return float(np.hypot(*surface.gradient(x, y)))


def number(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits: 0.0123, −4.56, 2.4·10⁻⁸; integers below 10⁶ in full."""
    if 10.0**digits <= abs(value) < 1e6:
        return f"{value:.0f}".replace("-", "−")
    if np.isinf(value):
        return f"beyond {'−' if value < 0 else ''}1.8·10³⁰⁸"
    mantissa, _, exponent = f"{value:.{digits}g}".replace("-", "−").partition("e")
    power = (str(int(exponent.replace("−", "-"))) if exponent else "").translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}·10{power}" if power else mantissa
