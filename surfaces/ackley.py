"""Ackley's function: a deep hole in a wide, dimpled plain."""

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    """In this order of the terms the two differences are 0 at the origin, without round-off."""
    slope = np.exp(-0.2 * np.sqrt(0.5 * (x * x + y * y)))
    dimples = np.exp(0.5 * (np.cos(2.0 * np.pi * x) + np.cos(2.0 * np.pi * y)))
    return 20.0 * (1.0 - slope) + (np.e - dimples)


SURFACE: Surface = Surface(
    title="Ackley's hole",
    latex=r"f(x, y) = 20 \Bigl(1 - e^{-0.2 \sqrt{(x^2 + y^2)/2}}\Bigr) + e - e^{(\cos 2\pi x + \cos 2\pi y)/2}",
    f=f,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(3.3, -0.2),
    facts=(
        Fact(
            "A funnel full of dimples leads to the minimum.",
            lambda it: (
                np.all(np.diff(SURFACE.value(np.arange(5.0), 0.0)) > 0)
                and np.all(SURFACE.value(np.arange(4) + 0.5, 0.0) > SURFACE.value(np.arange(1.0, 5.0), 0.0))
            ),
        ),
        Fact(
            "Gradient descent at 0.01 ends in the first dimple; momentum at the same rate rolls on to the minimum.",
            lambda it: (
                it.end_distance("ackley", "gradient_descent", learning_rate=0.01) > 2.9
                and it.end_distance("ackley", "momentum", learning_rate=0.01) < 0.1
            ),
        ),
    ),
    rates={"gradient_descent": 0.01},
    reference="Ackley (1987), doi:10.1007/978-1-4613-1997-9, with a = 20, b = 0.2, c = 2π; often shown on [−32, 32]²",
    minima=((0.0, 0.0),),
    not_differentiable="Not differentiable at the minimum, the tip of a cone: the gradient is defined as 0 there.",
    sharp_minima=True,
    properties=("many minima", "not smooth"),
)
