"""Momentum: the heavy ball, which keeps some of its velocity (Polyak 1964)."""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, learning_rate
from optimizers._stationary import long_run_variance
from surfaces import Fact, Numbers


class State(NamedTuple):
    velocity: Array  # last displacement, negated, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(point: Array, gradient: Array, state: State, *, learning_rate: Numbers, momentum: Numbers) -> tuple[Array, State]:
    velocity = momentum * state.velocity + learning_rate * gradient
    return point - velocity, State(velocity)


OPTIMIZER: Optimizer = Optimizer(
    title="Momentum",
    latex=r"v_t = \gamma\, v_{t-1} + \alpha\, g_t \qquad x_t = x_{t-1} - v_t",
    hyperparameters=(
        learning_rate(0.01),
        decay_rate("momentum", "γ", 0.9, "The fraction of the last displacement that is kept."),
    ),
    init=init,
    step=step,
    drawn={"velocity": "displacement"},
    rate_limit=lambda momentum, **_: 2.0 * (1.0 + momentum),
    stationary=lambda curvature, noise, learning_rate, momentum: long_run_variance(learning_rate, curvature, noise, momentum),
    facts=(
        Fact(
            "Its velocity carries it through minima that hold gradient descent at the same rate, and faster along ravines.",
            lambda it: (
                [it.end_distance("levy", key, steps=400, learning_rate=0.01) < 0.03 for key in ("momentum", "gradient_descent")]
                == [True, False]
                and it.end_distance("matyas", "momentum", learning_rate=0.05)
                < it.end_distance("matyas", "gradient_descent", learning_rate=0.05) / 10
            ),
        ),
        Fact(
            "It overshoots: on the bowl it runs past the minimum where gradient descent does not.",
            lambda it: (
                [np.any(it.run("bowl", key, learning_rate=0.05).points < 0) for key in ("momentum", "gradient_descent")]
                == [True, False]
            ),
        ),
    ),
    reference="Polyak (1964), doi:10.1016/0041-5553(64)90137-5",
    year=1964,
    versus_pytorch="PyTorch multiplies the velocity by the rate, v = μv + g and x = x − αv: the same path while α is constant, "
    "a different one under decay.",
    ancestors=("gradient_descent",),
    names={"PyTorch": "torch.optim.SGD(momentum=0.9)", "Optax": "optax.sgd(momentum=0.9)"},
    calls={
        "PyTorch": Call(
            "torch.optim.SGD(lr=1.0, momentum=momentum)",
            gradient="learning_rate * gradient",
            note="PyTorch multiplies the velocity by the rate; here the gradient is, which differs under a schedule.",
        ),
        "Optax": Call(
            "optax.chain(optax.scale_by_learning_rate(learning_rate), optax.trace(momentum))",
            note="optax.sgd multiplies the velocity by the rate; here the gradient is, which differs under a schedule.",
        ),
    },
)
