"""Where a surface is lowest in its domain, found numerically: at single points, along curves, or nowhere, with the reason.

f is sampled on a grid that avoids the round numbers in formulas, and reaches a little beyond the domain,
so that a fall across the border is detected. A search descends from every minimum of the grid. Finer and finer grids around
the lowest one follow, because one cell of a wide window may contain a whole landscape. Whether two points are equally low, or
one minimum, is decided by the rounding error of f at these points.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.ndimage import maximum_filter
from scipy.spatial import KDTree

from surfaces._curves import Curves, TooFine, on_curve, valley_curves
from surfaces._descent import gradient_norm, height, resolution, settled, widths
from surfaces._differentiate import Array
from surfaces._minima import Point
from surfaces._samples import MAX_SEARCHES, Samples, Window, grid_minima_of, lowest_on_border, sampled
from surfaces._surface import Surface
from surfaces._time_limit import TimeLimitReached, time_limit

Where = Literal["points", "fine", "long", "area", "border", "edge", "pole", "beyond", "nowhere"]

LONGEST_SEARCH = 8.0  # seconds of processor time, many times what typical formulas need
CELLS = 400, 1200  # along each side of the domain: at first, and where that may be too coarse
CLEAR = 3  # cells between minima, if there are many, that the grid cannot have missed
CLOSEST = 10.0 ** -np.arange(1, 6)  # windows around the lowest point that are searched again, relative to the domain,
CLOSE_CELLS = 120  # with this many cells per side,
MAX_CLOSE, MAX_CLOSE_KINKED = 60, 4  # from this many grid minima each; searches are slow where f is not smooth
CLOSER = 8  # points around which the search is repeated within a cell
SAME = 1e-4  # distance, relative to the domain, below which two minima are one;
SAME_KINK = 2e-3  # where f is not smooth, they are less accurate
FAR_BELOW = 1e3  # depth of a pole, relative to the largest sample
CIRCLE = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)


@dataclass(frozen=True)
class Lowest:
    """Where f is lowest in the domain of a surface.

    where    "points": at single points, along curves, or both
             "area": everywhere on a part of the domain
             "border": on the border, across which it falls
             "edge": at the edge of where it is defined
             "pole": nowhere, f falls without bound, or jumps
             "beyond": unknown, f is lower than a float64 can hold
             "fine": unknown, f has too many local minima, or is too flat
             "long": unknown, the search took too long
             "nowhere": nothing was found
    points   the single points
    curves   the curves, each a chain of points
    at       an example of such a place, or None
    """

    where: Where
    points: tuple[Point, ...] = ()
    curves: Curves = ()
    at: Point | None = None


def lowest(surface: Surface) -> Lowest:
    """Search the domain of a surface, for a few seconds at most."""
    try:
        with time_limit(LONGEST_SEARCH):
            return _lowest(surface)
    except TimeLimitReached:
        return Lowest("long")


def _lowest(surface: Surface) -> Lowest:
    for cells in CELLS:
        with suppress(TooFine), np.errstate(over="ignore", invalid="ignore"):  # heights may differ by more than a float64 holds
            return _search(surface, sampled(surface, cells))
    return Lowest("fine")


def _search(surface: Surface, samples: Samples) -> Lowest:
    """Search by samples. Raises TooFine where the samples are too far apart."""
    grid_minima = grid_minima_of(samples)
    inside = _settled(surface, grid_minima)
    if (pole := _plain_pole(surface, samples, inside)) is not None:
        return _no_minimum(surface, pole)
    inside = _closer(surface, grid_minima, inside)
    nearby = _around(surface, _distinct(surface, inside)[:, :CLOSER], samples.cell)
    inside = np.concatenate([inside, _settled(surface, nearby.reshape(2, nearby[0].size))], axis=1)
    found = np.concatenate([inside, lowest_on_border(surface)], axis=1)
    heights = height(surface, found)
    best = int(np.argmin(heights))
    bound, at = float(heights[best]), _point(found[:, best])
    if bound == np.inf:
        return Lowest("nowhere")
    if bound == -np.inf and surface.overflows(*found[:, best]):
        return Lowest("beyond", at=at)
    if not _continuous(surface, found[:, best]):
        return _no_minimum(surface, found[:, best])
    finest = resolution(surface, found)
    if _level(surface, samples, bound + 2.0 * np.max(finest[heights == bound])):
        return Lowest("area", at=at)
    lowest_inside = inside[:, (heights - bound <= finest + finest[best])[: inside.shape[1]]]
    if not lowest_inside.size:
        return Lowest("border", at=at)
    if _on_edge(surface, lowest_inside).any():
        return Lowest("edge", at=at)
    points, curves = _separated(surface, samples, lowest_inside, bound)
    if points.shape[1] > MAX_SEARCHES // 4 and grid_minima.shape[1] == MAX_SEARCHES:
        raise TooFine
    return Lowest("points", tuple(sorted(map(_point, points.T))), curves, at)


def _plain_pole(surface: Surface, samples: Samples, found: Array) -> Array | None:
    """Where f falls so far below all samples that it must be a pole, so that the search may stop."""
    heights, known = height(surface, found), samples.z[np.isfinite(samples.z)]
    if not heights.size or not known.size:
        return None
    best = int(np.argmin(heights))
    deep = -np.inf < heights[best] < -FAR_BELOW * np.max(np.abs(known))
    return found[:, best] if deep and not _continuous(surface, found[:, best]) else None


def _no_minimum(surface: Surface, point: Array) -> Lowest:
    """A pole or a jump at a point: where it was found, up to rounding."""
    return Lowest("pole", at=_point(np.round(point / widths(surface), 9) * widths(surface)))


def _closer(surface: Surface, grid_minima: Array, inside: Array) -> Array:
    """The minima found so far, and those in small windows of several sizes around the lowest one or, without one, grid minimum.

    The search is repeated around any lower minimum that it finds.
    """
    most = MAX_CLOSE_KINKED if surface.not_differentiable else MAX_CLOSE
    for _ in CLOSEST:
        known = inside if inside.size else grid_minima
        if not known.size:
            break
        heights = height(surface, known)
        middle, lowest = known[:, np.argmin(heights)], np.min(heights)
        samples = (sampled(surface, CLOSE_CELLS, _window(middle, share * widths(surface))) for share in CLOSEST)
        starts = np.concatenate([grid_minima_of(near)[:, :most] for near in samples], axis=1)
        inside = np.concatenate([inside, _settled(surface, starts)], axis=1)
        if not np.any(height(surface, inside) < lowest - resolution(surface, middle[:, None])):
            break
    return inside


def _window(middle: Array, sides: Array) -> Window:
    low, high = middle - sides / 2.0, middle + sides / 2.0
    return tuple(zip(low.tolist(), high.tolist(), strict=True))


def _separated(surface: Surface, samples: Samples, points: Array, bound: float) -> tuple[Array, Curves]:
    """The single points among points that are as low as the bound, (2, n), and the curves that the others belong to."""
    curves = valley_curves(surface, samples.x, samples.y, samples.z, bound)
    cell = widths(surface)[:, None] * samples.cell
    if curves:
        on_curves = np.concatenate([*map(np.array, curves)]).T
        points = points[:, KDTree((on_curves / cell).T).query((points / cell).T)[0] > 2.0]
    points = _distinct(surface, points)
    crowded = points.shape[1] > CLOSER and KDTree((points / cell).T).query((points / cell).T, k=2)[0][:, 1].min() < CLEAR
    if crowded or on_curve(surface, points, bound).any():
        raise TooFine
    return (_distinct(surface, points, SAME_KINK) if surface.not_differentiable else points), curves


def _settled(surface: Surface, starts: Array) -> Array:
    """The minima below the starts, of shape (2, n): those in the domain."""
    points = settled(surface, starts)
    (low, high), width = np.array(surface.domain).T[:, :, None], widths(surface)[:, None]
    inside = np.all((points >= low - 1e-9 * width) & (points <= high + 1e-9 * width), axis=0)
    return np.clip(points[:, inside], low, high)


def _continuous(surface: Surface, point: Array) -> bool:
    """Whether f descends continuously to its lowest point, unlike at a pole or a jump."""
    if not np.isfinite(surface.value(*point)):
        return False
    far, near = (_rise(surface, point, radius) for radius in (1e-3, 1e-7))
    noise = np.median(resolution(surface, _around(surface, point[:, None], 1e-3)[:, 0]))
    return bool(near <= max(0.5 * far, noise))


def _rise(surface: Surface, point: Array, radius: float) -> float:
    """The maximum rise of f from a point to a circle around it, with a radius relative to the domain."""
    f = surface.value(*_around(surface, point[:, None], radius))
    return float(np.max(f - surface.value(*point), where=np.isfinite(f), initial=0.0))


def _around(surface: Surface, points: Array, radius: float) -> Array:
    """Points on circles around points, (2, n, 32)."""
    circle = radius * widths(surface)[:, None] * np.stack([np.cos(CIRCLE), np.sin(CIRCLE)])
    return np.asarray(points[:, :, None] + circle[:, None, :])


def _on_edge(surface: Surface, points: Array) -> Any:
    """Whether the points lie at the edge of the domain of f: NaN on one side."""
    return np.isnan(surface.value(*_around(surface, points, 1e-6))).any(axis=1)


def _level(surface: Surface, samples: Samples, bound: float) -> bool:
    """Whether f is constant at its minimum over an area: at a sample, which avoids round numbers, and all around it."""
    row, column = np.nonzero(maximum_filter(samples.z, 3, mode="nearest") <= bound)
    steep = np.abs(surface.gradient(samples.x[column], samples.y[row])) > 0.0  # False for NaN
    return not bool(np.all(np.any(steep, axis=0)))


def _distinct(surface: Surface, points: Array, same: float = SAME) -> Array:
    """Points (2, n) without duplicates, the lowest first, and among equals the flattest.

    Two nearby points count as one, unless f is smooth and rises between them by more than rounding explains.
    """
    points = points[:, np.lexsort((gradient_norm(surface, points), height(surface, points)))]
    if not points.size:
        return points
    one, other = KDTree(points.T / widths(surface)).query_pairs(same, output_type="ndarray").T
    if not surface.not_differentiable:
        middle = (points[:, one] + points[:, other]) / 2.0
        higher = np.maximum(height(surface, points[:, one]), height(surface, points[:, other]))
        level = height(surface, middle) <= higher + resolution(surface, middle)
        one, other = one[level], other[level]
    return np.delete(points, np.maximum(one, other), axis=1)


def _point(point: Array) -> Point:
    return float(point[0]) + 0.0, float(point[1]) + 0.0
