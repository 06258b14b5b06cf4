"""Nesterov's accelerated gradient: momentum with the gradient at the look-ahead point (Nesterov 1983)."""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, learning_rate
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers


class State(NamedTuple):
    velocity: Array  # last displacement, negated, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(point: Array, state: State, *, learning_rate: Numbers, momentum: Numbers) -> Requests:
    ahead = point - momentum * state.velocity
    gradient = yield Gradient(ahead)
    velocity = momentum * state.velocity + learning_rate * gradient
    return point - velocity, State(velocity)


def stationary(curvature: Numbers, noise: Numbers, learning_rate: Numbers, momentum: Numbers) -> Any:
    """As `optimizers.stationary_variance` for momentum: here x(t) = q(1 + γ) x(t−1) − qγ x(t−2) − ασ ε(t), with q = 1 − αλ."""
    shrunk = 1.0 - learning_rate * curvature
    kept = shrunk * momentum
    room = 1.0 + shrunk + 2.0 * kept
    variance = learning_rate * noise * noise * (1.0 + kept) / (curvature * (1.0 - kept) * room)
    return np.where(np.logical_and(curvature > 0.0, room > 0.0), variance, np.inf)


OPTIMIZER: Optimizer = Optimizer(
    title="Nesterov",
    latex=r"g_t = \nabla f(x_{t-1} - \gamma\, v_{t-1}) \qquad v_t = \gamma\, v_{t-1} + \alpha\, g_t \qquad x_t = x_{t-1} - v_t",
    hyperparameters=(
        learning_rate(0.01),
        decay_rate("momentum", "γ", 0.9, "The fraction of the last displacement that is kept."),
    ),
    init=init,
    step=step,
    symbols={"ahead": r"\tilde x_t"},
    drawn={"velocity": "displacement"},
    rate_limit=lambda momentum, **_: 2.0 * (1.0 + momentum) / (1.0 + 2.0 * momentum),
    stationary=stationary,
    facts=(
        Fact(
            "The gradient is taken where the velocity is about to lead: it brakes earlier than momentum and overshoots less.",
            lambda it: all(0 < overshoot(it, "nesterov", rate) < overshoot(it, "momentum", rate) for rate in (0.01, 0.05, 0.3)),
        ),
    ),
    reference="Nesterov (1983), Doklady AN SSSR 269, in the form of Sutskever et al. (2013), ICML",
    year=1983,
    versus_pytorch="PyTorch's iterates are the look-ahead points x − γv, not x: the two paths run side by side.",
    ancestors=("momentum",),
    names={"PyTorch": "torch.optim.SGD(momentum=0.9, nesterov=True)", "Optax": "optax.sgd(momentum=0.9, nesterov=True)"},
    calls={
        "PyTorch": Call(
            "torch.optim.SGD(lr=1.0, momentum=momentum, nesterov=True)",
            gradient="learning_rate * gradient",
            read="point + momentum * state['momentum_buffer']",
            constant=("momentum",),
            note="PyTorch's parameters are the look-ahead points. It multiplies the velocity by the rate; here the gradient "
            "is multiplied.",
        ),
        "Optax": Call(
            "optax.chain(optax.scale_by_learning_rate(learning_rate), optax.trace(momentum, nesterov=True))",
            read="point - momentum * optax.tree_utils.tree_get(state, 'trace')",
            constant=("momentum",),
            note="Optax's parameters are the look-ahead points. optax.sgd multiplies the velocity by the rate; here the "
            "gradient is multiplied.",
        ),
    },
)


def overshoot(it: Any, key: str, rate: float) -> Any:
    """How far past the minimum of the bowl a run gets."""
    return -it.run("bowl", key, learning_rate=rate).points.min()
