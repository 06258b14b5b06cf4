"""AdaMax: Adam with the largest recent gradient in place of the root mean square (Kingma & Ba 2015, section 7.1)."""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    u: Array  # decaying maximum of gradient magnitudes, (2, n)
    beta1_power: Array  # β₁ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    u = np.maximum(beta2 * state.u, np.abs(gradient) + epsilon)
    beta1_power = beta1 * state.beta1_power
    return point - learning_rate / (1.0 - beta1_power) * m / u, State(m, u, beta1_power)


OPTIMIZER: Optimizer = Optimizer(
    title="AdaMax",
    latex=r"m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t \qquad u_t = \max(\beta_2 u_{t-1},\; |g_t| + \varepsilon) \qquad "
    r"x_t = x_{t-1} - \frac{\alpha}{1 - \beta_1^t}\, \frac{m_t}{u_t}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long the largest gradient is remembered.", step=0.001),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    drawn={"m": "gradient", "u": "gradient size"},
    facts=(
        Fact(
            "The largest recent gradient takes the place of Adam's root mean square.",
            lambda it: (
                np.allclose(it.updates("adamax", [1.0, 0.0, 0.0], beta1=0.0, learning_rate=0.1), [-0.1, 0, 0])
                and np.allclose(
                    it.updates("adamax", [9.0, 1.0, 3.0], beta1=0.0, learning_rate=0.1), [-0.1, -0.1 / 9, -0.3 / 9], rtol=3e-3
                )
            ),
        ),
        Fact(
            "At the default betas no step is longer than 1.01 α in any coordinate.",
            lambda it: 1.0 < longest(it, 0.999) < 1.01 and longest(it, 0.5) > 5,
        ),
    ),
    reference="Kingma & Ba (2015), arXiv:1412.6980, algorithm 2",
    year=2015,
    versus_pytorch="The same update; ε is added to |g| as in PyTorch; the paper has no ε.",
    ancestors=("adam",),
    names={"PyTorch": "torch.optim.Adamax", "Optax": "optax.adamax"},
    calls={
        "PyTorch": Call("torch.optim.Adamax(lr=learning_rate, betas=(beta1, beta2), eps=epsilon)", constant=("beta1", "beta2")),
        "Optax": Call("optax.adamax(learning_rate, b1=beta1, b2=beta2, eps=epsilon)", constant=("beta1", "beta2")),
    },
)


def longest(it: Any, beta2: float) -> Any:
    """The longest step, in units of α, along gradients that fade as fast as the largest is forgotten: the worst case."""
    return abs(it.updates("adamax", beta2 ** np.arange(200), beta2=beta2, learning_rate=1.0)).max()
