"""Correct results where an intermediate value overflows, and where a formula cannot be differentiated term by term.

Autograd's straight-line code may be wrong or NaN where f has a gradient. exp(x)/(1 + exp(x)) has the gradient 0 beyond x = 355,
but (1 + exp(x))² is infinite there, so a term is lost and the code gives 1; 3x + √x⁴ has the gradient 3 at 0, where the code
gives 0/0. Such points are rare, and the witness of a replay detects them. They are recomputed with numbers that do not overflow
and, if there is still no derivative, as the limit of those around. If that fails too, the result is NaN.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from surfaces._cancellation import extrapolated
from surfaces._differentiate import Array
from surfaces._replay import Replay
from surfaces._wide import Wide, wide

FAR = 1e100  # no repair beyond this: such a run has diverged, but may go on for many steps
STEPS_ASIDE = 1e-8, 1e-10  # offsets for a limit, relative to coordinates above 1
SAME = 1e-7  # relative difference below which derivatives count as equal
CLOSER = 0.8  # factor by which derivatives approach each other when the offset shrinks a hundredfold; at a kink they do not
ROUND_OFF = 1e-6  # a limit this much smaller than the values averaged is 0

Booleans = np.ndarray[Any, np.dtype[np.bool_]]
DIRECTIONS = np.exp(2j * np.pi * (np.arange(8) + 0.2) / 8)  # not along the axes, where √(x²y²) has a kink of its own


def all_finite(witness: Array) -> bool:
    """Whether no intermediate value was infinite or NaN."""
    return b"\0" not in np.isfinite(witness).tobytes()  # three times as fast as `all` for few points


def repaired(replay: Replay, x: Array, y: Array, results: Sequence[Array]) -> list[Array]:
    """The results of a replay's run, with the witness last, corrected where intermediate values overflowed.

    The witness itself is left out.

    A result too large for a float64 is ±inf; one that even wide numbers cannot represent is NaN.
    """
    return _with_wide_numbers(replay, x, y, results)[0]


def repaired_derivatives(
    replay: Replay, x: Array, y: Array, results: Sequence[Array], f: Callable[[Array, Array], Array], at_kink: float
) -> list[Array]:
    """As `repaired`, where the results are partials of f, perhaps with f before them.

    Where f is finite and has no derivative, it is `at_kink`; where it has one that cannot be computed, NaN.
    """
    ends, singular = _with_wide_numbers(replay, x, y, results)
    if singular.any():
        singular[singular] = np.isfinite(f(x[singular], y[singular]))
        for end, limit in zip(ends, _limits(replay, x[singular], y[singular], at_kink), strict=True):
            here = end[singular]
            end[singular] = np.where(np.isfinite(here), here, limit)
    return ends


def _with_wide_numbers(replay: Replay, x: Array, y: Array, results: Sequence[Array]) -> tuple[list[Array], Booleans]:
    """The results recomputed where the witness is not finite, and where one of them still has no value."""
    *ends, witness = results
    doubtful = np.asarray((np.abs(x) + np.abs(y) < FAR) & ~np.isfinite(witness))
    if not doubtful.any():
        return ends, doubtful
    at, ends = (x[doubtful], y[doubtful]), [np.array(end) for end in ends]
    better = [end[doubtful] for end in ends]
    lost = ~np.isfinite(better)
    if _out_of_range(replay, *at):  # otherwise it is, say, a division by 0, which a wider range does not fix
        numbers = [wide(number) for number in replay(*map(Wide, at))]
        better = [number.float64() for number in numbers]
        lost = np.array([number.lost for number in numbers])
    if replay.divides:
        better = extrapolated(replay, *at, better)
    for end, now in zip(ends, better, strict=True):
        end[doubtful] = now
    singular = np.zeros(doubtful.shape, dtype=bool)
    singular[doubtful] = np.any(lost & ~np.isfinite(better), axis=0)
    return ends, singular


def _out_of_range(replay: Replay, x: Array, y: Array) -> bool:
    """Whether an intermediate value is too large or too small for a float64."""
    try:
        with np.errstate(over="raise", under="raise"):
            replay.run(x, y)
    except FloatingPointError:
        return True
    return False


def _limits(replay: Replay, x: Array, y: Array, at_kink: float) -> Array:
    """The limits of a replay's results at points (n,), or `at_kink` where the values around them do not converge."""
    near, nearer = (np.array(repaired(replay, *points, replay.run(*points))) for points in neighbors(x, y))
    return np.asarray(limit(near, nearer, at_kink))


def neighbors(x: Any, y: Any) -> Iterator[tuple[Any, Any]]:
    """The points around each of (x, y), (n,), and then closer ones: (directions, n) each."""
    scale = np.maximum(np.maximum(np.abs(x), np.abs(y)), 1.0)
    for step in STEPS_ASIDE:
        yield x + scale * step * DIRECTIONS.real[:, None], y + scale * step * DIRECTIONS.imag[:, None]


def limit(near: Any, nearer: Any, at_kink: float) -> Any:
    """The limits of results from their values at the neighbors, (results, directions, n); else `at_kink`."""
    (far_middle, far_spread), (middle, spread) = (
        (np.sum(there, axis=1) / len(DIRECTIONS), np.max(there, axis=1) - np.min(there, axis=1)) for there in (near, nearer)
    )
    together = spread <= np.maximum(CLOSER * far_spread, SAME * np.abs(middle))
    limits = middle + STEPS_ASIDE[1] / (STEPS_ASIDE[0] - STEPS_ASIDE[1]) * (middle - far_middle)
    return np.where(together, np.where(np.abs(limits) < ROUND_OFF * spread, 0.0, limits), at_kink)
