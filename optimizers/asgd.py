"""Averaged SGD: gradient descent that returns the mean of its own iterates (Polyak & Juditsky 1992).

The path is that of the mean, which the method returns and in which noise averages out; the iterate, at which the gradient is
evaluated, is in the state. In PyTorch the parameters are the iterate, and the state holds the mean (ax). The iterate's rate
falls as in PyTorch (Xu 2011, arXiv:1107.2490); under a schedule the paths differ, because PyTorch uses the rate of the previous
step.
"""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Hyperparameter, Optimizer, learning_rate
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers


class State(NamedTuple):
    iterate: Array  # the iterate before averaging, (2, n)
    t: Array  # steps taken


def init(point: Array) -> State:
    return State(point.copy(), np.zeros(()))


def step(
    point: Array, state: State, *, learning_rate: Numbers, decay: Numbers, power: Numbers, average_from: Numbers
) -> Requests:
    gradient = yield Gradient(state.iterate)
    rate = learning_rate / np.power(1.0 + decay * learning_rate * state.t, power)
    iterate = (1.0 - decay * rate) * state.iterate - rate * gradient
    share = 1.0 / np.maximum(1.0, state.t - average_from)
    return point + share * (iterate - point), State(iterate, state.t + 1.0)


OPTIMIZER: Optimizer = Optimizer(
    title="Averaged SGD",
    latex=r"g_t = \nabla f(w_{t-1}) \qquad \eta_t = \frac{\alpha}{(1 + \lambda \alpha (t - 1))^\kappa} \qquad "
    r"w_t = (1 - \lambda \eta_t)\, w_{t-1} - \eta_t\, g_t \qquad "
    r"x_t = x_{t-1} + \frac{w_t - x_{t-1}}{\max(1,\; t - 1 - t_0)}",
    hyperparameters=(
        learning_rate(0.05),
        Hyperparameter(
            name="decay",
            symbol="λ",
            default=1e-4,
            low=1e-6,
            high=1.0,
            scale="logarithmic",
            zero=True,
            about="How soon the rate falls; it also draws the iterate towards (0, 0).",
        ),
        Hyperparameter(
            name="power",
            symbol="κ",
            default=0.75,
            low=0.0,
            high=1.0,
            about="How steeply the rate falls; at 0 it is constant.",
        ),
        Hyperparameter(
            name="average_from",
            symbol="t₀",
            default=50.0,
            low=0.0,
            high=1000.0,
            step=10.0,
            about="The step from which on the points are averaged.",
        ),
    ),
    init=init,
    step=step,
    symbols={"rate": r"\eta_t", "iterate": "w_t", "share": r"\mu_t"},
    drawn={"iterate": "point"},
    facts=(
        Fact(
            "It returns the mean of its own path: with noise, gradient descent wanders around a minimum, but the mean settles.",
            lambda it: (
                50 * recent_length(in_noise(it, "asgd", average_from=100.0)) < recent_length(in_noise(it, "gradient_descent"))
            ),
        ),
    ),
    reference="Polyak & Juditsky (1992), doi:10.1137/0330046",
    year=1992,
    versus_pytorch="PyTorch's parameters are the iterate w, and its state's ax is the path here; its t₀ is 10⁶, and under "
    "decay its rate is that of the step before.",
    ancestors=("gradient_descent",),
    names={"PyTorch": "torch.optim.ASGD"},
    calls={
        "PyTorch": Call(
            "torch.optim.ASGD(lr=learning_rate, lambd=decay, alpha=power, t0=average_from)",
            before="state.update(eta=torch.as_tensor(learning_rate / (1.0 + decay * learning_rate * state['step']) ** power))",
            read="state['ax']",
            constant=("average_from",),
            note="PyTorch's parameters are the iterate; the mean is in its state. Its rate, which lags by one step, is set.",
        )
    },
)


def in_noise(it: Any, key: str, **settings: Any) -> Any:
    """The lengths of the steps on the bowl, for 20 seeds."""
    return it.lengths("bowl", key, steps=2000, noise=1.0, seed=np.arange(20), learning_rate=0.2, **settings)


def recent_length(lengths: Any) -> Any:
    return lengths[-100:].mean()
