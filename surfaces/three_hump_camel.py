"""The three-hump camel: one deep valley between two shallow ones, in which many runs end."""

from math import sqrt

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface

# Where the gradient vanishes y is −x/2, and x is 0 or x⁴ − 4.2 x² + 3.5 = 0.
PASS, LOCAL = sqrt(2.1 - sqrt(0.91)), sqrt(2.1 + sqrt(0.91))


def f(x: Numbers, y: Numbers) -> Numbers:
    square = x * x
    return square * (2.0 - 1.05 * square + square * square / 6.0) + y * (x + y)


SURFACE: Surface = Surface(
    title="Three-hump camel",
    latex=r"f(x, y) = 2 x^2 - 1.05\, x^4 + \tfrac{1}{6} x^6 + x y + y^2",
    f=f,
    domain=((-2.5, 2.5), (-2.5, 2.5)),
    start=(-2.0, 2.0),
    facts=(
        Fact(
            "Two shallow valleys flank the deep one.",
            lambda it: all(SURFACE.curvatures(x, -x / 2)[0] > 0 and SURFACE.value(x, -x / 2) > 0.29 for x in (LOCAL, -LOCAL)),
        ),
        Fact(
            "Gradient descent at 0.05 ends in the shallow one near the start; at 0.3 it steps over the pass to the deep one.",
            lambda it: (
                it.end_distance("three_hump_camel", "gradient_descent", learning_rate=0.05) > 1.9
                and it.end_distance("three_hump_camel", "gradient_descent", learning_rate=0.3) < 1e-6
            ),
        ),
    ),
    reference="Branin (1972), doi:10.1147/rd.165.0504; Jamil & Yang (2013), function 29, arXiv:1308.4008, on [−5, 5]²",
    minima=((0.0, 0.0),),
    stationary=(
        Stationary(LOCAL, -LOCAL / 2, "local minimum"),
        Stationary(-LOCAL, LOCAL / 2, "local minimum"),
        Stationary(PASS, -PASS / 2, "saddle"),
        Stationary(-PASS, PASS / 2, "saddle"),
    ),
    properties=("many minima", "saddle"),
)
