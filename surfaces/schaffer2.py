"""Schaffer's second function: a star of valleys whose floors are nearly level."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x * x, y * y
    sine, damping = np.sin(u - v), 1.0 + 0.001 * (u + v)
    return 0.5 + (sine * sine - 0.5) / (damping * damping)


SURFACE: Surface = Surface(
    title="Schaffer's star",
    latex=r"f(x, y) = \frac{1}{2} + \frac{\sin^2(x^2 - y^2) - \tfrac{1}{2}}{\bigl(1 + 0.001\,(x^2 + y^2)\bigr)^2}",
    f=f,
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(2.5, 2.2),
    facts=(
        Fact(
            "Gradients over 10 on the walls, and about 0.01 at most on the floor, along x = ±y.",
            lambda it: it.gradient_norm("schaffer2", *it.grid("schaffer2")).max() > 10 and floor_gradient(it).max() < 0.0105,
        ),
        Fact(
            "So momentum and Adam are low after 50 steps, and after 200 still farther than 2 from the minimum.",
            lambda it: all(low_and_far(it, key) for key in ("momentum", "adam")),
        ),
    ),
    reference="Mishra (2006), doi:10.2139/ssrn.926132, after Schaffer et al. (1989); often shown on [−100, 100]²",
    minima=((0.0, 0.0),),
    properties=("many minima",),
)


def floor_gradient(it: Any) -> Any:
    along = np.linspace(-4.0, 4.0, 201)
    return it.gradient_norm("schaffer2", along, along)


def low_and_far(it: Any, key: str) -> Any:
    path = it.run("schaffer2", key)
    return abs(path.values[50]) < 0.02 and SURFACE.distance(*path.points[-1]) > 2
