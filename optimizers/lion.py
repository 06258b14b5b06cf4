"""Lion: every step has the same length in each coordinate, only its sign varies; found by program search (Chen et al. 2023)."""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, learning_rate, weight_decay
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(
    point: Array,
    gradient: Array,
    state: State,
    *,
    learning_rate: Numbers,
    beta1: Numbers,
    beta2: Numbers,
    weight_decay: Numbers,
) -> tuple[Array, State]:
    direction = np.sign(beta1 * state.m + (1.0 - beta1) * gradient)
    m = beta2 * state.m + (1.0 - beta2) * gradient
    return point - learning_rate * (direction + weight_decay * point), State(m)


OPTIMIZER: Optimizer = Optimizer(
    title="Lion",
    latex=r"x_t = x_{t-1} - \alpha \left(\mathrm{sign}(\beta_1 m_{t-1} + (1 - \beta_1)\, g_t) + \lambda x_{t-1}\right) \qquad "
    r"m_t = \beta_2 m_{t-1} + (1 - \beta_2)\, g_t",
    hyperparameters=(
        learning_rate(0.05, "The exact length of a step in each coordinate."),
        decay_rate("beta1", "β₁", 0.9, "The share of the memory in the direction of a step."),
        decay_rate("beta2", "β₂", 0.99, "How long the direction is remembered."),
        weight_decay(0.0),
    ),
    init=init,
    step=step,
    symbols={"direction": "d_t"},
    drawn={"m": "gradient"},
    facts=(
        Fact(
            "Only the sign of a smoothed gradient counts: without weight decay, every step is α long in each coordinate.",
            lambda it: np.allclose(it.lengths("matyas", "lion", learning_rate=0.05), 0.05),
        ),
        Fact(
            "So it never comes to rest, and oscillates around a minimum.",
            lambda it: np.all(np.ptp(np.sign(it.run("bowl", "lion", steps=1000).points[-100:]), axis=0) == 2),
        ),
    ),
    reference="Chen et al. (2023), arXiv:2302.06675, algorithm 2",
    year=2023,
    versus_pytorch="Not in PyTorch. The same update as in Optax, whose default for λ is 1e-3.",
    ancestors=("momentum", "adamw"),
    names={"Optax": "optax.lion"},
    calls={"Optax": Call("optax.lion(learning_rate, b1=beta1, b2=beta2, weight_decay=weight_decay)")},
)
