"""Step decay: the learning rate drops by a factor every so many steps."""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps, *, factor, every):
    return learning_rate * factor ** np.floor((t - 1) / every)


SCHEDULE = Schedule(
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
            about="What each drop leaves of the learning rate.",
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
    adds="A constant rate, lowered now and then by hand: the curve shows each drop.",
    reference="PyTorch's StepLR; He et al. (2016), arXiv:1512.03385, section 3.4",
)
