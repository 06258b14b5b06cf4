"""Cosine annealing: the learning rate follows half a cosine from its initial to its final value."""

from typing import Any

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int, *, final: Numbers) -> Numbers:
    share = (t - 1) / steps
    return learning_rate * (final + (1.0 - final) * 0.5 * (1.0 + np.cos(np.pi * share)))


SCHEDULE: Schedule = Schedule(
    title="Cosine",
    latex=r"\alpha_t = \alpha_0 \bigl( r + (1 - r)\,\tfrac12 (1 + \cos \tfrac{\pi (t - 1)}{T}) \bigr)",
    hyperparameters=(
        Hyperparameter(
            name="final",
            symbol="r",
            default=0.0,
            low=0.0,
            high=1.0,
            below=1.0 + 1e-12,
            about="The fraction of the rate that is left just after the last step.",
        ),
    ),
    rate=rate,
    facts=(
        Fact(
            "It falls slowly at first, fastest half-way, and slowly again at the end.",
            lambda it: np.all(np.diff(drops(200)[:99]) > 0) and np.all(np.diff(drops(200)[100:]) < 0),
        ),
        Fact(
            "It must know the number of steps beforehand.",
            lambda it: SCHEDULE().rate(1.0, 50, 100) != SCHEDULE().rate(1.0, 50, 200),
        ),
    ),
    reference="Loshchilov & Hutter (2017), arXiv:1608.03983, without restarts; PyTorch's CosineAnnealingLR",
)


def drops(steps: int) -> Any:
    """How far the rate falls from each step to the next."""
    return -np.diff([SCHEDULE().rate(1.0, t, steps) for t in range(1, steps + 1)])
