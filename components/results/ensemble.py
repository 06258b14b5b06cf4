"""One run with many seeds: its points at every step, and quantiles of a metric."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from components.metrics import METRICS, Iterates
from components.results.experiment import run_of
from components.results.shared import Progress, shared
from components.state.settings import Settings
from optimizers import Run, Trajectory, quadratic, race, seconds
from surfaces import Surface

Array = np.ndarray[Any, np.dtype[np.float64]]

MAX_POINTS = 1_000_000  # of all members at all steps, as in the browser (`browser/engine/ensemble.js`)
SHARES = {"low": 0.1, "median": 0.5, "high": 0.9}
WITHIN_95 = 2.4477  # standard deviations: the ellipse that holds 95 % of a 2D normal distribution
CORNERS = 96  # vertices of an ellipse


class Quantiles(NamedTuple):
    """The 0.1, 0.5 and 0.9 quantiles of a metric over the seeds at each step, each (steps + 1,)."""

    low: Array
    median: Array
    high: Array


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A `run` repeated with each of the `seeds`; `path` has one member per seed."""

    surface: Surface
    run: Run
    noise: float
    seeds: Any
    path: Trajectory

    @property
    def values(self) -> Array:
        """f of each member at each step, (steps + 1, n); inf from where a run diverges."""
        return self._lost(self.path.values)

    def metric(self, key: str) -> Array:
        """A metric of each member at each step, (steps + 1, n); inf from where a run diverges."""
        with np.errstate(all="ignore"):  # diverging members may overflow
            return self._lost(METRICS[key].formula(Iterates.along(self.surface, self.path)))

    def _lost(self, rows: Array) -> Array:
        step, broken = np.arange(len(self.path.values))[:, None], self.path.diverged_at
        return np.where((broken >= 0) & (step >= broken), np.inf, rows)

    def points(self, step: int) -> Array:
        """The points of the runs that have not diverged, after a step, (n, 2)."""
        found = self.path.points[step].T
        return found[np.isfinite(found).all(axis=1)]

    def ellipse(self, step: int) -> Array:
        """Vertices (m, 2) of the ellipse that theory predicts to hold 95 % of the seeds in the long run, at a step's rate.

        Empty if there is no formula, or no stationary distribution.
        """
        found, variance = quadratic(self.surface), self.run.optimizer.stationary
        if not found or not variance or not step:
            return np.empty((0, 2))
        own = self.run.optimizer.complete(self.run.at(step).hyperparameters)
        rate = float(np.ravel(self.path.learning_rates[step - 1])[0])
        with np.errstate(all="ignore"):
            size = WITHIN_95 * np.sqrt(variance(found.curvatures, self.noise, **{**own, "learning_rate": rate}))
        if not np.isfinite(size).all():
            return np.empty((0, 2))
        angle = np.linspace(0.0, 2.0 * np.pi, CORNERS + 1)
        return np.asarray(found.center + (found.axes @ (size[:, None] * np.stack([np.cos(angle), np.sin(angle)]))).T)


def quantiles(rows: Array) -> Quantiles:
    """The quantiles of each row, ignoring NaN, with linear interpolation."""
    ordered = np.sort(rows, axis=1)  # NaN sorts last
    counts = np.count_nonzero(~np.isnan(ordered), axis=1)
    found = []
    for share in SHARES.values():
        place = share * np.maximum(counts - 1, 0)
        below, above = (
            np.take_along_axis(ordered, index.astype(int)[:, None], axis=1)[:, 0] for index in (np.floor(place), np.ceil(place))
        )
        with np.errstate(invalid="ignore"):  # inf − inf
            found.append(np.where(below == above, below, below + (place - np.floor(place)) * (above - below)))
    return Quantiles(*found)


def shows_ensemble(settings: Settings) -> bool:
    """Whether many seeds of a run are shown."""
    return settings.noise > 0.0 and settings.ensemble in settings.optimizers


def members(settings: Settings) -> int:
    """The number of members: as requested, up to what a browser can hold."""
    return min(int(settings.seeds), MAX_POINTS // (settings.steps + 1))


def ensemble_seconds(settings: Settings) -> float:
    """An estimate of the seconds that an ensemble takes."""
    return seconds(
        settings.surface_record,
        run_of(settings, settings.ensemble, settings.start).optimizer,
        settings.steps,
        members(settings),
    )


def ensemble_of(settings: Settings, progress: Progress) -> Ensemble:
    """The selected run with each of the seeds, starting at the seed of the settings."""
    made: Ensemble = _ensemble(settings.of_runs, settings.ensemble, members(settings), progress)
    return made


@shared(maxsize=2)
def _ensemble(settings: Settings, key: str, count: int, progress: Progress) -> Ensemble:
    run, seeds = run_of(settings, key, settings.start), settings.seed + np.arange(count)
    how: dict[str, Any] = {"noise": settings.noise, "seed": seeds, "keep_states": False, "progress": progress}
    [path] = race(settings.surface_record, [run], settings.steps, **how)
    return Ensemble(settings.surface_record, run, settings.noise, seeds, path)
