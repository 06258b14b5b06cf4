"""Gradient descent: a step against the gradient (Cauchy 1847); with a noisy gradient it is SGD (Robbins & Monro 1951)."""

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, Stateless, learning_rate
from optimizers._stationary import long_run_variance
from surfaces import Fact, Numbers


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, gradient: Array, state: Stateless, *, learning_rate: Numbers) -> tuple[Array, Stateless]:
    return point - learning_rate * gradient, state


OPTIMIZER: Optimizer = Optimizer(
    title="Gradient descent",
    latex=r"x_{t} = x_{t-1} - \alpha\, g_t",
    hyperparameters=(learning_rate(0.05),),
    init=init,
    step=step,
    rate_limit=lambda **_: 2.0,
    stationary=lambda curvature, noise, learning_rate: long_run_variance(learning_rate, curvature, noise),
    facts=(
        Fact(
            "The step is the gradient times the learning rate, and nothing else.",
            lambda it: np.allclose(it.updates("gradient_descent", [3.0, -1.0, 0.5], learning_rate=0.1), [-0.3, 0.1, -0.05]),
        ),
        Fact(
            "With noise on the gradient it is SGD: at a constant rate it never comes to rest.",
            lambda it: it.lengths("bowl", "gradient_descent", steps=1000, noise=1.0)[-100:].mean() > 0.01,
        ),
    ),
    reference="Cauchy (1847), Comptes rendus 25; Robbins & Monro (1951), doi:10.1214/aoms/1177729586",
    year=1847,
    names={"PyTorch": "torch.optim.SGD", "Optax": "optax.sgd"},
    calls={"PyTorch": Call("torch.optim.SGD(lr=learning_rate)"), "Optax": Call("optax.sgd(learning_rate)")},
)
