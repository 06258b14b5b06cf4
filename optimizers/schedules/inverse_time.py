"""Inverse-time decay: after 1/k steps the learning rate is half of what it was."""

from typing import Any

import numpy as np

from optimizers._optimizer import Hyperparameter
from optimizers.schedules._schedule import Schedule
from surfaces import Fact, Numbers


def rate(learning_rate: Numbers, t: Numbers, steps: int, *, decay: Numbers) -> Numbers:
    return learning_rate / (1.0 + decay * (t - 1))


SCHEDULE: Schedule = Schedule(
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
    facts=(
        Fact(
            "The rates shrink like 1/t, so a noisy run settles.",
            lambda it: (
                np.isclose(SCHEDULE(0.05).rate(1.0, 10**6, 10**6) * 10**6, 20, rtol=1e-4)
                and settled(it, {"decay": 0.05}) < settled(it, {"decay": 0.0}) / 3
            ),
        ),
        Fact(
            "Their sum is infinite, so every distance can still be covered: each tenfold increase of the steps adds "
            "about the same distance.",
            lambda it: np.allclose(np.diff([total(10**k) for k in (3, 4, 5, 6)]), np.log(10) / 0.05, rtol=0.02),
        ),
    ),
    reference="Robbins & Monro (1951), doi:10.1214/aoms/1177729586; not to be confused with exponential decay",
)


def settled(it: Any, decay: dict[str, float]) -> Any:
    """The median distance from the bowl's minimum over 50 seeds."""
    noisy = {"steps": 500, "noise": 2.0, "seed": np.arange(50), "learning_rate": 0.3}
    return np.median(it.end_distance("bowl", "gradient_descent", schedule="inverse_time", scheduled=decay, **noisy))


def total(steps: int) -> Any:
    return np.sum(SCHEDULE.rate(1.0, np.arange(1, steps + 1), steps, decay=0.05))
