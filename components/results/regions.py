"""The most likely class and its certainty over two inputs or, if there are more, over their principal plane."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from components.results.snapshots import Array, Trained, sample_steps
from surfaces.networks import Dataset, Network

SIDE = 37  # cells per side
MARGIN = 0.12
MAX_DRAWN = 400  # examples drawn per split
LEVELS = 24  # of certainty per class: ten classes fit into a byte
LOST = 255  # the network's output is not finite
Cells = np.ndarray[Any, np.dtype[np.uint8]]
Labels = np.ndarray[Any, np.dtype[np.intp]]


@dataclass(frozen=True, eq=False)
class InputPlane:
    """The plane through the inputs on which regions are drawn: middle + x·u + y·v, in scaled inputs, and its window."""

    middle: Array
    u: Array
    v: Array
    window: tuple[float, float, float, float]
    names: tuple[str, str]

    @classmethod
    def of(cls, train: Dataset) -> "InputPlane":
        inputs = train.inputs
        if len(inputs) == 2:
            middle, u, v, names = (
                np.zeros(2),
                np.array([1.0, 0.0]),
                np.array([0.0, 1.0]),
                (train.features[0], train.features[1]),
            )
        else:
            middle, axes = inputs.mean(axis=1), np.zeros((len(inputs), 2))
            found = np.linalg.svd(inputs - middle[:, None], full_matrices=False)[0][:, :2]
            axes[:, : found.shape[1]] = found  # for a single input, only the first is set
            u, v, names = axes[:, 0], axes[:, 1], ("PC 1 of the inputs", "PC 2 of the inputs")
        x, y = u @ (inputs - middle[:, None]), v @ (inputs - middle[:, None])
        edges = []
        for along in (x, y):
            room = MARGIN * (float(np.ptp(along)) or 1.0)
            edges += [float(along.min()) - room, float(along.max()) + room]
        return cls(middle, u, v, (edges[0], edges[1], edges[2], edges[3]), names)

    def placed(self, data: Dataset) -> Array:
        """The coordinates of examples on the plane, (2, m)."""
        return np.stack([self.u, self.v]) @ (data.inputs - self.middle[:, None])

    @cached_property
    def inputs(self) -> Array:
        """The inputs at the centers of the cells, by rows from the top, (features, SIDE²)."""
        left, right, low, high = self.window
        steps = (np.arange(SIDE) + 0.5) / SIDE
        x, y = np.meshgrid(left + steps * (right - left), high - steps * (high - low))
        return self.middle[:, None] + np.outer(self.u, x.ravel()) + np.outer(self.v, y.ravel())


def regions(network: Network, points: Array, inputs: Array) -> Cells:
    """For networks (d, k) and inputs (features, m): class × LEVELS + confidence, (k, m), or LOST."""
    with np.errstate(all="ignore"):
        scores = network.forward(points, inputs)[0]
        best = scores.max(axis=1, keepdims=True)
        sure = 1.0 / np.exp(scores - best).sum(axis=1)  # probability of the most likely class
        least = 1.0 / scores.shape[1]
        level = np.clip((sure - least) / (1.0 - least) * LEVELS, 0, LEVELS - 1)
        cells = scores.argmax(axis=1) * LEVELS + np.nan_to_num(level).astype(int)
    return np.where(np.isfinite(scores).all(axis=1), cells, LOST).astype(np.uint8)


def all_regions(trained: Trained, plane: InputPlane, places: list[int]) -> Cells:
    """The regions of each run at these snapshots, (k, snapshots, SIDE²)."""
    return np.stack([regions(trained.network, trained.snapshots[place].points, plane.inputs) for place in places], axis=1)


def examples_drawn(trained: Trained, plane: InputPlane) -> list[tuple[Array, Labels]]:
    """Positions (2, m) and classes (m,) of the training and held-out sets, for as many examples as can be distinguished."""
    drawn = []
    for data in (trained.parts.train, trained.parts.test):
        chosen = sample_steps(len(data) - 1, MAX_DRAWN)
        drawn.append((plane.placed(data)[:, chosen], data.labels[chosen]))
    return drawn
