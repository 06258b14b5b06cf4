"""A plane through the loss of a training: the surface on it, the projected paths, and what the projection hides."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from components.results import training
from components.results.shared import Progress, no_progress
from components.results.snapshots import Array, Trained, sample_steps
from components.results.terrain import Terrain, Window, terrain
from components.results.training_budget import OVERHEAD, PER_UNIT, PER_WEIGHT, TimeUp, within
from components.state.network import NetworkSettings
from surfaces import Plane, Surface
from surfaces.networks import planes, steepest

MARGIN = 0.25  # around the paths, relative to their width
NARROWEST = 0.15  # relative to the window's other side
RANDOM_REACH = 1.0  # on either side, relative to the norm of the weights
HESSIAN_REACH = 0.5  # relative to the length of the paths
SAMPLES, MIN_SAMPLES = 81, 25  # samples per side of the map, and the fewest for a slow one
MAX_SHARP, MIN_SHARP = 61, 9  # snapshots of a run at which sharpness is computed
GRADIENTS, SECONDS = 60, 3.0  # gradient evaluations per sharpness, and seconds for all
STEEPEST_SECONDS = 2.0  # time limit for the directions of a plane
PLANE_DONE, SHARPNESS_DONE = 0.97, 0.99  # progress of a result while these are computed
WORK = 2e9  # limit on weights × examples × samples for a map


@dataclass(frozen=True, eq=False)
class LossPlane:
    """A training on a plane of the type `kind`, one of `PLANES`; it differs from `wanted` if that cannot be computed.

    share   the fraction of the variance of all paths that lies in the plane; NaN if nothing has moved
    hidden  for each run, the true loss minus the loss at its projection, at each of its snapshots
    """

    trained: Trained
    kind: str
    wanted: str
    plane: Plane
    window: Window
    share: float
    hidden: list[Array]

    @cached_property
    def surface(self) -> Surface:
        axes = {"principal": ("PC 1", "PC 2"), "random": ("direction 1", "direction 2"), "hessian": ("steepest", "second")}
        title = f"Loss of the network {self.trained.network.architecture.title}"
        return self.plane.surface(self.trained.objective, self.window, title, axes[self.kind], "loss")

    @cached_property
    def terrain(self) -> Terrain:
        return terrain(self.surface, self.window, self._side)

    @property
    def _side(self) -> int:
        """The number of samples per side, odd; fewer if each is expensive."""
        each = self.trained.network.architecture.dimension * len(self.trained.parts.train)
        side = int(np.clip(np.sqrt(WORK / each), MIN_SAMPLES, SAMPLES))
        return side | 1

    def path(self, k: int) -> tuple[Array, Array]:
        """The projection of run k onto the plane, until it diverges."""
        return self.plane.project(self.trained.points[: self.trained.lengths[k], :, k].T)


def plane_of(settings: NetworkSettings, progress: Progress) -> LossPlane:
    """The plane through the loss of a training; kept with it."""
    found, kind = training.trained(settings, lambda partial: progress(partial.done)), settings["plane"]
    if kind not in found.planes:
        found.planes[kind] = loss_plane(found, kind, progress)
    plane: LossPlane = found.planes[kind]
    return plane


def loss_plane(trained: Trained, kind: str, progress: Progress = no_progress) -> LossPlane:
    """The plane of this type; if there is none, as for paths on a straight line, that of random directions."""
    paths = [trained.points[:length, :, k].T for k, length in enumerate(trained.lengths) if length]
    together = np.concatenate(paths, axis=1) if paths else trained.points[:1, :, 0].T
    wanted = kind
    plane, kind = _chosen(trained, wanted, together, progress)
    window = _window(plane, paths, kind, float(np.linalg.norm(np.ptp(together, axis=1))))
    with np.errstate(all="ignore"):
        hidden = [plane.hides(trained.objective, path).value for path in paths]
    moving = np.ptp(together, axis=1).max() > 0.0
    return LossPlane(trained, kind, wanted, plane, window, planes.share_held(plane, together) if moving else np.nan, hidden)


def _chosen(trained: Trained, kind: str, paths: Array, progress: Progress) -> tuple[Plane, str]:
    end = trained.points[max(trained.lengths[0] - 1, 0), :, 0]
    try:
        if kind == "principal":
            return planes.principal(paths), kind
        if kind == "hessian":
            objective = within(trained.objective, STEEPEST_SECONDS, lambda: progress(PLANE_DONE))
            return planes.steepest_directions(objective, end), kind
    except (ValueError, np.linalg.LinAlgError, TimeUp):
        pass
    return planes.random_directions(trained.network.architecture, end, trained.settings["seed"]), "random"


def _window(plane: Plane, paths: list[Array], kind: str, length: float) -> Window:
    """The paths with a margin; for random directions, as far as the norm of the weights."""
    if kind == "random":
        return (-RANDOM_REACH, RANDOM_REACH), (-RANDOM_REACH, RANDOM_REACH)
    x, y = (np.concatenate(of) for of in zip(*(plane.project(path) for path in paths), strict=True))
    if kind == "hessian":  # the paths barely move along the steepest directions
        reach = max(HESSIAN_REACH * float(np.hypot(x, y).max()), 1e-3 * length, 1e-3)
        return (-reach, reach), (-reach, reach)
    widths = np.array([np.ptp(x), np.ptp(y)])
    widths = np.maximum(widths, max(NARROWEST * widths.max(), 1e-6)) * (1.0 + 2.0 * MARGIN)
    (left, right), (low, high) = (
        (float(middle - width / 2), float(middle + width / 2))
        for middle, width in zip(((x.min() + x.max()) / 2, (y.min() + y.max()) / 2), widths, strict=True)
    )
    return (left, right), (low, high)


def sharpness(trained: Trained, progress: Progress = no_progress) -> list[Array]:
    """λmax of the loss along each run, at each snapshot; NaN where it has not been computed.

    The ends and the middle come first, because time is limited.
    """
    units = sum(layer.out for layer in trained.network.architecture.layers)
    gradient = OVERHEAD + len(trained.parts.train) * (PER_UNIT * units + PER_WEIGHT * trained.network.architecture.dimension)
    most = int(np.clip(SECONDS / (GRADIENTS * gradient * len(trained.keys)), MIN_SHARP, MAX_SHARP))
    return [_sharpness(trained, k, most, progress) for k in range(len(trained.keys))]


def _sharpness(trained: Trained, k: int, most: int, progress: Progress) -> Array:
    length, seconds = trained.lengths[k], SECONDS / len(trained.keys)
    objective = within(trained.objective, seconds, lambda: progress(SHARPNESS_DONE))
    row = np.full(length, np.nan)
    directions: dict[int, Array] = {}
    try:
        for place in coarse_to_fine(sample_steps(length - 1, most)):
            nearby = directions[min(directions, key=lambda known: abs(known - place))] if directions else None
            values, vectors = steepest(objective, trained.points[place, :, k], 1, nearby)
            row[place] = values[0]
            if np.isfinite(values[0]):
                directions[place] = vectors[:, 0]
    except TimeUp:
        pass
    return row


def coarse_to_fine(places: Sequence[int]) -> list[int]:
    """Places from coarse to fine: the ends, the middle, the quarters, and so on."""
    order: dict[int, None] = {}
    for power in range(len(places).bit_length() + 1):
        order |= dict.fromkeys(places[at] for at in sample_steps(len(places) - 1, 2**power + 1))
    return list(order)
