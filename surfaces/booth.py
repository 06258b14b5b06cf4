"""Booth's function: a slanted bowl."""

from typing import Any

import numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface


def f(x: Numbers, y: Numbers) -> Numbers:
    u, v = x + 2.0 * y - 7.0, 2.0 * x + y - 5.0
    return u * u + v * v


SURFACE: Surface = Surface(
    title="Booth's bowl",
    latex=r"f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2",
    f=f,
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 6.0),
    facts=(
        Fact(
            "An elliptic bowl at 45° to the axes: the curvatures are 18 and 2, but along x and along y it is 10.",
            lambda it: (
                np.allclose(SURFACE.hessian(*it.grid("booth", 5)), [[10.0], [8.0], [10.0]]) and curvatures_are(18.0, 2.0)
            ),
        ),
        Fact(
            "So separate step lengths for x and y cannot make it rounder.",
            lambda it: min(condition(scale) for scale in np.geomspace(0.01, 100.0, 401)) > 8.99,
        ),
    ),
    reference="Jamil & Yang (2013), function 20, arXiv:1308.4008",
    minima=((1.0, 3.0),),
    properties=("convex",),
)


def curvatures_are(steepest: Any, flattest: Any) -> Any:
    return np.allclose(SURFACE.curvatures(0.0, 0.0), (flattest, steepest))


def condition(scale: Any) -> Any:
    """Of the Hessian, where y is measured in units that are `scale` times as long."""
    xx, xy, yy = SURFACE.hessian(0.0, 0.0)
    return np.linalg.cond([[xx, scale * xy], [scale * xy, scale**2 * yy]])
