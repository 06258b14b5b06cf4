"""AdamW: Adam whose weight decay stays out of the gradient, so that its scale cannot cancel it (Loshchilov & Hutter 2019).

As in PyTorch and Optax, the decay is scaled by the learning rate; in the paper by the schedule alone.
"""

from typing import Any

import numpy as np

from optimizers import adam
from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate, weight_decay
from optimizers.adam import State, init
from surfaces import Fact, Numbers


def step(
    point: Array,
    gradient: Array,
    state: State,
    *,
    learning_rate: Numbers,
    beta1: Numbers,
    beta2: Numbers,
    epsilon: Numbers,
    weight_decay: Numbers,
) -> tuple[Array, State]:
    shrunk = point * (1.0 - learning_rate * weight_decay)
    return adam.step(shrunk, gradient, state, learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)


OPTIMIZER: Optimizer = Optimizer(
    title="AdamW",
    latex=r"x_t = (1 - \alpha \lambda)\, x_{t-1} - \alpha\, \frac{\hat m_t}{\sqrt{\hat v_t} + \varepsilon} \qquad "
    r"\hat m_t,\; \hat v_t \text{ as in Adam}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta1", "β₁", 0.9, "How long the direction is remembered."),
        decay_rate("beta2", "β₂", 0.999, "How long the size of the gradient is remembered.", step=0.001),
        epsilon(1e-8),
        weight_decay(0.01),
    ),
    init=init,
    step=step,
    symbols={"shrunk": "x_{t-1}'"},
    drawn={"m": "gradient", "v": "squared gradient"},
    facts=(
        Fact(
            "Besides Adam's step, the point shrinks by a fraction αλ, however large the gradient is.",
            lambda it: all(np.isclose(extra(it, size), -0.1 * 0.5 * 2.0) for size in (1e-3, 1.0, 1e3)),
        ),
        Fact(
            "The pull towards the origin keeps it from settling at a minimum that lies elsewhere.",
            lambda it: (
                it.end_distance("booth", "adamw", steps=5000, weight_decay=0.1)
                > 1e-3
                > it.end_distance("booth", "adamw", steps=5000, weight_decay=0.0)
            ),
        ),
    ),
    reference="Loshchilov & Hutter (2019), arXiv:1711.05101, algorithm 2",
    year=2019,
    versus_pytorch="The same update: λ is scaled by α, where the paper scales it by the schedule alone.",
    ancestors=("adam",),
    names={"PyTorch": "torch.optim.AdamW", "Optax": "optax.adamw"},
    calls={
        "PyTorch": Call(
            "torch.optim.AdamW(lr=learning_rate, betas=(beta1, beta2), eps=epsilon, weight_decay=weight_decay)",
            constant=("beta1", "beta2"),
        ),
        "Optax": Call(
            "optax.adamw(learning_rate, b1=beta1, b2=beta2, eps=epsilon, weight_decay=weight_decay)",
            constant=("beta1", "beta2"),
        ),
    },
)


def extra(it: Any, size: float) -> Any:
    """The difference between the first step from 2 and Adam's."""
    gradient, point = np.full((2, 1), size), np.full((2, 1), 2.0)
    plain = OPTIMIZER.complete({"weight_decay": 0.0, "learning_rate": 0.1})
    (with_decay, _), (without, _) = (
        step(point, gradient, init(point), **{**plain, "weight_decay": decay}) for decay in (0.5, 0.0)
    )
    return (with_decay - without)[0, 0]
