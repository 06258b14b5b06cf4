"""A deep linear chain of two weights: linear in the data, but not in the weights, and so no longer convex."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface

FARTHEST, SAMPLES = 32.0, 3201  # extent of the known hyperbola, and points per branch


def f(v: Numbers, w: Numbers) -> Numbers:
    """Half the mean of (v w x − x)² over data with a mean x² of 1."""
    off = v * w - 1.0
    return 0.5 * (off * off)


ARM = np.geomspace(1.0 / FARTHEST, FARTHEST, SAMPLES)  # the ends are powers of two, where v w is exactly 1
BRANCHES = tuple(tuple((float(v), float(1.0 / v)) for v in side * ARM) for side in (1.0, -1.0))

SURFACE: Surface = Surface(
    title="Deep linear chain",
    latex=r"f(w_1, w_2) = \tfrac{1}{2}\,(w_1 w_2 - 1)^2",
    f=f,
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    start=(-1.0, 1.3),
    facts=(
        Fact(
            "Two layers of one weight each: both branches of the hyperbola w₁w₂ = 1 are minima, and the origin is a saddle.",
            lambda it: (
                np.allclose(SURFACE.value(ARM, 1.0 / ARM), 0.0, atol=1e-30)
                and np.array_equal(SURFACE.curvatures(0.0, 0.0), (-1.0, 1.0))
            ),
        ),
        Fact(
            "At a rate of 0.1, each tenfold reduction of the initial weights keeps a run at the saddle 24 steps longer.",
            lambda it: set(np.diff([leaves(it, size) for size in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)]).tolist()) == {24},
        ),
        Fact(
            "The curvature across the valley is w₁² + w₂²: at a large rate, a run is thrown out of the sharp arms and ends "
            "where the valley is flatter.",
            lambda it: (
                np.allclose(SURFACE.curvatures(ARM, 1.0 / ARM)[1], ARM**2 + ARM**-2, rtol=1e-9)
                and steepest_at_end(it, 0.05) > 4.0
                and steepest_at_end(it, 0.5) < 4.0
            ),
        ),
    ),
    reference="Saxe, McClelland & Ganguli (2014), arXiv:1312.6120, section 1.1, with one weight per layer",
    curves=BRANCHES,
    stationary=(Stationary(0.0, 0.0, "saddle"),),
    axes=("w₁", "w₂"),
    properties=("saddle",),
)


def leaves(it: Any, size: float) -> Any:
    """The first step at which f is below half of its value at the saddle, from equal weights of this size."""
    values = it.run("deep_chain", "gradient_descent", (size, size), 300, learning_rate=0.1).values
    return int(np.argmax(values < 0.25))


def steepest_at_end(it: Any, rate: float) -> Any:
    """The curvature across the valley where gradient descent comes to rest from a sharp arm; infinite where it does not."""
    path = it.run("deep_chain", "gradient_descent", (0.2, 2.6), 2000, learning_rate=rate)
    return float(SURFACE.curvatures(*path.points[-1])[1]) if path.values[-1] < 1e-12 else np.inf
