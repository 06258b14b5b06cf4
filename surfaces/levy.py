"""Levy's function: waves across a valley whose floor is wavy as well."""

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    """With u = w − 1 for the usual w = 1 + (x − 1)/4: the squares of the sines are the same, and f(1, 1) is exactly 0."""
    u, v = (x - 1.0) / 4.0, (y - 1.0) / 4.0
    head, middle, tail = np.sin(np.pi * u), np.sin(np.pi * u + 1.0), np.sin(2.0 * np.pi * v)
    return head * head + u * u * (1.0 + 10.0 * (middle * middle)) + v * v * (1.0 + tail * tail)


SURFACE = Surface(
    title="Levy's waves",
    latex=r"f(x, y) = \sin^2 \pi u + u^2 \bigl(1 + 10 \sin^2(\pi u + 1)\bigr) + v^2 \bigl(1 + \sin^2 2\pi v\bigr),"
    r" \quad u = \tfrac{x - 1}{4},\; v = \tfrac{y - 1}{4}",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-6.2, -0.3),
    teaches="Steep waves in x, gentle ones in y: a run gets through the gentle ones and is held between two of the steep.",
    reference="Laguna & Martí (2005), function 38, doi:10.1007/s10898-004-1936-z, after Levy & Montalvo (1985)",
    minima=((1.0, 1.0),),
    kinds=("many minima",),
)
