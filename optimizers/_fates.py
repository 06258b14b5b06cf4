"""Where every start ends: the fates of a grid of starts over a window, or of any other starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import KDTree

from optimizers._check import check_surface
from optimizers._descend import CONSTANT, sweep
from optimizers._optimizer import Array, Optimizer
from optimizers._outcome import tolerance
from optimizers._trajectory import Steps
from optimizers._verdict import LEVEL, Window, outcomes
from optimizers.schedules import BoundSchedule
from surfaces import Surface

NONE = -1


@dataclass(frozen=True)
class Fates:
    """How the runs from n starts ended, as `classify` reports for each.

    minimum  (n,)  the index in `surface.minima` of the minimum to which the run converged; −1 if it did not, or if the minimum
                   lies on a ring or a curve
    outcome  (n,)  "converged", "stalled", "left", "diverged" or "moving", a string: see `Verdict.outcome`
    steps    (n,)  the step from which the run has converged, an integer; −1 for never
    place    (n,)  where a run has stalled, a string: at a "saddle", where f has negative curvature, on a "plain", with almost
                   no curvature, or in a "valley"; "" for all others
    """

    minimum: Steps
    outcome: Any
    steps: Steps
    place: Any

    @property
    def shares(self) -> dict[int, float]:
        """The fraction of the starts from which each minimum is reached, by its index in `surface.minima`; −1 for none."""
        places, counts = np.unique(self.minimum, return_counts=True)
        return {int(place): float(count / self.minimum.size) for place, count in zip(places, counts, strict=True)}


def fates(
    surface: Surface,
    optimizer: Optimizer,
    starts: ArrayLike,
    hyperparameters: Mapping[str, Any] | None,
    steps: int,
    *,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: BoundSchedule | None = None,
    window: Window | None = None,
    progress: Callable[[float], object] | None = None,
) -> Fates:
    """Run one optimizer from many starts, (2, n), and classify where each ends.

    A run that ends outside the window, by default the surface's domain, counts as "left".

    All starts are run at once, as by `sweep`, with the same arguments: hyperparameters (also of the schedule) and `seed` may be
    (n,) arrays, and starts with the same seed see the same noise. Without `schedule`, the learning rate is constant.
    `progress` is called with the fraction of the work that is done; an exception raised by it ends the work. Raises ValueError
    naming the argument that is wrong.

        x, y = np.meshgrid(np.linspace(-5, 5, 256), np.linspace(-5, 5, 256))
        found = fates(SURFACES["himmelblau"], OPTIMIZERS["newton"], np.array([x.ravel(), y.ravel()]), None, 200)
        picture = found.minimum.reshape(x.shape)
    """
    bound = CONSTANT if schedule is None else schedule
    how: dict[str, Any] = {"noise": noise, "seed": seed, "schedule": bound, "progress": progress}
    swept = sweep(check_surface(surface), optimizer, starts, hyperparameters, steps, **how)
    outcome = outcomes(surface, swept.points, swept.converged_at, swept.diverged_at, window)
    there = outcome == "converged"
    minimum = np.full(len(there), NONE)
    minimum[there] = _nearest(surface, swept.points[:, there])
    return Fates(minimum, outcome, np.where(there, swept.converged_at, NONE), _places(surface, swept.points, outcome))


def _places(surface: Surface, ends: Array, outcome: Any) -> Any:
    stalled = outcome == "stalled"
    flattest, steepest = surface.curvatures(*ends)
    with np.errstate(invalid="ignore"):
        level = np.maximum(abs(flattest), abs(steepest)) < LEVEL
        downwards = flattest < -LEVEL
    return np.select([~stalled, level, downwards], ["", "plain", "saddle"], "valley")


def _nearest(surface: Surface, ends: Array) -> Any:
    """The index of the minimum at which each converged run ends, −1 for one on a ring or a curve."""
    if not surface.minima:
        return NONE
    distance, place = KDTree(surface.minima).query(ends.T)
    return place if not (surface.rings or surface.curves) else np.where(distance <= tolerance(surface), place, NONE)
