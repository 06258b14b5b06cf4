"""Schedule-Free SGD: averaging instead of a schedule that would need to know the number of steps (Defazio et al. 2024).

z descends, x is the mean of all z, and the gradient is evaluated between the two. Each z is weighted with the square of the
largest learning rate so far, as in the authors' code and in Optax; at a constant rate that is the plain mean. The path is that
of x, which the method returns.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, learning_rate
from optimizers._requests import Gradient, Requests
from surfaces import Fact, Numbers


class State(NamedTuple):
    z: Array  # the iterate before averaging, (d, n)
    largest: Array  # largest learning rate so far
    total: Array  # sum of the averaging weights


def init(point: Array) -> State:
    return State(point.copy(), np.zeros(()), np.zeros(()))


def step(point: Array, state: State, *, learning_rate: Numbers, beta: Numbers) -> Requests:
    between = (1.0 - beta) * state.z + beta * point
    gradient = yield Gradient(between)
    z = state.z - learning_rate * gradient
    largest = np.maximum(state.largest, learning_rate)
    total = state.total + largest * largest
    share = largest * largest / np.where(total > 0.0, total, 1.0)
    return (1.0 - share) * point + share * z, State(z, largest, total)


OPTIMIZER = Optimizer(
    title="Schedule-Free SGD",
    latex=r"y_t = (1 - \beta)\, z_{t-1} + \beta\, x_{t-1} \qquad z_t = z_{t-1} - \alpha\, \nabla f(y_t) \qquad "
    r"x_t = (1 - c_t)\, x_{t-1} + c_t\, z_t \qquad c_t = \frac{\alpha_t^2}{\sum_{i \le t} \alpha_i^2}",
    hyperparameters=(
        learning_rate(0.1),
        decay_rate("beta", "β", 0.9, "Where the gradient is evaluated: 0 at z, near 1 at the mean of all z."),
    ),
    init=init,
    step=step,
    symbols={"between": "y_t", "largest": r"\alpha_{\max,t}", "total": "S_t", "share": "c_t"},
    drawn={"z": "point"},
    facts=(
        Fact(
            "A mean over its own path, with the gradient evaluated near the mean: with noise it ends far closer to the minimum "
            "than gradient descent at the same rate.",
            lambda it: (
                np.mean(it.end_distance("bowl", "schedule_free", steps=2000, noise=1.0, seed=np.arange(50)))
                < 0.5
                * np.mean(
                    it.end_distance("bowl", "gradient_descent", None, 2000, noise=1.0, seed=np.arange(50), learning_rate=0.1)
                )
            ),
        ),
        Fact(
            "It needs no schedule and no last step to plan for: a longer run begins as the shorter one.",
            lambda it: np.array_equal(
                it.run("matyas", "schedule_free", steps=50).points[20], it.end("matyas", "schedule_free", steps=20)
            ),
        ),
    ),
    reference="Defazio et al. (2024), arXiv:2405.15682, equations 3 to 5",
    year=2024,
    versus_pytorch="Not in PyTorch; the authors' schedulefree package keeps y as the parameters while it trains.",
    names={"Optax": "optax.contrib.schedule_free_sgd"},
    ancestors=("asgd",),
    calls={
        "Optax": Call(
            "optax.contrib.schedule_free_sgd(learning_rate, b1=beta)",
            read="(point - (1.0 - beta) * state.z) / beta",
            constant=("beta",),
            note="Optax's parameters are the points at which the gradient is evaluated; the mean is found from them.",
        )
    },
)
