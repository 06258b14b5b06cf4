"""AdaGrad: each coordinate has its own step length, which only ever shrinks (Duchi, Hazan & Singer 2011)."""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    s: Array  # sum of squared gradients, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(point: Array, gradient: Array, state: State, *, learning_rate: Numbers, epsilon: Numbers) -> tuple[Array, State]:
    s = state.s + gradient * gradient
    return point - learning_rate * gradient / (np.sqrt(s) + epsilon), State(s)


OPTIMIZER: Optimizer = Optimizer(
    title="AdaGrad",
    latex=r"s_t = s_{t-1} + g_t^2 \qquad x_t = x_{t-1} - \alpha\, \frac{g_t}{\sqrt{s_t} + \varepsilon}",
    hyperparameters=(learning_rate(0.5), epsilon(1e-10)),
    init=init,
    step=step,
    drawn={"s": "squared gradient"},
    facts=(
        Fact(
            "Each coordinate has its own scale, so that steep and flat ones start with steps of the same length.",
            lambda it: np.allclose(it.lengths("regression", "adagrad", steps=1, learning_rate=0.5), 0.5),
        ),
        Fact(
            "Its sum of squares only grows, so the steps fade.",
            lambda it: (
                np.all(np.diff(abs(it.updates("adagrad", np.ones(100)))) < 0)
                and np.isclose(it.updates("adagrad", np.ones(100), learning_rate=0.5)[-1], -0.05)
            ),
        ),
    ),
    reference="Duchi, Hazan & Singer (2011), JMLR 12, 2121–2159",
    year=2011,
    versus_pytorch="The same update. Optax adds ε inside the root, which is the same only while ε is tiny.",
    ancestors=("gradient_descent",),
    names={"PyTorch": "torch.optim.Adagrad", "Optax": "optax.adagrad(initial_accumulator_value=0, eps=1e-10)"},
    calls={
        "PyTorch": Call("torch.optim.Adagrad(lr=learning_rate, eps=epsilon)"),
        "Optax": Call(
            "optax.adagrad(learning_rate, initial_accumulator_value=epsilon**2, eps=0.0)",
            ready="optax.tree_utils.tree_set(state, sum_of_squares=(jnp.hypot(jnp.sqrt(optax.tree_utils.tree_get(state, "
            "'sum_of_squares')) - epsilon, gradient) + epsilon) ** 2 - gradient**2)",
            constant=("epsilon",),
            note="Optax adds ε inside the root; here the sum of squares is set so that ε stands outside.",
        ),
    },
)
