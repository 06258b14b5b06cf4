"""L-BFGS: Newton's direction from the last few steps and the changes of the gradient along them (Liu & Nocedal 1989).

Equivalent to torch.optim.LBFGS(max_iter=1) without a line search: the 1-norm of the first step is at most the learning rate,
and a pair of changes is kept only if f has positive curvature along it. PyTorch stops where the gradient vanishes.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._linear import dot
from optimizers._optimizer import Array, Optimizer, learning_rate
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers

MEMORY = 5  # number of stored pairs
CURVED = 1e-10  # smallest Δxᵀ Δg of a pair that is used


class State(NamedTuple):
    velocity: Array  # last displacement, negated, (d, n)
    gradient: Array  # last gradient, (d, n)
    point_changes: Array  # last changes of the point, oldest first, (MEMORY, d, n)
    gradient_changes: Array  # last changes of the gradient, (MEMORY, d, n)
    weights: Array  # 1 / Δxᵀ Δg, or 0 for pairs not yet stored, (MEMORY, n)
    scale: Array  # 1 / curvature along the last step, (n,)
    t: Array  # steps taken


def init(point: Array) -> State:
    pairs, members = np.zeros((MEMORY, *point.shape)), np.ones(point.shape[1])
    still = np.zeros_like(point)
    return State(still, still.copy(), pairs, pairs.copy(), pairs[:, 0].copy(), members, np.zeros(()))


def step(point: Array, state: State, *, learning_rate: Numbers) -> Requests:
    gradient = yield Gradient(point)
    points, gradients, weights, scale = _updated_pairs(state, -state.velocity, gradient - state.gradient)
    direction = _descent_direction(gradient, points, gradients, weights, scale)
    first = np.minimum(1.0, 1.0 / np.sum(np.abs(gradient), axis=0))
    velocity = learning_rate * np.where(state.t > 0.0, 1.0, first) * direction
    return point - velocity, State(velocity, gradient, points, gradients, weights, scale, state.t + 1.0)


def _updated_pairs(state: State, point: Array, gradient: Array) -> tuple[Array, Array, Array, Array]:
    """The stored pairs of changes; the newest replaces the oldest for the members whose pair has enough curvature."""
    bend = dot(point, gradient)
    counts = bend > CURVED
    weight = 1.0 / np.where(counts, bend, 1.0)
    scale = np.where(counts, bend / np.where(counts, dot(gradient, gradient), 1.0), state.scale)
    memories = ((state.point_changes, point), (state.gradient_changes, gradient), (state.weights, weight))
    points, gradients, weights = (np.where(counts, np.concatenate([old[1:], new[None]]), old) for old, new in memories)
    return points, gradients, weights, scale


def _descent_direction(gradient: Array, points: Array, gradients: Array, weights: Array, scale: Array) -> Array:
    """H g, where H is the inverse Hessian estimated from the pairs: the two-loop recursion."""
    shares = [np.zeros(())] * MEMORY
    for k in reversed(range(MEMORY)):
        shares[k] = weights[k] * dot(points[k], gradient)
        gradient = gradient - shares[k] * gradients[k]
    direction = scale * gradient
    for k in range(MEMORY):
        direction = direction + (shares[k] - weights[k] * dot(gradients[k], direction)) * points[k]
    return direction


OPTIMIZER = Optimizer(
    title="L-BFGS",
    latex=r"\Delta x_t = x_{t-1} - x_{t-2} \qquad \Delta g_t = g_t - g_{t-1} \qquad "
    r"H_t \approx \left(\nabla^2 f\right)^{-1} \text{ with } H_t\, \Delta g_t = \Delta x_t \qquad "
    r"x_t = x_{t-1} - \alpha\, H_t\, g_t",
    hyperparameters=(learning_rate(1.0, "The fraction of the step that is taken; the first step is at most this long."),),
    init=init,
    step=step,
    line_by_line=False,
    drawn={"velocity": "displacement", "gradient": "gradient"},
    facts=(
        Fact(
            "Newton's method without second derivatives: the last five steps and the changes of the gradient along them "
            "estimate the curvature, so that a ravine takes a few steps.",
            lambda it: it.end_distance("matyas", "lbfgs", steps=12) < 1e-6,
        ),
        Fact(
            "Without a line search a step may be far too long where the curvature changes.",
            lambda it: it.lengths("rosenbrock", "lbfgs").max() > 1.0,
        ),
    ),
    reference="Liu & Nocedal (1989), doi:10.1007/BF01589116; Nocedal & Wright (2006), algorithm 7.4",
    year=1989,
    versus_pytorch="The same as torch.optim.LBFGS with max_iter=1, history_size=5 and no tolerances.",
    ancestors=("barzilai_borwein",),
    calls={
        "PyTorch": Call("torch.optim.LBFGS(lr=learning_rate, max_iter=1, history_size=5, tolerance_grad=0, tolerance_change=0)")
    },
)
