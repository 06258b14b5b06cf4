"""Branin's function: three of the minima of a wave that follows a parabola."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Stationary, Surface

B, C, R, S, T = 5.1 / (4.0 * np.pi**2), 5.0 / np.pi, 6.0, 10.0, 1.0 / (8.0 * np.pi)


def f(x: Numbers, y: Numbers) -> Numbers:
    u = y - B * (x * x) + C * x - R
    return u * u + S * (1.0 - T) * np.cos(x) + S


def floor(halves: int) -> tuple[float, float]:
    """The bottom of the valley at x = halves · π, written without B and C so that no digit is lost."""
    return halves * np.pi, 1.275 * halves**2 - 5.0 * halves + R


SURFACE: Surface = Surface(
    title="Branin's valley",
    latex=r"f(x, y) = \Bigl(y - \tfrac{5.1}{4\pi^2} x^2 + \tfrac{5}{\pi} x - 6\Bigr)^2"
    r" + 10 \Bigl(1 - \tfrac{1}{8\pi}\Bigr) \cos x + 10",
    f=f,
    domain=((-5.0, 10.0), (0.0, 15.0)),
    start=(6.0, 13.0),
    facts=(
        Fact(
            "One bent valley holds three minima of the same depth.",
            lambda it: np.ptp(SURFACE.value(*np.transpose(SURFACE.minima[:3]))) < 1e-12 and valley().max() < 20 < 300 < walls(),
        ),
        Fact(
            "Where a run enters it decides which one it reaches.",
            lambda it: len(reached(it)) == 3,
        ),
    ),
    reference="Branin (1972), doi:10.1147/rd.165.0504, with b = 5.1/(4π²), c = 5/π, r = 6, s = 10, t = 1/(8π)",
    minima=tuple(floor(odd) for odd in (-1, 1, 3, 5, -3, 7, -5, 9)),  # three in the domain, five in the widest window
    stationary=(Stationary(*floor(0), kind="saddle"), Stationary(*floor(2), kind="saddle")),
    properties=("many minima", "saddle"),
)


def valley() -> Any:
    """f along the floor, from the first minimum in the domain to the last."""
    x = np.linspace(-np.pi, 3 * np.pi, 501)
    return SURFACE.value(x, B * x * x - C * x + R)


def walls() -> Any:
    return SURFACE.value(-5.0, 0.0)


def reached(it: Any) -> Any:
    """Which minima gradient descent reaches from all over the domain."""
    ends = it.end("branin", "gradient_descent", it.grid("branin", 15), 400, learning_rate=0.01)
    return {k for k, minimum in enumerate(SURFACE.minima[:3]) if np.any(np.hypot(*(ends.T - minimum).T) < 0.05)}
