"""Dixon and Price's function: a ravine along a parabola, with a minimum on each of its arms."""

from math import sqrt

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x - 1.0, 2.0 * (y * y) - x
    return u * u + 2.0 * (v * v)


ACROSS = np.array([[4.0] * 6, [-2.0, -0.3, -0.05, 0.05, 0.3, 2.0]])  # starts on either side of y = 0

SURFACE: Surface = Surface(
    title="Dixon and Price's horseshoe",
    latex=r"f(x, y) = (x - 1)^2 + 2\,(2 y^2 - x)^2",
    f=f,
    domain=((-2.0, 6.0), (-2.5, 2.5)),
    start=(4.0, 0.1),
    facts=(
        Fact(
            "A bent ravine with a minimum in each of its arms, at y = ±√½, and a saddle in the bend.",
            lambda it: [SURFACE.curvatures(*point)[0] > 0 for point in (*SURFACE.minima, (1 / 3, 0.0))] == [True, True, False],
        ),
        Fact(
            "The sign of y at the start decides which one small steps of gradient descent reach.",
            lambda it: np.array_equal(
                np.sign(it.end("dixon_price", "gradient_descent", ACROSS, learning_rate=0.01)[1]), np.sign(ACROSS[1])
            ),
        ),
    ),
    reference="Dixon & Price (1989), doi:10.1007/BF00940007, with two variables; Jamil & Yang (2013), function 48",
    minima=((1.0, sqrt(0.5)), (1.0, -sqrt(0.5))),
    stationary=(Stationary(1 / 3, 0.0, "saddle"),),
    properties=("ravine", "saddle"),
)
