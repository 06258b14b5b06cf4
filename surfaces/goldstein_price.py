"""Goldstein and Price's function: steep terrain whose floor lies a million below its heights."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    """Both factors depend on one slanted co-ordinate only, s = x + y and d = 2x − 3y: 19 − 14x + 3x² − … is 19 − 14s + 3s²."""
    s, d = x + y, 2.0 * x - 3.0 * y
    return (1.0 + (s + 1.0) * (s + 1.0) * (19.0 - 14.0 * s + 3.0 * s * s)) * (30.0 + d * d * (18.0 - 16.0 * d + 3.0 * d * d))


def at(s: Any, d: Any, kind: Any) -> Any:
    return Stationary((3 * s + d) / 5, (2 * s - d) / 5, kind)


SURFACE: Surface = Surface(
    title="Goldstein and Price's cliffs",
    latex=r"f(x, y) = \bigl[1 + (s + 1)^2 (3 s^2 - 14 s + 19)\bigr] \bigl[30 + d^2 (3 d^2 - 16 d + 18)\bigr],"
    r" \quad s = x + y,\; d = 2x - 3y",
    f=f,
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.0, 0.0),
    facts=(
        Fact(
            "f ranges from 3 to a million.",
            lambda it: 1e6 < SURFACE.value(*it.grid("goldstein_price", 201)).max() < 1.1e6 and SURFACE.lowest == 3.0,
        ),
        Fact(
            "Gradient descent survives the heights only at tiny rates, and at these it hardly moves near the minimum.",
            lambda it: (
                np.all(np.isinf(descended(it, (-2.0, 2.0), [1e-5, 1e-4, 1e-3])))
                and np.all(np.isfinite(descended(it, (-2.0, 2.0), [1e-6])))
                and descended(it, (0.1, -1.1), [1e-6])[0] > 0.1
            ),
        ),
    ),
    rates={"gradient_descent": 0.0001, "momentum": 5e-05},
    reference="Goldstein & Price (1971), doi:10.1090/S0025-5718-1971-0312365-X",
    minima=((0.0, -1.0),),
    stationary=(  # the first factor is stationary at s = −1, 1, 2 (min, max, min), the second at d = 0, 1, 3 (min, max, min)
        at(-1, 0, "local minimum"),
        at(2, 0, "local minimum"),
        at(2, 3, "local minimum"),
        at(1, 1, "local maximum"),
        at(-1, 1, "saddle"),
        at(1, 0, "saddle"),
        at(1, 3, "saddle"),
        at(2, 1, "saddle"),
    ),
    properties=("many minima", "saddle"),
)


def descended(it: Any, start: Any, rates: Any) -> Any:
    """How far from the minimum 200 steps of gradient descent end."""
    return it.end_distance("goldstein_price", "gradient_descent", start, learning_rate=rates)
