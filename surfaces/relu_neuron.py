"""One ReLU neuron with a weight and a bias: where it is silent for all data it is dead and never recovers."""

from functools import reduce
from operator import add

import autograd.numpy as anp
import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

WEIGHT, BIAS = 1.0, 1.0  # of the neuron that generated the targets, so the loss can reach 0
INPUTS = (0.0, 1.0, 2.0, 3.0)


def relu(z: Numbers) -> Numbers:
    return anp.where(z > 0.0, z, 0.0)  # derivative at 0 is 0, as in PyTorch


def f(w: Numbers, b: Numbers) -> Numbers:
    errors = [relu(w * x + b) - (WEIGHT * x + BIAS) for x in INPUTS]
    return reduce(add, (error * error for error in errors)) / len(INPUTS)


SURFACE: Surface = Surface(
    title="ReLU neuron",
    latex=r"f(w, b) = \tfrac{1}{4} \sum_{i=0}^{3} \bigl(\max(0,\, w\,x_i + b) - y_i\bigr)^2, "
    r"\quad x_i = i,\; y_i = x_i + 1",
    f=f,
    domain=((-4.0, 4.0), (-7.0, 5.0)),
    start=(-1.5, 4.0),
    facts=(
        Fact(
            "In the dead region, b ≤ 0 and 3w + b ≤ 0, the neuron outputs 0 for all data: f is 7.5 and the gradient is 0.",
            lambda it: np.array_equal(dead(*it.grid("relu_neuron")), flat(*it.grid("relu_neuron"))),
        ),
        Fact(
            "A step that is too long can kill it: from (2, 4) the first one at a rate of 0.5 does, and at 0.1 it learns.",
            lambda it: (
                flat(*it.end("relu_neuron", "gradient_descent", (2.0, 4.0), 1, learning_rate=0.5))
                and it.end_distance("relu_neuron", "gradient_descent", (2.0, 4.0), 200, learning_rate=0.1) < 1e-3
            ),
        ),
        Fact(
            "It can also die for most of the data: at b = 1 and w ≤ −1 it is active only at x = 0, fits that point, "
            "and learns nothing more.",
            lambda it: not np.any(SURFACE.gradient(np.linspace(-4.0, -1.0, 50), 1.0)),
        ),
    ),
    rates={"gradient_descent": 0.1},
    reference="Lu, Shin, Su & Karniadakis (2020), Dying ReLU and Initialization, arXiv:1903.06733",
    minima=((WEIGHT, BIAS),),
    not_differentiable="Not differentiable on the lines w x + b = 0, one for each x of the data: the derivative of max(0, z) "
    "counts as 0 at z = 0.",
    axes=("w", "b"),
    properties=("ravine", "plain", "not smooth"),
)


def dead(w: Numbers, b: Numbers) -> Numbers:
    return (b <= 0.0) & (INPUTS[-1] * w + b <= 0.0)


def flat(w: Numbers, b: Numbers) -> Numbers:
    by_w, by_b = SURFACE.gradient(w, b)
    return (by_w == 0.0) & (by_b == 0.0) & (SURFACE.value(w, b) == 7.5)
