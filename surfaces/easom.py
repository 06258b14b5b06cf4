"""Easom's function: a needle in a plain with almost no gradient to follow."""

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x - np.pi, y - np.pi
    return -np.cos(x) * np.cos(y) * np.exp(-(u * u + v * v))


SURFACE: Surface = Surface(
    title="Easom's needle",
    latex=r"f(x, y) = -\cos x\,\cos y\; e^{-(x-\pi)^2 - (y-\pi)^2}",
    f=f,
    domain=((-1.0, 7.0), (-1.0, 7.0)),
    start=(2.0, 2.4),
    facts=(
        Fact(
            "Far from the needle there is almost no gradient: at the origin it is below 1e-7.",
            lambda it: 0 < it.gradient_norm("easom", 0.0, 0.0) < 1e-7,
        ),
        Fact(
            "Momentum falls in from nearby, and has not moved by 0.01 after 2,000 steps from the origin.",
            lambda it: it.end_distance("easom", "momentum") < 0.01 and np.all(it.end("easom", "momentum", (0, 0), 2000) < 0.01),
        ),
    ),
    reference="Jamil & Yang (2013), function 50, doi:10.1504/IJMMNO.2013.055204",
    minima=((np.pi, np.pi),),
    properties=("plain",),
)
