"""Recorders keep the whole path of a run, or only its end and its milestones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from optimizers._kernel import ActiveRun
from optimizers._optimizer import Array
from optimizers._outcome import Observer
from optimizers._requests import PASSES
from optimizers._trajectory import Outcome, Trajectory, member, table
from surfaces import Objective, Surface

PROGRESS = 16  # steps between two progress reports,
MANY = 500  # for fewer members than this; for more, every step is reported


class PathRecorder:
    """Keeps the whole run of n members as a trajectory, with or without the states.

    `progress`, if given, is called often with the fraction of the steps that is done.
    """

    def __init__(self, steps: int, keep_states: bool) -> None:
        self.steps, self.keep_states = steps, keep_states
        self.points: list[Array] = []
        self.values: list[Array | None] = []
        self.gradients: list[Array] = []
        self.learning_rates: list[Any] = []
        self.passes: list[Any] = [0]
        self.states: list[Any] = []
        self.progress: Callable[[float], object] | None = None

    def record(self, t: int, run: ActiveRun) -> None:
        self.points.append(run.point)
        self.values.append(run.value)
        if self.keep_states:
            self.states.append(run.state)
        if t < self.steps:
            self.gradients.append(np.full_like(run.point, np.nan) if run.gradient is None else run.gradient)
            self.learning_rates.append(run.learning_rate)
            self.passes.append(run.passes)
        if self.progress and t % PROGRESS == 0:
            self.progress(t / max(self.steps, 1))

    def trajectory(self, objective: Objective, single: bool) -> Trajectory:
        """The trajectory after the last step; that of a single run has no axis of members, and ends before it diverges."""
        points, (dimension, members) = np.array(self.points), self.points[0].shape
        values = self._all_values(objective)
        finite = np.isfinite(points).all(axis=1) & np.isfinite(values)
        lost = ~np.logical_and.accumulate(finite, axis=0)  # everything after the first non-finite step is lost
        diverged_at = np.where(lost.any(axis=0), lost.argmax(axis=0), -1)
        broke_off_at = np.where(diverged_at >= 0, points[diverged_at, :, np.arange(members)].T, np.nan)
        if not single:
            points[np.broadcast_to(lost[:, None], points.shape)] = np.nan
            values[lost] = np.nan
        rows = {
            "points": points,
            "values": values,
            "gradients": np.array(self.gradients).reshape(self.steps, dimension, members),
            "learning_rates": _rows(self.learning_rates, members),
            "evaluations": _rows(self.passes, members) / PASSES,
        }
        columns = _columns(self.states)
        if single:
            return member(rows, columns, int(diverged_at[0]), broke_off_at, 0)
        return Trajectory(**rows, states=table(columns, self.steps + 1), diverged_at=diverged_at, broke_off_at=broke_off_at)

    def _all_values(self, objective: Objective) -> Array:
        """f at the points, (steps + 1, n), computed here in one pass where the step has not requested it."""
        unknown = [t for t, value in enumerate(self.values) if value is None]
        with np.errstate(all="ignore"):
            found = objective.f(np.concatenate([self.points[t] for t in unknown], axis=1))
        for t, value in zip(unknown, found.reshape(len(unknown), -1), strict=True):
            self.values[t] = value
        return np.array(self.values)


def _rows(values: Sequence[Any], members: int) -> Array:
    """Rows (steps, n) of values that are shared by all members or one per member."""
    if any(isinstance(value, np.ndarray) for value in values):
        values = [np.broadcast_to(value, members) for value in values]
    rows = np.array(values, dtype=np.float64).reshape(len(values), -1 if values else 1)
    return np.broadcast_to(rows, (len(values), members))


def _columns(states: Sequence[Any]) -> dict[str, Array]:
    """Each field of the states as an array, one row per state; the first may be narrower than the rest, and is broadcast."""
    columns = {}
    for name in type(states[0])._fields if states else ():
        first, *others = (getattr(state, name) for state in states)
        columns[name] = np.array([np.broadcast_to(first, np.shape(others[-1])) if others else first, *others])
    return columns


class EndRecorder:
    """Fills in the outcome of the members in one block of a sweep.

    `sample_steps` maps each step whose points are kept to its index in the path. `progress`, if given, is called often with
    the fraction of the steps that is done.
    """

    def __init__(
        self,
        surface: Surface | Objective,
        steps: int,
        outcome: Outcome,
        block: slice,
        target: Any,
        sample_steps: Mapping[int, int],
        progress: Callable[[float], object] | None,
    ) -> None:
        self.objective = surface if isinstance(surface, Objective) else surface.objective
        self.steps, self.outcome, self.block, self.target = steps, outcome, block, target
        self.sample_steps, self.progress = sample_steps, progress
        self.first_hit = outcome.first_hit[block]
        self.observer = Observer(surface, steps, len(self.first_hit))
        self.passes: Any = 0  # up to the step that is recorded

    def record(self, t: int, run: ActiveRun) -> None:
        value = self.objective.f(run.point) if run.value is None else run.value
        self.observer.see(t, run.point, value, run.passes)
        if self.target is not None:
            hit = (value <= self.target) & (self.first_hit < 0) & ~self.observer.broken
            self.first_hit[hit] = t
            np.copyto(self.outcome.evaluations_to_hit[self.block], self.passes / PASSES, where=hit)
        self.passes = run.passes
        if t in self.sample_steps:
            self.outcome.path[self.sample_steps[t], :, self.block] = np.where(self.observer.broken, np.nan, run.point)
        if self.progress and (t % PROGRESS == 0 or len(self.first_hit) > MANY):
            self.progress(t / max(self.steps, 1))
        if t == self.steps:
            self._finish(run, value)

    def _finish(self, run: ActiveRun, value: Any) -> None:
        outcome, block, broken = self.outcome, self.block, self.observer.broken
        outcome.points[:, block] = np.where(broken, np.nan, run.point)
        outcome.values[block] = np.where(broken, np.nan, value)
        outcome.best[block] = self.observer.best
        outcome.evaluations[block] = np.asarray(run.passes) / PASSES
        milestones = self.observer.milestones()
        outcome.reached_at[block], outcome.converged_at[block], outcome.diverged_at[block] = milestones
        there = milestones.converged_at >= 0
        outcome.evaluations_to_converge[block] = np.where(there, self.observer.passes / PASSES, np.nan)
