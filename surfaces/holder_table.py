"""Mishra's holder table: waves with the four global minima in the corners."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

X, Y = 8.055023475736563, 9.664590019241272


def f(x: Numbers, y: Numbers) -> Numbers:
    distance = np.sqrt(x * x + y * y)
    return -np.abs(np.sin(x) * np.cos(y)) * np.exp(np.abs(1.0 - distance / np.pi))


SURFACE: Surface = Surface(
    title="Holder table",
    latex=r"f(x, y) = -\Bigl|\sin x\,\cos y\; e^{|1 - \sqrt{x^2 + y^2}/\pi|}\Bigr|",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(4.5, 5.0),
    facts=(
        Fact(
            "The four global minima are in the corners of the domain.",
            lambda it: corners_of_the_lowest(it) == {(1, 1), (1, -1), (-1, 1), (-1, -1)},
        ),
        Fact(
            "Gradient descent, momentum and Adam end in a local minimum near the start, a quarter as deep.",
            lambda it: all(
                it.run("holder_table", key).values[-1] > SURFACE.value(X, Y) / 4
                for key in ("gradient_descent", "momentum", "adam")
            ),
        ),
    ),
    reference="Mishra (2006), doi:10.2139/ssrn.926132; Jamil & Yang (2013), function 146 (Holder table 2), arXiv:1308.4008",
    minima=((X, Y), (X, -Y), (-X, Y), (-X, -Y)),
    lower_outside=True,
    unbounded_below=True,
    not_differentiable="Not differentiable where sin x or cos y is 0, nor on the circle of radius π: a partial derivative that"
    " does not exist is defined as 0.",
    properties=("many minima", "not smooth", "unbounded below"),
)


def corners_of_the_lowest(it: Any) -> Any:
    """The signs of x and y wherever f is nearly as low as it gets, with 0 for a coordinate that is not far out."""
    x, y = it.grid("holder_table", 201)
    lowest = SURFACE.value(x, y) < 0.8 * SURFACE.value(X, Y)
    return set(zip(*(np.where(abs(at) > 7, np.sign(at), 0).astype(int)[lowest].tolist() for at in (x, y)), strict=True))
