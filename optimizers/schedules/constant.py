"""The learning rate stays as it is."""

from optimizers.schedules._schedule import Schedule


def rate(learning_rate, t, steps):
    return learning_rate


SCHEDULE = Schedule(
    title="Constant",
    latex=r"\alpha_t = \alpha_0",
    hyperparameters=(),
    rate=rate,
    adds="The rate that is set is the rate of every step.",
    reference="Robbins & Monro (1951), doi:10.1214/aoms/1177729586, show why noise needs more than this",
)
