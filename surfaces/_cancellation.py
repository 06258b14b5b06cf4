"""Right where a formula loses its digits: near a removable singularity, where two small numbers are divided.

sin(x)/x has the derivative cos(x)/x − sin(x)/x². At x = 1e-9 both terms are 1e9, and what is left of their difference is
rounding error: −1e-7, or 1e155 at x = 1e-160. How large that error is, is estimated: see `surfaces._rounding`. But f is as
smooth there as elsewhere, so its value and derivatives follow from those some way off by polynomial extrapolation
(Richardson), whose error is estimated too. Of both the more exact is taken. At the singularity itself, 0/0, f is its limit.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from surfaces._differentiate import Array, Function
from surfaces._replay import Replay, replayed
from surfaces._rounding import traced_rounding_error

SIZES = 0.3, 3e-3, 30.0, 3e-5  # of the neighbourhoods that are tried
RADII = np.arange(1, 6) / 5.0
ANGLES = np.exp(2j * np.pi * (np.arange(8) + 0.5) / 8.0)  # as far from the axes as from the diagonals, where f may be singular
RAYS = np.multiply.outer(ANGLES, RADII)
JUMP = 0.5  # of what f differs by on opposite sides: if so much is left at the point, it is a jump
KNOWN = 1e-6  # how exact a limit has to be, as a share of the values around, where there is none at the point itself
EXACT = 1e-10  # a relative error that no one sees
ENOUGH = 1e-9  # of the values around: so exact a limit need not be bettered, but where it is all that there is
SAFE = 10.0  # how many times its estimate an error may be


@lru_cache(maxsize=64)
def _with_errors(replay: Replay) -> Replay:
    """The results of a replay and, behind them, how far rounding carries each of them."""
    assert replay.computes is not None
    compute, f = replay.computes

    def both(f: Function, x: Any, y: Any) -> list[Any]:
        def one(k: int) -> Function:
            return lambda x, y: compute(f, x, y)[k]

        results = list(compute(f, x, y))
        return results + [traced_rounding_error(one(k), x, y) for k in range(len(results))]

    return replayed(both, f)


def extrapolated(replay: Replay, x: Array, y: Array, ends: Sequence[Array]) -> list[Array]:
    """The results of a replay at points (n,), or what is extrapolated from around them where that is more exact."""
    both, count = _with_errors(replay), len(ends)
    errors = np.array(both(x, y))[count:]
    better = np.array(ends)
    inexact = np.any(~(errors <= EXACT * np.abs(better)), axis=0)
    if inexact.any():
        limits, uncertain, scale = _limits(both, x[inexact], y[inexact], better[:, inexact])
        limits[np.abs(limits) <= uncertain] = 0.0  # as far as can be told
        end, error = better[:, inexact], errors[:, inexact]
        explained = np.abs(limits - end) <= SAFE * (error + uncertain)  # else f has a feature that is too narrow to be seen
        known = np.isfinite(end) & np.isfinite(error)
        better[:, inexact] = np.where(np.where(known, (uncertain < error) & explained, uncertain < KNOWN * scale), limits, end)
    return list(better)


def _limits(both: Replay, x: Array, y: Array, ends: Array) -> Array:
    """The limits of the results at points (n,), how far they may be off, and the largest value around: (3, results, n)."""
    count, left = len(ends), np.arange(len(x))
    found = np.stack(np.broadcast_arrays(np.full(ends.shape, np.nan), np.inf, 0.0))
    enough = np.where(np.isfinite(ends).all(axis=0), ENOUGH, 0.0)
    for size in SIZES:
        x_around, y_around = (middle[left] + size * aside[..., None] for middle, aside in ((x, RAYS.real), (y, RAYS.imag)))
        around = np.array(both(x_around, y_around))  # (results and their errors, directions, radii, points)
        tried = np.array(_at_the_middle(around[:count], around[count:]))
        found[:, :, left] = np.where(tried[1] < found[1][:, left], tried, found[:, :, left])
        left = left[np.any(~(found[1][:, left] <= enough[left] * found[2][:, left]), axis=0)]
        if not left.size:
            break
    return found


def _at_the_middle(values: Array, errors: Array) -> list[Array]:
    """The limit at the middle of a neighbourhood, how far it may be off, and the largest value around, each (results, n)."""
    ahead, behind = np.split(np.moveaxis(values, 2, -1), 2, axis=1)  # (results, directions / 2, n, radii)
    even, difference = (ahead + behind) / 2.0, ahead - behind
    limits, coarser = even @ EVEN, even[..., :-1] @ COARSER
    uncertain = np.max(np.abs(limits - coarser), axis=1) + np.ptp(limits, axis=1) + errors.max(axis=(1, 2))
    left = np.abs(difference @ ONE_SIDED).max(axis=1)  # of the difference: nothing, but where f jumps
    jumps = left > JUMP * np.abs(difference).max(axis=(1, 3)) + 100.0 * uncertain
    uncertain = np.where(jumps | np.isnan(uncertain), np.inf, uncertain)
    return [limits.mean(axis=1), uncertain, np.abs(values).max(axis=(1, 2))]


def _weights(nodes: Array) -> Array:
    """Those with which values at the nodes make the value at 0 of the polynomial through them."""
    return np.array([np.prod([other / (other - node) for other in nodes if other != node]) for node in nodes])


EVEN, COARSER, ONE_SIDED = _weights(RADII**2), _weights(RADII[:-1] ** 2), _weights(RADII)
