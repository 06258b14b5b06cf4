"""Validation of arguments: each is returned in the form that the engine needs, or a ValueError names it."""

import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from optimizers._optimizer import Array, Optimizer, as_numbers
from optimizers.schedules import BoundSchedule
from surfaces import Objective, Surface


def check_race(surface: Any, steps: Any, noise: Any, seed: Any) -> tuple[Objective, int, float, Any]:
    if not isinstance(surface, Surface | Objective):
        raise ValueError(f"surface must be a Surface, such as SURFACES['bowl'], or an Objective, not {surface!r}")
    try:
        steps = operator.index(steps)
    except TypeError:
        raise ValueError(f"steps must be an integer, not {steps!r}") from None
    if steps < 0:
        raise ValueError(f"steps must be 0 or more, not {steps}")
    sigma = as_numbers("noise", noise)
    if sigma.ndim or not 0.0 <= sigma < np.inf:
        raise ValueError(f"noise must be one finite number of 0 or more, not {noise!r}")
    return surface if isinstance(surface, Objective) else surface.objective, steps, float(sigma), check_seed(seed)


def check_surface(surface: Any) -> Surface:
    """A surface, for functions that need two coordinates."""
    if not isinstance(surface, Surface):
        raise ValueError(f"this needs a Surface (two coordinates), such as Plane.surface returns, not {surface!r}")
    return surface


def check_optimizer(optimizer: Any, dimension: int) -> Optimizer:
    if not isinstance(optimizer, Optimizer):
        raise ValueError(f"optimizer must be an Optimizer, such as OPTIMIZERS['adam'], not {optimizer!r}")
    if optimizer.dimensions not in (None, dimension):
        raise ValueError(f"{optimizer.title} is written for {optimizer.dimensions} dimensions, and this has {dimension}")
    return optimizer


def check_schedule(schedule: Any) -> BoundSchedule:
    if not isinstance(schedule, BoundSchedule):
        raise ValueError(f"schedule must be a schedule with its settings, such as inverse_time(0.01), not {schedule!r}")
    return schedule


def check_changes(changes: Any) -> Any:
    """Mid-run changes, each from a step on. Raises ValueError for anything else, or a step that is not an integer ≥ 0."""
    if not isinstance(changes, Sequence) or isinstance(changes, str):
        raise ValueError(f"changes must be a list of Change, not {changes!r}")
    for change in changes:
        if not isinstance(getattr(change, "hyperparameters", None), Mapping):
            raise ValueError(f"changes must contain only Change(step, {{name: number}}), not {change!r}")
        if isinstance(change.step, bool) or not isinstance(change.step, int | np.integer) or change.step < 0:
            raise ValueError(f"the step of a change must be an integer of 0 or more, not {change.step!r}")
    return changes


def check_target(target: Any) -> Array:
    numbers = as_numbers("target", target)
    if np.any(np.isnan(numbers)):
        raise ValueError(f"target must not be NaN, but is {target!r}")
    return numbers


def check_start(start: Any, dimension: int, name: str = "start") -> Array:
    """A start as a (d, n) float64 array."""
    point = as_numbers(name, start)
    if point.ndim not in (1, 2) or point.shape[0] != dimension or not point.size or not np.all(np.isfinite(point)):
        one = "(x, y)" if dimension == 2 else f"({dimension},)"
        raise ValueError(f"{name} must be {one} or an array ({dimension}, n) of finite numbers, not {start!r}")
    return point.reshape(dimension, -1)


def common_members(sizes: Mapping[str, Any]) -> int:
    """The common number of members of all arguments that may be (n,) arrays. Raises ValueError naming one that differs."""
    n = 1
    for name, value in sizes.items():
        shape = np.shape(value)
        if len(shape) > 1 or shape == (0,) or (shape and n > 1 and shape[0] not in (1, n)):
            raise ValueError(f"{name} must be a number or an array of {n} of them, not of shape {shape}")
        n = max(n, shape[0] if shape else 1)
    return n


def check_seed(seed: Any, name: str = "seed") -> Any:
    """Return `seed`, an integer ≥ 0 or an array of them; raise ValueError otherwise."""
    try:
        seeds = np.asarray(seed)
    except ValueError:  # a ragged list
        seeds = np.asarray(None)
    if seeds.dtype.kind not in "iu" or seeds.size == 0 or np.any(seeds < 0):
        raise ValueError(f"{name} must be an integer of 0 or more, or an array of them, not {seed!r}")
    return seeds


def check_at(at: Any, steps: int) -> dict[int, int]:
    """The steps at which points are kept, each with its index. They must increase and lie within the run."""
    try:
        sample_steps = [operator.index(t) for t in at]
    except TypeError:
        raise ValueError(f"at must be a list of steps, not {at!r}") from None
    if any(not 0 <= t <= steps for t in sample_steps) or sample_steps != sorted(set(sample_steps)):
        raise ValueError(f"at must hold increasing steps from 0 to {steps}, not {at!r}")
    return {t: place for place, t in enumerate(sample_steps)}
