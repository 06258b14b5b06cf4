"""Bukin's sixth function: a bent ravine with a sharp edge for a floor."""

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    return 100.0 * np.sqrt(np.abs(y - 0.01 * (x * x))) + 0.01 * np.abs(x + 10.0)


SURFACE = Surface(
    title="Bukin's edge",
    latex=r"f(x, y) = 100 \sqrt{\bigl|y - 0.01\, x^2\bigr|} + 0.01\, |x + 10|",
    f=f,
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    start=(-13.0, 2.5),
    teaches="The slope grows without bound towards the floor: every step leaps over it, and only a decaying rate gets lower.",
    reference="Bukin (1997), New Minimization Strategy for Non-Smooth Functions, preprint INP 97-79, Novosibirsk, function f6",
    minima=((-10.0, 1.0),),
    not_differentiable="Not differentiable on the floor y = 0.01 x², minimum included, nor on x = −10: a partial derivative"
    " that does not exist is defined as 0.",
    sharp_minima=True,
    kinds=("ravine", "not smooth"),
)
