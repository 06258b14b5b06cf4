"""The definitions of reaching a minimum, converging and diverging, used everywhere.

A run *reaches* a minimum at the first step within the tolerance of a known minimum. It has *converged* from the step from
which it stays within the tolerance to the end.

A run has *diverged* at the step at which its point or f is not finite: it has overflowed, or left the domain of f. It has
also diverged if it is still climbing at the end: if f is higher than at any earlier step, and exceeds its maximum over the
surface's domain by the range of f there, and its maximum over the first half of the run by the range of f in that half. The
step of divergence is the one from which f exceeds the former bound to the end, unless that is the last step. A run that is
merely thrown far away, as on a plain, or that oscillates around a minimum, has not diverged.
"""

from typing import Any, NamedTuple

import numpy as np

from optimizers._optimizer import Array
from optimizers._trajectory import Steps, Trajectory
from surfaces import Objective, Surface

NEAR = 1e-3  # tolerance relative to the diagonal of the surface's domain
NEVER = -1
FEW = 16  # number of minima up to which comparing each is faster than a tree search


class Milestones(NamedTuple):
    """The steps at which runs reached, converged and diverged: each an (n,) integer array, −1 for never."""

    reached_at: Steps
    converged_at: Steps
    diverged_at: Steps


def tolerance(surface: Surface) -> float:
    """The distance to a known minimum within which a run has reached it: a thousandth of the domain's diagonal, rounded."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    return float(f"{NEAR * np.hypot(x_high - x_low, y_high - y_low):.0e}")


def near(surface: Surface | Objective, *point: Array) -> Any:
    """Whether points (d, n) lie within the tolerance of a known minimum; an objective that is not a surface has none.

    Ten times as fast as comparing `surface.distance`.
    """
    if isinstance(surface, Objective):
        return np.zeros(np.shape(point[0]), dtype=bool)
    x, y = point
    if not looks_at_each(surface):
        return surface.distance(x, y) <= tolerance(surface)
    return near_points(surface, x, y)


def looks_at_each(surface: Surface) -> bool:
    """Whether all known minima are points, and few."""
    return not (surface.rings or surface.curves or len(surface.minima) > FEW)


def near_points(surface: Surface, x: Any, y: Any) -> Any:
    """Whether points lie within the tolerance of one of the minima that are points."""
    radius = tolerance(surface)
    found = np.zeros(np.shape(x), dtype=bool)
    for there_x, there_y in surface.minima:
        across, along = x - there_x, y - there_y
        across *= across  # in place, because every step of a sweep calls this
        along *= along
        across += along
        found |= across <= radius * radius
    return found


def heights(surface: Surface | Objective) -> tuple[float, float]:
    """(lowest, highest) f over the domain, as `Surface.heights`; NaN for an objective without a domain."""
    return (np.nan, np.nan) if isinstance(surface, Objective) else surface.heights


def stand_in(surface: Surface) -> float:
    """The target where no minimum is known: the lowest f on a grid over the domain. Reaching it is not converging."""
    return heights(surface)[0]


def milestones(surface: Surface | Objective, trajectory: Trajectory) -> Milestones:
    """The milestones of the members of a trajectory, n of them, or 1 where it holds a single run."""
    points, values = trajectory.points, trajectory.values
    if points.ndim == 2:
        points, values = points[..., None], values[..., None]
    broken = np.atleast_1d(NEVER if trajectory.diverged_at is None else trajectory.diverged_at)
    if not len(points):  # f is not finite at the start
        return Milestones(np.full_like(broken, NEVER), np.full_like(broken, NEVER), broken)
    with np.errstate(all="ignore"):
        inside = near(surface, *np.moveaxis(points, 1, 0))
        climb = _climbing(surface, values[-1], values.max(axis=0), values[: (len(values) - 1) // 2 + 1].max(axis=0))
        since = _since(values > _ceiling(surface))
    climbed = np.where(climb & (since < len(values) - 1), since, NEVER)
    reached = np.where(inside.any(axis=0), inside.argmax(axis=0), NEVER)
    converged = np.where(broken < 0, _since(inside), NEVER)
    return Milestones(reached, converged, np.where(broken >= 0, broken, climbed))


class Observer:
    """Observes n members step by step; at the end it has their milestones, and the lowest f of each: see `milestones`."""

    def __init__(self, surface: Surface | Objective, steps: int, n: int) -> None:
        self.surface, self.steps = surface, steps
        self.ceiling = _ceiling(surface)
        self.broken = np.zeros(n, dtype=bool)
        self.best, self.highest, self.early = np.full(n, np.inf), np.full(n, -np.inf), np.full(n, -np.inf)
        self.reached_at, self.broken_at, self.apart_at, self.below_at = (np.full(n, NEVER) for _ in range(4))
        self.passes = np.zeros(n)  # the cost up to the step after `apart_at`, at which a run has converged if it stays

    def see(self, t: int, point: Array, value: Array, passes: Any) -> None:
        """Record the members after step t (0, 1, … in order): points (d, n), values (n,), and the cost up to the next step."""
        broken, finite = self.broken, np.isfinite(value)
        for coordinate in point:
            finite &= np.isfinite(coordinate)
        if np.count_nonzero(finite) < len(finite):  # much faster than all() and any() for few members
            self.broken_at[~finite & ~broken] = t
            broken |= ~finite
        inside, high = near(self.surface, *point), value > self.ceiling
        if np.count_nonzero(broken):
            value, inside, high = np.where(broken, np.nan, value), inside & ~broken, high & ~broken
        if np.count_nonzero(inside):
            self.reached_at[inside & (self.reached_at < 0)] = t
        _mark(self.apart_at, t, inside)
        _mark(self.passes, passes, inside)
        _mark(self.below_at, t, high)
        np.fmin(self.best, value, out=self.best)
        np.fmax(self.highest, value, out=self.highest)
        self.value = value
        if t == self.steps // 2:
            self.early = self.highest.copy()

    def milestones(self) -> Milestones:
        """The milestones after the last step."""
        climbing = _climbing(self.surface, self.value, self.highest, self.early)
        climbed = np.where(climbing & (self.below_at + 1 < self.steps), self.below_at + 1, NEVER)
        converged = np.where(self.apart_at < self.steps, self.apart_at + 1, NEVER)
        return Milestones(self.reached_at, converged, np.where(self.broken, self.broken_at, climbed))


def _mark(marks: Any, mark: Any, but: Any) -> None:
    """marks[~but] = mark; usually `but` is false everywhere."""
    if np.count_nonzero(but):
        np.copyto(marks, mark, where=~but)
    else:
        marks[:] = mark


def _ceiling(surface: Surface | Objective) -> float:
    """The f above the maximum over the domain by the range of f over the domain."""
    lowest, highest = heights(surface)
    return 2.0 * highest - lowest


def _climbing(surface: Surface | Objective, last: Array, highest: Array, early: Array) -> Any:
    """Whether runs climb at their end, by f at the end, the highest f, and the highest f in the first half."""
    lowest, top = heights(surface)
    with np.errstate(over="ignore"):
        return (last >= highest) & (last > 2.0 * np.maximum(top, early) - lowest)


def _since(holds: Any) -> Any:
    """The step from which a condition holds to the end, per row; −1 where it does not hold at the end."""
    fails = ~holds[::-1]
    return np.where(fails[0], NEVER, np.where(fails.any(axis=0), len(holds) - fails.argmax(axis=0), 0))
