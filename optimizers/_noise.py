"""Gaussian noise on the gradient: the same for every optimizer, and keyed by the seed alone."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from optimizers._optimizer import Array

CHUNK = 2_000_000  # normal numbers drawn at a time: bounds the memory of long runs over many seeds


def standard_normals(seeds: Any, steps: int, dimension: int = 2) -> Iterator[Array]:
    """Yield ε for each step: (d, 1) for one seed, (d, n) for an array of n seeds, one per member.

    Row t of a seed is row t of `default_rng(seed).standard_normal((steps, d))`, whatever the number of steps and of
    other members: members and optimizers with the same seed see the same noise.
    """
    unique, member = np.unique(seeds, return_inverse=True)
    generators = [np.random.default_rng(int(seed)) for seed in unique]
    columns: Any = member.ravel() if np.ndim(seeds) else slice(None)
    chunk = max(1, CHUNK // (dimension * unique.size))
    for first in range(0, steps, chunk):
        rows = min(chunk, steps - first)
        drawn = np.stack([generator.standard_normal((rows, dimension)) for generator in generators], axis=-1)
        for row in drawn:
            yield row[:, columns]
