"""Momentum: the heavy ball, which keeps some of its velocity (Polyak 1964)."""

from typing import NamedTuple

import numpy as np

from optimizers._optimizer import Array, Optimizer, decay_rate, learning_rate


class State(NamedTuple):
    velocity: Array  # the last displacement, downhill reckoned negative, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(point: Array, gradient: Array, state: State, *, learning_rate, momentum) -> tuple[Array, State]:
    velocity = momentum * state.velocity + learning_rate * gradient
    return point - velocity, State(velocity)


OPTIMIZER = Optimizer(
    title="Momentum",
    latex=r"v_t = \gamma\, v_{t-1} + \alpha\, g_t \qquad x_t = x_{t-1} - v_t",
    hyperparameters=(
        learning_rate(0.01),
        decay_rate("momentum", "γ", 0.9, "The share of the last displacement that is kept."),
    ),
    init=init,
    step=step,
    drawn={"velocity": "displacement"},
    rate_limit=lambda momentum, **_: 2.0 * (1.0 + momentum),
    adds="A velocity: it carries through small hollows and along ravines, and overshoots.",
    reference="Polyak (1964), doi:10.1016/0041-5553(64)90137-5",
    year=1964,
    versus_pytorch="PyTorch takes the rate outside, v = μv + g and x = x − αv: the same path while α is constant, another "
    "one under decay.",
    ancestors=("gradient_descent",),
    names={"PyTorch": "torch.optim.SGD(momentum=0.9)", "Optax": "optax.sgd(momentum=0.9)"},
)
