"""Step decay: the learning rate drops by a factor at regular intervals."""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int, *, factor: Numbers, every: Numbers) -> Numbers:
    return learning_rate * factor ** np.floor((t - 1) / every)


SCHEDULE: Schedule = Schedule(
    title="Step",
    latex=r"\alpha_t = \alpha_0\, q^{\lfloor (t - 1) / n \rfloor}",
    hyperparameters=(
        Hyperparameter(
            name="factor",
            symbol="q",
            default=0.5,
            low=0.05,
            high=1.0,
            step=0.05,
            below=1.0 + 1e-12,
            about="The factor by which each drop multiplies the learning rate.",
        ),
        Hyperparameter(
            name="every",
            symbol="n",
            default=50.0,
            low=1.0,
            high=1000.0,
            scale="logarithmic",
            at_least=1.0,
            about="The number of steps from one drop to the next.",
        ),
    ),
    rate=rate,
    facts=(
        Fact(
            "A constant rate that drops by the same factor every n steps.",
            lambda it: [SCHEDULE(0.5, 3).rate(1.0, t, 9) for t in range(1, 10)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25],
        ),
    ),
    reference="PyTorch's StepLR; He et al. (2016), arXiv:1512.03385, section 3.4",
)
