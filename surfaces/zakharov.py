"""Zakharov's function: a bowl near its minimum, a plate with steep rims far from it."""

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u = 0.5 * x + y
    square = u * u
    return x * x + y * y + square * (1.0 + square)


SURFACE: Surface = Surface(
    title="Zakharov's plate",
    latex=r"f(x, y) = x^2 + y^2 + \bigl(\tfrac{1}{2} x + y\bigr)^2 + \bigl(\tfrac{1}{2} x + y\bigr)^4",
    f=f,
    domain=((-5.0, 10.0), (-5.0, 10.0)),
    start=(-3.0, 4.0),
    facts=(
        Fact(
            "Convex, with a curvature that grows from 4.5 at the minimum to over 3,000 at the rim.",
            lambda it: (
                SURFACE.curvatures(*it.grid("zakharov"))[0].min() > 0
                and SURFACE.curvatures(0.0, 0.0)[1] == 4.5
                and SURFACE.curvatures(10.0, 10.0)[1] > 3000
            ),
        ),
        Fact(
            "A rate of gradient descent that converges from nearby, 0.3, diverges from the start.",
            lambda it: (
                [
                    it.end_distance("zakharov", "gradient_descent", start, learning_rate=0.3) < 1e-6
                    for start in ((1, -0.5), None)
                ]
                == [True, False]
            ),
        ),
    ),
    reference="Laguna & Martí (2005), function 12, doi:10.1007/s10898-004-1936-z; Jamil & Yang (2013), function 173",
    minima=((0.0, 0.0),),
    properties=("convex",),
)
