"""The learning rate stays as it is."""

import numpy as np

from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int) -> Numbers:
    return learning_rate


SCHEDULE: Schedule = Schedule(
    title="Constant",
    latex=r"\alpha_t = \alpha_0",
    hyperparameters=(),
    rate=rate,
    facts=(
        Fact(
            "Every step uses the same rate.",
            lambda it: np.all(it.run("bowl", "gradient_descent", learning_rate=0.07).learning_rates == 0.07),
        ),
    ),
    reference="Robbins & Monro (1951), doi:10.1214/aoms/1177729586, show why noise needs more than this",
)
