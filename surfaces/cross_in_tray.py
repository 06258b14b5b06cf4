"""Mishra's cross-in-tray: four equal minima, separated by a grid of infinitely steep ridges."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

COORDINATE = 1.3494066171539107  # where cot x = 1 / (π √2)


def f(x: Numbers, y: Numbers) -> Numbers:
    distance = np.sqrt(x * x + y * y)
    height = np.abs(np.sin(x) * np.sin(y)) * np.exp(np.abs(100.0 - distance / np.pi))
    return -0.0001 * (height + 1.0) ** 0.1


SURFACE: Surface = Surface(
    title="Cross-in-tray",
    latex=r"f(x, y) = -0.0001 \Bigl(\Bigl|\sin x\,\sin y\; e^{|100 - \sqrt{x^2 + y^2}/\pi|}\Bigr| + 1\Bigr)^{0.1}",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(2.9, -0.8),
    facts=(
        Fact(
            "A grid of ridges divides the plane, with one minimum in each cell.",
            lambda it: all(len(it.local_minima(SURFACE.value(*middle_line(k)))) == 1 for k in range(-3, 3)),
        ),
        Fact(
            "Small steps of gradient descent never cross a ridge: a run ends in the cell in which it starts.",
            lambda it: stays_in_its_field(
                it.run("cross_in_tray", "gradient_descent", it.grid("cross_in_tray", 40), 100, learning_rate=0.01)
            ),
        ),
    ),
    reference="Mishra (2006), Some New Test Functions for Global Optimization, doi:10.2139/ssrn.926132",
    minima=((COORDINATE, COORDINATE), (COORDINATE, -COORDINATE), (-COORDINATE, COORDINATE), (-COORDINATE, -COORDINATE)),
    lower_outside=True,
    unbounded_below=True,
    not_differentiable="Not differentiable on the ridges, where x or y is a multiple of π: the gradient is defined as 0 there.",
    properties=("many minima", "not smooth", "unbounded below"),
)


def middle_line(field: Any) -> Any:
    """From ridge to ridge, through the middle of a field of the first row."""
    x = np.linspace(field * np.pi, (field + 1) * np.pi, 200)
    return x, np.full(200, COORDINATE)


def stays_in_its_field(path: Any) -> Any:
    fields = np.floor(path.points / np.pi)
    return np.array_equal(fields[0], fields[-1])
