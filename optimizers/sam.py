"""Sharpness-aware minimization: the gradient at the worst nearby point instead of at the iterate (Foret et al. 2021).

The worst point within a distance ρ is taken to lie straight uphill, which is true for small ρ. Optax has it as
optax.contrib.sam around another optimizer; here that is gradient descent.
"""

import numpy as np

from optimizers._library_call import Call
from optimizers._linear import norm
from optimizers._optimizer import Array, Hyperparameter, Optimizer, Stateless, learning_rate
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, state: Stateless, *, learning_rate: Numbers, rho: Numbers) -> Requests:
    ascent = yield Gradient(point)
    length = norm(ascent)
    worst = point + rho * ascent / np.where(length > 0.0, length, 1.0)
    gradient = yield Gradient(worst)
    return point - learning_rate * gradient, state


OPTIMIZER = Optimizer(
    title="SAM",
    latex=r"s_t = \nabla f(x_{t-1}) \qquad \hat x_t = x_{t-1} + \rho\, \frac{s_t}{\|s_t\|} \qquad "
    r"g_t = \nabla f(\hat x_t) \qquad x_t = x_{t-1} - \alpha\, g_t",
    hyperparameters=(
        learning_rate(0.05),
        Hyperparameter(
            name="rho",
            symbol="ρ",
            default=0.05,
            low=1e-4,
            high=10.0,
            scale="logarithmic",
            zero=True,
            about="How far uphill the gradient is evaluated; at 0 it is gradient descent.",
        ),
    ),
    init=init,
    step=step,
    symbols={"ascent": "s_t", "length": r"\ell_t", "worst": r"\hat x_t"},
    facts=(
        Fact(
            "A second gradient, evaluated a distance ρ uphill, makes the step; with ρ at 0 it is gradient descent.",
            lambda it: np.array_equal(it.end("matyas", "sam", rho=0.0), it.end("matyas", "gradient_descent")),
        ),
        Fact(
            "It cannot settle in a valley narrower than ρ: there the second gradient is taken on the far side.",
            lambda it: it.end_distance("bowl", "sam", rho=1.0, steps=500) > 0.01 > it.end_distance("bowl", "sam", steps=500),
        ),
        Fact("Each step costs two gradients.", lambda it: it.run("bowl", "sam", steps=10).evaluations[-1] == 20),
    ),
    reference="Foret et al. (2021), arXiv:2010.01412, algorithm 1",
    year=2021,
    versus_pytorch="Not in PyTorch.",
    ancestors=("gradient_descent",),
    calls={
        "Optax": Call(
            "optax.contrib.sam(optax.sgd(learning_rate), optax.chain(optax.contrib.normalize(), optax.sgd(rho)), "
            "opaque_mode=True)",
            asks=("grad_fn",),
        )
    },
)
