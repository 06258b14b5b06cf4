"""Theoretical stability limits of learning rate × λmax, along a run and at the minimum that it approaches."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from optimizers._descend import Run
from optimizers._optimizer import Array, Optimizer
from optimizers._trajectory import Trajectory
from surfaces import Surface


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


def rate_limits(run: Run, path: Trajectory) -> Array:
    """The largest stable λmax at each step's learning rate, (steps,): 2/α(t) for gradient descent."""
    with np.errstate(divide="ignore"):
        return np.asarray(stability_limits(run, len(path.learning_rates)) / path.learning_rates)


def stability_limits(run: Run, steps: int) -> Array:
    """The stability limit of learning rate × λmax at each of the first `steps` steps, where theory gives one, (steps,)."""
    assert run.optimizer.rate_limit is not None
    limits = np.empty(steps)
    for step in sorted({0, *(change.step for change in run.changes)}):
        limits[step:] = run.optimizer.rate_limit(**run.optimizer.complete(run.at(step + 1).hyperparameters))
    return limits
