"""Styblinski and Tang's function: four valleys in a square, one deeper than the others."""

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface

# f is a sum of the same curve in x and y, stationary where 4t³ − 32t + 5 = 0: minimum, maximum, minimum.
DEEP, HILL, SHALLOW = -2.903534027771177, 0.1567312567803401, 2.746802770990837


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x * x, y * y
    return 0.5 * (u * (u - 16.0) + v * (v - 16.0) + 5.0 * (x + y))


SURFACE: Surface = Surface(
    title="Styblinski and Tang's square",
    latex=r"f(x, y) = \tfrac{1}{2} \bigl(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y\bigr)",
    f=f,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.2, 4.0),
    facts=(
        Fact(
            "Each coordinate descends independently, because ∂²f/∂x∂y = 0: into one of two valleys.",
            lambda it: not SURFACE.hessian(*it.grid("styblinski_tang"))[1].any(),
        ),
        Fact(
            "One of them is deeper, and a run ends in the deepest of all four only if both coordinates reach it.",
            lambda it: (
                SURFACE.value(DEEP, DEEP)
                < SURFACE.value(DEEP, SHALLOW)
                == SURFACE.value(SHALLOW, DEEP)
                < SURFACE.value(SHALLOW, SHALLOW)
            ),
        ),
    ),
    reference="Styblinski & Tang (1990), doi:10.1016/0893-6080(90)90029-K; Jamil & Yang (2013), function 144, arXiv:1308.4008",
    minima=((DEEP, DEEP),),
    stationary=(
        Stationary(SHALLOW, DEEP, "local minimum"),
        Stationary(DEEP, SHALLOW, "local minimum"),
        Stationary(SHALLOW, SHALLOW, "local minimum"),
        Stationary(HILL, HILL, "local maximum"),
        Stationary(HILL, DEEP, "saddle"),
        Stationary(HILL, SHALLOW, "saddle"),
        Stationary(DEEP, HILL, "saddle"),
        Stationary(SHALLOW, HILL, "saddle"),
    ),
    properties=("many minima", "saddle"),
)
