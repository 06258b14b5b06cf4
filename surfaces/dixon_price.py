"""Dixon and Price's function: a ravine along a parabola, with a minimum on each of its arms."""

from math import sqrt

from surfaces._surface import Stationary, Surface


def f(x, y):
    u, v = x - 1.0, 2.0 * (y * y) - x
    return u * u + 2.0 * (v * v)


SURFACE = Surface(
    title="Dixon and Price's horseshoe",
    latex=r"f(x, y) = (x - 1)^2 + 2\,(2 y^2 - x)^2",
    f=f,
    domain=((-2.0, 6.0), (-2.5, 2.5)),
    start=(4.0, 0.1),
    teaches="Both arms of a bent ravine hold a minimum, at ±y, and a saddle parts them: the sign of y decides.",
    reference="Dixon & Price (1989), doi:10.1007/BF00940007, with two variables; Jamil & Yang (2013), function 48",
    minima=((1.0, sqrt(0.5)), (1.0, -sqrt(0.5))),
    stationary=(Stationary(1 / 3, 0.0, "saddle"),),
    kinds=("ravine", "saddle"),
)
