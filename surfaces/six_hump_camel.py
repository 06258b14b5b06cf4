"""The six-hump camel: two deepest valleys, four shallow ones, and a saddle in their middle."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x * x, y * y
    return u * (4.0 - 2.1 * u + u * u / 3.0) + x * y + 4.0 * v * (v - 1.0)


def both(x: Any, y: Any, kind: Any) -> Any:
    """The point and its mirror image: f(−x, −y) = f(x, y)."""
    return Stationary(x, y, kind), Stationary(-x, -y, kind)


SURFACE: Surface = Surface(
    title="Six-hump camel",
    latex=r"f(x, y) = \bigl(4 - 2.1\, x^2 + \tfrac{1}{3} x^4\bigr) x^2 + x y + (4 y^2 - 4)\, y^2",
    f=f,
    domain=((-3.0, 3.0), (-2.0, 2.0)),
    start=(-1.8, 0.2),
    facts=(
        Fact(
            "Six valleys, two of them deepest.",
            lambda it: len(reached(it)) == 6 and len(SURFACE.minima) == 2,
        ),
        Fact(
            "Which one gradient descent reaches depends on the start: each has a basin of its own.",
            lambda it: min(reached(it).values()) > 10,
        ),
    ),
    reference="Dixon & Szegö (1978), Towards Global Optimisation 2; Jamil & Yang (2013), function 30, arXiv:1308.4008",
    minima=((0.08984201310031806, -0.7126564030207396), (-0.08984201310031806, 0.7126564030207396)),
    stationary=(
        Stationary(0.0, 0.0, "saddle"),
        *both(1.703606714969981, -0.7960835686726251, "local minimum"),
        *both(1.6071047529201972, 0.5686514548841314, "local minimum"),
        *both(1.2302298765166526, 0.16233458445899496, "local maximum"),
        *both(1.1092053368047865, -0.7682680925095399, "saddle"),
        *both(1.2960702671671092, 0.6050843880386585, "saddle"),
        *both(1.6380679841897785, 0.22867406904439408, "saddle"),
    ),
    properties=("many minima", "saddle"),
)


def reached(it: Any) -> Any:
    """From how many of 900 starts gradient descent ends in which valley."""
    ends = it.end("six_hump_camel", "gradient_descent", it.grid("six_hump_camel", 30), 1000, learning_rate=0.01)
    valleys = [*SURFACE.minima, *((point.x, point.y) for point in SURFACE.stationary if point.kind == "local minimum")]
    counts = {valley: int(np.sum(np.hypot(*(ends.T - valley).T) < 0.01)) for valley in valleys}
    return {valley: count for valley, count in counts.items() if count}
