"""What noise does to one run: the same run under many seeds, and how far theory says that it stays from the minimum."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optimizers._check import check_seed
from optimizers._descend import Run, race
from optimizers._optimizer import as_numbers
from optimizers._trajectory import Trajectory
from surfaces import Objective, Surface


def ensemble(surface: Surface | Objective, run: Run, steps: int, *, noise: float, seeds: ArrayLike) -> Trajectory:
    """The same run once for each of n seeds, side by side: a trajectory of n members without the optimizer's states.

    Its `points` are (steps + 1, d, n), d = 2 on a surface, and its `values` (steps + 1, n), from the start on; member k is the
    path that `descend` takes with the seed `seeds[k]`, NaN from where it diverges. `milestones` says when the members reached
    a minimum and converged. What of the run is an (n,) array belongs to the members one by one. Raises ValueError naming the
    argument that is wrong.
    """
    if not isinstance(run, Run):
        raise ValueError(f"run must be a Run, such as Run(OPTIMIZERS['adam'], (1.0, 2.0)), not {run!r}")
    if np.ndim(members := check_seed(seeds, "seeds")) > 1:
        raise ValueError(f"seeds must be a list of integers, not an array of shape {members.shape}")
    return race(surface, [run], steps, noise=noise, seed=np.atleast_1d(members), keep_states=False)[0]


def stationary_variance(learning_rate: ArrayLike, curvature: ArrayLike, noise: ArrayLike, momentum: ArrayLike = 0.0) -> Any:
    """The variance about the minimum of a quadratic at which noise keeps gradient descent, or momentum, in the long run.

    It is that of one coordinate along an axis of the quadratic, on which f has the curvature λ, with noise σ on the gradient
    and a constant learning rate α:

        ασ² / (λ(2 − αλ))                                    for gradient descent,
        ασ² (1 + γ) / (λ(1 − γ)(2(1 + γ) − αλ))              for momentum γ.

    The axes are independent of each other. Arguments may be arrays that broadcast; so is the result. It is inf where the run
    comes to no rest about a minimum: where λ ≤ 0, or αλ ≥ 2(1 + γ). Raises ValueError naming the argument that is wrong.

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
        if not np.all((values >= 0.0) & (values < below)):  # NaN fails as well
            raise ValueError(f"{name} must lie in [0, {below:g}), not {numbers[name]!r}")
    if not np.all(np.isfinite(steepness)):
        raise ValueError(f"curvature must be finite, not {curvature!r}")
    try:
        rate, steepness, sigma, kept = np.broadcast_arrays(rate, steepness, sigma, kept)
    except ValueError:
        shapes = ", ".join(f"{name} {np.shape(value)}" for name, value in numbers.items())
        raise ValueError(f"the arguments must be numbers or arrays of shapes that go together, not {shapes}") from None
    with np.errstate(all="ignore"):
        room = 2.0 * (1.0 + kept) - rate * steepness
        variance = rate * sigma * sigma * (1.0 + kept) / (steepness * (1.0 - kept) * room)
    return np.where((steepness > 0.0) & (room > 0.0), variance, np.inf)[()]
