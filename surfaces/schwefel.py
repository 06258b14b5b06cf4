"""Schwefel's function: the second-deepest valleys lie far from the deepest one."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

TINY = 1e-40  # lost in round-off except on the axes, where it keeps the square root's derivative finite

# x sin √x is stationary where tan √x = −√x/2; its maximum in the domain rounds to the published 418.9829.
DEEPEST = 420.96874635998205
HEIGHT = DEEPEST * np.sin(np.sqrt(DEEPEST))


def f(x: Numbers, y: Numbers) -> Numbers:
    return (HEIGHT - x * np.sin(np.sqrt(np.abs(x) + TINY))) + (HEIGHT - y * np.sin(np.sqrt(np.abs(y) + TINY)))


SURFACE: Surface = Surface(
    title="Schwefel's decoys",
    latex=r"f(x, y) = 2h - x \sin\sqrt{|x|} - y \sin\sqrt{|y|}, \quad h = \max_{|x| \le 500} x \sin\sqrt{|x|} \approx 418.98",
    f=f,
    domain=((-500.0, 500.0), (-500.0, 500.0)),
    start=(310.0, -380.0),
    facts=(
        Fact(
            "The deepest valley lies near a corner, and the next deepest more than 700 away: a low f does not mean "
            "that the minimum is near.",
            lambda it: min(DEEPEST, 500 - DEEPEST) < 80 and np.hypot(*(np.array(second_deepest(it)) - SURFACE.minima[0])) > 700,
        ),
    ),
    rates={"adam": 1.0, "gradient_descent": 0.5, "momentum": 0.05},
    reference="Schwefel (1981), Numerical Optimization of Computer Models, problem 2.26, lifted so that its minimum is 0",
    minima=((DEEPEST, DEEPEST),),
    lower_outside=True,
    unbounded_below=True,
    properties=("many minima", "unbounded below"),
)


def second_deepest(it: Any) -> Any:
    """Of the valleys of a sum of curves in x and in y: where one of the two takes its own second best."""
    x = np.linspace(-500.0, 500.0, 20_001)
    curve = SURFACE.value(x, DEEPEST)
    valleys = it.local_minima(curve)
    deepest, second = valleys[np.argsort(curve[valleys])[:2]]
    return x[second], x[deepest]
