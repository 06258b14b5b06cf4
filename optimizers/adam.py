"""Adam: a running mean of gradients over the root of a running mean of their squares (Kingma & Ba 2015)."""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # running mean of squared gradients, (2, n)
    beta1_power: Array  # β₁ᵗ, stored as a product because a power costs as much as the rest of the step
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.ones(()), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    v = beta2 * state.v + (1.0 - beta2) * (gradient * gradient)
    beta1_power, beta2_power = beta1 * state.beta1_power, beta2 * state.beta2_power
    corrected_m, corrected_v = m / (1.0 - beta1_power), v / (1.0 - beta2_power)
    point = point - learning_rate * corrected_m / (np.sqrt(corrected_v) + epsilon)
    return point, State(m, v, beta1_power, beta2_power)


OPTIMIZER: Optimizer = Optimizer(
    title="Adam",
    latex=r"m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \qquad v_t = \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2 \qquad "
    r"\hat m_t = \frac{m_t}{1 - \beta_1^t} \qquad \hat v_t = \frac{v_t}{1 - \beta_2^t} \qquad "
    r"x_t = x_{t-1} - \alpha\, \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long the size of the gradient is remembered.", step=0.001),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "It divides a running mean of the gradients, as in momentum, by the square root of a running mean of their "
            "squares, as "
            "in RMSProp.",
            lambda it: is_mean_over_root(it),
        ),
        Fact(
            "Both means start at 0 and are corrected for that bias, so that the first step is α long in each coordinate.",
            lambda it: np.allclose(it.lengths("regression", "adam", steps=1, learning_rate=0.3), 0.3),
        ),
    ),
    reference="Kingma & Ba (2015), arXiv:1412.6980, algorithm 1",
    year=2015,
    ancestors=("momentum", "rmsprop"),
    names={"PyTorch": "torch.optim.Adam", "Optax": "optax.adam"},
    calls={
        "PyTorch": Call("torch.optim.Adam(lr=learning_rate, betas=(beta1, beta2), eps=epsilon)", constant=("beta1", "beta2")),
        "Optax": Call("optax.adam(learning_rate, b1=beta1, b2=beta2, eps=epsilon)", constant=("beta1", "beta2")),
    },
)


def is_mean_over_root(it: Any) -> Any:
    """Computed from the definition: weighted means over all gradients so far."""
    updates = it.updates("adam", it.RISING, learning_rate=0.1)
    for t in range(1, len(it.RISING) + 1):
        past = np.arange(t)[::-1]
        mean, square = (np.average(it.RISING[:t] ** power, weights=beta**past) for power, beta in ((1, 0.9), (2, 0.999)))
        if not np.isclose(updates[t - 1], -0.1 * mean / np.sqrt(square), rtol=1e-6):
            return False
    return True
