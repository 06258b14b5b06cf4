"""Logistic regression with two weights: convex, and a ravine because its two inputs differ in scale."""

from math import log
from typing import Any

import autograd.numpy as anp
import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

# At (1, 4), 4 of 5 examples are of class 1; at (1, −4), 1 of 3: the optimal odds are 4 and 1/2.
FIRST, SECOND = 1.0, 4.0
BEST = 0.5 * log(2.0), 0.375 * log(2.0)  # w₁ + 4 w₂ = ln 4 and w₁ − 4 w₂ = −ln 2


def f(v: Numbers, w: Numbers) -> Numbers:
    """The mean over the eight cases of log(1 + eᶻ) − y z, where z is the weighted sum of the inputs."""
    often, seldom = FIRST * v + SECOND * w, FIRST * v - SECOND * w
    return (5.0 * _softplus(often) - 4.0 * often + 3.0 * _softplus(seldom) - seldom) / 8.0


def _softplus(z: Numbers) -> Numbers:
    """log(1 + eᶻ), computed without overflow for any z."""
    positive = z > 0.0
    return anp.where(positive, z, 0.0) + anp.log(1.0 + anp.exp(anp.where(positive, -z, z)))


SURFACE: Surface = Surface(
    title="Logistic regression",
    latex=r"f(w_1, w_2) = \tfrac{1}{8} \sum_{i=1}^{8} \ln\bigl(1 + e^{z_i}\bigr) - y_i z_i, \quad z_i = w_1 \pm 4\,w_2",
    f=f,
    domain=((-5.0, 6.0), (-2.0, 2.5)),
    start=(-3.5, 1.8),
    facts=(
        Fact(
            "Convex, and at its minimum 16 times as steep across as along: the second input is four times as large.",
            lambda it: round(float(np.divide(*SURFACE.curvatures(*BEST)[::-1]))) == 16,
        ),
        Fact(
            "Its best weights give the odds that are in the data, 4 and 1/2.",
            lambda it: np.allclose(np.exp([BEST[0] + 4 * BEST[1], BEST[0] - 4 * BEST[1]]), [4.0, 0.5], rtol=1e-14),
        ),
        Fact(
            "In 20 steps AdaGrad at 0.5 comes within 0.1 of it, because it scales each step; gradient descent is "
            "still off by 1 at a rate of 0.6, and above 0.68 it would not converge.",
            lambda it: (
                off(it, "adagrad", 0.5) < 0.1
                and off(it, "gradient_descent", 0.6) > 1.0
                and round(2.0 / float(SURFACE.curvatures(*BEST)[1]), 2) == 0.68
            ),
        ),
    ),
    rates={"gradient_descent": 0.5},
    reference="Cox (1958), doi:10.1111/j.2517-6161.1958.tb00292.x",
    minima=(BEST,),
    axes=("w₁", "w₂"),
    properties=("convex", "ravine"),
)


def off(it: Any, key: str, rate: float) -> Any:
    return it.end_distance("logistic_regression", key, steps=20, learning_rate=rate)
