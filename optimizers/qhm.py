"""QHM: a step between plain descent and momentum, in any proportion (Ma & Yarats 2019)."""

from typing import NamedTuple

import numpy as np

from optimizers._optimizer import Array, Hyperparameter, Optimizer, decay_rate, learning_rate


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(point: Array, gradient: Array, state: State, *, learning_rate, momentum, nu) -> tuple[Array, State]:
    m = momentum * state.m + (1.0 - momentum) * gradient
    return point - learning_rate * ((1.0 - nu) * gradient + nu * m), State(m)


OPTIMIZER = Optimizer(
    title="QHM",
    latex=r"m_t = \beta\, m_{t-1} + (1 - \beta)\, g_t \qquad x_t = x_{t-1} - \alpha\, [(1 - \nu)\, g_t + \nu\, m_t]",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("momentum", "β", 0.9, "How long slopes are remembered; the paper's 0.999 is for long runs.", step=0.001),
        Hyperparameter(
            name="nu",
            symbol="ν",
            default=0.7,
            low=0.0,
            high=1.0,
            about="The share of the memory in a step: 0 is gradient descent, 1 is momentum, β is Nesterov's method.",
        ),
    ),
    init=init,
    step=step,
    drawn={"m": "slope"},
    rate_limit=lambda momentum, nu, **_: 2.0 * (1.0 + momentum) / (1.0 + momentum - 2.0 * momentum * nu),
    adds="Momentum that may be weighed against the newest slope: much of its speed with less of its overshooting.",
    reference="Ma & Yarats (2019), arXiv:1810.06801",
    year=2019,
    versus_pytorch="PyTorch has none; its SGD with dampening equal to the momentum is ν = 1, but for the first step.",
    ancestors=("momentum", "nesterov"),
    names={"qhoptim": "qhoptim.pyt.QHM"},
)
