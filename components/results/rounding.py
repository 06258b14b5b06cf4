"""How much the end of a run, or of a network's training, depends on rounding."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from components.results.experiment import run_of
from components.results.shared import Progress
from components.results.snapshots import Array
from components.results.training import prepared, runs_of
from components.results.training_budget import TimeUp, deadline
from components.state.network import NetworkSettings
from components.state.settings import Settings
from optimizers import race, train

# Changes of the first hyperparameter, x and y, each in units of the last place; the first column is the run itself.
NUDGES = np.array([[0, 0, 1, -1, 0, 3], [0, 0, 0, 1, -2, 3], [0, 1, 0, 0, 2, -3]])


def shift_by_rounding(settings: Settings, key: str, progress: Progress) -> float:
    """How far the end of a run moves, relative to its coordinates, when its settings change in their last digits.

    Infinite if the run then has another number of steps.
    """
    run = run_of(settings, key, settings.start)
    factors = 1.0 + NUDGES * np.finfo(float).eps
    own = run.optimizer.complete(run.hyperparameters)
    first = next(iter(own))
    starts = np.array(settings.start)[:, None] * factors[1:]
    nudged = replace(run, start=starts, hyperparameters=own | {first: own[first] * factors[0]})
    how: dict[str, Any] = {"noise": settings.noise, "seed": settings.seed, "keep_states": False, "progress": progress}
    (path,) = race(settings.surface_record, [nudged], settings.steps, **how)
    paths = [path.member(k).points for k in range(NUDGES.shape[1])]
    if any(len(other) != len(paths[0]) for other in paths):
        return np.inf
    ends = np.array([points[-1] for points in paths])
    return float(np.max(np.abs(ends - ends[0]) / (1.0 + np.abs(ends[0]))))


def shifts_of_training(settings: NetworkSettings, keys: Sequence[str], last: int, progress: Progress) -> dict[str, float]:
    """How far the parameters of each of these runs after step `last` move, relative to their norm, when the initial ones change
    in their last digits. Infinite if not all of them remain finite; NaN if that takes longer than a training may.
    """
    found, training = prepared(settings)
    runs = [run for key, run in zip(settings.choices.optimizers, runs_of(found), strict=True) if key in keys]
    start = np.array(runs[0].start)[:, None]
    digits = np.random.default_rng(0).integers(-1, 2, start.shape)
    nudged = [replace(run, start=np.hstack([start, start * (1.0 + digits * np.finfo(float).eps)])) for run in runs]
    check = deadline()

    def before(step: int) -> None:
        check()
        progress(step / max(last, 1))

    try:
        (end,) = train(found.network, found.parts.train, nudged, training, [last], before)
    except TimeUp:
        return dict.fromkeys(keys, np.nan)
    return dict(zip(keys, map(_shift, end.points[:, ::2].T, end.points[:, 1::2].T), strict=True))


def _shift(end: Array, other: Array) -> float:
    """The distance of two ends relative to the norm; 0 if neither is finite."""
    finite = np.isfinite(end).all(), np.isfinite(other).all()
    if all(finite):
        return float(np.linalg.norm(other - end) / (1.0 + np.linalg.norm(end)))
    return np.inf if any(finite) else 0.0
