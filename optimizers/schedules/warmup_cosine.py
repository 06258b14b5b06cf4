"""Linear warm-up, then cosine: the learning rate rises linearly to its maximum and then falls along a cosine."""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int, *, warmup: Numbers, final: Numbers) -> Numbers:
    rising = np.maximum(np.round(warmup * steps), 1.0)
    share = np.clip((t - rising) / np.maximum(steps - rising, 1.0), 0.0, 1.0)
    falling = final + (1.0 - final) * 0.5 * (1.0 + np.cos(np.pi * share))
    return learning_rate * np.where(t <= rising, t / rising, falling)[()]


SCHEDULE: Schedule = Schedule(
    title="Warm-up, then cosine",
    latex=r"\alpha_t = \alpha_0 \begin{cases} t / W & t \le W \\ "
    r"r + (1 - r)\,\tfrac12 (1 + \cos \pi \tfrac{t - W}{T - W}) & t > W \end{cases}",
    hyperparameters=(
        Hyperparameter(
            name="warmup",
            symbol="W/T",
            default=0.1,
            low=0.0,
            high=0.9,
            below=1.0,
            about="The fraction of the steps during which the rate rises.",
        ),
        Hyperparameter(
            name="final",
            symbol="r",
            default=0.0,
            low=0.0,
            high=1.0,
            below=1.0 + 1e-12,
            about="The fraction of the learning rate that is left at the end.",
        ),
    ),
    rate=rate,
    facts=(
        Fact(
            "The rate rises linearly to the one that is set, while an adaptive method has seen few gradients.",
            lambda it: np.allclose([SCHEDULE(0.1).rate(1.0, t, 100) for t in range(1, 11)], np.arange(1, 11) / 10),
        ),
        Fact(
            "Then it falls along a cosine.",
            lambda it: np.allclose(
                [SCHEDULE(0.1).rate(1.0, t, 100) for t in range(10, 101)], 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, 91))
            ),
        ),
    ),
    reference="Goyal et al. (2017), arXiv:1706.02677, section 2.2, with Loshchilov & Hutter (2017), arXiv:1608.03983",
)
