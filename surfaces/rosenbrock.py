"""Rosenbrock's function: a banana-shaped ravine, easy to enter and slow to follow."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = 1.0 - x, y - x * x
    return u * u + 100.0 * (v * v)


SURFACE: Surface = Surface(
    title="Rosenbrock's banana",
    latex=r"f(x, y) = (1 - x)^2 + 100\,(y - x^2)^2",
    f=f,
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    facts=(
        Fact(
            "The valley bends, and at the minimum it is 2,500 times as steep across as along.",
            lambda it: abs(np.divide(*SURFACE.curvatures(1.0, 1.0)[::-1]) - 2500) < 10,
        ),
        Fact(
            "Gradient descent at 0.002 is on its floor within 20 steps, and 180 steps later still 1.5 from the minimum.",
            lambda it: on_the_floor(it.run("rosenbrock", "gradient_descent", learning_rate=0.002).points),
        ),
    ),
    rates={"adam": 0.5, "gradient_descent": 0.002, "momentum": 0.001},
    reference="Rosenbrock (1960), doi:10.1093/comjnl/3.3.175, with a = 1, b = 100 and his start",
    minima=((1.0, 1.0),),
    properties=("ravine",),
)


def on_the_floor(points: Any) -> Any:
    x, y = points.T
    return len(points) == 201 and np.all(abs(y - x * x)[20:] < 0.1) and SURFACE.distance(*points[-1]) > 1.5
