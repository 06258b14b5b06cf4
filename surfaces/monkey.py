"""A slope with one flat step in it, sometimes mistaken for the monkey saddle."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._surface import Stationary, Surface

SURFACE: Surface = Surface(
    title="Flat step",
    latex=r"f(x, y) = x^3 + 3 x y^2",
    f=lambda x, y: x * x * x + 3.0 * x * (y * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 4.0),
    facts=(
        Fact(
            "f never rises as x falls, yet the gradient vanishes at the origin.",
            lambda it: SURFACE.gradient(*it.grid("monkey"))[0].min() == 0 and it.gradient_norm("monkey", 0.0, 0.0) == 0,
        ),
        Fact(
            "Small steps of gradient descent stall short of it; momentum can pass through.",
            lambda it: (
                0 < it.end("monkey", "gradient_descent", steps=1000, learning_rate=0.01)[0] < 0.02
                and it.run("monkey", "momentum", learning_rate=0.0005).points[-1, 0] < -5
            ),
        ),
        Fact(
            "It is not the monkey saddle, which is x³ − 3xy²: f has one way down from the origin here, and three there.",
            lambda it: [ways_down(it.SURFACES[key]) for key in ("monkey", "monkey_saddle")] == [1, 3],
        ),
    ),
    rates={"gradient_descent": 0.01, "momentum": 0.0005},
    reference="A surface of lecture notes, with a sign other than that of the monkey saddle",
    stationary=(Stationary(0.0, 0.0, "degenerate saddle"),),
    unbounded_below=True,
    properties=("saddle", "unbounded below"),
)


def ways_down(surface: Any) -> Any:
    """On how many arcs of a circle about the origin f is negative."""
    angles = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False) + 1e-3
    negative = surface.value(np.cos(angles), np.sin(angles)) < 0
    return np.count_nonzero(negative & ~np.roll(negative, 1))
