"""McCormick's function: a tilted trough that repeats itself, each time a little lower."""

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    d = x - y
    return np.sin(x + y) + d * d - 1.5 * x + 2.5 * y + 1.0


# The gradient vanishes where x − y = 1 and cos(x + y) = −1/2.
TURN = np.pi / 3

SURFACE: Surface = Surface(
    title="McCormick's trough",
    latex=r"f(x, y) = \sin(x + y) + (x - y)^2 - 1.5\, x + 2.5\, y + 1",
    f=f,
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    start=(3.5, 3.5),
    facts=(
        Fact(
            "Valley follows valley along the trough, each π lower than the last.",
            lambda it: np.allclose(
                np.diff(SURFACE.value(*(np.array(SURFACE.minima[0])[:, None] - np.pi * np.arange(4)))), -np.pi
            ),
        ),
        Fact(
            "Gradient descent at 0.01 stops in the first; momentum with γ = 0.95 at the same rate rolls on over the passes.",
            lambda it: (
                abs(it.end("mccormick", "gradient_descent", steps=400, learning_rate=0.01)[0] - 2.594) < 0.01
                and it.end("mccormick", "momentum", steps=400, learning_rate=0.01, momentum=0.95)[0] < -20
            ),
        ),
    ),
    reference="McCormick (1976), doi:10.1007/BF01580665; Jamil & Yang (2013), function 72, arXiv:1308.4008",
    minima=((0.5 - TURN, -0.5 - TURN),),
    stationary=(Stationary(0.5 + TURN, TURN - 0.5, "saddle"), Stationary(0.5 + 2 * TURN, 2 * TURN - 0.5, "local minimum")),
    lower_outside=True,
    unbounded_below=True,
    properties=("saddle", "unbounded below"),
)
