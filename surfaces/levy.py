"""Levy's function: waves across a valley with a wavy floor."""

from itertools import pairwise
from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    """With u = w − 1 for the usual w = 1 + (x − 1)/4: the squares of the sines are the same, and f(1, 1) is exactly 0."""
    u, v = (x - 1.0) / 4.0, (y - 1.0) / 4.0
    head, middle, tail = np.sin(np.pi * u), np.sin(np.pi * u + 1.0), np.sin(2.0 * np.pi * v)
    return head * head + u * u * (1.0 + 10.0 * (middle * middle)) + v * v * (1.0 + tail * tail)


LINE = np.linspace(-10.0, 10.0, 2001)

SURFACE: Surface = Surface(
    title="Levy's waves",
    latex=r"f(x, y) = \sin^2 \pi u + u^2 \bigl(1 + 10 \sin^2(\pi u + 1)\bigr) + v^2 \bigl(1 + \sin^2 2\pi v\bigr),"
    r" \quad u = \tfrac{x - 1}{4},\; v = \tfrac{y - 1}{4}",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-6.2, -0.3),
    facts=(
        Fact(
            "Waves across a valley in both directions, the higher ones in x: they hold gradient descent at 0.01.",
            lambda it: (
                swing(it, SURFACE.value(LINE, 1.0)) > swing(it, SURFACE.value(1.0, LINE))
                and abs(it.end("levy", "gradient_descent", learning_rate=0.01)[0] - -4.2) < 0.1
            ),
        ),
        Fact(
            "Momentum at the same rate rolls through them to the minimum.",
            lambda it: it.end_distance("levy", "momentum", steps=400, learning_rate=0.01) < 0.03,
        ),
    ),
    reference="Laguna & Martí (2005), function 38, doi:10.1007/s10898-004-1936-z, after Levy & Montalvo (1985)",
    minima=((1.0, 1.0),),
    properties=("many minima",),
)


def swing(it: Any, curve: Any) -> Any:
    """How far a curve rises, at the most, from one of its valleys to the next crest on the way out."""
    valleys = it.local_minima(curve)
    return max(curve[: valleys[0]].max() - curve[valleys[0]], *(np.ptp(curve[a:b]) for a, b in pairwise(valleys)))
