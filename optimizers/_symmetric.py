"""The axes and eigenvalues of symmetric matrices, member by member."""

import numpy as np

from optimizers._optimizer import Array


def rotation(xx: Array, xy: Array, yy: Array) -> tuple[Array, Array, Array]:
    """Tangent, cosine and sine of the angle of the principal axes of [[xx, xy], [xy, yy]]: Jacobi's rotation."""
    half = (xx - yy) / 2.0
    tangent = xy / np.where(xy == 0.0, 1.0, half + np.copysign(np.hypot(half, xy), half))
    cosine = 1.0 / np.sqrt(1.0 + tangent * tangent)
    return tangent, cosine, tangent * cosine


def spectrum(matrix: Array) -> tuple[Array, Array]:
    """The eigenvalues (d, n) of matrices (d, d, n), unsorted, and their unit eigenvectors, axes[:, k]."""
    if len(matrix) == 2:
        (xx, xy), (_, yy) = matrix
        tangent, cosine, sine = rotation(xx, xy, yy)
        return np.stack([xx + tangent * xy, yy - tangent * xy]), np.stack([np.stack([cosine, -sine]), np.stack([sine, cosine])])
    finite = np.where(np.isfinite(matrix), matrix, 0.0)  # a member that has diverged must not affect the others
    values, axes = np.linalg.eigh(np.moveaxis(finite, -1, 0))
    return values.T, np.moveaxis(axes, 0, -1)
