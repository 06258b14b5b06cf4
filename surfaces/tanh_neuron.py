"""One tanh neuron with a weight and a bias: where it saturates, its gradient is almost zero."""

from functools import reduce
from operator import add

import autograd.numpy as anp
import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

WEIGHT, BIAS = 2.0, -1.0  # of the neuron that generated the targets, so the loss can reach 0
INPUTS = (-1.0, 0.0, 1.0)


def _tanh(z: Numbers) -> Numbers:
    """tanh z = 1 − 2 / (1 + exp(2z)); beyond 100, where it is 1, z counts as 100, so that no derivative overflows."""
    return 1.0 - 2.0 / (1.0 + anp.exp(2.0 * anp.where(z < 100.0, z, 100.0)))


TARGETS = tuple(float(_tanh(np.float64(WEIGHT * x + BIAS))) for x in INPUTS)


def f(w: Numbers, b: Numbers) -> Numbers:
    errors = [_tanh(w * x + b) - y for x, y in zip(INPUTS, TARGETS, strict=True)]
    return reduce(add, (error * error for error in errors)) / len(INPUTS)


SURFACE: Surface = Surface(
    title="Tanh neuron",
    latex=r"f(w, b) = \tfrac{1}{3} \sum_{i=1}^{3} \bigl(\tanh(w\,x_i + b) - y_i\bigr)^2, "
    r"\quad x_i = i - 2,\; y_i = \tanh(2\,x_i - 1)",
    f=f,
    domain=((-12.0, 12.0), (-12.0, 12.0)),
    start=(-1.0, 3.0),
    facts=(
        Fact(
            "Where the neuron saturates, tanh is flat and so is the cost: at (0, 8) the gradient is below 1e-5.",
            lambda it: 0 < it.gradient_norm("tanh_neuron", 0.0, 8.0) < 1e-5,
        ),
        Fact(
            "There is only one minimum, and a step against the gradient never leads away from it.",
            lambda it: towards(*it.grid("tanh_neuron")).min() >= 0.0,
        ),
        Fact(
            "Yet gradient descent at 0.5 has not moved by 0.001 from (0, 8) after 200 steps, and from (0, 2) it converges.",
            lambda it: (
                np.hypot(*(it.end("tanh_neuron", "gradient_descent", (0, 8), 200, learning_rate=0.5) - (0, 8))) < 1e-3
                and it.end_distance("tanh_neuron", "gradient_descent", (0, 2), 2000, learning_rate=0.5) < 1e-3
            ),
        ),
    ),
    rates={"gradient_descent": 1.0, "momentum": 0.05},
    reference="Auer, Herbster & Warmuth (1996), Exponentially many local minima for single neurons, NIPS 8, theorem 6.1",
    minima=((WEIGHT, BIAS),),
    axes=("w", "b"),
    properties=("plain",),
)


def towards(w: Numbers, b: Numbers) -> Numbers:
    """How steeply f falls towards the minimum, times the distance."""
    by_w, by_b = SURFACE.gradient(w, b)
    return (w - WEIGHT) * by_w + (b - BIAS) * by_b
