"""Michalewicz' function: two straight ditches in a plain, and the minimum where they cross."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface

X, NEXT = 2.2029055201726093, 2.7115714838430143  # the deepest valley in y is at π/2, the next one here


def f(x: Numbers, y: Numbers) -> Numbers:
    return -np.sin(x) * ditch(x * x / np.pi) - np.sin(y) * ditch(2.0 * y * y / np.pi)


def ditch(angle: Any) -> Any:
    """sin²⁰, by products, which are faster than a power."""
    sine = np.sin(angle)
    second = sine * sine
    fourth = second * second
    eighth = fourth * fourth
    return eighth * eighth * fourth


SURFACE: Surface = Surface(
    title="Michalewicz' ditches",
    latex=r"f(x, y) = -\sin x\, \sin^{20}\frac{x^2}{\pi} - \sin y\, \sin^{20}\frac{2 y^2}{\pi}",
    f=f,
    domain=((0.0, np.pi), (0.0, np.pi)),
    start=(1.2, 1.4),
    facts=(
        Fact(
            "In a quarter of the domain, the plain between two narrow ditches, the gradient is below 0.0002.",
            lambda it: np.mean(it.gradient_norm("michalewicz", *it.grid("michalewicz")) < 2e-4) > 0.25,
        ),
        Fact(
            "Gradient descent from (0.5, 0.5), on the plain, goes nowhere.",
            lambda it: np.allclose(it.end("michalewicz", "gradient_descent", (0.5, 0.5)), 0.5, atol=1e-6),
        ),
    ),
    rates={"gradient_descent": 0.02},
    reference="Michalewicz (1992), Genetic Algorithms + Data Structures = Evolution Programs, with m = 10",
    minima=((X, np.pi / 2),),
    stationary=(Stationary(X, NEXT, "local minimum"),),
    lower_outside=True,
    properties=("plain",),
)
