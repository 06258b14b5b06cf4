"""Beale's function: a flat cross between steep corners, with a narrow valley."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    square = y * y
    u, v, w = 1.5 - x + x * y, 2.25 - x + x * square, 2.625 - x + x * (square * y)
    return u * u + v * v + w * w


SURFACE: Surface = Surface(
    title="Beale's corners",
    latex=r"f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
    f=f,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    facts=(
        Fact(
            "The gradient norm is over 200,000 in the corners, and below 100 at the start.",
            lambda it: (
                it.gradient_norm("beale", [-4.5, -4.5, 4.5, 4.5], [-4.5, 4.5, -4.5, 4.5]).min() > 200_000
                and it.gradient_norm("beale", *SURFACE.start) < 100
            ),
        ),
        Fact(
            "No rate of gradient descent suits both: a rate that survives a corner hardly moves from the start.",
            lambda it: survives_a_corner(it) and it.end_distance("beale", "gradient_descent", learning_rate=2e-5) > 2.2,
        ),
    ),
    rates={"adam": 0.5, "gradient_descent": 0.02, "momentum": 0.002},
    reference="Beale (1958), On an Iterative Method for Finding a Local Minimum; Moré et al. (1981), doi:10.1145/355934.355936",
    minima=((3.0, 0.5),),
    stationary=(Stationary(0.0, 1.0, "saddle"),),
    properties=("ravine", "saddle"),
)


def survives_a_corner(it: Any) -> Any:
    """Whether, of these rates, gradient descent from a corner is stable at 2e-5 only."""
    ends = it.end_distance("beale", "gradient_descent", (4.5, 4.5), learning_rate=[2e-5, 2e-4, 2e-3, 2e-2])
    return np.isfinite(ends).tolist() == [True, False, False, False]
