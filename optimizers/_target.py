"""The target of a sweep: which members reach it, at which step, and at what cost."""

import numpy as np

from optimizers._optimizer import Array
from optimizers._outcome import stand_in
from optimizers._trajectory import Outcome, Steps
from surfaces import Surface


def target_of(surface: Surface) -> float | None:
    """The target where no minimum is known: the lowest f in the domain. None where a minimum is known."""
    return stand_in(surface) if surface.lowest is None else None


def steps_to_target(surface: Surface, outcome: Outcome) -> Steps:
    """The step from which each member has converged; where no minimum is known, the first with f ≤ target. −1 for never."""
    reached = outcome.converged_at if surface.lowest is not None else outcome.first_hit
    return np.where(outcome.diverged_at < 0, reached, -1)


def evaluations_to_target(surface: Surface, outcome: Outcome) -> Array:
    """The gradient evaluations of each member up to that step, NaN for never."""
    spent = outcome.evaluations_to_converge if surface.lowest is not None else outcome.evaluations_to_hit
    return np.where(outcome.diverged_at < 0, spent, np.nan)
