"""AdaDelta: the step length is learnt from past steps, so no learning rate is needed (Zeiler 2012)."""

from typing import Any, NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Optimizer, decay_rate, epsilon, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    s: Array  # running mean of squared gradients, (2, n)
    u: Array  # running mean of squared displacements (before the learning rate), (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.zeros_like(point))


def step(
    point: Array, gradient: Array, state: State, *, learning_rate: Numbers, rho: Numbers, epsilon: Numbers
) -> tuple[Array, State]:
    s = rho * state.s + (1.0 - rho) * (gradient * gradient)
    displacement = np.sqrt(state.u + epsilon) / np.sqrt(s + epsilon) * gradient
    u = rho * state.u + (1.0 - rho) * (displacement * displacement)
    return point - learning_rate * displacement, State(s, u)


OPTIMIZER: Optimizer = Optimizer(
    title="AdaDelta",
    latex=r"s_t = \rho\, s_{t-1} + (1 - \rho)\, g_t^2 \qquad "
    r"\Delta_t = \frac{\sqrt{u_{t-1} + \varepsilon}}{\sqrt{s_t + \varepsilon}}\, g_t \qquad "
    r"u_t = \rho\, u_{t-1} + (1 - \rho)\, \Delta_t^2 \qquad x_t = x_{t-1} - \alpha\, \Delta_t",
    hyperparameters=(
        learning_rate(1.0, "1 is Zeiler's method; it scales the step that the method has chosen."),
        decay_rate("rho", "ρ", 0.9, "How long past gradients and steps are remembered."),
        epsilon(1e-6, "The parameter that matters: the first steps are about √(ε / (1 − ρ)) long, and grow from there."),
    ),
    init=init,
    step=step,
    symbols={"displacement": r"\Delta_t"},
    drawn={"s": "squared gradient", "u": "squared displacement"},
    facts=(
        Fact(
            "It takes the length of its steps from its past ones; the size of the gradient hardly matters.",
            lambda it: np.allclose(it.updates("adadelta", 100.0 * it.RISING), it.updates("adadelta", it.RISING), rtol=0.01),
        ),
        Fact(
            "It starts slowly, and ε decides how slowly: a hundred times ε makes the first step ten times as long.",
            lambda it: np.isclose(first_step(it, 1e-4) / first_step(it, 1e-6), 10, rtol=1e-3),
        ),
    ),
    reference="Zeiler (2012), arXiv:1212.5701",
    year=2012,
    versus_pytorch="The same update; ε is inside both roots, as in PyTorch.",
    ancestors=("adagrad",),
    names={"PyTorch": "torch.optim.Adadelta", "Optax": "optax.adadelta"},
    calls={
        "PyTorch": Call("torch.optim.Adadelta(lr=learning_rate, rho=rho, eps=epsilon)"),
        "Optax": Call("optax.adadelta(learning_rate, rho=rho, eps=epsilon)"),
    },
)


def first_step(it: Any, epsilon: float) -> Any:
    return it.updates("adadelta", [100.0], epsilon=epsilon)[0]
