"""Exponential decay: every step multiplies the learning rate by the same factor."""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int, *, factor: Numbers) -> Numbers:
    return learning_rate * factor ** (t - 1)


SCHEDULE: Schedule = Schedule(
    title="Exponential",
    latex=r"\alpha_t = \alpha_0\, q^{\,t - 1}",
    hyperparameters=(
        Hyperparameter(
            name="factor",
            symbol="q",
            default=0.99,
            low=0.9,
            high=0.999,
            step=0.001,
            below=1.0 + 1e-12,
            about="The factor by which each step multiplies the learning rate.",
        ),
    ),
    rate=rate,
    facts=(
        Fact(
            "The rate halves at equal intervals.",
            lambda it: np.allclose([SCHEDULE(0.5**0.1).rate(1.0, t, 100) for t in (1, 11, 21)], [1, 0.5, 0.25]),
        ),
        Fact(
            "The rates have a finite sum, α₀/(1 − q), so a run may stop short of a minimum for good.",
            lambda it: (
                np.isclose(np.sum([SCHEDULE(0.9).rate(1.0, t, 1000) for t in range(1, 1001)]), 10)
                and it.end_distance("bowl", "gradient_descent", steps=5000, schedule="exponential", scheduled={"factor": 0.9})
                > 3
            ),
        ),
    ),
    reference="PyTorch's ExponentialLR; Bottou, Curtis & Nocedal (2018), doi:10.1137/16M1080173, section 4",
)
