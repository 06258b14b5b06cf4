"""Rastrigin's function: a bowl with an egg-box in it."""

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    return 20.0 + x * x + y * y - 10.0 * (np.cos(2.0 * np.pi * x) + np.cos(2.0 * np.pi * y))


SURFACE = Surface(
    title="Rastrigin's egg-box",
    latex=r"f(x, y) = 20 + x^2 + y^2 - 10\,(\cos 2\pi x + \cos 2\pi y)",
    f=f,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(3.3, -2.3),
    teaches="A hundred valleys in a bowl: the slope under one's feet says next to nothing of where the deepest lies.",
    reference="Rastrigin (1974), with A = 10; Mühlenbein et al. (1991), doi:10.1016/S0167-8191(05)80052-3",
    minima=((0.0, 0.0),),
    kinds=("many minima",),
)
