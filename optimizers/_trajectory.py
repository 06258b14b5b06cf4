"""The result of a run: a path with everything recorded along it, or only its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizers._optimizer import Array

Steps = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Trajectory:
    """A path and everything recorded along it. Shapes are for one member; n members add a last axis of n.

    points          (steps + 1, d)  including the start; d = 2 on a surface
    values          (steps + 1,)    f at the points
    gradients       (steps, d)      the last one passed to the optimizer at each step, noise included; NaN if none
    learning_rates  (steps,)        as the schedule gave them; NaN where the optimizer has none
    evaluations     (steps + 1,)    the cost so far, in gradients: a gradient counts 1, with f at the same point
                                    or without; f alone 1/3; a Hessian d
    states          (steps + 1,)    a record array: each field of the optimizer's state, row t after step t; without fields
                                    where they were not kept
    diverged_at     the first step whose point or value is not finite, or None; with n members an (n,) integer array, −1
                    for never. The path of one member ends before that step; in a batch its rows are NaN from there on.
                    A run whose numbers are all finite may have diverged as well: see `classify`.
    broke_off_at    (d,)            the point of that step, where it is finite but f is not; NaN otherwise
    """

    points: Array
    values: Array
    gradients: Array
    learning_rates: Array
    evaluations: Array
    states: Any
    diverged_at: Any
    broke_off_at: Array = field(default_factory=lambda: np.full(2, np.nan))

    def member(self, k: int) -> "Trajectory":
        """The path of member k of a batch, as if it had run alone."""
        columns = {name: self.states[name] for name in self.states.dtype.names or ()}
        rows = {name: getattr(self, name) for name in ("points", "values", "gradients", "learning_rates", "evaluations")}
        return member(rows, columns, int(self.diverged_at[k]), self.broke_off_at, k)


def member(
    rows: Mapping[str, Array], columns: Mapping[str, Array], diverged_at: int, broke_off_at: Array, k: int
) -> Trajectory:
    """Member k of a batch of steps and members, as a trajectory that ends before it diverges."""
    last = diverged_at if diverged_at >= 0 else len(rows["points"])
    lengths = {"gradients": max(last - 1, 0), "learning_rates": max(last - 1, 0)}
    own = {name: column[:last, ..., k] if column.ndim > 1 else column[:last] for name, column in columns.items()}
    return Trajectory(
        **{name: row[: lengths.get(name, last), ..., k] for name, row in rows.items()},
        states=table(own, last),
        diverged_at=diverged_at if diverged_at >= 0 else None,
        broke_off_at=broke_off_at[:, k],
    )


@dataclass(frozen=True)
class Outcome:
    """Where n members of a sweep ended, and their milestones. Steps are counted from 0, the start; −1 means never.

    points        (d, n)            where they ended; NaN for those that broke off because a number was no longer finite
    values        (n,)              f there, or NaN
    first_hit     (n,)              the first step with f ≤ target
    best          (n,)              the lowest f on the way
    path          (samples, d, n)   the points at the requested steps, NaN from where a member broke off
    reached_at    (n,)              the first step within the tolerance of a known minimum
    converged_at  (n,)              the step from which they stay within it
    diverged_at   (n,)              the step at which, or from which, they diverged
    evaluations   (n,)              the cost of all steps, in gradients: see `Trajectory`
    evaluations_to_hit, evaluations_to_converge   (n,)   the cost up to these steps, NaN for never
    """

    points: Array
    values: Array
    first_hit: Steps
    best: Array
    path: Array
    reached_at: Steps
    converged_at: Steps
    diverged_at: Steps
    evaluations: Array
    evaluations_to_hit: Array
    evaluations_to_converge: Array

    @classmethod
    def empty(cls, d: int, n: int, samples: int) -> "Outcome":
        """An empty outcome, to be filled in."""
        hit, reached, converged, diverged = (np.full(n, -1) for _ in range(4))
        ends = np.empty((d, n)), np.empty(n), hit, np.empty(n), np.empty((samples, d, n))
        return cls(*ends, reached, converged, diverged, *np.full((3, n), np.nan))


def table(columns: dict[str, Array], rows: int) -> Any:
    """A record array with these columns."""
    records = np.recarray(rows, dtype=[(name, column.dtype, column.shape[1:]) for name, column in columns.items()])
    for name, column in columns.items():
        records[name] = column
    return records
