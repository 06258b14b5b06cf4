"""QHM: any mixture of gradient descent and momentum (Ma & Yarats 2019)."""

from typing import Any, NamedTuple

import numpy as np

from optimizers._optimizer import Array, Hyperparameter, Optimizer, decay_rate, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, momentum: Numbers, nu: Numbers
) -> tuple[Array, State]:
    m = momentum * state.m + (1.0 - momentum) * gradient
    return point - learning_rate * ((1.0 - nu) * gradient + nu * m), State(m)


OPTIMIZER: Optimizer = Optimizer(
    title="QHM",
    latex=r"m_t = \beta\, m_{t-1} + (1 - \beta)\, g_t \qquad x_t = x_{t-1} - \alpha\, [(1 - \nu)\, g_t + \nu\, m_t]",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("momentum", "β", 0.9, "How long gradients are remembered; the paper's 0.999 is for long runs.", step=0.001),
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
    drawn={"m": "gradient"},
    rate_limit=lambda momentum, nu, **_: 2.0 * (1.0 + momentum) / (1.0 + momentum - 2.0 * momentum * nu),
    facts=(
        Fact(
            "Any mixture of gradient descent (ν = 0) and momentum (ν = 1).",
            lambda it: (
                np.allclose(it.updates("qhm", it.RISING, nu=0.0), it.updates("gradient_descent", it.RISING, learning_rate=0.1))
                and np.allclose(it.updates("qhm", it.RISING, nu=1.0), it.updates("momentum", it.RISING, learning_rate=0.01))
                and np.allclose(it.updates("qhm", it.RISING, nu=0.3), mixed(it, 0.3))
            ),
        ),
        Fact(
            "It overshoots less than momentum, and is stable at higher rates than gradient descent.",
            lambda it: (
                overshoot(it, nu=0.7) < overshoot(it, nu=1.0) / 2
                and np.isfinite(it.end_distance("bowl", "qhm", steps=3000, learning_rate=2.0))
                and it.end_distance("bowl", "qhm", steps=3000, learning_rate=2.0) < 0.01
                and it.end_distance("bowl", "gradient_descent", steps=3000, learning_rate=2.0) > 1
            ),
        ),
    ),
    reference="Ma & Yarats (2019), arXiv:1810.06801",
    year=2019,
    versus_pytorch="Not in PyTorch; its SGD with dampening equal to the momentum is ν = 1, except for the first step.",
    ancestors=("momentum", "nesterov"),
    names={"qhoptim": "qhoptim.pyt.QHM"},
)


def overshoot(it: Any, nu: float) -> Any:
    """How far past the minimum of the bowl it gets."""
    return -it.run("bowl", "qhm", learning_rate=0.5, nu=nu).points.min()


def mixed(it: Any, nu: float) -> Any:
    return (1.0 - nu) * it.updates("qhm", it.RISING, nu=0.0) + nu * it.updates("qhm", it.RISING, nu=1.0)
