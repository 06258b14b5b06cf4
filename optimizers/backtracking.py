"""Gradient descent with a backtracking line search: long steps first, shorter ones until f falls enough (Armijo 1966).

As in Optax's scale_by_backtracking_linesearch with increase_factor=∞, each search begins with the longest step. The last trial
is accepted in any case, unless f is not finite there: then the point does not move.
"""

import numpy as np

from optimizers._library_call import Call
from optimizers._linear import dot
from optimizers._optimizer import Array, Hyperparameter, Optimizer, Stateless, decay_rate
from optimizers._requests import Requests, Value, ValueAndGradient
from surfaces import Fact, Numbers

TRIALS = 31


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, state: Stateless, *, longest_step: Numbers, shrink: Numbers, decrease: Numbers) -> Requests:
    value, gradient = yield ValueAndGradient(point)
    steepness = dot(gradient, gradient)
    length, there = longest_step, (yield Value(point - longest_step * gradient))
    for _ in range(TRIALS - 1):
        enough = there <= value - decrease * length * steepness
        length = np.where(enough, length, shrink * length)
        trial = yield Value(point - length * gradient, ~enough)
        there = np.where(enough, there, trial)
    return point - np.where(there < np.inf, length, 0.0) * gradient, state


OPTIMIZER = Optimizer(
    title="Line search",
    latex=r"\alpha_t = \max\left\{\alpha_{\max} \beta^k :\; "
    r"f(x_{t-1} - \alpha_t\, g_t) \le f(x_{t-1}) - c\, \alpha_t \|g_t\|^2\right\} \qquad x_t = x_{t-1} - \alpha_t\, g_t",
    hyperparameters=(
        Hyperparameter(
            name="longest_step",
            symbol="αmax",
            default=1.0,
            low=1e-3,
            high=1000.0,
            scale="logarithmic",
            about="The step length that each search begins with.",
        ),
        decay_rate("shrink", "β", 0.5, "The factor by which each failed trial shortens the step."),
        Hyperparameter(
            name="decrease",
            symbol="c",
            default=1e-4,
            low=1e-6,
            high=0.9,
            scale="logarithmic",
            below=1.0,
            about="The fraction of the decrease predicted by the gradient that f must achieve.",
        ),
    ),
    init=init,
    step=step,
    line_by_line=False,
    facts=(
        Fact(
            "No learning rate to tune: f is evaluated along the gradient, and the step shrinks until f falls by a sufficient "
            "fraction of what the gradient predicts. Without noise f never rises.",
            lambda it: all(
                np.all(np.diff(it.run(key, "backtracking").values) <= 0.0) for key in ("bowl", "matyas", "beale", "himmelblau")
            ),
        ),
        Fact(
            "Each trial costs one evaluation of f.",
            lambda it: it.run("bowl", "backtracking", (6.0, 6.0), 1).evaluations[-1] == 5 / 3,
        ),
    ),
    reference="Armijo (1966), doi:10.2140/pjm.1966.16.1",
    year=1966,
    versus_pytorch="Not in PyTorch for gradient descent.",
    ancestors=("gradient_descent",),
    calls={
        "Optax": Call(
            f"optax.chain(optax.scale(-1.0), optax.scale_by_backtracking_linesearch({TRIALS - 1}, slope_rtol=decrease, "
            "decrease_factor=shrink, increase_factor=1e300, max_learning_rate=longest_step))",
            asks=("value", "grad", "value_fn"),
        )
    },
)
