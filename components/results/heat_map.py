"""The heat map: the result of a run for each pair of a learning rate and a value of a second hyperparameter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.results.laboratory import CELLS, Array, grid, with_values
from components.results.shared import Progress
from components.state.settings import Settings
from optimizers import OPTIMIZERS, Hyperparameter, evaluations_to_target, rate_bound, steps_to_target, sweep, target_of


@dataclass(frozen=True)
class Heat:
    """The result of each pair of a learning rate (a column) and a value of a second hyperparameter (a row).

    steps        to the target, (CELLS, CELLS), −1 for never; see `RateSweep`
    evaluations  gradient evaluations up to there, (CELLS, CELLS), NaN for never
    values       the final f, (CELLS, CELLS)
    diverged     whether a run diverged, (CELLS, CELLS)
    target       the f to reach if no minimum is known, else None
    bound        the stability limit at the minimum for each value of the second hyperparameter, or None
    """

    rates: Array
    name: str
    item: Hyperparameter
    seconds: Array
    steps: Any
    evaluations: Array
    values: Array
    diverged: Any
    target: float | None
    bound: Array | None

    def to_target(self, color_by: str) -> Any:
        """The cost of reaching the target: in gradient evaluations if the map shows these, otherwise in steps."""
        return self.evaluations if color_by == "evaluations" else self.steps

    @property
    def done(self) -> str:
        """The meaning of the steps of a cell, in words: without a known minimum no run converges."""
        return "converges from step" if self.target is None else "reaches the target at step"

    @property
    def never(self) -> str:
        return "does not converge" if self.target is None else "does not reach the target"


def heat(settings: Settings, progress: Progress) -> Heat:
    surface, optimizer = settings.surface_record, OPTIMIZERS[settings.subject]
    name, item = settings.parameter_of(settings.second)
    (rate,) = (item for item in optimizer.hyperparameters if item.name == "learning_rate")
    rates, seconds = grid(rate, CELLS), grid(item, CELLS)
    columns, rows = np.tile(rates, CELLS), np.repeat(seconds, CELLS)
    own, plan = with_values(settings, {f"{settings.subject}.learning_rate": columns, name: rows})
    target = target_of(surface)
    outcome = sweep(
        surface,
        optimizer,
        settings.start,
        own,
        settings.steps,
        target=target,
        noise=settings.noise,
        seed=settings.seed,
        schedule=plan,
        progress=progress,
    )
    lost = outcome.diverged_at >= 0
    shape = (CELLS, CELLS)
    best = np.argmin(np.where(lost, np.inf, outcome.values))
    bound, _ = rate_bound(surface, optimizer, (outcome.points[0, best], outcome.points[1, best]), _rows(own, CELLS))
    return Heat(
        rates,
        name,
        item,
        seconds,
        steps_to_target(surface, outcome).reshape(shape),
        evaluations_to_target(surface, outcome).reshape(shape),
        outcome.values.reshape(shape),
        lost.reshape(shape),
        target,
        None if bound is None else np.broadcast_to(bound, CELLS),
    )


def _rows(own: Mapping[str, Any], every: int) -> dict[str, Any]:
    """The hyperparameters of the first column, without its learning rate."""
    return {name: value[::every] if np.ndim(value) else value for name, value in own.items() if name != "learning_rate"}


def best_cell(result: Heat, color_by: str) -> tuple[int, int] | None:
    """(row, column) of the cell that reaches the target at the lowest cost, ties broken by final f; else the lowest final f.

    The cost is counted in gradient evaluations if the map is colored by these, otherwise in steps.
    """
    fit = ~result.diverged & np.isfinite(result.values)
    if not fit.any():
        return None
    cost = np.where(fit & (result.steps >= 0), result.to_target(color_by), np.inf)
    values = np.where(fit, result.values, np.inf)
    order = np.lexsort((values.ravel(), cost.ravel()))
    row, column = np.unravel_index(order[0], fit.shape)
    return int(row), int(column)
