"""RAdam: Adam that trusts its scale only when it has seen enough gradients to estimate it (Liu et al. 2020).

As in PyTorch, ε is added to √v before the correction of v, and the scale is trusted where ρₜ > 5; Optax adds ε after it, and
takes ρₜ ≥ 5.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers

ENOUGH = 5.0  # effective number of gradients from which the variance of the adaptive rate is tractable


class State(NamedTuple):
    m: Array  # running mean of gradients, (2, n)
    v: Array  # running mean of squared gradients, (2, n)
    t: Array  # steps taken
    beta1_power: Array  # β₁ᵗ
    beta2_power: Array  # β₂ᵗ


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point), np.zeros(()), np.ones(()), np.ones(()))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, beta1: Numbers, beta2: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    m = beta1 * state.m + (1.0 - beta1) * gradient
    v = beta2 * state.v + (1.0 - beta2) * (gradient * gradient)
    t, beta1_power, beta2_power = state.t + 1.0, beta1 * state.beta1_power, beta2 * state.beta2_power
    longest = 2.0 / (1.0 - beta2) - 1.0
    seen = longest - 2.0 * t * beta2_power / (1.0 - beta2_power)
    scale = _rectification(seen, longest) * np.sqrt(1.0 - beta2_power) / (np.sqrt(v) + epsilon)
    point = point - learning_rate * m / (1.0 - beta1_power) * np.where(seen > ENOUGH, scale, 1.0)
    return point, State(m, v, t, beta1_power, beta2_power)


def _rectification(seen: Array, longest: Array) -> Array:
    """From 0, where just enough gradients have been seen, to 1; below that the result is not used, but must be a number."""
    seen, longest = np.maximum(seen, ENOUGH), np.maximum(longest, ENOUGH)
    return np.sqrt((seen - 4.0) * (seen - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * seen))


OPTIMIZER: Optimizer = Optimizer(
    title="RAdam",
    latex=r"m_t,\; v_t,\; \hat m_t \text{ as in Adam} \qquad \rho_\infty = \frac{2}{1 - \beta_2} - 1 \qquad "
    r"\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t} \qquad "
    r"r_t = \sqrt{\frac{(\rho_t - 4)(\rho_t - 2)\, \rho_\infty}{(\rho_\infty - 4)(\rho_\infty - 2)\, \rho_t}} \qquad "
    r"x_t = x_{t-1} - \alpha\, \hat m_t \begin{cases} r_t\, \sqrt{1 - \beta_2^t}\, /\, (\sqrt{v_t} + \varepsilon) & \rho_t > 5 "
    r"\\ 1 & \text{else} \end{cases}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long the size of the gradient is remembered.", step=0.001),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    symbols={"seen": r"\rho_t", "longest": r"\rho_\infty", "rectification": "r_t", "scale": "s_t"},
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "A warm-up from theory: the first five steps are not scaled, so their length follows the gradient norm.",
            lambda it: (
                np.allclose(it.updates("radam", 2.0 * np.ones(5)), -0.2) and np.allclose(it.updates("radam", np.ones(5)), -0.1)
            ),
        ),
        Fact(
            "After that it is Adam, with short steps at first.",
            lambda it: (
                np.all(np.diff(-it.updates("radam", np.ones(5000))[5:]) > -1e-12)
                and 0 < -it.updates("radam", np.ones(6))[5] < 0.01
                and -it.updates("radam", np.ones(5000))[-1] > 0.098
            ),
        ),
    ),
    reference="Liu et al. (2020), arXiv:1908.03265, algorithm 2",
    year=2020,
    versus_pytorch="The same update: unlike in Adam, ε is added to √v before the correction. Optax's radam adds ε afterwards.",
    ancestors=("adam",),
    names={"PyTorch": "torch.optim.RAdam"},
    calls={
        "PyTorch": Call("torch.optim.RAdam(lr=learning_rate, betas=(beta1, beta2), eps=epsilon)", constant=("beta1", "beta2"))
    },
)
