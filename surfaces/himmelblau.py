"""Himmelblau's function: four valleys of the same depth around one hill."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x * x + y - 11.0, x + y * y - 7.0
    return u * u + v * v


SURFACE: Surface = Surface(
    title="Himmelblau's four valleys",
    latex=r"f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    f=f,
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-0.2, -1.2),
    facts=(
        Fact(
            "Four minima, all equally deep, around one hill.",
            lambda it: np.ptp(SURFACE.value(*np.transpose(SURFACE.minima))) < 1e-25 and len(SURFACE.minima) == 4,
        ),
        Fact(
            "Near the hilltop a small change of the start decides: starts within 0.05 of it lead to all four.",
            lambda it: reached(it, 0.05) == {0, 1, 2, 3},
        ),
    ),
    rates={"gradient_descent": 0.01},
    reference="Himmelblau (1972), Applied Nonlinear Programming; Jamil & Yang (2013), function 65, arXiv:1308.4008",
    minima=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861696),
        (3.5844283403304917, -1.8481265269644036),
    ),
    stationary=(
        Stationary(-0.2708445906673476, -0.9230385564799815, "local maximum"),
        Stationary(0.08667750455539636, 2.884254701174776, "saddle"),
        Stationary(-3.0730257507643897, -0.08135304428796751, "saddle"),
        Stationary(-0.12796134673068008, -1.9537149802445763, "saddle"),
        Stationary(3.385154183607021, 0.07385187983774928, "saddle"),
    ),
    properties=("many minima", "saddle"),
)


def reached(it: Any, radius: Any) -> Any:
    """Which minima gradient descent reaches from a small circle about the hilltop."""
    angles, hill = np.linspace(0.0, 2.0 * np.pi, 72, endpoint=False), SURFACE.stationary[0]
    starts = np.array([hill.x + radius * np.cos(angles), hill.y + radius * np.sin(angles)])
    ends = it.end("himmelblau", "gradient_descent", starts, 500, learning_rate=0.01)
    return {k for k, minimum in enumerate(SURFACE.minima) if np.any(np.hypot(*(ends.T - minimum).T) < 0.01)}
