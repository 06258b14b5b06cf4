"""What the learning-rate lab computes from settings: sweeps of learning rates, and runs with other values.

Every function takes `progress`, which is called with the fraction of the work that is done and may raise to stop it. Results
are shared by all visitors with the same settings, in caches of bounded size.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from components.results.shared import Progress, shared
from components.state.settings import Settings
from optimizers import (
    OPTIMIZERS,
    Hyperparameter,
    RateSweep,
    Run,
    RunResult,
    classify,
    race,
    seconds,
    sweep_rates,
)
from optimizers.schedules import SCHEDULES, BoundSchedule

RATES = np.array([float(f"{rate:.3g}") for rate in np.geomspace(1e-5, 100.0, 181)])  # 26 per decade: neighbors differ by 9 %
SEEDS = 32
CELLS = 64  # per side of the heat map

Array = np.ndarray[Any, np.dtype[np.float64]]


def part_of(progress: Progress, begin: float, end: float) -> Progress:
    """Progress of one part, from `begin` to `end`, as progress of the whole."""
    return lambda done: progress(begin + done * (end - begin))


# Estimated time

FINER = 80  # additional rates near the boundaries of the zones


def seconds_of(panel: str, settings: Settings) -> float:
    """An estimate of how many seconds a panel of the lab takes; it does not depend on the machine."""
    surface, steps = settings.surface_record, settings.steps
    draws = SEEDS if settings.noise else 1
    members = {
        "sweep": (len(RATES) + FINER) * draws,
        "five": (len(RATES) + FINER) * draws,
        "heat": CELLS * CELLS,
        "frame": 1,
    }
    keys = settings.rated if panel == "sweep" else (settings.subject,)
    return sum(seconds(surface, OPTIMIZERS[key], steps, members[panel]) for key in keys)


# The learning-rate sweep


def study(settings: Settings, key: str, progress: Progress) -> RateSweep:
    """The learning-rate sweep of one optimizer."""
    found: RateSweep = _study(settings.replace(optimizers=(key,), changes=()).of_runs, progress)
    return found


@shared(maxsize=64)
def _study(settings: Settings, progress: Progress) -> RateSweep:
    (key,) = settings.optimizers
    seeds = settings.seed + np.arange(SEEDS) if settings.noise else settings.seed
    others = {name: value for name, value in settings.hyperparameters(key).items() if name != "learning_rate"}
    return sweep_rates(
        settings.surface_record,
        OPTIMIZERS[key],
        settings.start,
        RATES,
        settings.steps,
        others,
        noise=settings.noise,
        seeds=seeds,
        schedule=settings.bound_schedule,
        progress=progress,
    )


def studies(settings: Settings, progress: Progress) -> dict[str, RateSweep]:
    """The learning-rate sweeps of all chosen optimizers that have a learning rate."""
    chosen = settings.rated
    parts = [part_of(progress, place / len(chosen), (place + 1) / len(chosen)) for place in range(len(chosen))]
    return {key: study(settings, key, part) for key, part in zip(chosen, parts, strict=True)}


# Runs with other values


def runs(settings: Settings, name: str, values: Array, progress: Progress) -> list[RunResult]:
    """A run of the subject for each of these values of a parameter, computed as one batch."""
    surface, optimizer = settings.surface_record, OPTIMIZERS[settings.subject]
    own, plan = with_values(settings, {name: values})
    start = settings.start
    batch = race(
        surface, [Run(optimizer, start, own, plan)], settings.steps, noise=settings.noise, seed=settings.seed, progress=progress
    )
    results = []
    for k in range(len(values)):
        path = batch[0].member(k)
        one, planned = with_values(settings, {name: float(values[k])})
        results.append(RunResult(Run(optimizer, start, one, planned), path, classify(surface, path, settings.plane_window)))
    return results


def grid(item: Hyperparameter, count: int) -> Array:
    """`count` values of a hyperparameter along its slider, with no more digits than a person would type."""
    if item.scale == "linear":
        return np.array([float(f"{value:.6g}") for value in np.linspace(item.low, item.high, count)])
    values = np.geomspace(item.low, item.high, count)
    if item.zero:
        values = np.array([0.0, *np.geomspace(item.low, item.high, count - 1)])
    return np.array([float(f"{value:.3g}") for value in values])


def sample_steps(steps: int, most: int) -> Any:
    """At most `most` steps of a run: dense at the beginning, then increasingly sparse, up to the last."""
    if steps < most:
        return np.arange(steps + 1)
    early = np.arange(most // 3)
    rest = np.geomspace(early[-1] + 1, steps, most - len(early))
    found = np.unique(np.concatenate([early, np.round(rest).astype(int)]))
    gaps = np.setdiff1d(np.arange(steps), found)[: most - len(found)]
    return np.sort(np.concatenate([found, gaps]))


def with_values(settings: Settings, changes: Mapping[str, Any]) -> tuple[dict[str, Any], BoundSchedule]:
    """The subject's hyperparameters and the schedule, some of them replaced."""
    own, scheduled = (
        {name: changes.get(f"{key}.{name}", value) for name, value in settings.hyperparameters(key).items()}
        for key in (settings.subject, settings.schedule)
    )
    return own, SCHEDULES[settings.schedule](**scheduled)
