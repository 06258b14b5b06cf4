"""Booth's function: a slanted bowl."""

from surfaces._surface import Surface


def f(x, y):
    u, v = x + 2.0 * y - 7.0, 2.0 * x + y - 5.0
    return u * u + v * v


SURFACE = Surface(
    title="Booth's bowl",
    latex=r"f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 6.0),
    teaches="A bowl whose axes lie askew: what adapts x and y apart gains little.",
    reference="Jamil & Yang (2013), function 20, arXiv:1308.4008",
    minima=((1.0, 3.0),),
    kinds=("convex",),
)
