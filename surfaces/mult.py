"""Ripples around a tip: rings of global minima; the start decides which one a run reaches."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._minima import Ring
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    return np.sin(np.sqrt(x * x + y * y))


SURFACE: Surface = Surface(
    title="Ripples",
    latex=r"f(x, y) = \sin\sqrt{x^2 + y^2}",
    f=f,
    domain=((-8.0, 8.0), (-8.0, 8.0)),
    start=(1.4, 0.9),
    facts=(
        Fact(
            "Small steps of gradient descent end in the tip if they start within π/2 of it, and on a ring if farther out.",
            lambda it: [ends_at(it, radius) for radius in (1.4, 1.5, 1.65, 1.8)] == [0.0, 0.0, 4.712, 4.712],
        ),
    ),
    reference="The ripple of Salomon (1996), doi:10.1016/0303-2647(96)01621-8, without its slope",
    rings=(Ring(0.0, 0.0, radius=1.5 * np.pi, spacing=2.0 * np.pi),),
    stationary=(Stationary(0.0, 0.0, "local minimum"),),
    not_differentiable="Not differentiable at the origin, the tip of a cone: the gradient is defined as 0 there.",
    properties=("many minima", "not smooth"),
)


def ends_at(it: Any, radius: Any) -> Any:
    """How far from the tip gradient descent ends that starts so far from it."""
    end = it.end("mult", "gradient_descent", (0.8 * radius, 0.6 * radius), 600, learning_rate=0.05)
    return np.round(np.hypot(*end), 3)
