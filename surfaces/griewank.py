"""Griewank's function: a wide, shallow bowl under waves that hide it from nearby."""

from math import sqrt
from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    return 1.0 + (x * x + y * y) / 4000.0 - np.cos(x) * np.cos(y / sqrt(2.0))


SURFACE: Surface = Surface(
    title="Griewank's waves",
    latex=r"f(x, y) = 1 + \frac{x^2 + y^2}{4000} - \cos x\,\cos\frac{y}{\sqrt 2}",
    f=f,
    domain=((-30.0, 30.0), (-30.0, 30.0)),
    start=(17.7, -11.5),
    facts=(
        Fact(
            "Across the window the bowl rises by less than 0.5, and the waves on it are 2 high.",
            lambda it: np.ptp(without_waves(it)) < 0.5 and np.ptp(SURFACE.value(np.linspace(0.0, 2.0 * np.pi, 101), 0.0)) > 2,
        ),
        Fact(
            "So the gradient shows only the waves: in half of the domain, downhill is away from the minimum.",
            lambda it: abs(it.share_towards_minimum("griewank") - 0.5) < 0.03,
        ),
    ),
    reference="Griewank (1981), doi:10.1007/BF00933356, with the divisor 4000 that is usual today; often shown on [−600, 600]²",
    minima=((0.0, 0.0),),
    properties=("many minima",),
)


def without_waves(it: Any) -> Any:
    x, y = it.grid("griewank")
    return SURFACE.value(x, y) + np.cos(x) * np.cos(y / sqrt(2.0))
