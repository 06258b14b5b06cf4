"""Labeled examples: how they are generated, split and scaled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from surfaces._numbers import Array

Labels = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, eq=False)
class Dataset:
    """m examples: `inputs` (features, m), `labels` (m,) from 0 on, and the names of features and classes."""

    inputs: Array
    labels: Labels
    features: tuple[str, ...] = ("x₁", "x₂")
    classes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    def taken(self, places: Labels) -> "Dataset":
        return Dataset(np.ascontiguousarray(self.inputs[:, places]), self.labels[places], self.features, self.classes)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A synthetic data set. `make(random, points, noise, arms)` gives inputs (2, points), roughly within ±1, and labels."""

    title: str
    about: str
    make: Callable[[np.random.Generator, int, float, int], tuple[Array, Labels]]
    has_arms: bool = False

    def dataset(self, points: int, noise: float, seed: int, arms: int = 2) -> Dataset:
        """The same arguments give the same data. `noise` is the standard deviation of the noise added to each coordinate."""
        random = np.random.default_rng(seed)
        inputs, labels = self.make(random, points, noise, arms)
        inputs = inputs + noise * random.standard_normal(inputs.shape)
        return Dataset(inputs, labels, classes=tuple(map(str, range(int(labels.max()) + 1))))


@dataclass(frozen=True, eq=False)
class Split:
    """The training set and the held-out set, both scaled by the statistics of the training set.

    Inputs are (given − middle) / scale for each feature, clipped if requested.
    """

    train: Dataset
    test: Dataset
    middle: Array
    scale: Array


def split(dataset: Dataset, held_out: float, seed: int, scaling: str = "standard") -> Split:
    """Hold out a fraction of the examples, at least one and never all.

    `scaling` is "standard" (mean 0, standard deviation 1), "unit" (to [0, 1]), "clipped" (the same, with the outermost 1 % on
    each side clipped, because a single outlier would otherwise press all other values together) or "none".
    """
    order = np.random.default_rng([seed, 1]).permutation(len(dataset))
    held = min(max(round(held_out * len(dataset)), 1), len(dataset) - 1)
    test, train = dataset.taken(np.sort(order[:held])), dataset.taken(np.sort(order[held:]))
    middle, scale = SCALINGS[scaling](train.inputs)
    scale = np.where(scale > 0.0, scale, 1.0)  # for constant features
    within = (0.0, 1.0) if scaling == "clipped" else (-np.inf, np.inf)
    return Split(_scaled(train, middle, scale, within), _scaled(test, middle, scale, within), middle, scale)


SCALINGS: dict[str, Callable[[Array], tuple[Array, Array]]] = {
    "standard": lambda inputs: (inputs.mean(axis=1), inputs.std(axis=1) * (np.ptp(inputs, axis=1) > 0.0)),  # not of rounding
    "unit": lambda inputs: (inputs.min(axis=1), np.ptp(inputs, axis=1)),
    "clipped": lambda inputs: _between(*np.quantile(inputs, [0.01, 0.99], axis=1)),
    "none": lambda inputs: (np.zeros(len(inputs)), np.ones(len(inputs))),
}


def _between(low: Array, high: Array) -> tuple[Array, Array]:
    return low, high - low


def _scaled(part: Dataset, middle: Array, scale: Array, within: tuple[float, float]) -> Dataset:
    inputs = np.clip((part.inputs - middle[:, None]) / scale[:, None], *within)
    return Dataset(np.ascontiguousarray(inputs), part.labels, part.features, part.classes)
