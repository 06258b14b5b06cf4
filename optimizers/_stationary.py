"""The stationary variance: how far noise keeps a run from the minimum of a quadratic in the long run, according to theory."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimizers._optimizer import Array, as_numbers
from surfaces import Numbers, Surface
from surfaces._former import former_names

SAMPLES = 64  # points of the domain at which f is compared with a quadratic
ALIKE = 1e-9  # relative tolerance for rounding errors


def stationary_variance(learning_rate: ArrayLike, curvature: ArrayLike, noise: ArrayLike, momentum: ArrayLike = 0.0) -> Any:
    """The long-run variance of gradient descent or momentum around the minimum of a quadratic, caused by gradient noise.

    It is the variance of one coordinate along an axis of the quadratic with curvature λ, with noise σ on the gradient
    and a constant learning rate α:

        ασ² / (λ(2 − αλ))                                    for gradient descent,
        ασ² (1 + γ) / (λ(1 − γ)(2(1 + γ) − αλ))              for momentum γ.

    The axes are independent. Arguments may be arrays that broadcast, and the result has their shape. It is inf where the run
    has no stationary distribution: where λ ≤ 0, or αλ ≥ 2(1 + γ). Raises ValueError naming the argument that is wrong.

    Momentum here is v(t) = γ v(t−1) + α g(t), x(t) = x(t−1) − v(t), with g(t) = λ x(t−1) + σ ε(t) about a minimum at 0 and ε
    of variance 1. As v(t−1) = x(t−2) − x(t−1),

        x(t) = a x(t−1) − γ x(t−2) − ασ ε(t),    a = 1 + γ − αλ:

    an autoregression of second order. Let V be the variance of x once it no longer changes, and C the covariance of x(t) with
    x(t−1). Multiply by x(t−1) and take the mean: C = aV − γC, so that C = aV / (1 + γ). Square and take the mean:
    V = (a² + γ²) V − 2aγ C + α²σ². Put C in, and multiply by 1 + γ:

        V (1 − γ) ((1 + γ)² − a²) = (1 + γ) α²σ²,    (1 + γ)² − a² = αλ (2(1 + γ) − αλ),

    which is the formula above. With γ = 0 it is that of gradient descent.

    Source: Liu, Ziyin & Ueda (2021), Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent, ICML,
    arXiv:2012.03636, with and without momentum; for small α, ασ²/(2λ(1 − γ)), Mandt, Hoffman & Blei (2017), JMLR 18(134),
    arXiv:1704.04289.
    """
    numbers = {"learning_rate": learning_rate, "curvature": curvature, "noise": noise, "momentum": momentum}
    rate, steepness, sigma, kept = (as_numbers(name, value) for name, value in numbers.items())
    for name, values, below in (("learning_rate", rate, np.inf), ("noise", sigma, np.inf), ("momentum", kept, 1.0)):
        if not np.all((values >= 0.0) & (values < below)):  # also fails for NaN
            raise ValueError(f"{name} must lie in [0, {below:g}), not {numbers[name]!r}")
    if not np.all(np.isfinite(steepness)):
        raise ValueError(f"curvature must be finite, not {curvature!r}")
    try:
        rate, steepness, sigma, kept = np.broadcast_arrays(rate, steepness, sigma, kept)
    except ValueError:
        shapes = ", ".join(f"{name} {np.shape(value)}" for name, value in numbers.items())
        raise ValueError(f"the arguments must be numbers or arrays whose shapes broadcast, not {shapes}") from None
    with np.errstate(all="ignore"):
        return long_run_variance(rate, steepness, sigma, kept)[()]


def long_run_variance(rate: Numbers, curvature: Numbers, noise: Numbers, momentum: Numbers = 0.0) -> Any:
    """The formula of `stationary_variance`, without checks: straight-line code, as the browser needs it."""
    room = 2.0 * (1.0 + momentum) - rate * curvature
    variance = rate * noise * noise * (1.0 + momentum) / (curvature * (1.0 - momentum) * room)
    return np.where(np.logical_and(curvature > 0.0, room > 0.0), variance, np.inf)


@former_names(centre="center")
class Quadratic(NamedTuple):
    """A quadratic with a minimum: where it lies (2,), the curvatures λ along its axes (2,), and these as columns (2, 2)."""

    center: Array
    curvatures: Array
    axes: Array


def quadratic(surface: Surface) -> Quadratic | None:
    """`surface` as a quadratic with a minimum, or None if it is not one.

    It is compared with the quadratic that has its gradient and Hessian in the middle of the domain, at points drawn all over
    the domain.
    """
    random = np.random.default_rng(0)
    x, y = (np.append(np.mean(side), random.uniform(*side, SAMPLES)) for side in surface.domain)
    with np.errstate(all="ignore"):
        value, *gradient = surface.value_and_gradient(x, y)
        xx, xy, yy = (float(second[0]) for second in surface.hessian(x[:1], y[:1]))
    if not np.all(np.isfinite([xx, xy, yy])):
        return None
    hessian = np.array([[xx, xy], [xy, yy]])
    curvatures, axes = np.linalg.eigh(hessian)
    if not curvatures[0] > 0.0:
        return None
    middle = np.array([x[0], y[0]])
    center = middle - np.linalg.solve(hessian, [component[0] for component in gradient])
    away = np.array([x, y]) - center[:, None]
    lowest = value[0] - 0.5 * away[:, 0] @ hessian @ away[:, 0]
    expected = lowest + 0.5 * np.sum(away * (hessian @ away), axis=0)
    same = np.abs(value - expected) <= ALIKE * np.max(np.abs(expected))
    return Quadratic(center, curvatures, axes) if np.all(same) else None
