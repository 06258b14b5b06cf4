"""Shampoo: the full matrix of products of past gradients as the scale, not only its diagonal (Gupta et al. 2018).

The parameters here are one vector, a tensor of order k = 1, for which the paper's exponent −1/(2k) is −1/2: this is full-matrix
AdaGrad (Duchi et al. 2011). The weights of a layer, k = 2, would have two such matrices and the exponent −1/4.
"""

from typing import NamedTuple

import numpy as np

from optimizers._optimizer import Array, Optimizer, epsilon, learning_rate
from optimizers._symmetric import spectrum
from optimizers._trajectory import Trajectory
from surfaces import Fact, Numbers


class State(NamedTuple):
    products: Array  # running sum of g gᵀ, (d, d, n)


def init(point: Array) -> State:
    return State(np.zeros((len(point), *point.shape)))


def step(point: Array, gradient: Array, state: State, *, learning_rate: Numbers, epsilon: Numbers) -> tuple[Array, State]:
    products = state.products + gradient[:, None] * gradient
    values, axes = spectrum(products)
    along = np.sum(axes * gradient[:, None], axis=0) / np.sqrt(np.maximum(values, 0.0) + epsilon)
    return point - learning_rate * np.sum(axes * along, axis=1), State(products)


def bend(run: Trajectory) -> float:
    """How far a path from (6, 1) leaves the straight line to the origin, for the facts."""
    x, y = run.points.T
    return float(np.max(np.abs(x - 6.0 * y)) / np.hypot(1.0, 6.0))


OPTIMIZER = Optimizer(
    title="Shampoo",
    latex=r"L_t = L_{t-1} + g_t\, g_t^\top \qquad x_t = x_{t-1} - \alpha\, \left(L_t + \varepsilon I\right)^{-1/2} g_t",
    hyperparameters=(learning_rate(0.5), epsilon(1e-4)),
    init=init,
    step=step,
    line_by_line=False,
    facts=(
        Fact(
            "Its scale is a matrix, so the orientation of the axes does not matter: on the bowl it heads straight for the "
            "minimum, where AdaGrad, which scales each coordinate separately, takes a curve.",
            lambda it: (
                bend(it.run("bowl", "shampoo", (6.0, 1.0), 5)) < 1e-6 < 0.1 < bend(it.run("bowl", "adagrad", (6.0, 1.0), 5))
            ),
        ),
    ),
    reference="Gupta et al. (2018), arXiv:1802.09568, algorithm 2",
    year=2018,
    versus_pytorch="Not in PyTorch.",
    ancestors=("adagrad",),
)
