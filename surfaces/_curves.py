"""The curves along which a surface is lowest, such as the circle of (x² + y² − 4)², as chains of points.

Every line of a grid that crosses such a curve has a minimum of its own there. These minima, searched line by line, are joined
cell by cell, as marching squares joins the crossings of a contour.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import elementwise

from surfaces._descent import height, resolution, widths
from surfaces._differentiate import Array
from surfaces._minima import Point
from surfaces._surface import Surface
from surfaces._time_limit import check

MAX_POINTS = 20_000  # points in all chains
REFINED = 4  # factor by which a curve is resampled
SHORTEST, SHORTEST_KINKED = 5, 12  # points per chain; at a kink, rounding blurs a minimum over several cells
GAP = 4.0  # largest gap between chains of one curve, in cells, where f is not smooth: rounding can hide a line minimum
STATIONARY = 1e4  # factor on the gradient's rounding error below which it counts as zero


class TooFine(Exception):  # noqa: N818  (it is a finding, not an error)
    """f changes too much from sample to sample for its minima to be separated."""


Curves = tuple[tuple[Point, ...], ...]
Edge = tuple[int, int, int]  # a grid edge: row, column, and 0 along x or 1 along y


def valley_curves(surface: Surface, x: Array, y: Array, z: Array, bound: float) -> Curves:
    """The curves on which f = bound, its lowest value, from its values z, (rows, columns), on the grid of x and y.

    Raises TooFine where there are more minima along the lines of the grid than can be searched.
    """
    edges, points = _line_minima(surface, x, y, z, bound)
    points = _to_floor(surface, points, 3e-4)
    (low, high), slack = np.array(surface.domain).T[:, :, None], 1e-9 * widths(surface)[:, None]
    lowest = as_low(surface, points, bound) & np.all((points >= low - slack) & (points <= high + slack), axis=0)
    chains = _chained({edge: place for place, edge in enumerate(edges) if lowest[place]})
    shortest = SHORTEST_KINKED if surface.not_differentiable else SHORTEST
    chains = [chain for chain in chains if len(chain) >= shortest]
    if surface.not_differentiable:
        chains = _bridged(chains, points / np.array([[x[1] - x[0]], [y[1] - y[0]]]))
    curves = (_refined(surface, points[:, chain]) for chain in chains)
    return tuple(tuple((float(a), float(b)) for a, b in curve.T) for curve in curves)


def _refined(surface: Surface, curve: Array) -> Array:
    """A smooth curve with more points, so that the straight lines between them stay close to it."""
    if surface.not_differentiable:
        return curve
    places = np.arange(curve.shape[1])
    between = np.linspace(0, places[-1], REFINED * places[-1] + 1)
    return _to_floor(surface, np.stack([np.interp(between, places, coordinate) for coordinate in curve]), 1e-4)


def _line_minima(surface: Surface, x: Array, y: Array, z: Array, bound: float) -> tuple[list[Edge], Array]:
    """The minima along each line of the grid that may be as low as the bound: the edges that they lie on, and (2, n) points."""
    edges: list[Edge] = []
    points: list[Array] = []
    drop = 2.0 if surface.not_differentiable else 0.5  # share of the rise beside a sample by which f may dip below it
    for axis, (t, other, heights) in enumerate(((x, y, z), (y, x, z.T))):
        before, here, after = heights[:, :-2], heights[:, 1:-1], heights[:, 2:]
        with np.errstate(invalid="ignore"):
            rise = np.maximum(before, after) - here
            is_minimum = (before >= here) & (here <= after) & (rise > 0.0) & (here - drop * rise <= bound)
        line, place = np.nonzero(is_minimum & (np.maximum(before, after) < np.inf))
        if line.size > MAX_POINTS:
            raise TooFine
        if not line.size:
            continue
        bracket = t[place], t[place + 1], t[place + 2]
        with np.errstate(all="ignore"):
            along = elementwise.find_minimum(
                lambda a, b, axis=axis: height(surface, np.stack([a, b] if axis == 0 else [b, a])),
                bracket,
                args=(other[line],),
                tolerances={"xrtol": np.finfo(float).eps},
            ).x
        along = np.where(np.abs(along) < np.finfo(float).eps * np.ptp(t), 0.0, along)
        left = place + (along > t[place + 1])
        edges += [(int(j), int(i), 0) if axis == 0 else (int(i), int(j), 1) for j, i in zip(line, left, strict=True)]
        points.append(np.stack([along, other[line]] if axis == 0 else [other[line], along]))
    return edges, np.concatenate(points, axis=1) if points else np.empty((2, 0))


def on_curve(surface: Surface, points: Array, bound: float) -> Any:
    """Which minima of a smooth f, at f = bound, lie on a curve: f is as low a little further along their valley."""
    if surface.not_differentiable:
        return np.zeros(points.shape[1], dtype=bool)
    across, _ = _across(surface, points)
    along = widths(surface)[:, None] * np.stack([-across[1], across[0]])
    asides = (-1e-3, 1e-3, -1e-5, 1e-5)  # offsets relative to the domain; a closed curve may be this small
    return np.any([as_low(surface, _to_floor(surface, points + a * along, abs(a) / 2), bound) for a in asides], axis=0)


def _to_floor(surface: Surface, points: Array, reach: float) -> Array:
    """Points near the floor of a smooth valley, moved to where the gradient across it vanishes: Newton's method on one axis.

    No point moves farther than the reach, a fraction of the domain.
    """
    if surface.not_differentiable:
        return points
    start, room = points, reach * widths(surface)[:, None]
    for _ in range(60):
        across, curvature = _across(surface, points)
        with np.errstate(all="ignore"):
            moved = points - across * np.sum(across * surface.gradient(*points), axis=0) / curvature
        before, points = points, np.where(np.all(np.abs(moved - start) < room, axis=0), moved, points)
        if np.array_equal(before, points):
            break
    return points


def _across(surface: Surface, points: Array) -> tuple[Array, Array]:
    """The unit vectors (2, n) of largest curvature, and that curvature (n,)."""
    check()
    xx, xy, yy = surface.hessian(*points)
    _, steepest = surface.curvatures(*points)
    one, other = np.stack([steepest - yy, xy]), np.stack([xy, steepest - xx])  # parallel; the longer is more accurate
    vector = np.where(np.hypot(*one) > np.hypot(*other), one, other)
    with np.errstate(all="ignore"):
        return vector / np.hypot(*vector), steepest


def as_low(surface: Surface, points: Array, bound: float) -> Any:
    """Which points are as low as the bound and, where f is smooth, have no gradient either, within rounding."""
    low = height(surface, points) - bound <= resolution(surface, points)
    if surface.not_differentiable:
        return low
    (by_x, by_y), (xx, xy, yy) = surface.gradient(*points), np.abs(surface.hessian(*points))
    x, y = np.finfo(float).eps * STATIONARY * (np.abs(points) + widths(surface)[:, None])
    return low & (np.abs(by_x) <= xx * x + xy * y) & (np.abs(by_y) <= xy * x + yy * y)


def _chained(edges: dict[Edge, int]) -> list[list[int]]:
    """Join the points on the edges of each cell in pairs, and follow the pairs from end to end."""
    cells: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for (row, column, axis), place in edges.items():
        for side, cell in (("low", (row, column)), ("high", (row - (axis == 0), column - (axis == 1)))):
            cells[cell][f"{axis} {side}"] = place
    joined: dict[int, list[int]] = {place: [] for place in edges.values()}
    for sides in cells.values():
        pairs = [[sides[f"{axis} {side}"] for side in ("low", "high") if f"{axis} {side}" in sides] for axis in (0, 1)]
        if len(sides) == 2:
            pairs = [list(sides.values())]
        for one, *rest in filter(None, pairs):
            for other in rest:
                joined[one].append(other)
                joined[other].append(one)
    ends = sorted(joined, key=lambda place: len(joined[place]))  # ends of open chains first
    chains: list[list[int]] = []
    seen: set[int] = set()
    for end in ends:
        chain, place = [], end
        while place not in seen:
            seen.add(place)
            chain.append(place)
            place = next((other for other in joined[place] if other not in seen), place)
        if len(chain) > 2 and chain[0] in joined[chain[-1]]:
            chain.append(chain[0])  # closes the chain
        chains.append(chain)
    return chains


def _bridged(chains: list[list[int]], places: Array) -> list[list[int]]:
    """Chains joined across small gaps between their ends; `places` are the points of all, (2, n), in cells."""
    whole: list[list[int]] = []
    for chain in chains:
        while follows := next(_following(chain, whole, places), None):
            chain, other = follows
            whole.remove(other)
        if chain[0] != chain[-1] and _beside(places, chain[-1], chain[0]):
            chain = [*chain, chain[0]]
        whole.append(chain)
    return whole


def _following(chain: list[int], others: list[list[int]], places: Array) -> Iterator[tuple[list[int], list[int]]]:
    """A chain joined with another that begins or ends where it does, and that other one."""
    for other in others:
        for one, next_one in product((chain, chain[::-1]), (other, other[::-1])):
            if one[0] != one[-1] and next_one[0] != next_one[-1] and _beside(places, one[-1], next_one[0]):
                yield one + next_one, other


def _beside(places: Array, one: int, other: int) -> bool:
    return bool(np.hypot(*(places[:, one] - places[:, other])) <= GAP)
