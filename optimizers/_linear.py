"""Products of vectors, member by member: (d, n) arrays in, (n,) arrays out."""

import numpy as np

from optimizers._optimizer import Array


def dot(a: Array, b: Array) -> Array:
    """aᵀb."""
    product: Array = np.sum(a * b, axis=0)
    return product


def norm(a: Array) -> Array:
    """‖a‖, the Euclidean length."""
    return np.sqrt(dot(a, a))
