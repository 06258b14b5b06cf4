"""Beale's function: a flat cross between steep corners, with a narrow valley."""

from surfaces._surface import Stationary, Surface


def f(x, y):
    square = y * y
    u, v, w = 1.5 - x + x * y, 2.25 - x + x * square, 2.625 - x + x * (square * y)
    return u * u + v * v + w * w


SURFACE = Surface(
    title="Beale's corners",
    latex=r"f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
    f=f,
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    teaches="The slope changes a thousandfold between the corners and the floor: no one rate of gradient descent suits both.",
    reference="Beale (1958), On an Iterative Method for Finding a Local Minimum; Moré et al. (1981), doi:10.1145/355934.355936",
    minima=((3.0, 0.5),),
    stationary=(Stationary(0.0, 1.0, "saddle"),),
    kinds=("ravine", "saddle"),
)
