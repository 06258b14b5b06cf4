"""A user's own surface: from a typed formula and a domain to the same record that every other surface has."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from surfaces._differentiate import Array
from surfaces._formula import parse
from surfaces._lowest import Lowest, lowest
from surfaces._surface import Surface

Domain = tuple[tuple[float, float], tuple[float, float]]

SAMPLES = 181  # per side, among which a start is chosen
NAMED = 4  # minima that a sentence names


@lru_cache(maxsize=64)
def own_surface(text: str, domain: Domain) -> Surface:
    """The surface of a formula over a domain ((x low, x high), (y low, y high)), its minima found numerically.

    Raises FormulaError (a ValueError) if the formula cannot be parsed, and ValueError if it is finite nowhere.
    """
    formula = parse(text)
    surface = Surface(
        title="Your function",
        latex=f"f(x, y) = {formula.latex}",
        f=formula.f,
        domain=domain,
        start=(0.0, 0.0),
        teaches="",
        reference="typed by hand",
        not_differentiable="" if formula.smooth else "Where the gradient does not exist, it counts as 0.",
    )
    x, y = np.meshgrid(*(np.linspace(low, high, SAMPLES) for low, high in domain))
    z = surface.value(x, y)
    if not np.isfinite(z).any():
        raise ValueError("f is not finite anywhere in the domain")
    found = lowest(surface)
    start = _start(surface, x, y, z)
    return replace(surface, start=start, minima=found.points, curves=found.curves, found=True, teaches=_summary(found))


def _start(surface: Surface, x: Array, y: Array, z: Array) -> tuple[float, float]:
    """The upper right, as for most surfaces, or the nearest point to it where f has a gradient."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    away = np.hypot((x - x_low) / (x_high - x_low) - 0.85, (y - y_low) / (y_high - y_low) - 0.8)
    usable = np.isfinite(z) & np.all(np.isfinite(surface.gradient(x, y)), axis=0)
    place = np.argmin(np.where(usable, away, np.inf))
    return float(x.flat[place]), float(y.flat[place])


def _summary(found: Lowest) -> str:
    """A sentence on where f is lowest in the window."""
    at = _point(*found.at) if found.at else ""
    match found.where:
        case "points":
            return f"In this window f is lowest {_places(found)} (found numerically)."
        case "area":
            return "In this window f is lowest over an area, where it is constant, not at single points."
        case "border":
            return f"In this window f is lowest on the border, at {at}; no minimum is known inside."
        case "edge":
            return f"In this window f is lowest where it stops being defined, near {at}; no minimum is known inside."
        case "pole":
            return f"In this window f has no lowest point: near {at} it falls without bound, or jumps."
        case "beyond":
            return f"In this window f falls below −1.8·10³⁰⁸, the limit of float64, for example at {at}."
        case "long":
            return "Where f is lowest in this window is unknown: this formula takes too long to search."
        case "fine":
            unknown = "In this window the search cannot tell where f is lowest"
            return f"{unknown}: f has too many local minima, or is too flat; try a smaller window."
    return "No minimum was found in this window."


def _places(found: Lowest) -> str:
    """The single points, curves, or both, in words."""
    points = ", ".join(_point(*point) for point in found.points[:NAMED])
    count = len(found.points)
    several = f"at {count} points, " + (f"one of them {_point(*found.points[0])}" if count > NAMED else points)
    single = several if count > 1 else f"at {points}"
    curves = f"along {len(found.curves)} curves" if len(found.curves) > 1 else "along a curve"
    return " and ".join([curves] * bool(found.curves) + [single] * bool(count))


def _point(x: float, y: float) -> str:
    return f"({x:.5g}, {y:.5g})".replace("-", "−")
