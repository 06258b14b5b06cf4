"""One cycle: the learning rate rises to its peak and then falls far below its initial value (Smith & Topin 2018).

This is PyTorch's two-phase form with cosines. The paper has three phases, each linear: up, down again, and down to almost 0.
"""

from typing import Any

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(
    learning_rate: Numbers, t: Numbers, steps: int, *, peak_at: Numbers, divisor: Numbers, final_divisor: Numbers
) -> Numbers:
    begin, end = learning_rate / divisor, learning_rate / (divisor * final_divisor)
    peak = peak_at * steps - 1.0  # counted from 0, as in PyTorch
    rising = np.clip((t - 1.0) / np.maximum(peak, 1e-9), 0.0, 1.0)
    falling = np.clip((t - 1.0 - peak) / np.maximum(steps - 1.0 - peak, 1e-12), 0.0, 1.0)
    up, down = _glide(begin, learning_rate, rising), _glide(learning_rate, end, falling)
    # `down` starts at the peak, so the first step takes it if the peak is there, and rounding of p T does not matter
    chosen: Numbers = np.where(t - 1.0 < peak - 1e-9, up, down)
    return chosen[()]


def _glide(begin: Numbers, end: Numbers, share: Numbers) -> Numbers:
    """From `begin` to `end` along half a cosine."""
    return end + (begin - end) * 0.5 * (1.0 + np.cos(np.pi * share))


SCHEDULE: Schedule = Schedule(
    title="One cycle",
    latex=r"\tfrac{\alpha_0}{d} \nearrow \alpha_0 \searrow \tfrac{\alpha_0}{d\,D}, \quad \text{each along half a cosine, "
    r"the peak at } p\,T",
    hyperparameters=(
        Hyperparameter(
            name="peak_at",
            symbol="p",
            default=0.3,
            low=0.05,
            high=0.95,
            below=1.0,
            about="The fraction of the steps after which the rate peaks.",
        ),
        Hyperparameter(
            name="divisor",
            symbol="d",
            default=25.0,
            low=1.0,
            high=1000.0,
            scale="logarithmic",
            at_least=1.0,
            about="The peak divided by the first rate.",
        ),
        Hyperparameter(
            name="final_divisor",
            symbol="D",
            default=1e4,
            low=1.0,
            high=1e6,
            scale="logarithmic",
            at_least=1.0,
            about="The first rate divided by the last.",
        ),
    ),
    rate=rate,
    facts=(
        Fact(
            "The rate that you set is the peak.",
            lambda it: all(np.isclose(max(rates(steps)), 1.0) for steps in (10, 100, 1000)),
        ),
        Fact(
            "PyTorch's two phases, not the paper's three: up to the peak and down to almost 0, each along half a cosine.",
            lambda it: is_half_cosine(rates(100)[:30], 0.04, 1.0) and is_half_cosine(rates(100)[29:], 1.0, 4e-6),
        ),
    ),
    reference="Smith & Topin (2018), arXiv:1708.07120; PyTorch's OneCycleLR, without its cycle of momentum",
)


def rates(steps: int) -> Any:
    return np.array([SCHEDULE().rate(1.0, t, steps) for t in range(1, steps + 1)])


def is_half_cosine(values: Any, begin: Numbers, end: Numbers) -> Any:
    share = np.linspace(0.0, 1.0, len(values))
    return np.allclose(values, end + (begin - end) * (1.0 + np.cos(np.pi * share)) / 2.0)
