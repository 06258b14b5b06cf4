"""Yogi: Adam whose scale grows and falls by additive, not multiplicative steps (Zaheer et al. 2018).

As in Optax, v starts at 1e-6, and m and v are bias-corrected, which the paper does not do. m starts at 0, as in the paper;
Optax starts it at 1e-6 as well, so that its first steps are slightly biased.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers

INITIAL = 1e-6  # initial v


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # adaptive estimate of squared gradients, (2, n)
    beta1_power: Array  # β₁ᵗ
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.full_like(point, INITIAL), np.ones(()), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    square = gradient * gradient
    v = state.v - (1.0 - beta2) * np.sign(state.v - square) * square
    beta1_power, beta2_power = beta1 * state.beta1_power, beta2 * state.beta2_power
    corrected_m, corrected_v = m / (1.0 - beta1_power), v / (1.0 - beta2_power)
    point = point - learning_rate * corrected_m / (np.sqrt(corrected_v) + epsilon)
    return point, State(m, v, beta1_power, beta2_power)


OPTIMIZER: Optimizer = Optimizer(
    title="Yogi",
    latex=r"m_t,\; \hat m_t,\; \hat v_t \text{ as in Adam} \qquad "
    r"v_t = v_{t-1} - (1 - \beta_2)\, \mathrm{sign}(v_{t-1} - g_t^2)\, g_t^2 \qquad "
    r"x_t = x_{t-1} - \alpha\, \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How slowly the scale follows the gradient.", step=0.001),
        epsilon(1e-3, "Bounds the steps where the surface is flat; larger than Adam's, as the authors advise."),
    ),
    init=init,
    step=step,
    symbols={"square": "g_t^2"},
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "The scale falls by the squared gradient, not by a share of itself: after a steep place steps stay short longer.",
            lambda it: (
                [(abs(it.updates(key, it.FALLING, beta2=0.99)[[5, -1]]) > 0.05).tolist() for key in ("adam", "yogi")]
                == [[True, True], [True, False]]
            ),
        ),
    ),
    reference="Zaheer et al. (2018), Adaptive Methods for Nonconvex Optimization, NeurIPS 31, algorithm 2",
    year=2018,
    versus_pytorch="Not in PyTorch. Optax's yogi has the same update, but starts m at 1e-6 where this starts at 0.",
    ancestors=("adam",),
    calls={
        "Optax": Call(
            "optax.yogi(learning_rate, b1=beta1, b2=beta2, eps=epsilon)",
            begin="optax.tree_utils.tree_set(state, mu=jnp.zeros_like(optax.tree_utils.tree_get(state, 'mu')))",
            constant=("beta1", "beta2"),
            note="Optax starts the first moment at 1e-6; here it starts at 0.",
        )
    },
)
