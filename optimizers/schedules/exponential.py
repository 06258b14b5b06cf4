"""Exponential decay: every step multiplies the learning rate by the same factor."""

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps, *, factor):
    return learning_rate * factor ** (t - 1)


SCHEDULE = Schedule(
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
            about="What each step leaves of the learning rate.",
        ),
    ),
    rate=rate,
    adds="Halves again and again at equal distances. The sum of all steps is finite: what is far away is never reached.",
    reference="PyTorch's ExponentialLR; Bottou, Curtis & Nocedal (2018), doi:10.1137/16M1080173, section 4",
)
