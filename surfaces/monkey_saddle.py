"""The monkey saddle: three ways down, two for the legs and one for the tail."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._surface import Stationary, Surface

SURFACE: Surface = Surface(
    title="Monkey saddle",
    latex=r"f(x, y) = x^3 - 3 x y^2",
    f=lambda x, y: x * x * x - 3.0 * x * (y * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 0.05),
    facts=(
        Fact(
            "On the ridge y = 0 a run of gradient descent slows down and ends at the saddle.",
            lambda it: slows_down(it.run("monkey_saddle", "gradient_descent", (4.0, 0.0), 500, learning_rate=0.01).points),
        ),
        Fact(
            "The smallest push to the side decides which leg it takes.",
            lambda it: (
                [
                    it.end("monkey_saddle", "gradient_descent", (4.0, y), 500, learning_rate=0.01)[1] > 1e-3
                    for y in (1e-6, -1e-6)
                ]
                == [True, False]
            ),
        ),
    ),
    rates={"adam": 0.01, "gradient_descent": 0.002, "momentum": 0.0005},
    reference="Hilbert & Cohn-Vossen (1932), Anschauliche Geometrie, § 29",
    stationary=(Stationary(0.0, 0.0, "saddle"),),
    unbounded_below=True,
    properties=("saddle", "unbounded below"),
)


def slows_down(points: Any) -> Any:
    """Whether a path keeps to y = 0, each step shorter than the one before, and ends near the saddle without passing it."""
    x, y = points.T
    return not y.any() and np.all(np.diff(-np.diff(x)) < 0) and 0 < x[-1] < 0.1
