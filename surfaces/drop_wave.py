"""The drop-wave: rings of waves that fade with the distance from the drop in the middle."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

TINY = 1e-40  # lost in round-off except at the origin, where it keeps the square root's derivative finite


def f(x: Numbers, y: Numbers) -> Numbers:
    square = x * x + y * y
    return -(1.0 + np.cos(12.0 * np.sqrt(square + TINY))) / (0.5 * square + 2.0)


SURFACE: Surface = Surface(
    title="Drop-wave",
    latex=r"f(x, y) = -\frac{1 + \cos\bigl(12 \sqrt{x^2 + y^2}\bigr)}{\tfrac{1}{2} (x^2 + y^2) + 2}",
    f=f,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(1.9, 1.2),
    facts=(
        Fact(
            "Ring within ring, each deeper than the one outside it.",
            lambda it: np.all(np.diff(SURFACE.value(rings(it), 0.0)) > 0) and len(rings(it)) == 9,
        ),
        Fact(
            "Gradient descent, momentum and Adam roll into the nearest ring and stay there.",
            lambda it: all(
                abs(np.hypot(*it.end("drop_wave", key)) - 2.0875) < 1e-3 for key in ("gradient_descent", "momentum", "adam")
            ),
        ),
    ),
    reference="Molga & Smutnicki (2005), Test Functions for Optimization Needs",
    minima=((0.0, 0.0),),
    properties=("many minima",),
)


def rings(it: Any) -> Any:
    """The radii at which f is lowest, from the innermost on."""
    radii = np.linspace(0.0, 5.0, 5001)
    return radii[it.local_minima(SURFACE.value(radii, 0.0))]
