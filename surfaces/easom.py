"""Easom's function: a needle in a plain, where almost nowhere has a slope to follow."""

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    u, v = x - np.pi, y - np.pi
    return -np.cos(x) * np.cos(y) * np.exp(-(u * u + v * v))


SURFACE = Surface(
    title="Easom's needle",
    latex=r"f(x, y) = -\cos x\,\cos y\; e^{-(x-\pi)^2 - (y-\pi)^2}",
    f=f,
    domain=((-1.0, 7.0), (-1.0, 7.0)),
    start=(2.0, 2.4),
    teaches="Far from the needle the gradient is next to nothing: what has no slope to follow is not found.",
    reference="Jamil & Yang (2013), function 50, doi:10.1504/IJMMNO.2013.055204",
    minima=((np.pi, np.pi),),
    kinds=("plain",),
)
