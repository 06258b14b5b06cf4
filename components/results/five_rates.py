"""Five learning rates from too low to too high, taken from the zones of a sweep, and a run at each."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from components.results.laboratory import runs, study
from components.results.shared import Progress
from components.state.settings import Settings
from optimizers import RateSweep, RunResult, Zone

FIVE = ("Snail", "Tortoise", "Goldilocks", "Hare", "Rocket")


def five_rates(found: RateSweep) -> tuple[float, ...]:
    """The five rates, by the zones of a sweep: two below the best, the best, and two above it."""
    lowest, highest = float(found.rates[0]), float(found.rates[-1])
    everywhere = Zone("best", lowest, highest)  # no run descends, so no rate is better than another
    bests = (zone for zone in found.zones if zone.name == "best")
    best = max(bests, key=lambda zone: zone.high / zone.low, default=everywhere)
    there = [zone for zone in found.zones if zone.name in ("good", "best")] or [best]
    right = _typed(float(np.sqrt(best.low * best.high)), best)
    slow = max(min(min(zone.low for zone in there), right / 3), lowest)  # the lowest rates at which runs reach the target
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
    """Five rates, the zone of each, and their runs."""

    rates: tuple[float, ...]
    zones: tuple[str, ...]
    results: Sequence[RunResult]


def five(settings: Settings, progress: Progress) -> Five:
    """Five runs of the subject, at rates below, in and above its best zone."""
    found = study(settings, settings.subject, progress)
    rates = five_rates(found)
    results = runs(settings, f"{settings.subject}.learning_rate", np.array(rates), lambda _: progress(1.0))
    return Five(rates, tuple(found.zones_of(rates)), results)
