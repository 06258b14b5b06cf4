"""Bukin's sixth function: a bent ravine with a sharp edge for a floor."""

from typing import Any

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    return 100.0 * np.sqrt(np.abs(y - 0.01 * (x * x))) + 0.01 * np.abs(x + 10.0)


STARTS = ((-13.0, 2.5), (-7.0, -2.0), (-9.0, 2.0), (-12.0, 0.5))

SURFACE: Surface = Surface(
    title="Bukin's edge",
    latex=r"f(x, y) = 100 \sqrt{\bigl|y - 0.01\, x^2\bigr|} + 0.01\, |x + 10|",
    f=f,
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    start=(-13.0, 2.5),
    facts=(
        Fact(
            "Towards the floor the gradient grows without bound: at a hundredth of the distance it is ten times as large.",
            lambda it: (
                np.allclose(steepness(it, 1e-4) / steepness(it, 1e-2), 10, rtol=1e-3)
                and np.allclose(steepness(it, 1e-6) / steepness(it, 1e-4), 10, rtol=1e-3)
            ),
        ),
        Fact(
            "So a constant rate never settles there; one that decays ends lower.",
            lambda it: all(3 * level(it, start, 0.5) < level(it, start, 0.0) > 100 for start in STARTS),
        ),
    ),
    rates={"gradient_descent": 0.0002, "momentum": 5e-05},
    reference="Bukin (1997), New Minimization Strategy for Non-Smooth Functions, preprint INP 97-79, Novosibirsk, function f6",
    minima=((-10.0, 1.0),),
    not_differentiable="Not differentiable on the floor y = 0.01 x², minimum included, nor on x = −10: a partial derivative"
    " that does not exist is defined as 0.",
    sharp_minima=True,
    properties=("ravine", "not smooth"),
)


def steepness(it: Any, distance: Any) -> Any:
    """The length of the gradient so far above the floor."""
    return it.gradient_norm("bukin6", -12.0, 1.44 + distance)


def level(it: Any, start: Any, decay: Any) -> Any:
    """The mean of f over the last of 500 steps of gradient descent, its rate decaying like 1/t."""
    settings = {"learning_rate": 0.05, "schedule": "inverse_time", "scheduled": {"decay": decay}}
    return it.run("bukin6", "gradient_descent", start, 500, **settings).values[-50:].mean()
