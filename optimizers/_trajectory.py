"""What a run leaves behind: a path with all that happened along it, or only where it ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizers._optimizer import Array

Steps = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Trajectory:
    """A path and all that happened along it. Shapes are for one member; with n members a last axis of n is added.

    points          (steps + 1, 2)  from the start to the last point, both included
    values          (steps + 1,)    f at the points
    gradients       (steps, 2)      what the optimizer was given at each step, noise included
    learning_rates  (steps,)        as the schedule gave them
    states          (steps + 1,)    a record array: each field of the optimizer's state, row t after step t
    diverged_at     the first step whose point or value is not finite, or None; with n members an (n,) integer array, −1
                    for never. The path of one member ends before that step; in a batch its rows are NaN from there on.
                    A run whose numbers all are finite may have diverged too: see `judge`.
    broke_off_at    (2,)            the point of that step, where it is finite but f is not; NaN otherwise
    """

    points: Array
    values: Array
    gradients: Array
    learning_rates: Array
    states: Any
    diverged_at: Any
    broke_off_at: Array = field(default_factory=lambda: np.full(2, np.nan))

    def member(self, k: int) -> "Trajectory":
        """The path of member k of a batch, as if it had run alone."""
        first = int(self.diverged_at[k])
        rows = first if first >= 0 else len(self.points)
        moves = max(rows - 1, 0)
        columns = {name: self.states[name][:rows] for name in self.states.dtype.names or ()}
        return Trajectory(
            points=self.points[:rows, :, k],
            values=self.values[:rows, k],
            gradients=self.gradients[:moves, :, k],
            learning_rates=self.learning_rates[:moves, k],
            states=_table({name: column[..., k] if column.ndim > 1 else column for name, column in columns.items()}, rows),
            diverged_at=first if first >= 0 else None,
            broke_off_at=self.broke_off_at[:, k],
        )


@dataclass(frozen=True)
class Outcome:
    """Where n members of a sweep ended, and when they got somewhere. Steps are counted from 0, the start; −1 is for never.

    points        (2, n)            where they ended, NaN for those that broke off because a number was not finite any more
    values        (n,)              f there, NaN likewise
    first_hit     (n,)              the first step with f ≤ target
    best          (n,)              the lowest f on the way
    path          (moments, 2, n)   the points at the steps that were asked for, NaN from where a member broke off
    reached_at    (n,)              the first step within the tolerance of a known minimum
    converged_at  (n,)              the step from which they stay within it
    diverged_at   (n,)              the step at which, or from which, they diverged
    """

    points: Array
    values: Array
    first_hit: Steps
    best: Array
    path: Array
    reached_at: Steps
    converged_at: Steps
    diverged_at: Steps


def records(states: Sequence[Any], single: bool = False) -> Any:
    """Stack states into a record array, a row a state; `single` drops the axis of the only member."""
    names = type(states[0])._fields if states else ()
    columns = {name: stack([getattr(state, name) for state in states]) for name in names}
    if single:
        columns = {name: column[..., 0] if column.ndim > 1 else column for name, column in columns.items()}
    return _table(columns, len(states))


def _table(columns: dict[str, Array], rows: int) -> Any:
    records = np.recarray(rows, dtype=[(name, column.dtype, column.shape[1:]) for name, column in columns.items()])
    for name, column in columns.items():
        records[name] = column
    return records


def stack(values: Sequence[Any]) -> Array:
    """Stack numbers or arrays along a new first axis; the first may be narrower and widens to the shape of the rest."""
    if values and np.shape(values[0]) != np.shape(values[-1]):
        values = [np.broadcast_to(values[0], np.shape(values[-1])), *values[1:]]
    return np.array(values)
