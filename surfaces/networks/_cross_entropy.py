"""Softmax and cross-entropy, computed together: separately, the exponential overflows and the logarithm meets 0."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data import Dataset


def cross_entropy(scores: Array, data: Dataset) -> Array:
    """−ln of the probability of the right class, (n, m), from scores (n, classes, m)."""
    above = scores - scores.max(axis=1, keepdims=True)
    right: Array = above[:, data.labels, np.arange(len(data))]
    entropy: Array = np.log(np.exp(above).sum(axis=1)) - right
    return entropy


def cross_entropy_and_delta(scores: Array, data: Dataset) -> tuple[Array, Array]:
    """The cross-entropy (n, m), and its derivative by the scores: the probabilities, minus 1 for the right class."""
    above = scores - scores.max(axis=1, keepdims=True)
    places = np.arange(len(data))
    right = above[:, data.labels, places]
    delta = np.exp(above)
    total = delta.sum(axis=1, keepdims=True)
    delta /= total
    delta[:, data.labels, places] -= 1.0
    return np.log(total[:, 0]) - right, delta
