"""NAdam: Adam with Nesterov's look-ahead and a momentum warm-up (Dozat 2016).

As in PyTorch, the momentum μ rises from about β₁/2 to β₁; Optax's nadam uses β₁ throughout.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Hyperparameter, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # running mean of squared gradients, (2, n)
    onset: Array  # 0.96^(ψ t), from 1 down to 0: how far the momentum is from β₁
    mu_product: Array  # μ₁ μ₂ … μₜ, for bias correction
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.ones(()), np.ones(()), np.ones(()))


def step(
    point: Array,
    gradient: Array,
    state: State,
    *,
    learning_rate: Numbers,
    beta1: Numbers,
    beta2: Numbers,
    epsilon: Numbers,
    momentum_decay: Numbers,
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    v = beta2 * state.v + (1.0 - beta2) * (gradient * gradient)
    a_step = np.power(0.96, momentum_decay)
    onset = a_step * state.onset
    mu, next_mu = beta1 * (1.0 - 0.5 * onset), beta1 * (1.0 - 0.5 * a_step * onset)
    mu_product, beta2_power = mu * state.mu_product, beta2 * state.beta2_power
    ahead = (1.0 - mu) / (1.0 - mu_product) * gradient + next_mu / (1.0 - mu_product * next_mu) * m
    point = point - learning_rate * ahead / (np.sqrt(v / (1.0 - beta2_power)) + epsilon)
    return point, State(m, v, onset, mu_product, beta2_power)


OPTIMIZER: Optimizer = Optimizer(
    title="NAdam",
    latex=r"m_t,\; \hat v_t \text{ as in Adam} \qquad \mu_t = \beta_1 \left(1 - \tfrac{1}{2}\, 0.96^{\psi t}\right) \qquad "
    r"\bar m_t = \frac{1 - \mu_t}{1 - \prod_{i \le t} \mu_i}\, g_t + \frac{\mu_{t+1}}{1 - \prod_{i \le t+1} \mu_i}\, m_t "
    r"\qquad x_t = x_{t-1} - \alpha\, \frac{\bar m_t}{\sqrt{\hat v_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long the size of the gradient is remembered.", step=0.001),
        epsilon(1e-8),
        Hyperparameter(
            name="momentum_decay",
            symbol="ψ",
            default=0.004,
            low=1e-4,
            high=10.0,
            scale="logarithmic",
            zero=True,
            about="How soon the momentum rises from β₁/2 to β₁; at 0 it stays at β₁/2.",
        ),
    ),
    init=init,
    step=step,
    symbols={"a_step": r"0.96^{\psi}", "onset": "o_t", "next_mu": r"\mu_{t+1}", "mu_product": "P_t", "ahead": r"\bar m_t"},
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "Nesterov's look-ahead for Adam: the newest gradient counts for more in the next step, and so turns it sooner.",
            lambda it: it.first_reversed(it.updates("nadam", it.TURNING)) < it.first_reversed(it.updates("adam", it.TURNING)),
        ),
    ),
    reference="Dozat (2016), Incorporating Nesterov Momentum into Adam, ICLR workshop",
    year=2016,
    versus_pytorch="The same update, with PyTorch's slow onset of the momentum. Optax's nadam uses β₁ from the first step.",
    ancestors=("adam", "nesterov"),
    names={"PyTorch": "torch.optim.NAdam"},
    calls={
        "PyTorch": Call(
            "torch.optim.NAdam(lr=learning_rate, betas=(beta1, beta2), eps=epsilon, momentum_decay=momentum_decay)",
            constant=("beta2", "momentum_decay"),
        )
    },
)
