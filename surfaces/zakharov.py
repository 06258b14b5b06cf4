"""Zakharov's function: a bowl near its minimum, a plate with steep rims far from it."""

from surfaces._surface import Surface


def f(x, y):
    u = 0.5 * x + y
    square = u * u
    return x * x + y * y + square * (1.0 + square)


SURFACE = Surface(
    title="Zakharov's plate",
    latex=r"f(x, y) = x^2 + y^2 + \bigl(\tfrac{1}{2} x + y\bigr)^2 + \bigl(\tfrac{1}{2} x + y\bigr)^4",
    f=f,
    domain=((-5.0, 10.0), (-5.0, 10.0)),
    start=(-3.0, 4.0),
    teaches="Convex, and yet a rate that is right at the bottom throws a run out from the rims: curvature grows with distance.",
    reference="Laguna & Martí (2005), function 12, doi:10.1007/s10898-004-1936-z; Jamil & Yang (2013), function 173",
    minima=((0.0, 0.0),),
    kinds=("convex",),
)
