"""Matyas' function: a ravine, 25 times as steep across as along."""

import numpy as np

from surfaces._fact import Fact
from surfaces._surface import Surface

SURFACE: Surface = Surface(
    title="Matyas' ravine",
    latex=r"f(x, y) = 0.26\,(x^2 + y^2) - 0.48\,x y",
    f=lambda x, y: 0.26 * (x * x + y * y) - 0.48 * (x * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 3.5),
    facts=(
        Fact(
            "Steep across (curvature 1) and flat along (0.04).",
            lambda it: np.allclose(SURFACE.curvatures(*it.grid("matyas", 5)), [[0.04], [1.0]]),
        ),
        Fact(
            "At any rate that is stable across the ravine, a step of gradient descent leaves more than nine tenths of "
            "the distance along it.",
            lambda it: 0.9 < it.end("matyas", "gradient_descent", (4, 4), 1, learning_rate=2.0)[0] / 4 < 0.93,
        ),
    ),
    reference="Jamil & Yang (2013), function 71, doi:10.1504/IJMMNO.2013.055204",
    minima=((0.0, 0.0),),
    properties=("convex", "ravine"),
)
