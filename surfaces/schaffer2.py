"""Schaffer's second function: a star of valleys whose floors are nearly level."""

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    u, v = x * x, y * y
    sine, damping = np.sin(u - v), 1.0 + 0.001 * (u + v)
    return 0.5 + (sine * sine - 0.5) / (damping * damping)


SURFACE = Surface(
    title="Schaffer's star",
    latex=r"f(x, y) = \frac{1}{2} + \frac{\sin^2(x^2 - y^2) - \tfrac{1}{2}}{\bigl(1 + 0.001\,(x^2 + y^2)\bigr)^2}",
    f=f,
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(2.5, 2.2),
    teaches="Steep walls, and a floor so level along x = ±y that runs all but stand still: low soon, at the minimum never.",
    reference="Mishra (2006), doi:10.2139/ssrn.926132, after Schaffer et al. (1989); often shown on [−100, 100]²",
    minima=((0.0, 0.0),),
    kinds=("many minima",),
)
