"""QHAdam: Adam that weighs its running means against the newest gradient (Ma & Yarats 2019)."""

from typing import NamedTuple

import numpy as np

from optimizers._optimizer import Array, Hyperparameter, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # running mean of squared gradients, (2, n)
    beta1_power: Array  # β₁ᵗ
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.ones(()), np.ones(()))


def step(
    point: Array,
    gradient: Array,
    state: State,
    *,
    learning_rate: Numbers,
    beta1: Numbers,
    beta2: Numbers,
    nu1: Numbers,
    nu2: Numbers,
    epsilon: Numbers,
) -> tuple[Array, State]:
    square = gradient * gradient
    m = beta1 * state.m + (1.0 - beta1) * gradient
    v = beta2 * state.v + (1.0 - beta2) * square
    beta1_power, beta2_power = beta1 * state.beta1_power, beta2 * state.beta2_power
    direction = (1.0 - nu1) * gradient + nu1 * m / (1.0 - beta1_power)
    scale = np.sqrt((1.0 - nu2) * square + nu2 * v / (1.0 - beta2_power)) + epsilon
    return point - learning_rate * direction / scale, State(m, v, beta1_power, beta2_power)


OPTIMIZER: Optimizer = Optimizer(
    title="QHAdam",
    latex=r"\hat m_t,\; \hat v_t \text{ as in Adam} \qquad x_t = x_{t-1} - \alpha\, "
    r"\frac{(1 - \nu_1)\, g_t + \nu_1\, \hat m_t}{\sqrt{(1 - \nu_2)\, g_t^2 + \nu_2\, \hat v_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered; the paper's 0.995 is for long runs.", step=0.001),
        decay_rate("beta2", "β₂", 0.999, "How long the size of the gradient is remembered.", step=0.001),
        Hyperparameter(
            name="nu1",
            symbol="ν₁",
            default=0.7,
            low=0.0,
            high=1.0,
            about="The share of the memory in the direction: at 1 it is Adam's, at 0 only the newest gradient counts.",
        ),
        Hyperparameter(
            name="nu2",
            symbol="ν₂",
            default=1.0,
            low=0.0,
            high=1.0,
            about="The share of the memory in the scale: at 1 it is Adam's.",
        ),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    symbols={"square": "g_t^2", "direction": "d_t", "scale": "s_t"},
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "Adam with more weight on the newest gradient: where the gradient changes direction, it follows sooner.",
            lambda it: it.first_reversed(it.updates("qhadam", it.TURNING)) < it.first_reversed(it.updates("adam", it.TURNING)),
        ),
    ),
    reference="Ma & Yarats (2019), arXiv:1810.06801",
    year=2019,
    versus_pytorch="Not in PyTorch; ν₁ = ν₂ = 1 is Adam.",
    ancestors=("adam", "qhm"),
    names={"qhoptim": "qhoptim.pyt.QHAdam"},
)
