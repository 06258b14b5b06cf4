"""Barzilai–Borwein: the step length follows from the change of the gradient along the last step (Barzilai & Borwein 1988).

On a quadratic, ‖Δx‖² / Δxᵀ Δg is the inverse of the curvature along the last step. If that curvature is negative or cannot be
estimated, the longest step is taken (Raydan 1997).
"""

from typing import NamedTuple

import numpy as np

from optimizers._linear import dot
from optimizers._optimizer import Array, Hyperparameter, Optimizer
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers


class State(NamedTuple):
    last_point: Array  # previous point, (d, n)
    last_gradient: Array  # gradient at the previous point, (d, n)
    t: Array  # steps taken


def init(point: Array) -> State:
    return State(point.copy(), np.zeros_like(point), np.zeros(()))


def step(point: Array, state: State, *, first_step: Numbers, longest_step: Numbers) -> Requests:
    gradient = yield Gradient(point)
    point_change, gradient_change = point - state.last_point, gradient - state.last_gradient
    bend = dot(point_change, gradient_change)
    measured = dot(point_change, point_change) / np.where(bend > 0.0, bend, 1.0)
    bounded = np.where(bend > 0.0, np.minimum(measured, longest_step), longest_step)
    length = np.where(state.t > 0.0, bounded, first_step)
    return point - length * gradient, State(point, gradient, state.t + 1.0)


OPTIMIZER = Optimizer(
    title="Barzilai–Borwein",
    latex=r"\Delta x_t = x_{t-1} - x_{t-2} \qquad \Delta g_t = g_t - g_{t-1} \qquad "
    r"\alpha_t = \min\!\left(\frac{\Delta x_t^\top \Delta x_t}{\Delta x_t^\top \Delta g_t},\; \alpha_{\max}\right) \qquad "
    r"x_t = x_{t-1} - \alpha_t\, g_t",
    hyperparameters=(
        Hyperparameter(
            name="first_step",
            symbol="α₁",
            default=0.05,
            low=1e-5,
            high=100.0,
            scale="logarithmic",
            about="The step length of the first step, before anything has been measured.",
        ),
        Hyperparameter(
            name="longest_step",
            symbol="αmax",
            default=10.0,
            low=1e-3,
            high=1000.0,
            scale="logarithmic",
            about="The largest step length, taken also where the gradient shows no upward curvature.",
        ),
    ),
    init=init,
    step=step,
    symbols={
        "last_point": "p_t",
        "last_gradient": "q_t",
        "point_change": r"\Delta x_t",
        "gradient_change": r"\Delta g_t",
        "bend": "b_t",
        "measured": r"\eta_t",
        "bounded": r"\bar\alpha_t",
        "length": r"\alpha_t",
    },
    drawn={"last_point": "point", "last_gradient": "gradient"},
    facts=(
        Fact(
            "No learning rate: the change of the gradient along the last step estimates the curvature there, and its inverse "
            "is the next step length.",
            lambda it: it.end_distance("bowl", "barzilai_borwein", steps=2) < 1e-12,
        ),
        Fact(
            "f may rise for a while; in a ravine it still converges, far faster than at a fixed rate.",
            lambda it: (
                np.any(np.diff(it.run("regression", "barzilai_borwein", (0.5, 1.0), 60).values) > 0)
                and it.end_distance("regression", "barzilai_borwein", (0.5, 1.0), 60)
                < 0.01 * it.end_distance("regression", "gradient_descent", (0.5, 1.0), 60, learning_rate=0.04)
            ),
        ),
    ),
    reference="Barzilai & Borwein (1988), doi:10.1093/imanum/8.1.141, equation 5",
    year=1988,
    versus_pytorch="Not in PyTorch.",
    ancestors=("gradient_descent",),
)
