"""RMSProp: AdaGrad that forgets, so its steps do not fade (Tieleman & Hinton 2012)."""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    s: Array  # running mean of squared gradients, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, rho: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    s = rho * state.s + (1.0 - rho) * (gradient * gradient)
    return point - learning_rate * gradient / (np.sqrt(s) + epsilon), State(s)


OPTIMIZER: Optimizer = Optimizer(
    title="RMSProp",
    latex=r"s_t = \rho\, s_{t-1} + (1 - \rho)\, g_t^2 \qquad x_t = x_{t-1} - \alpha\, \frac{g_t}{\sqrt{s_t} + \varepsilon}",
    hyperparameters=(
        learning_rate(0.05),
        decay_rate("rho", "ρ", 0.9, "How long past gradients are remembered."),
        epsilon(1e-8),
    ),
    init=init,
    step=step,
    drawn={"s": "squared gradient"},
    facts=(
        Fact(
            "A running mean takes the place of AdaGrad's sum, so the steps do not fade.",
            lambda it: np.isclose(it.updates("rmsprop", np.ones(200), learning_rate=0.5)[-1], -0.5),
        ),
        Fact(
            "Near a minimum they do not shrink either: on the bowl it ends in a cycle that is α wide.",
            lambda it: np.allclose(it.lengths("bowl", "rmsprop", steps=1000, learning_rate=0.2)[-40:], 0.2, rtol=0.02),
        ),
    ),
    reference="Tieleman & Hinton (2012), Coursera: Neural Networks for Machine Learning, lecture 6.5",
    year=2012,
    versus_pytorch="The same update; PyTorch's default for ρ (its alpha) is 0.99. By default, Optax adds ε inside the root.",
    ancestors=("adagrad", "rprop"),
    names={"PyTorch": "torch.optim.RMSprop", "Optax": "optax.rmsprop(eps_in_sqrt=False)"},
    calls={
        "PyTorch": Call("torch.optim.RMSprop(lr=learning_rate, alpha=rho, eps=epsilon)"),
        "Optax": Call("optax.rmsprop(learning_rate, decay=rho, eps=epsilon, eps_in_sqrt=False)"),
    },
)
