"""One cycle: the learning rate rises from low to its peak and falls far below where it began (Smith & Topin 2018).

This is PyTorch's two-phase form with cosines. The paper has three phases, each linear: up, down again, and down to almost 0.
"""

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps, *, peak_at, divisor, final_divisor):
    begin, end = learning_rate / divisor, learning_rate / (divisor * final_divisor)
    peak = peak_at * steps - 1.0  # counted from 0, as PyTorch does
    rising = np.clip((t - 1.0) / np.maximum(peak, 1e-9), 0.0, 1.0)
    falling = np.clip((t - 1.0 - peak) / np.maximum(steps - 1.0 - peak, 1e-12), 0.0, 1.0)
    up, down = _glide(begin, learning_rate, rising), _glide(learning_rate, end, falling)
    # `down` begins at the peak: so the first step takes it where it is the peak, and rounding of p T does not matter
    return np.where(t - 1.0 < peak - 1e-9, up, down)[()]


def _glide(begin, end, share):
    """From `begin` to `end` along half a cosine."""
    return end + (begin - end) * 0.5 * (1.0 + np.cos(np.pi * share))


SCHEDULE = Schedule(
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
            about="The share of the steps at which the rate peaks.",
        ),
        Hyperparameter(
            name="divisor",
            symbol="d",
            default=25.0,
            low=1.0,
            high=1000.0,
            scale="logarithmic",
            at_least=1.0,
            about="How many times below the peak it begins.",
        ),
        Hyperparameter(
            name="final_divisor",
            symbol="D",
            default=1e4,
            low=1.0,
            high=1e6,
            scale="logarithmic",
            at_least=1.0,
            about="How many times below its beginning it ends.",
        ),
    ),
    rate=rate,
    adds="The set rate is the peak, and can be higher than a constant one: the run is brought up to it and back down.",
    reference="Smith & Topin (2018), arXiv:1708.07120; PyTorch's OneCycleLR, without its cycle of momentum",
)
