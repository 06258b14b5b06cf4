"""The steepest curvatures of a loss and their directions, without the Hessian: by its products with vectors, and Lanczos.

H v is the change of the gradient along v: (∇f(x + h v) − ∇f(x − h v)) / 2h, with an error of order h². SciPy's `eigsh` needs
about twenty such products for any number of parameters; the Hessian itself would need one gradient per parameter.
"""

import numpy as np
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

from surfaces._numbers import Array
from surfaces._objective import Objective

STEP = 1e-5  # h, for a unit vector v
ACCURATE = 1e-4  # relative tolerance: finer than any plot shows
MAX_ROUNDS = 60


def hessian_times(objective: Objective, point: Array, vector: Array) -> Array:
    """H v at a point (d,), for a vector (d,)."""
    length = np.linalg.norm(vector)
    if length == 0.0:
        return np.zeros_like(vector)
    aside = (STEP / length) * vector
    ahead, behind = objective.value_and_gradient(np.stack([point + aside, point - aside], axis=1))[1].T
    product: Array = (ahead - behind) * (length / (2.0 * STEP))
    return product


def steepest(objective: Objective, point: Array, count: int, guess: Array | None = None) -> tuple[Array, Array]:
    """The `count` largest eigenvalues of the Hessian at a point (d,) in descending order, and their directions (d, count).

    `guess`, such as the direction at a nearby point, is the initial vector of Lanczos. NaN if the gradient is not finite; if it
    is constant, as when all units are dead, all curvatures are 0, and the directions are arbitrary.
    """
    dimension = objective.dimension
    operator = LinearOperator((dimension, dimension), matvec=lambda v: hessian_times(objective, point, v), dtype=np.float64)
    with np.errstate(all="ignore"):
        for begin in (*([] if guess is None else [guess]), np.random.default_rng(0).standard_normal(dimension)):
            if np.any(product := hessian_times(objective, point, begin)):  # Lanczos cannot start in the null space of H
                break
        else:
            return np.zeros(count), np.eye(dimension, count)
        if not np.all(np.isfinite(product)):
            return np.full(count, np.nan), np.full((dimension, count), np.nan)
        try:
            values, vectors = eigsh(operator, k=count, which="LA", v0=begin, tol=ACCURATE, maxiter=MAX_ROUNDS)
        except ArpackNoConvergence as stopped:  # use the eigenvalues that have converged
            values, vectors = stopped.eigenvalues, stopped.eigenvectors
            missing = count - len(values)
            values = np.concatenate([values, np.full(missing, np.nan)])
            vectors = np.concatenate([vectors, np.full((dimension, missing), np.nan)], axis=1)
    order = np.argsort(-values)
    return values[order], vectors[:, order]
