"""Accurate results where a formula loses precision: near a removable singularity, where two small numbers are divided.

sin(x)/x has the derivative cos(x)/x − sin(x)/x². At x = 1e-9 both terms are 1e9, and what is left of their difference is
rounding error: −1e-7, or 1e155 at x = 1e-160. The size of that error is estimated: see `surfaces._rounding`. But f is as
smooth there as elsewhere, so its value and derivatives follow from those some way off by polynomial extrapolation
(Richardson), whose error is estimated too. The more accurate one is taken. At the singularity itself, 0/0, f is its limit.

`around`, `at_the_middle`, `settled`, `inexact` and `more_exact` use numpy's functions alone and do not branch on a
value, so that they can be translated to another language: see `optimizers/_programs/repair.py`.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from surfaces._differentiate import Array, Function
from surfaces._record import Compute
from surfaces._replay import Replay, replayed
from surfaces._rounding import traced_rounding_error

SIZES = 0.3, 3e-3, 30.0, 3e-5  # sizes of neighborhoods, in this order
RADII = np.arange(1, 6) / 5.0
ANGLES = np.exp(2j * np.pi * (np.arange(8) + 0.5) / 8.0)  # between the axes and the diagonals, where f may be singular
RAYS = np.multiply.outer(ANGLES, RADII)
JUMP = 0.5  # if this share of the difference between opposite sides remains at the point, f jumps there
KNOWN = 1e-6  # relative accuracy required of a limit where f has no value
EXACT = 1e-10  # relative error that is invisible
ENOUGH = 1e-9  # relative accuracy at which the search stops, if f has a value
SAFE = 10.0  # safety factor on error estimates


@lru_cache(maxsize=64)
def _with_errors(replay: Replay) -> Replay:
    """The results of a replay, followed by the rounding error of each."""
    assert replay.computes is not None
    compute, f = replay.computes
    return replayed(with_errors(compute), f)


def with_errors(compute: Compute) -> Compute:
    """A computation extended so that its results are followed by the rounding error of each."""

    def both(f: Function, x: Any, y: Any) -> list[Any]:
        def one(k: int) -> Function:
            return lambda x, y: compute(f, x, y)[k]

        results = list(compute(f, x, y))
        return results + [traced_rounding_error(one(k), x, y) for k in range(len(results))]

    return both


def extrapolated(replay: Replay, x: Array, y: Array, ends: Sequence[Array]) -> list[Array]:
    """The results of a replay at points (n,), extrapolated from nearby points where that is more accurate."""
    both, count = _with_errors(replay), len(ends)
    errors = np.array(both(x, y))[count:]
    better = np.array(ends)
    lost = np.any(inexact(better, errors), axis=0)
    if lost.any():
        found = _limits(both, x[lost], y[lost], better[:, lost])
        better[:, lost] = more_exact(better[:, lost], errors[:, lost], *found)
    return list(better)


def inexact(ends: Any, errors: Any) -> Any:
    """Whether results are worth extrapolating, judged by their rounding error."""
    return ~(errors <= EXACT * np.abs(ends))


def more_exact(ends: Any, errors: Any, limits: Any, uncertain: Any, scale: Any) -> Any:
    """Results with their errors, or limits with theirs, whichever is more accurate."""
    limits = np.where(np.abs(limits) <= uncertain, 0.0, limits)  # zero within the error
    explained = np.abs(limits - ends) <= SAFE * (errors + uncertain)  # otherwise f has a feature too narrow to resolve
    known = np.isfinite(ends) & np.isfinite(errors)
    return np.where(np.where(known, (uncertain < errors) & explained, uncertain < KNOWN * scale), limits, ends)


def _limits(both: Replay, x: Array, y: Array, ends: Array) -> Array:
    """The limits of the results at points (n,), their errors, and the largest value nearby: (3, results, n)."""
    count, left = len(ends), np.arange(len(x))
    found = np.stack(np.broadcast_arrays(np.full(ends.shape, np.nan), np.inf, 0.0))
    known: Any = np.isfinite(ends).all(axis=0)
    for size in SIZES:
        there = np.array(both(*around(x[left], y[left], size)))  # (results and their errors, directions, radii, points)
        tried = np.array(at_the_middle(there[:count], there[count:]))
        found[:, :, left] = np.where(tried[1] < found[1][:, left], tried, found[:, :, left])
        done: Any = settled(found[1][:, left], found[2][:, left], known[left])
        left = left[~done.all(axis=0)]
        if not left.size:
            break
    return found


def around(x: Any, y: Any, size: Any) -> tuple[Any, Any]:
    """The points around each of (x, y), (n,), at which f is sampled: (directions, radii, n) each."""
    return x + size * RAYS.real[..., None], y + size * RAYS.imag[..., None]


def settled(uncertain: Any, scale: Any, known: Any) -> Any:
    """Whether limits are accurate enough to try no other neighborhood; `known` says that there is a result besides."""
    return uncertain <= np.where(known, ENOUGH, 0.0) * scale


def at_the_middle(values: Any, errors: Any) -> list[Any]:
    """The limit at the middle of a neighborhood, its error, and the largest value nearby, each (results, n).

    Values and errors are (results, directions, radii, n).
    """
    by_direction = np.moveaxis(values, 2, -1)
    ahead, behind = (
        by_direction[:, : len(ANGLES) // 2],
        by_direction[:, len(ANGLES) // 2 :],
    )  # (results, directions / 2, n, radii)
    even, difference = (ahead + behind) / 2.0, ahead - behind
    limits, coarser = np.sum(even * EVEN, axis=-1), np.sum(even[..., :-1] * COARSER, axis=-1)
    spread = np.max(limits, axis=1) - np.min(limits, axis=1)
    uncertain = np.max(np.abs(limits - coarser), axis=1) + spread + np.max(errors, axis=(1, 2))
    left = np.max(np.abs(np.sum(difference * ONE_SIDED, axis=-1)), axis=1)  # remaining difference: 0 unless f jumps
    jumps = left > JUMP * np.max(np.abs(difference), axis=(1, 3)) + 100.0 * uncertain
    uncertain = np.where(jumps | np.isnan(uncertain), np.inf, uncertain)
    return [np.sum(limits, axis=1) / (len(ANGLES) // 2), uncertain, np.max(np.abs(values), axis=(1, 2))]


def _weights(nodes: Array) -> Array:
    """The weights with which values at the nodes give the value at 0 of the interpolating polynomial."""
    return np.array([np.prod([other / (other - node) for other in nodes if other != node]) for node in nodes])


EVEN, COARSER, ONE_SIDED = _weights(RADII**2), _weights(RADII[:-1] ** 2), _weights(RADII)
