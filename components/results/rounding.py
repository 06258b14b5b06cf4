"""How much the end of a run depends on rounding."""

from dataclasses import replace
from typing import Any

import numpy as np

from components.results.experiment import run_of
from components.results.shared import Progress
from components.state.settings import Settings
from optimizers import race

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
