"""What the learning-rate lab computes from settings: sweeps, runs with other values, five rates, and the heat map.

Every function takes `progress`, which is called with the fraction of the work that is done and may raise to stop it. Results
are shared by all visitors with the same settings, in caches of bounded size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from components.results.shared import Progress, shared
from components.state.settings import Settings
from optimizers import (
    OPTIMIZERS,
    Hyperparameter,
    RateSweep,
    Run,
    RunResult,
    Zone,
    classify,
    race,
    rate_bound,
    seconds,
    steps_to_target,
    sweep,
    sweep_rates,
    target_of,
)
from optimizers.schedules import SCHEDULES, BoundSchedule

RATES = np.array(
    [float(f"{rate:.3g}") for rate in np.geomspace(1e-5, 100.0, 181)]
)  # thirty-six a decade less one half: cells of 9 %
SEEDS = 32
CELLS = 64  # a side of the heat map

Array = np.ndarray[Any, np.dtype[np.float64]]


def part_of(progress: Progress, begin: float, end: float) -> Progress:
    """Progress of one part, from `begin` to `end`, as progress of the whole."""
    return lambda done: progress(begin + done * (end - begin))


# How long it takes

FINER = 80  # rates between those of the sweep, at the boundaries of its zones


def seconds_of(panel: str, settings: Settings) -> float:
    """An estimate of how long a panel of the lab takes, the same on every machine."""
    surface, steps = settings.surface_record, settings.steps
    draws = SEEDS if settings.noise else 1
    members = {
        "response": (len(RATES) + FINER) * draws,
        "five": (len(RATES) + FINER) * draws,
        "heat": CELLS * CELLS,
        "frame": 1,
    }
    keys = settings.rated if panel == "response" else (settings.subject,)
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
    """A run of the subject for each of these values of a parameter: one batch."""
    surface, optimizer = settings.surface_record, OPTIMIZERS[settings.subject]
    own, plan = _with(settings, {name: values})
    start = settings.start
    batch = race(
        surface, [Run(optimizer, start, own, plan)], settings.steps, noise=settings.noise, seed=settings.seed, progress=progress
    )
    results = []
    for k in range(len(values)):
        path = batch[0].member(k)
        one, planned = _with(settings, {name: float(values[k])})
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
    """At most so many steps of a run: all of the first ones, then increasingly sparse, and the last."""
    if steps < most:
        return np.arange(steps + 1)
    early = np.arange(most // 3)
    rest = np.geomspace(early[-1] + 1, steps, most - len(early))
    found = np.unique(np.concatenate([early, np.round(rest).astype(int)]))
    gaps = np.setdiff1d(np.arange(steps), found)[: most - len(found)]
    return np.sort(np.concatenate([found, gaps]))


# Five rates

FIVE = ("Snail", "Tortoise", "Goldilocks", "Hare", "Rocket")


def five_rates(found: RateSweep) -> tuple[float, ...]:
    """A rate for each of the five names, from the zones: two below the best, the best, and two above it."""
    lowest, highest = float(found.rates[0]), float(found.rates[-1])
    everywhere = Zone("best", lowest, highest)  # where no run descends, no rate is better than another
    bests = (zone for zone in found.zones if zone.name == "best")
    best = max(bests, key=lambda zone: zone.high / zone.low, default=everywhere)
    there = [zone for zone in found.zones if zone.name in ("good", "best")] or [best]
    right = _typed(float(np.sqrt(best.low * best.high)), best)
    slow = max(min(min(zone.low for zone in there), right / 3), lowest)  # where runs begin to reach the target
    above = [zone.high for zone in there if zone.high >= right]
    far = min(1.5 * above[-1], highest)
    high = min(max(np.sqrt(right * above[-1]), 1.2 * right), np.sqrt(right * far))
    others = (max(slow / 10, lowest), np.sqrt(slow * right), high, far)
    snail, tortoise, hare, rocket = (float(f"{rate:.3g}") for rate in others)
    return snail, tortoise, right, hare, rocket


def _typed(rate: float, zone: Zone) -> float:
    """A rate within a zone, with as few digits as possible."""
    rounded = (float(f"{rate:.{digits}g}") for digits in range(3, 17))
    return next((value for value in rounded if zone.low <= value <= zone.high), rate)


class Five(NamedTuple):
    """Five rates, the type of zone that each belongs to, and their runs."""

    rates: tuple[float, ...]
    zones: tuple[str, ...]
    results: Sequence[RunResult]


def five(settings: Settings, progress: Progress) -> Five:
    """Five runs of the subject, at rates below, in and above its best zone."""
    found = study(settings, settings.subject, progress)
    rates = five_rates(found)
    results = runs(settings, f"{settings.subject}.learning_rate", np.array(rates), lambda _: progress(1.0))
    return Five(rates, tuple(found.zones_of(rates)), results)


# Heat


@dataclass(frozen=True)
class Heat:
    """The result of each pair of a learning rate (a column) and a value of a second hyperparameter (a row).

    steps to the target (−1 for never, see `RateSweep`) and the final f, each (CELLS, CELLS); whether a run diverged; `target`,
    the f that stands in where no minimum is known, else None; `bound`, for each value of the second, the highest learning rate
    that theory allows at the minimum, or None.
    """

    rates: Array
    name: str
    item: Hyperparameter
    seconds: Array
    steps: Any
    values: Array
    diverged: Any
    target: float | None
    bound: Array | None

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
    own, plan = _with(settings, {f"{settings.subject}.learning_rate": columns, name: rows})
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
        outcome.values.reshape(shape),
        lost.reshape(shape),
        target,
        None if bound is None else np.broadcast_to(bound, CELLS),
    )


def _rows(own: Mapping[str, Any], every: int) -> dict[str, Any]:
    """The hyperparameters of the first column, without its learning rate."""
    return {name: value[::every] if np.ndim(value) else value for name, value in own.items() if name != "learning_rate"}


def best_cell(result: Heat) -> tuple[int, int] | None:
    """(row, column) of the cell with the fewest steps to the target, ties broken by the final f; else the lowest final f."""
    fit = ~result.diverged & np.isfinite(result.values)
    if not fit.any():
        return None
    steps = np.where(fit & (result.steps >= 0), result.steps, np.inf)
    values = np.where(fit, result.values, np.inf)
    order = np.lexsort((values.ravel(), steps.ravel()))
    row, column = np.unravel_index(order[0], fit.shape)
    return int(row), int(column)


def _with(settings: Settings, changes: Mapping[str, Any]) -> tuple[dict[str, Any], BoundSchedule]:
    """The subject's hyperparameters and the schedule, some of them replaced."""
    own, scheduled = (
        {name: changes.get(f"{key}.{name}", value) for name, value in settings.hyperparameters(key).items()}
        for key in (settings.subject, settings.schedule)
    )
    return own, SCHEDULES[settings.schedule](**scheduled)
