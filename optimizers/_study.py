"""The learning-rate sweep: which rates are too slow, good, best or too high, and which diverge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimizers._check import check_surface
from optimizers._descend import CONSTANT, sweep
from optimizers._optimizer import Array, Optimizer
from optimizers._stability import rate_bound
from optimizers._target import evaluations_to_target, steps_to_target, target_of
from optimizers._trajectory import Outcome
from optimizers.schedules import BoundSchedule
from surfaces import Surface
from surfaces._former import former_names

FAST = 1.25  # factor on the fewest steps within which a rate counts as best
TIMELY = 0.9  # share of the steps within which a run must converge: later may be luck
SHARES = 0.5, 0.9  # if no rate converges in time: shares of the deepest descent that count as good and as best
SLIGHT = 1e-9  # share of the descent that counts as none
SMALLEST = 1e-16  # relative to f at the start: anything smaller is round-off
REFINED = 25  # rates tried between two cells to locate a zone's boundary
MAX_REFINED = 12  # boundaries that are refined: if there are more, only those of divergence

ZoneName = Literal["too slow", "good", "best", "too high", "diverges"]
ZONE_NAMES: tuple[ZoneName, ...] = ("too slow", "good", "best", "too high", "diverges")
Progress = Callable[[float], object]


@former_names(kind="name")
class Zone(NamedTuple):
    """A range of learning rates, from `low` to `high`, with the same outcome."""

    name: ZoneName
    low: float
    high: float

    @property
    def decades(self) -> float:
        """Its width on a logarithmic scale, in decades."""
        return float(np.log10(self.high / self.low))


class Band(NamedTuple):
    """The median and the 10 % and 90 % quantiles of a quantity over several seeds, at each rate. Each is (m,)."""

    median: Array
    low: Array
    high: Array


@former_names(kind_at="zone_at", kinds_of="zones_of")
@dataclass(frozen=True)
class RateSweep:
    """A learning-rate sweep: the results of m learning rates from the same start, with the same steps and noise.

    rates     (m,)  the learning rates
    value     f at the end: a Band over the seeds, inf where it is not finite
    best      the lowest f on the way
    distance  from the end to the nearest known minimum, inf where none is known
    steps     the step from which a run has converged, inf for never; where no minimum is known, the first with f ≤ target
    evaluations   the gradient evaluations up to that step, inf for never
    zones     the ranges of rates with the same result, from the lowest to the highest
    target    None where a minimum is known; else the lowest f in the domain: reaching it does not count as converging
    limit     the stability limit of the learning rate at the minimum that is reached, or None if theory gives none; exact on a
              quadratic with a constant rate, otherwise valid only near the minimum
    steepest  λmax of the Hessian there, or None
    measure   what `zones_of` is computed with
    """

    rates: Array
    value: Band
    best: Band
    distance: Band
    steps: Band
    evaluations: Band
    zones: tuple[Zone, ...]
    target: float | None
    limit: float | None
    steepest: float | None
    measure: Callable[[Array], list[ZoneName]] = field(repr=False, compare=False)

    def zone_at(self, rate: float) -> ZoneName:
        """The name of the zone of a rate."""
        return next((zone.name for zone in self.zones if rate <= zone.high), self.zones[-1].name)

    def zones_of(self, rates: ArrayLike) -> list[ZoneName]:
        """The zone names of other rates, from runs at those rates: within a zone, a single rate may differ."""
        return self.measure(np.asarray(rates, dtype=float))


@former_names(watch="progress")
def sweep_rates(
    surface: Surface,
    optimizer: Optimizer,
    start: tuple[float, float],
    rates: ArrayLike,
    steps: int,
    hyperparameters: Mapping[str, Any] | None = None,
    *,
    noise: float = 0.0,
    seeds: ArrayLike = (0,),
    schedule: BoundSchedule = CONSTANT,
    progress: Progress | None = None,
) -> RateSweep:
    """Sweep one optimizer over increasing learning rates, once per seed at each of them; see `sweep` for the rest."""
    rates, seeds, settings = np.asarray(rates, dtype=float), np.atleast_1d(seeds), dict(hyperparameters or {})
    target = target_of(check_surface(surface))

    def run(rates: Array, progress: Progress | None) -> _Cells:
        members = {"learning_rate": np.repeat(rates, len(seeds))}
        common: dict[str, Any] = {"noise": noise, "seed": np.tile(seeds, len(rates)), "schedule": schedule}
        outcome = sweep(surface, optimizer, start, {**settings, **members}, steps, target=target, progress=progress, **common)
        return _cells(surface, outcome, len(seeds))

    cells = run(rates, progress and (lambda done: progress(done / 2)))
    thresholds = _Thresholds.of(surface, start, rates, cells, TIMELY * steps)
    sorted_out = dict(zip(rates, thresholds.names(rates, cells), strict=True))
    pairs = [(low, high) for low, high in pairwise(rates) if sorted_out[low] != sorted_out[high]]
    if len(pairs) > MAX_REFINED:
        pairs = [pair for pair in pairs if "diverges" in (sorted_out[pair[0]], sorted_out[pair[1]])][:MAX_REFINED]
    if pairs:
        fine = np.concatenate([np.geomspace(low, high, REFINED + 2)[1:-1] for low, high in pairs])
        finer = run(fine, progress and (lambda done: progress((1 + done) / 2)))
        sorted_out |= zip(fine, thresholds.names(fine, finer), strict=True)
    limit, steepest = rate_bound(surface, optimizer, cells.end(thresholds.best), settings)
    limit = None if limit is None else float(limit)
    value, best, distance = map(_band, (cells.value, cells.best, cells.distance))
    time, spent = map(_band, (cells.steps, cells.evaluations))

    def measure(others: Array) -> list[ZoneName]:
        return thresholds.names(others, run(others, None))

    return RateSweep(rates, value, best, distance, time, spent, _zones(sorted_out), target, limit, steepest, measure)


Response, respond = RateSweep, sweep_rates  # deprecated names


def _zones(names: Mapping[float, ZoneName]) -> tuple[Zone, ...]:
    """Adjacent rates with the same result as a zone; the boundary to the next lies half-way, on a logarithmic scale."""
    rates = sorted(names)
    changes = [(low, high) for low, high in pairwise(rates) if names[low] != names[high]]
    bounds = [rates[0], *(np.sqrt(low * high) for low, high in changes), rates[-1]]
    firsts = [names[rates[0]], *(names[high] for _, high in changes)]
    return tuple(Zone(name, float(low), float(high)) for name, (low, high) in zip(firsts, pairwise(bounds), strict=True))


class _Cells(NamedTuple):
    """The result of each rate (a row) with each seed (a column)."""

    points: Array  # (2, rates, seeds)
    value: Array
    best: Array
    distance: Array
    steps: Array
    evaluations: Array
    diverged: Any

    def end(self, row: int) -> tuple[float, float]:
        x, y = self.points[:, row, 0]
        return float(x), float(y)


def _cells(surface: Surface, outcome: Outcome, seeds: int) -> _Cells:
    with np.errstate(all="ignore"):
        distance = _finite(surface.distance(*outcome.points))
    done = steps_to_target(surface, outcome)
    steps = np.where(done < 0, np.inf, done)
    spent = _finite(evaluations_to_target(surface, outcome))
    rows = (_finite(outcome.values), outcome.best, distance, steps, spent, outcome.diverged_at >= 0)
    return _Cells(outcome.points.reshape(2, -1, seeds), *(np.reshape(row, (-1, seeds)) for row in rows))


class _Thresholds(NamedTuple):
    """The thresholds that classify rates: the same for all rates of one optimizer."""

    good: float  # f up to which a rate is good
    well: float  # f up to which a rate may be best
    fewest: float  # steps of the fastest rate that reaches a minimum or the target; inf if none does
    best: int  # index of that rate
    best_rate: float

    @classmethod
    def of(cls, surface: Surface, start: tuple[float, float], rates: Array, cells: _Cells, in_time: float) -> "_Thresholds":
        height, ends, steps = float(surface.value(*start)), _median(cells.value), _median(cells.steps)
        if (steps <= in_time).any():
            best = int(steps.argmin())
            return cls(np.inf, np.inf, float(steps[best]), best, float(rates[best]))
        if not (
            ends < height - SLIGHT * _depth(surface, height)
        ).any():  # no run descends: nothing is good, and runs that barely moved are too slow
            best = len(ends) - 1 - int(ends[::-1].argmin())
            return cls(-np.inf, -np.inf, np.inf, best, float(rates[best]))
        best = int(ends.argmin())
        good, well = (_descended(surface, height, float(ends[best]), share) for share in SHARES)
        return cls(good, well, np.inf, best, float(rates[best]))

    def names(self, rates: Array, cells: _Cells) -> list[ZoneName]:
        ends, steps = _median(cells.value), _median(cells.steps)
        lost = cells.diverged.mean(axis=1) >= 0.5
        there = np.isfinite(steps) if np.isfinite(self.fewest) else ends <= self.good
        well = there & (ends <= self.well) & ((steps <= FAST * self.fewest) | np.isinf(self.fewest))
        miss = np.where(rates <= self.best_rate, ZONE_NAMES.index("too slow"), ZONE_NAMES.index("too high"))
        places = np.select(
            [lost, well, there], [ZONE_NAMES.index("diverges"), ZONE_NAMES.index("best"), ZONE_NAMES.index("good")], miss
        )
        return [ZONE_NAMES[place] for place in places]


def _depth(surface: Surface, height: float) -> float:
    """How far f may fall from a height: to the known minimum, else by the range of f over the domain."""
    low, high = surface.heights
    depth = high - low if surface.lowest is None else height - surface.lowest
    return max(depth, 0.0) if np.isfinite(depth) else 0.0


def _descended(surface: Surface, height: float, end: float, share: float) -> float:
    """f after a fraction of the descent from `height` to `end`, counted in digits of the distance to its known minimum."""
    if surface.lowest is None:
        return height - share * (height - end)
    above = height - surface.lowest
    return float(surface.lowest + above * max((end - surface.lowest) / above, SMALLEST) ** share)


def _median(cells: Array) -> Array:
    return _band(cells).median


def _band(cells: Array) -> Band:
    ordered = np.sort(cells, axis=1)  # order statistics instead of interpolation: an average with inf would be inf
    last = ordered.shape[1] - 1
    return Band(*(ordered[:, round(share * last)] for share in (0.5, 0.1, 0.9)))


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.inf)
