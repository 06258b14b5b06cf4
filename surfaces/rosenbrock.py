"""Rosenbrock's function: a banana-shaped ravine, easy to enter and slow to follow."""

from surfaces._surface import Surface


def f(x, y):
    u, v = 1.0 - x, y - x * x
    return u * u + 100.0 * (v * v)


SURFACE = Surface(
    title="Rosenbrock's banana",
    latex=r"f(x, y) = (1 - x)^2 + 100\,(y - x^2)^2",
    f=f,
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    teaches="The valley bends, and is 2,500 times as steep across as along: every method is soon in it, few get far along.",
    reference="Rosenbrock (1960), doi:10.1093/comjnl/3.3.175, with a = 1, b = 100 and his start",
    minima=((1.0, 1.0),),
    kinds=("ravine",),
)
