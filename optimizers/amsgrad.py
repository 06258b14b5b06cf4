"""AMSGrad: Adam that never forgets the largest gradient, so its step length cannot grow again (Reddi, Kale & Kumar 2018).

As in PyTorch, the largest of the uncorrected v is kept and corrected afterwards; Optax keeps the largest of the corrected
ones, and the paper corrects neither m nor v.
"""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # running mean of squared gradients, (2, n)
    largest: Array  # the largest v so far, (2, n)
    beta1_power: Array  # β₁ᵗ
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.zeros_like(point), np.ones(()), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    v = beta2 * state.v + (1.0 - beta2) * (gradient * gradient)
    largest = np.maximum(state.largest, v)
    beta1_power, beta2_power = beta1 * state.beta1_power, beta2 * state.beta2_power
    corrected_m, corrected_largest = m / (1.0 - beta1_power), largest / (1.0 - beta2_power)
    point = point - learning_rate * corrected_m / (np.sqrt(corrected_largest) + epsilon)
    return point, State(m, v, largest, beta1_power, beta2_power)


OPTIMIZER: Optimizer = Optimizer(
    title="AMSGrad",
    latex=r"m_t,\; v_t \text{ as in Adam} \qquad u_t = \max(u_{t-1},\; v_t) \qquad "
    r"x_t = x_{t-1} - \frac{\alpha}{1 - \beta_1^t}\, \frac{m_t}{\sqrt{u_t / (1 - \beta_2^t)} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How slowly v follows the squared gradient.", step=0.001),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    symbols={"largest": r"v^{\max}_t"},
    drawn={"m": "gradient", "v": "squared gradient", "largest": "squared gradient"},
    facts=(
        Fact(
            "It keeps the largest v so far: when the gradient falls from 10 to 0.1, Adam's steps recover, these stay short.",
            lambda it: (
                [abs(it.updates(key, it.FALLING, beta2=0.99)[-1]) > 0.09 for key in ("adam", "amsgrad")] == [True, False]
                and np.allclose(abs(it.updates("amsgrad", it.FALLING, beta2=0.99)[[0, -1]]), (0.1, 0.0024), rtol=0.05)
            ),
        ),
        Fact(
            "Early in a run the steps may still grow, while the bias correction fades.",
            lambda it: rate_growth(it.run("matyas", "amsgrad")) > 1.5,
        ),
    ),
    reference="Reddi, Kale & Kumar (2018), arXiv:1904.09237, algorithm 2",
    year=2018,
    versus_pytorch="The same update: the largest uncorrected v is kept and corrected afterwards. Optax's amsgrad keeps the "
    "largest corrected v, which gives another path.",
    ancestors=("adam",),
    names={"PyTorch": "torch.optim.Adam(amsgrad=True)"},
    calls={
        "PyTorch": Call(
            "torch.optim.Adam(lr=learning_rate, betas=(beta1, beta2), eps=epsilon, amsgrad=True)", constant=("beta1", "beta2")
        )
    },
)


def rate_growth(path: Any) -> Any:
    """How many times its smallest value the effective rate 1/√(u/(1 − β₂ᵗ)) of x grows to later."""
    rates = np.sqrt((1.0 - path.states.beta2_power[1:]) / path.states.largest[1:, 0])
    return np.max(rates / np.minimum.accumulate(rates))
