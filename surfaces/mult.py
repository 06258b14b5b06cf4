"""Ripples around a tip: rings of global minima, and a start decides which one is reached."""

import autograd.numpy as np

from surfaces._surface import Ring, Stationary, Surface


def f(x, y):
    return np.sin(np.sqrt(x * x + y * y))


SURFACE = Surface(
    title="Ripples",
    latex=r"f(x, y) = \sin\sqrt{x^2 + y^2}",
    f=f,
    domain=((-8.0, 8.0), (-8.0, 8.0)),
    start=(1.4, 0.9),
    teaches="Many minima: the start and the first few steps decide whether a run stays in the tip or reaches a ring.",
    reference="Course surface; the ripple of Salomon (1996), doi:10.1016/0303-2647(96)01621-8, without its slope",
    rings=(Ring(0.0, 0.0, radius=1.5 * np.pi, spacing=2.0 * np.pi),),
    stationary=(Stationary(0.0, 0.0, "local minimum"),),
    not_differentiable="Not differentiable at the origin, the tip of a cone: the gradient is defined as 0 there.",
    kinds=("many minima", "not smooth"),
)
