"""The round bowl: the convex surface on which everything should work."""

import numpy as np

from surfaces._fact import Fact
from surfaces._surface import Surface

SURFACE: Surface = Surface(
    title="Bowl",
    latex=r"f(x, y) = x^2 + y^2",
    f=lambda x, y: x * x + y * y,
    domain=((-7.0, 7.0), (-7.0, 7.0)),
    start=(6.0, 6.0),
    facts=(
        Fact(
            "Convex, with the same curvature in every direction.",
            lambda it: np.allclose(SURFACE.curvatures(*it.grid("bowl")), 2.0),
        ),
        Fact(
            "Gradient descent converges at every learning rate between 0 and 1, and at none from 1 on.",
            lambda it: (
                it.end_distance("bowl", "gradient_descent", steps=3000, learning_rate=np.linspace(0.01, 0.99, 99)).max() < 1e-9
                and it.end_distance("bowl", "gradient_descent", learning_rate=np.linspace(1.0, 3.0, 101)).min() > 8
            ),
        ),
    ),
    reference="De Jong (1975), An Analysis of the Behavior of a Class of Genetic Adaptive Systems, function F1 (sphere)",
    minima=((0.0, 0.0),),
    properties=("convex",),
)
