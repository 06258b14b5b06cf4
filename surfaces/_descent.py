"""From rough guesses to exact minima of a surface: the local searches behind `_lowest`.

All of them work on many points at once, float64 arrays of shape (2, n), and treat NaN as +∞.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from surfaces._differentiate import Array
from surfaces._rounding import rounding_error
from surfaces._surface import Surface
from surfaces._time_limit import check

Measure = Callable[[Array], Array]

ROUNDS = 1000  # in a curved, almost level valley the steps are short; few points need this many
ROUNDS_KINKED = 60  # where f is not smooth: valley floors are followed first
AWAY = 1.0  # domain widths outside the domain beyond which a search is abandoned
SHARES = (
    4.0 ** np.arange(2.0, -13.0, -1.0)[:, None, None, None]
)  # step lengths relative to Newton's; above 1 for f flatter than a parabola
GOLDEN = (np.sqrt(5.0) - 1.0) / 2.0
DECIMALS = range(14, -1, -1)  # decimals to which a coordinate may be rounded
FLOORS = 40  # number of points followed along valley floors


def height(surface: Surface, points: Array) -> Array:
    """f, or +∞ where it is NaN."""
    check()
    f = surface.value(*points)
    return np.where(np.isnan(f), np.inf, f)


def gradient_norm(surface: Surface, points: Array) -> Array:
    """A measure of how far the gradient is from 0: Σ ⁸√|∂f/∂xᵢ|, or +∞ where it is NaN.

    The root keeps a small partial derivative visible beside a large one: often only the large one suffers from rounding.
    """
    check()
    with np.errstate(over="ignore"):
        size = np.sum(np.abs(surface.gradient(*points)) ** 0.125, axis=0)
    return np.where(np.isnan(size), np.inf, size)


def widths(surface: Surface) -> Array:
    """The extent of the domain in x and in y, of shape (2,)."""
    low, high = np.array(surface.domain).T
    return np.asarray(high - low)


def settled(surface: Surface, points: Array) -> Array:
    """Points moved to the minimum of the basin that each lies in.

    By Newton's method until f no longer decreases, and then until the gradient no longer does: near a minimum f is flat
    long before its gradient vanishes. Where f is not smooth, along the floors of its valleys first.
    """
    if surface.not_differentiable:
        lowest = np.argsort(height(surface, points), kind="stable")[:FLOORS]
        points = np.concatenate([_to_the_last_digit(surface, _along_floors(surface, points[:, lowest])), points], axis=1)
    points = _newton(surface, points, lambda tried: height(surface, tried))
    for _ in range(2):  # an exact coordinate may allow the other to be rounded
        flat = _newton(surface, points, lambda tried: gradient_norm(surface, tried))
        as_low = height(surface, flat) <= height(surface, points) + _room(surface, points)
        near = np.all(np.abs(flat - points) <= 0.1 * widths(surface)[:, None], axis=0)
        points = _rounded(surface, np.where(as_low & near, flat, points))
    return points


def resolution(surface: Surface, points: Array) -> Array:
    """The smallest difference in f at the points that rounding cannot explain.

    Near a kink such as that of a root, where a derivative says nothing, it is the difference of f between adjacent floats.
    """
    estimate = 4.0 * rounding_error(surface.f, *points)
    if not surface.not_differentiable:
        return estimate
    f = surface.value(*points)
    with np.errstate(all="ignore"):
        spread = np.max(np.abs(surface.value(*_neighbors(points, 3)) - f), axis=0)
        error: Array = np.fmin(estimate, spread + 64.0 * np.finfo(float).eps * np.abs(f))
    return error


def _room(surface: Surface, points: Array) -> Array:
    """By how much f may rise when a point is refined: the rounding error, or 0 at a kink, where each digit counts."""
    if not surface.not_differentiable:
        return resolution(surface, points)
    near = np.all(np.abs(_newton_steps(surface, points)[0]) < 1e-5 * widths(surface)[:, None], axis=0)
    return np.where(near, resolution(surface, points), 0.0)


def golden_section(f: Measure, low: Array, high: Array, rounds: int = 75) -> Array:
    """The minimum of f between low and high, elementwise; f should have only one there."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    f_left, f_right = f(left), f(right)
    for _ in range(rounds):
        lower = f_left < f_right
        low, high = np.where(lower, low, left), np.where(lower, right, high)
        tried = np.where(lower, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        f_tried = f(tried)
        left, right = np.where(lower, tried, right), np.where(lower, left, tried)
        f_left, f_right = np.where(lower, f_tried, f_right), np.where(lower, f_left, f_tried)
    lowest: Array = np.where(f_left < f_right, left, right)
    return lowest


def _newton(surface: Surface, points: Array, measure: Measure) -> Array:
    """Newton's method with a line search: each point moves to the trial point with the lowest measure."""
    points, reached = points.copy(), measure(points)
    active = np.arange(points.shape[1])
    middle, reach = np.mean(surface.domain, axis=1)[:, None], (0.5 + AWAY) * widths(surface)[:, None]
    for _ in range(ROUNDS_KINKED if surface.not_differentiable else ROUNDS):
        if not active.size:
            break
        here = points[:, active]
        tried = (here[:, None, None, :] + np.moveaxis(SHARES * _newton_steps(surface, here), 2, 0)).reshape(2, -1, active.size)
        measured = measure(tried)
        best = np.argmin(measured, axis=0)[None]
        lowest = np.take_along_axis(measured, best, axis=0)[0]
        better = lowest < reached[active]
        moved = np.take_along_axis(tried, best[None], axis=1)[:, 0]
        reached[active[better]], points[:, active[better]] = lowest[better], moved[:, better]
        active = active[better & np.all(np.abs(moved - middle) <= reach, axis=0)]
    return points


def _newton_steps(surface: Surface, points: Array) -> Array:
    """Newton's step and its components along the two axes of curvature, (3, 2, n): downhill, no longer than the domain."""
    check()
    width = widths(surface)
    (by_x, by_y), (xx, xy, yy) = surface.gradient(*points), surface.hessian(*points)
    with np.errstate(all="ignore"):
        gradient = np.nan_to_num(np.stack([by_x, by_y], -1) * width, posinf=0.0, neginf=0.0)
        hessian = np.stack([np.stack([xx, xy], -1), np.stack([xy, yy], -1)], -2) * width * width[:, None]
        curvatures, axes = np.linalg.eigh(np.nan_to_num(hessian, posinf=0.0, neginf=0.0))
        along = np.einsum("nik,ni->nk", axes, gradient)
        lengths = np.where(along == 0.0, 0.0, np.clip(-along / np.abs(curvatures), -1.0, 1.0))
    parts = (axes * lengths[:, None, :]).T * width[:, None]  # (principal axis, coordinate, point)
    return np.stack([parts[0] + parts[1], parts[0], parts[1]])


def _along_floors(surface: Surface, points: Array) -> Array:
    """Points moved along the floor of their valley, for an f that has no gradient there, once by x and once by y.

    The floor is min over y of f(x, y). The lowest of nine points along it is kept, and then nine closer ones are tried.
    """
    cell = widths(surface)[:, None] / 400.0
    along, across = (np.concatenate([points[i], points[1 - i]]) for i in (0, 1))
    unit, other = (np.repeat([cell[i, 0], cell[1 - i, 0]], points.shape[1]) for i in (0, 1))
    by_x = np.repeat([True, False], points.shape[1])

    def f(a: Array, b: Array) -> Array:
        check()
        return height(surface, np.array([np.where(by_x, a, b), np.where(by_x, b, a)]))

    reach = np.full_like(along, 4.0)
    lowest = f(along, across)
    for _ in range(32):
        tried = along + reach * unit * np.linspace(-1.0, 1.0, 9)[:, None]
        low, high = (np.broadcast_to(across + sign * 3.0 * reach * other, tried.shape) for sign in (-1.0, 1.0))
        floor = golden_section(partial(f, tried), low, high)
        values = f(tried, floor)
        best = np.argmin(values, axis=0)[None]
        found, here, there = (np.take_along_axis(of, best, axis=0)[0] for of in (values, tried, floor))
        lower = found < lowest
        along, across, lowest = np.where(lower, here, along), np.where(lower, there, across), np.minimum(found, lowest)
        reach = np.where(lower & np.isin(best[0], (0, 8)), reach, reach / 4.0)
    return np.stack([np.where(by_x, along, across), np.where(by_x, across, along)])


def _to_the_last_digit(surface: Surface, points: Array) -> Array:
    """Points moved by a few units in the last place to where f is lowest: at a kink each unit counts."""
    tried = _neighbors(points, 6)
    best = np.argmin(height(surface, tried), axis=0)[None, None]
    return np.take_along_axis(tried, best, axis=1)[:, 0]


def _neighbors(points: Array, most: int) -> Array:
    """The points within `most` units in the last place of points of shape (2, n): (2, (2 most + 1)², n)."""
    steps = np.arange(-most, most + 1)
    return np.asarray(
        points[:, None, :] + np.spacing(points)[:, None, :] * np.stack(np.meshgrid(steps, steps)).reshape(2, -1, 1)
    )


def _rounded(surface: Surface, points: Array) -> Array:
    """Points with rounded coordinates where these are as good a minimum: (1, 1), not (1, 1.0000000002)."""
    f, steepness, allowed = height(surface, points), gradient_norm(surface, points), _room(surface, points)
    kept = points
    for decimals in DECIMALS:
        whole = np.round(points, decimals) + 0.0  # turns −0 into 0
        for tried in (np.stack([whole[0], kept[1]]), np.stack([kept[0], whole[1]]), whole):
            near = np.all(np.abs(tried - points) <= 1e-4 * widths(surface)[:, None], axis=0)
            good = near & np.any(tried != kept, axis=0) & (height(surface, tried) <= f + allowed)
            good[good] = gradient_norm(surface, tried[:, good]) <= steepness[good]
            kept = np.where(good, tried, kept)
    return np.where(height(surface, kept) <= f + resolution(surface, kept), kept, points)
