"""Evidence for the facts of the records: runs of optimizers on surfaces, and updates for given gradients."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optimizers import OPTIMIZERS
from optimizers._descend import descend
from optimizers._optimizer import Array, Optimizer
from optimizers._trajectory import Trajectory
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES

RISING = np.geomspace(0.1, 10.0, 30)  # one-dimensional gradients, for `updates`
FALLING = np.repeat([10.0, 0.1], [20, 1000])  # first steep, then flat
TURNING = np.repeat([1.0, -1.0], 50)


def run(
    surface: str,
    optimizer: str,
    start: ArrayLike | None = None,
    steps: int = 200,
    *,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: str = "constant",
    scheduled: Mapping[str, float] | None = None,
    **hyperparameters: Any,
) -> Trajectory:
    """A run of an optimizer on a surface, by their keys, by default from the surface's start."""
    record, bound = SURFACES[surface], SCHEDULES[schedule](**(scheduled or {}))
    begin = record.start if start is None else start
    return descend(record, OPTIMIZERS[optimizer], begin, steps, hyperparameters, noise=noise, seed=seed, schedule=bound)


def end(*args: Any, **settings: Any) -> Any:
    """The last point of a run, (2,) or (2, n): infinite where it diverges. Arguments as in `run`."""
    path = run(*args, **settings)
    diverged = (np.asarray(path.diverged_at) >= 0) if path.diverged_at is not None else False
    return np.where(diverged, np.inf, path.points[-1])


def end_distance(surface: str, *args: Any, **settings: Any) -> Any:
    """The distance from the end of a run to the nearest minimum, inf where it diverges. Arguments as in `run`."""
    distance = SURFACES[surface].distance(*end(surface, *args, **settings))
    return np.where(np.isnan(distance), np.inf, distance)


def lengths(*args: Any, **settings: Any) -> Any:
    """The length of each step of a run in each coordinate, (steps, 2) or (steps, 2, n). Arguments as in `run`."""
    return abs(np.diff(run(*args, **settings).points, axis=0))


def updates(optimizer: str | Optimizer, gradients: ArrayLike, **hyperparameters: Any) -> Array:
    """The updates (steps,) that an optimizer (or its key) makes in one coordinate for given gradients (steps,)."""
    record = OPTIMIZERS[optimizer] if isinstance(optimizer, str) else optimizer
    settings = record.complete(hyperparameters)
    point = np.zeros((2, 1))
    state, points = record.init(point), [0.0]
    for gradient in np.asarray(gradients, dtype=np.float64):
        point, state = record.step(point, np.full((2, 1), gradient), state, **settings)
        points.append(float(point[0, 0]))
    return np.diff(points)


def first_reversed(updates: Array) -> int:
    """The first step in the direction of the gradients of `TURNING` after they have changed sign."""
    return int(np.argmax(updates > 0))


def grid(surface: str, side: int = 101) -> tuple[Array, Array]:
    """A grid of points over the domain of a surface, x and y, (side²,)."""
    x, y = np.meshgrid(*(np.linspace(low, high, side) for low, high in SURFACES[surface].domain))
    return x.ravel(), y.ravel()


def gradient_norm(surface: str, x: ArrayLike, y: ArrayLike) -> Any:
    return np.hypot(*SURFACES[surface].gradient(x, y))


def local_minima(curve: Array) -> Any:
    """The indices of the samples of a curve, (n,), that are lower than their neighbors."""
    return np.flatnonzero((curve[1:-1] < curve[:-2]) & (curve[1:-1] < curve[2:])) + 1


def share_towards_minimum(surface: str) -> float:
    """The fraction of the domain in which a sufficiently short step against the gradient comes closer to the minimum."""
    x, y = grid(surface)
    by_x, by_y = SURFACES[surface].gradient(x, y)
    near_x, near_y = SURFACES[surface].nearest_minimum(x, y)
    return float(np.mean((x - near_x) * by_x + (y - near_y) * by_y > 0))
