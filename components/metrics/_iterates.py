"""The variables of metrics in numpy, for a whole run; those that need the surface are computed only when used."""

from functools import cached_property
from typing import Any

import numpy as np

from optimizers import Trajectory
from surfaces import Surface

Array = np.ndarray[Any, np.dtype[np.float64]]


class Iterates:
    """Every iterate of a run, from the start on: see `Iterate`. Arrays are (steps + 1,), or (steps + 1, n) for n members."""

    def __init__(self, surface: Surface, points: Array, values: Array, learning_rates: Array) -> None:
        self.surface, self.points, self.value = surface, points, values
        self.x, self.y = points[:, 0], points[:, 1]
        self.lowest = surface.lowest or 0.0
        self.learning_rate = _after_start(learning_rates, len(points))

    @classmethod
    def along(cls, surface: Surface, path: Trajectory) -> "Iterates":
        return cls(surface, path.points, path.values, path.learning_rates)

    @classmethod
    def at(cls, surface: Surface, start: tuple[float, float]) -> "Iterates":
        """The start alone."""
        return cls(surface, np.array([start]), np.atleast_1d(surface.value(*start)), np.empty(0))

    @property
    def update(self) -> tuple[Array, Array]:
        x, y = (_after_start(np.diff(row, axis=0), len(row)) for row in (self.x, self.y))
        return x, y

    @cached_property
    def distance(self) -> Array:
        return np.full(self.x.shape, np.nan) if self.surface.lowest is None else self.surface.distance(self.x, self.y)

    @cached_property
    def gradient(self) -> tuple[Array, Array]:
        return self.surface.gradient(self.x, self.y)

    @cached_property
    def hessian(self) -> tuple[Array, Array, Array]:
        return self.surface.hessian(self.x, self.y)

    @cached_property
    def curvatures(self) -> tuple[Array, Array]:
        return self.surface.curvatures(self.x, self.y)


def _after_start(numbers: Array, points: int) -> Array:
    """One number per step, aligned with the point after the step."""
    return np.concatenate([np.full((min(points, 1), *numbers.shape[1:]), np.nan), numbers])
