"""How an optimizer answers to its learning rate: which rates are too slow, good, best, too high, and which diverge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimizers._descend import CONSTANT, sweep
from optimizers._optimizer import Array, Optimizer
from optimizers._trajectory import Outcome
from optimizers.schedules import Plan
from surfaces import Surface

NEAR = 1e-3  # the share of the height of the start that is left where a run has arrived
FAST = 1.25  # how many times the fewest steps still count as best
SHARES = 0.5, 0.9  # where nobody arrives: the share of the deepest descent that is good, and best
REFINED = 25  # rates between two cells, to find the boundary of a zone more exactly
MOST_REFINED = 12  # boundaries that are worth it: where there are more, only those of what diverges

Kind = Literal["too slow", "good", "best", "too high", "diverges"]
KINDS: tuple[Kind, ...] = ("too slow", "good", "best", "too high", "diverges")
Watch = Callable[[float], object]


class Zone(NamedTuple):
    """Learning rates next to each other, from `low` to `high`, that serve alike."""

    kind: Kind
    low: float
    high: float

    @property
    def decades(self) -> float:
        """Its width on a logarithmic scale."""
        return float(np.log10(self.high / self.low))


class Spread(NamedTuple):
    """A quantity over several seeds, at each rate: its median, and where its lowest and highest tenth end. Each (m,)."""

    median: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Response:
    """What an optimizer makes of each of m learning rates, from the same start, with the same steps and the same noise.

    rates     (m,)  the learning rates
    value     f at the end: a Spread over the seeds, inf where it is not finite
    best      the lowest f on the way
    distance  from the end to the nearest known minimum, inf where none is known
    steps     until f ≤ goal, inf for never
    zones     the rates sorted by how they serve, from the lowest to the highest
    goal      a thousandth of the way up from the minimum to the start: a run that gets there has arrived
    limit     the highest learning rate that theory allows at the minimum that is reached, or None where it knows none;
              exact on a quadratic with a constant rate, elsewhere true near the minimum only
    steepest  λmax of the Hessian there, or None
    """

    rates: Array
    value: Spread
    best: Spread
    distance: Spread
    steps: Spread
    zones: tuple[Zone, ...]
    goal: float
    limit: float | None
    steepest: float | None


def goal_of(surface: Surface, start: tuple[float, float]) -> float:
    """The f at which a run from `start` counts as arrived; where no minimum is known, the lowest f in the domain stands in."""
    if surface.lowest is None:
        return float(np.min(surface.value(*np.meshgrid(*(np.linspace(low, high, 81) for low, high in surface.domain)))))
    return float(surface.lowest + NEAR * (surface.value(*start) - surface.lowest))


def rate_bound(surface: Surface, optimizer: Optimizer, point: tuple[float, float], hyperparameters: Mapping[str, Any]) -> Any:
    """(limit, λmax): the largest stable learning rate at the minimum nearest to `point`, or (None, None).

    2/λmax for gradient descent, 2(1 + γ)/λmax for momentum, 2(1 + γ)/((1 + 2γ) λmax) for Nesterov (Goh 2017,
    doi:10.23915/distill.00006): exact where f is quadratic. Hyperparameters may be arrays, and so may the limit.
    """
    if optimizer.rate_limit is None or surface.lowest is None:
        return None, None
    steepest = float(surface.curvatures(*surface.nearest_minimum(*point))[1])
    if not 0.0 < steepest < np.inf:
        return None, None
    return optimizer.rate_limit(**optimizer.complete(hyperparameters)) / steepest, steepest


def respond(
    surface: Surface,
    optimizer: Optimizer,
    start: tuple[float, float],
    rates: ArrayLike,
    steps: int,
    hyperparameters: Mapping[str, Any] | None = None,
    *,
    noise: float = 0.0,
    seeds: ArrayLike = (0,),
    schedule: Plan = CONSTANT,
    watch: Watch | None = None,
) -> Response:
    """Sweep one optimizer over rising learning rates, at each of them once for every seed; see `sweep` for the rest."""
    rates, seeds, settings = np.asarray(rates, dtype=float), np.atleast_1d(seeds), dict(hyperparameters or {})
    goal = goal_of(surface, start)

    def run(rates: Array, watch: Watch | None) -> _Cells:
        members = {"learning_rate": np.repeat(rates, len(seeds))}
        common: dict[str, Any] = {"noise": noise, "seed": np.tile(seeds, len(rates)), "schedule": schedule}
        outcome = sweep(surface, optimizer, start, {**settings, **members}, steps, target=goal, watch=watch, **common)
        return _cells(surface, outcome, len(seeds))

    cells = run(rates, watch and (lambda done: watch(done / 2)))
    ruler = _Ruler.of(surface, start, goal, rates, cells)
    sorted_out = dict(zip(rates, ruler.kinds(rates, cells), strict=True))
    pairs = [(low, high) for low, high in pairwise(rates) if sorted_out[low] != sorted_out[high]]
    if len(pairs) > MOST_REFINED:
        pairs = [pair for pair in pairs if "diverges" in (sorted_out[pair[0]], sorted_out[pair[1]])][:MOST_REFINED]
    if pairs:
        fine = np.concatenate([np.geomspace(low, high, REFINED + 2)[1:-1] for low, high in pairs])
        sorted_out |= zip(fine, ruler.kinds(fine, run(fine, watch and (lambda done: watch((1 + done) / 2)))), strict=True)
    limit, steepest = rate_bound(surface, optimizer, cells.end(ruler.best), settings)
    limit = None if limit is None else float(limit)
    value, best, distance, time = map(_spread, (cells.value, cells.best, cells.distance, cells.steps))
    return Response(rates, value, best, distance, time, _zones(sorted_out), goal, limit, steepest)


def _zones(kinds: Mapping[float, Kind]) -> tuple[Zone, ...]:
    """Neighbouring rates of one kind as a zone; the boundary lies half-way, on a logarithmic scale, to the next kind."""
    rates = sorted(kinds)
    changes = [(low, high) for low, high in pairwise(rates) if kinds[low] != kinds[high]]
    bounds = [rates[0], *(np.sqrt(low * high) for low, high in changes), rates[-1]]
    firsts = [kinds[rates[0]], *(kinds[high] for _, high in changes)]
    return tuple(Zone(kind, float(low), float(high)) for kind, (low, high) in zip(firsts, pairwise(bounds), strict=True))


class _Cells(NamedTuple):
    """What became of each rate (a row) with each seed (a column)."""

    points: Array  # (2, rates, seeds)
    value: Array
    best: Array
    distance: Array
    steps: Array
    outside: Any  # whether it ends beyond the doubled domain

    def end(self, row: int) -> tuple[float, float]:
        x, y = self.points[:, row, 0]
        return float(x), float(y)


def _cells(surface: Surface, outcome: Outcome, seeds: int) -> _Cells:
    with np.errstate(all="ignore"):
        distance = _finite(surface.distance(*outcome.points))
        steps = np.where(outcome.first_hit < 0, np.inf, outcome.first_hit)
        rows = (_finite(outcome.values), outcome.best, distance, steps, ~_near(surface, outcome.points))
    return _Cells(outcome.points.reshape(2, -1, seeds), *(np.reshape(row, (-1, seeds)) for row in rows))


def _near(surface: Surface, points: Array) -> Any:
    """Whether points lie within the domain, doubled about its middle."""
    inside: Any = True
    for coordinate, (low, high) in zip(points, surface.domain, strict=True):
        inside = inside & (np.abs(coordinate - (low + high) / 2) <= high - low)
    return inside


def diverged(surface: Surface, start: tuple[float, float], outcome: Outcome) -> Any:
    """Whether members of a sweep have run away: f is not finite, or higher than at the start and beyond the doubled domain."""
    height = surface.value(*start)
    with np.errstate(all="ignore"):
        return ~np.isfinite(outcome.values) | ((outcome.values > height) & ~_near(surface, outcome.points))


class _Ruler(NamedTuple):
    """What rates are measured by: the same for all rates of one optimizer."""

    height: float  # f at the start
    good: float  # f at the end of a good rate
    well: float  # f at the end of one that may be best
    fewest: float  # steps until f ≤ goal, of the quickest good rate; inf where nobody arrives
    best: int  # the place of that rate
    best_rate: float

    @classmethod
    def of(cls, surface: Surface, start: tuple[float, float], goal: float, rates: Array, cells: _Cells) -> "_Ruler":
        height, ends = float(surface.value(*start)), np.median(cells.value, axis=1)
        if (ends <= goal).any():
            steps = np.where(ends <= goal, np.median(cells.steps, axis=1), np.inf)
            best = int(steps.argmin())
            return cls(height, goal, goal, float(steps[best]), best, float(rates[best]))
        if (ends >= height).all():  # nobody descends: nothing is good, and what has not even moved is too slow
            best = len(ends) - 1 - int(ends[::-1].argmin())
            return cls(height, -np.inf, -np.inf, np.inf, best, float(rates[best]))
        best = int(ends.argmin())
        good, well = (height - share * (height - float(ends[best])) for share in SHARES)
        return cls(height, good, well, np.inf, best, float(rates[best]))

    def kinds(self, rates: Array, cells: _Cells) -> list[Kind]:
        ends, steps = np.median(cells.value, axis=1), np.median(cells.steps, axis=1)
        lost = ~np.isfinite(ends) | ((ends > self.height) & (cells.outside.mean(axis=1) >= 0.5))
        well = (ends <= self.well) & (steps <= FAST * self.fewest)
        miss = np.where(rates <= self.best_rate, KINDS.index("too slow"), KINDS.index("too high"))
        rows = [lost, well, ends <= self.good]
        places = np.select(rows, [KINDS.index("diverges"), KINDS.index("best"), KINDS.index("good")], miss)
        return [KINDS[place] for place in places]


def _spread(cells: Array) -> Spread:
    ordered = np.sort(cells, axis=1)  # by rank, not between ranks: an average with inf would be inf
    last = ordered.shape[1] - 1
    return Spread(*(ordered[:, round(share * last)] for share in (0.5, 0.1, 0.9)))


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.inf)
