"""The paths of a scene, as arrays for the claims of its lesson to be checked on."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

import numpy as np

from components.lessons import LESSONS
from components.lessons._lesson import SEEDS
from components.results.experiment import run_of
from components.state.address import VERSION, read
from components.state.settings import Settings
from optimizers import OPTIMIZERS, Fates, Quadratic, Trajectory, Verdict, box_dimension, classify, fates, quadratic, race
from surfaces import Surface

STARTS = 101  # per side of the window, for claims about all starts
FINE = 301  # per side of the map's part in which the border is measured


def settings_of(scene: Mapping[str, str]) -> Settings:
    """The settings of a scene, with current defaults for the rest."""
    settings, problems = read({"v": [VERSION.default], **{name: [text] for name, text in scene.items()}})
    assert not problems, problems
    return settings


class Paths:
    """The paths of the optimizers of a scene: with noise, SEEDS runs each, otherwise one.

    Arrays are (steps + 1, members), one row per step, beginning with the start; NaN from the step at which a run diverges. The
    first member is the run in the picture.
    """

    def __init__(self, scene: Mapping[str, str]) -> None:
        self.scene = dict(scene)
        self.settings = settings_of(scene)
        self._runs: dict[str, Trajectory] = {}

    @cached_property
    def surface(self) -> Surface:
        return self.settings.surface_record

    @property
    def seeds(self) -> Any:
        return self.settings.seed + np.arange(SEEDS if self.settings.noise else 1)

    def run(self, key: str) -> Trajectory:
        """The runs of one optimizer, one member per seed."""
        if key not in self._runs:
            settings, seeds = self.settings, self.seeds
            starts = np.outer(settings.start, np.ones(len(seeds)))
            (self._runs[key],) = race(
                self.surface, [run_of(settings, key, starts)], settings.steps, noise=settings.noise, seed=seeds
            )
        return self._runs[key]

    def points(self, key: str) -> Any:
        return self.run(key).points

    def x(self, key: str) -> Any:
        return self.points(key)[:, 0]

    def y(self, key: str) -> Any:
        return self.points(key)[:, 1]

    def f(self, key: str) -> Any:
        return self.run(key).values

    def distance(self, key: str) -> Any:
        """Distance to the nearest known minimum."""
        x, y = self.x(key), self.y(key)
        return np.where(np.isfinite(x), self.surface.distance(x, y), np.nan)

    def radius(self, key: str) -> Any:
        """Distance from the origin."""
        with np.errstate(over="ignore"):
            return np.hypot(self.x(key), self.y(key))

    def step_lengths(self, key: str) -> Any:
        """The lengths of the steps, one row per step."""
        with np.errstate(over="ignore"):
            return np.hypot(*np.moveaxis(np.diff(self.points(key), axis=0), 1, 0))

    def state(self, key: str, field: str) -> Any:
        """A field of the optimizer's state, (steps + 1, 2, members)."""
        return self.run(key).states[field]

    def diverged_at(self, key: str) -> int:
        """The step at which the run in the picture overflows, −1 for never."""
        return int(self.run(key).diverged_at[0])

    def verdict(self, key: str) -> Verdict:
        """How the run in the picture ends, as on the page."""
        return classify(self.surface, self.run(key).member(0), self.settings.plane_window)

    def shares(self, key: str) -> dict[int, float]:
        """The fraction of the starts in the window from which each minimum is reached, by its index; −1 for none."""
        return self._fates(key, *self.settings.plane_window, STARTS).shares

    def border(self, key: str) -> float:
        """The box-counting dimension of the border between the starts that reach different minima, in the part of the map."""
        left, right, low, high = self.settings.zoom or np.ravel(self.settings.plane_window)
        return box_dimension(self._fates(key, (left, right), (low, high), FINE).minimum.reshape(FINE, FINE)).value

    def _fates(self, key: str, x: tuple[float, float], y: tuple[float, float], side: int) -> Fates:
        settings = self.settings
        starts = np.array([coordinate.ravel() for coordinate in np.meshgrid(*(np.linspace(*axis, side) for axis in (x, y)))])
        options: dict[str, Any] = {"noise": settings.noise, "seed": settings.seed, "schedule": settings.bound_schedule}
        own, window = settings.hyperparameters(key), settings.plane_window
        return fates(self.surface, OPTIMIZERS[key], starts, own, settings.steps, window=window, **options)

    def variance(self, key: str) -> Any:
        """The variance along each axis of a quadratic, over all seeds and the later half of the run."""
        axes = self._quadratic.axes
        later = self.points(key)[self.settings.steps // 2 :]
        return np.var(np.einsum("ij,tin->jtn", axes, later).reshape(2, -1), axis=1)

    def stationary_variance(self, key: str) -> Any:
        """The long-run variance, from theory."""
        stationary = OPTIMIZERS[key].stationary
        assert stationary, key
        return stationary(self._quadratic.curvatures, self.settings.noise, **self.settings.hyperparameters(key))

    @property
    def _quadratic(self) -> Quadratic:
        found = quadratic(self.surface)
        assert found, self.settings.surface
        return found

    def with_(self, changes: Mapping[str, str]) -> "Paths":
        """The paths of the same scene with other settings."""
        return Paths({**self.scene, **changes})

    @staticmethod
    def of(scene: Mapping[str, str]) -> "Paths":
        """The paths of another scene."""
        return Paths(scene)


@cache
def paths_of(lesson: str, scene: int) -> Paths:
    return Paths(LESSONS[lesson].scenes[scene].settings)


@cache
def checked(lesson: str) -> tuple[bool, ...]:
    """Whether each claim of a lesson holds."""
    return tuple(claim.holds(paths_of(lesson, claim.scene)) for claim in LESSONS[lesson].claims)
