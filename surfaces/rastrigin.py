"""Rastrigin's function: a bowl with an egg-box in it."""

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    return 20.0 + x * x + y * y - 10.0 * (np.cos(2.0 * np.pi * x) + np.cos(2.0 * np.pi * y))


SURFACE: Surface = Surface(
    title="Rastrigin's egg-box",
    latex=r"f(x, y) = 20 + x^2 + y^2 - 10\,(\cos 2\pi x + \cos 2\pi y)",
    f=f,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(3.3, -2.3),
    facts=(
        Fact(
            "A bowl with 121 valleys in its domain.",
            lambda it: len(it.local_minima(SURFACE.value(np.linspace(-5.12, 5.12, 20_001), 0.0))) ** 2 == 121,
        ),
        Fact(
            "The gradient hardly points to the deepest one: in nearly half of the domain, downhill is away from it.",
            lambda it: 0.5 < it.share_towards_minimum("rastrigin") < 0.55,
        ),
    ),
    rates={"gradient_descent": 0.001, "momentum": 0.001},
    reference="Rastrigin (1974), with A = 10; Mühlenbein et al. (1991), doi:10.1016/S0167-8191(05)80052-3",
    minima=((0.0, 0.0),),
    properties=("many minima",),
)
