"""A real cost: one neuron w·x + b fitted to nine points, drawn over its weight w and its bias b."""

import numpy as np

from surfaces._surface import Surface

INPUTS = np.arange(9.0)
WEIGHT, BIAS = 10.0, 20.0  # the data are 10 x + 20 exactly, so the cost can reach 0
MEAN_INPUT, MEAN_SQUARE_INPUT = float(INPUTS.mean()), float((INPUTS * INPUTS).mean())


def f(w, b):
    """The mean over the data of (w·x + b − (10 x + 20))², multiplied out: two moments of x hold all of the data."""
    u, v = w - WEIGHT, b - BIAS
    return MEAN_SQUARE_INPUT * (u * u) + 2.0 * MEAN_INPUT * (u * v) + v * v


SURFACE = Surface(
    title="Linear regression",
    latex=r"f(w, b) = \tfrac{1}{9} \sum_{i=0}^{8} \bigl(w\,x_i + b - y_i\bigr)^2, \quad x_i = i,\; y_i = 10\,x_i + 20",
    f=f,
    domain=((0.0, 24.0), (-20.0, 70.0)),
    start=(1.0, 0.0),
    teaches="Weight and bias differ in steepness by a factor of 80, so the rate that w bears is slow for b.",
    reference="Mean squared error of one linear neuron; Legendre (1805), Nouvelles méthodes, appendix",
    minima=((WEIGHT, BIAS),),
    axes=("w", "b"),
    kinds=("convex", "ravine"),
)
