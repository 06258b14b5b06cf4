"""Inverse-time decay: after 1/k steps the learning rate is half of what it was."""

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps, *, decay):
    return learning_rate / (1.0 + decay * (t - 1))


SCHEDULE = Schedule(
    title="Inverse time",
    latex=r"\alpha_t = \frac{\alpha_0}{1 + k\,(t - 1)}",
    hyperparameters=(
        Hyperparameter(
            name="decay",
            symbol="k",
            default=0.0,
            low=1e-4,
            high=1.0,
            scale="logarithmic",
            zero=True,
            about="How fast the learning rate falls; 0 keeps it constant.",
        ),
    ),
    rate=rate,
    adds="Lets a run settle: the steps shrink like 1/t, yet their sum is infinite, so every distance can still be walked.",
    reference="Robbins & Monro (1951), doi:10.1214/aoms/1177729586; some texts call it exponential, which it is not",
)
