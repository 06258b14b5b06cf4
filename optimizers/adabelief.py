"""AdaBelief: Adam with long steps where the gradient is as expected, and short ones where it is not (Zhuang et al. 2020).

As in the paper and in Optax, ε is added twice: to s at each step, where it piles up, and to the root.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients: the predicted gradient, (2, n)
    s: Array  # running mean of the squared prediction error, (2, n)
    beta1_power: Array  # β₁ᵗ
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.ones(()), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    surprise = gradient - m
    s = beta2 * state.s + (1.0 - beta2) * (surprise * surprise) + epsilon
    beta1_power, beta2_power = beta1 * state.beta1_power, beta2 * state.beta2_power
    corrected_m, corrected_s = m / (1.0 - beta1_power), s / (1.0 - beta2_power)
    point = point - learning_rate * corrected_m / (np.sqrt(corrected_s) + epsilon)
    return point, State(m, s, beta1_power, beta2_power)


NOISY = np.random.default_rng(0).normal(1.0, 1.0, 500)  # gradients

OPTIMIZER: Optimizer = Optimizer(
    title="AdaBelief",
    latex=r"m_t \text{ as in Adam} \qquad s_t = \beta_2 s_{t-1} + (1 - \beta_2)\, (g_t - m_t)^2 + \varepsilon \qquad "
    r"\hat m_t = \frac{m_t}{1 - \beta_1^t} \qquad \hat s_t = \frac{s_t}{1 - \beta_2^t} \qquad "
    r"x_t = x_{t-1} - \alpha\, \frac{\hat m_t}{\sqrt{\hat s_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the expected gradient is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long surprises are remembered.", step=0.001),
        epsilon(1e-16, "Bounds the steps where nothing surprises; it is added inside the root as well.", low=1e-16),
    ),
    init=init,
    step=step,
    symbols={"surprise": "e_t"},
    drawn={"m": "gradient", "s": "squared gradient"},
    facts=(
        Fact(
            "The scale is how much the gradients differ from what was expected: as long as they stay the same, the steps grow.",
            lambda it: np.all(np.diff(-it.updates("adabelief", np.ones(60), beta2=0.9, epsilon=1e-12)) > 0),
        ),
        Fact(
            "In noise they shrink.",
            lambda it: abs(it.updates("adabelief", NOISY)).mean() < abs(it.updates("adabelief", np.ones(500))).mean() / 2,
        ),
    ),
    reference="Zhuang et al. (2020), arXiv:2010.07468, algorithm 2",
    year=2020,
    versus_pytorch="Not in PyTorch. The same update as in Optax, with eps and eps_root both ε.",
    ancestors=("adam",),
    names={"Optax": "optax.adabelief"},
    calls={
        "Optax": Call(
            "optax.adabelief(learning_rate, b1=beta1, b2=beta2, eps=epsilon, eps_root=epsilon)", constant=("beta1", "beta2")
        )
    },
)
