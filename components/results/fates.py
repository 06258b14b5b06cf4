"""Where every start ends, on a grid over a part of the plane: a number for each outcome."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from components.results.shared import Progress, shared
from components.results.terrain import Array
from components.state.settings import Settings
from optimizers import OPTIMIZERS, fates, seconds

Rectangle = tuple[float, float, float, float]  # left, right, low, high

# Minima are numbered by their position in the surface's `minima`; other outcomes are negative.
NUMBERS = {"elsewhere": -1, "saddle": -2, "left": -3, "diverged": -4, "moving": -5, "plain": -6, "valley": -7}


@dataclass(frozen=True, eq=False)
class FateMap:
    """The fates of runs from the centers of side × side cells, (side²,), row by row from the bottom.

    part     the part of the plane that the cells cover
    numbers  how each run ended: the index of its minimum, or one of NUMBERS
    since    the step from which the run has converged; −1 for never
    """

    key: str  # the optimizer
    part: Rectangle
    side: int
    numbers: Any
    since: Any
    steps: int

    @property
    def starts(self) -> Array:
        """The starts, (2, side²)."""
        return _middles(self.part, self.side)

    @property
    def shares(self) -> dict[int, float]:
        """The fraction of the starts for each number that occurs."""
        numbers, counts = np.unique(self.numbers, return_counts=True)
        return {int(number): float(count / self.numbers.size) for number, count in zip(numbers, counts, strict=True)}

    def coarser(self) -> "FateMap":
        """A map with every other row and column."""
        numbers, since = (of.reshape(self.side, self.side)[::2, ::2].ravel() for of in (self.numbers, self.since))
        return replace(self, side=-(-self.side // 2), numbers=numbers, since=since)


def fate_map(settings: Settings, key: str, part: Rectangle, side: int, progress: Progress) -> FateMap:
    """The fates of an optimizer's runs from a grid of starts."""
    made: FateMap = _fate_map(settings.of_runs, key, part, side, progress)
    return made


@shared(maxsize=4)
def _fate_map(settings: Settings, key: str, part: Rectangle, side: int, progress: Progress) -> FateMap:
    found = fates(
        settings.surface_record,
        OPTIMIZERS[key],
        _middles(part, side),
        settings.hyperparameters(key),
        settings.steps,
        noise=settings.noise,
        seed=settings.seed,
        schedule=settings.bound_schedule,
        window=settings.plane_window,
        progress=progress,
    )
    ways = np.where(found.outcome == "stalled", found.place, np.where(found.outcome == "converged", "elsewhere", found.outcome))
    numbers = np.array([NUMBERS[way] for way in ways.tolist()])
    numbers = np.where(found.minimum >= 0, found.minimum, numbers)
    return FateMap(key, part, side, numbers, found.steps, settings.steps)


def fate_seconds(settings: Settings, key: str, side: int) -> float:
    """An estimate of the seconds that a map takes."""
    return seconds(settings.surface_record, OPTIMIZERS[key], settings.steps, side * side)


def part_of(settings: Settings, edges: tuple[float, ...]) -> Rectangle:
    """The part of the plane within these edges; without edges, the whole window."""
    (left, right), (low, high) = settings.plane_window
    if edges:
        left, right, low, high = edges
    return left, right, low, high


def _middles(part: Rectangle, side: int) -> Array:
    left, right, low, high = part
    middles = (np.arange(side) + 0.5) / side
    x, y = np.meshgrid(left + middles * (right - left), low + middles * (high - low))
    return np.array([x.ravel(), y.ravel()])
