"""Cosine annealing: the learning rate glides along half a cosine from its start to its end."""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps, *, final):
    share = (t - 1) / steps
    return learning_rate * (final + (1.0 - final) * 0.5 * (1.0 + np.cos(np.pi * share)))


SCHEDULE = Schedule(
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
            about="What is left of the learning rate at the end.",
        ),
    ),
    rate=rate,
    adds="Long near the full rate, long near the end, quick in between. It must know the number of steps beforehand.",
    reference="Loshchilov & Hutter (2017), arXiv:1608.03983, without restarts; PyTorch's CosineAnnealingLR",
)
