"""A real cost: one neuron w·x + b fitted to nine points, drawn over its weight w and its bias b."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

INPUTS = np.arange(9.0)
WEIGHT, BIAS = 10.0, 20.0  # the data are exactly 10 x + 20, so the loss can reach 0
MEAN_INPUT, MEAN_SQUARE_INPUT = float(INPUTS.mean()), float((INPUTS * INPUTS).mean())


def f(w: Numbers, b: Numbers) -> Numbers:
    """The mean over the data of (w·x + b − (10 x + 20))², multiplied out: two moments of x hold all of the data."""
    u, v = w - WEIGHT, b - BIAS
    return MEAN_SQUARE_INPUT * (u * u) + 2.0 * MEAN_INPUT * (u * v) + v * v


SURFACE: Surface = Surface(
    title="Linear regression",
    latex=r"f(w, b) = \tfrac{1}{9} \sum_{i=0}^{8} \bigl(w\,x_i + b - y_i\bigr)^2, \quad x_i = i,\; y_i = 10\,x_i + 20",
    f=f,
    domain=((0.0, 24.0), (-20.0, 70.0)),
    start=(1.0, 0.0),
    facts=(
        Fact(
            "The curvature is 45.3 along w and 2 along b, and its extremes differ by a factor of 82.",
            lambda it: (
                np.round(SURFACE.hessian(WEIGHT, BIAS)[::2], 1).tolist() == [45.3, 2.0]
                and round(float(np.divide(*SURFACE.curvatures(WEIGHT, BIAS)[::-1]))) == 82
            ),
        ),
        Fact(
            "So w limits the rate of gradient descent to 0.0427, at which b is still off by 5 after 50 steps.",
            lambda it: off(it, 0.0427, 5000) < 1e-3 and off(it, 0.0428, 5000) > 100 and off(it, 0.0427, 50) > 5,
        ),
    ),
    rates={"adam": 1.0, "gradient_descent": 0.02},
    reference="Mean squared error of one linear neuron; Legendre (1805), Nouvelles méthodes, appendix",
    minima=((WEIGHT, BIAS),),
    axes=("w", "b"),
    properties=("convex", "ravine"),
)


def off(it: Any, rate: Any, steps: int) -> Any:
    """How far b ends from its best value."""
    return abs(it.end("regression", "gradient_descent", steps=steps, learning_rate=rate)[1] - BIAS)
