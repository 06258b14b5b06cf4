"""Polyak's step: gradient descent whose step length comes from how far f is above its minimum (Polyak 1987).

For a convex f, the step length (f − f*) / ‖g‖² minimizes the bound on the distance to the minimum. f* must be known: it is the
minimum in the surface's record. If none is known, or f has none, the step size is always the longest, and this is gradient
descent. Optax has it as optax.polyak_sgd, with f* as an argument.
"""

import numpy as np

from optimizers._library_call import Call
from optimizers._linear import dot
from optimizers._optimizer import Array, Hyperparameter, Optimizer, Stateless
from optimizers._requests import Lowest, Requests, ValueAndGradient
from surfaces import Fact, Numbers


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, state: Stateless, *, longest_step: Numbers) -> Requests:
    value, gradient = yield ValueAndGradient(point)
    lowest = yield Lowest()
    steepness = dot(gradient, gradient)
    gap = np.maximum(value - lowest, 0.0)
    length = np.minimum(gap / np.where(steepness > 0.0, steepness, 1.0), longest_step)
    return point - length * gradient, state


OPTIMIZER = Optimizer(
    title="Polyak's step",
    latex=r"\alpha_t = \min\!\left(\frac{f(x_{t-1}) - f^*}{\|g_t\|^2},\; \alpha_{\max}\right) \qquad "
    r"x_t = x_{t-1} - \alpha_t\, g_t",
    hyperparameters=(
        Hyperparameter(
            name="longest_step",
            symbol="αmax",
            default=1.0,
            low=1e-3,
            high=1000.0,
            scale="logarithmic",
            about="The largest step length. Where no minimum is known, every step has it.",
        ),
    ),
    init=init,
    step=step,
    symbols={"value": "f_t", "lowest": "f^*", "steepness": "q_t", "gap": r"\delta_t", "length": r"\alpha_t"},
    facts=(
        Fact(
            "No learning rate, but the minimum f* must be known: the step is as long as f is above it, over the squared "
            "gradient norm.",
            lambda it: np.allclose(it.end("bowl", "polyak", (6.0, 4.0), 1), (3.0, 2.0)),
        ),
        Fact(
            "Where no minimum is known it takes the longest step, as gradient descent would.",
            lambda it: np.array_equal(
                it.end("monkey_saddle", "polyak", steps=20, longest_step=0.01),
                it.end("monkey_saddle", "gradient_descent", steps=20, learning_rate=0.01),
            ),
        ),
    ),
    reference="Polyak (1987), Introduction to Optimization, section 5.3; Loizou et al. (2021), arXiv:2002.10542",
    year=1987,
    versus_pytorch="Not in PyTorch.",
    ancestors=("gradient_descent",),
    calls={
        "Optax": Call(
            "optax.chain(optax.scale(2.0**30), optax.scale_by_polyak(LOWEST, longest_step / 4.0**30, variant='sps+'), "
            "optax.scale(-(2.0**30)))",
            asks=("value",),
            note="optax.polyak_sgd stands still where the gradient norm is below 1.5e-8; here the gradient is scaled first. "
            "Where the gradient is small far from a minimum, steps are so long that rounding alone may lead to another path.",
        )
    },
)
