"""Rprop: each coordinate has its own step length, which grows while the gradient keeps its sign (Riedmiller & Braun 1993).

As in PyTorch, a coordinate whose gradient has changed sign pauses for one step, and no step is undone: the variant iRprop⁻ of
Igel & Hüsken (2000). In PyTorch lr is only the length of the first step, and the bounds are lengths; here α scales every step,
so that schedules have an effect, and lengths are in units of α. While α is constant, PyTorch takes the same path with lr = α
and step_sizes = (α Δmin, α Δmax). Optax (0.2.8) takes each step one step late.
"""

from typing import NamedTuple

import numpy as np

from optimizers._library_call import Call
from optimizers._optimizer import Array, Hyperparameter, Optimizer, decay_rate, learning_rate
from surfaces import Fact, Numbers


class State(NamedTuple):
    gradient: Array  # last gradient, 0 where its sign changed, (2, n)
    length: Array  # step size in units of the learning rate, (2, n)


def init(point: Array) -> State:
    return State(np.zeros_like(point), np.ones_like(point))


def step(
    point: Array,
    gradient: Array,
    state: State,
    *,
    learning_rate: Numbers,
    eta_minus: Numbers,
    eta_plus: Numbers,
    step_min: Numbers,
    step_max: Numbers,
) -> tuple[Array, State]:
    agreement = np.sign(gradient) * np.sign(state.gradient)
    factor = np.where(agreement > 0.0, eta_plus, np.where(agreement < 0.0, eta_minus, 1.0))
    length = np.clip(factor * state.length, step_min, step_max)
    gradient = np.where(agreement < 0.0, 0.0, gradient)
    return point - learning_rate * length * np.sign(gradient), State(gradient, length)


OPTIMIZER: Optimizer = Optimizer(
    title="Rprop",
    latex=r"\Delta_t = \mathrm{clip}(\eta\, \Delta_{t-1},\; \Delta_{\min},\; \Delta_{\max}) \qquad "
    r"\eta = \begin{cases} \eta^+ & g_t\, g_{t-1} > 0 \\ \eta^- \text{ and } g_t \leftarrow 0 & g_t\, g_{t-1} < 0 \\ "
    r"1 & \text{else} \end{cases} \qquad x_t = x_{t-1} - \alpha\, \Delta_t\, \mathrm{sign}(g_t)",
    hyperparameters=(
        learning_rate(0.1, "The length of the first step in each coordinate; it scales the others."),
        decay_rate("eta_minus", "η⁻", 0.5, "The factor of the step length where the gradient has changed sign."),
        Hyperparameter(
            name="eta_plus",
            symbol="η⁺",
            default=1.2,
            low=1.0,
            high=2.0,
            about="The factor of the step length where the gradient has kept its sign.",
        ),
        Hyperparameter(
            name="step_min",
            symbol="Δmin",
            default=1e-4,
            low=1e-6,
            high=1.0,
            scale="logarithmic",
            about="The shortest step, in units of α.",
        ),
        Hyperparameter(
            name="step_max",
            symbol="Δmax",
            default=5000.0,
            low=1.0,
            high=10_000.0,
            scale="logarithmic",
            about="The longest step, in units of α.",
        ),
    ),
    init=init,
    step=step,
    symbols={"agreement": "a_t", "factor": r"\eta_t", "length": r"\Delta_t"},
    drawn={"gradient": "gradient", "length": "step length"},
    facts=(
        Fact(
            "The step length of a coordinate grows or shrinks with the signs of its gradients; their size does not matter.",
            lambda it: np.array_equal(it.updates("rprop", 1000.0 * it.TURNING), it.updates("rprop", it.TURNING)),
        ),
        Fact(
            "Noise confuses the signs: on Matyas' ravine it converges without noise, and with σ = 1 it gets stuck.",
            lambda it: (
                it.end_distance("matyas", "rprop") < 0.01
                and np.all(it.end_distance("matyas", "rprop", noise=1.0, seed=np.arange(100)) > 2)
            ),
        ),
    ),
    reference="Riedmiller & Braun (1993), doi:10.1109/ICNN.1993.298623",
    year=1993,
    versus_pytorch="The same path while α is constant, with PyTorch's step_sizes in units of α; under a schedule the paths "
    "differ, because PyTorch's lr sets only the first step. Optax's rprop lags by one step.",
    ancestors=("gradient_descent",),
    names={"PyTorch": "torch.optim.Rprop"},
    calls={
        "PyTorch": Call(
            "torch.optim.Rprop(lr=learning_rate, etas=(eta_minus, eta_plus), "
            "step_sizes=(learning_rate * step_min, learning_rate * step_max))",
            before="state.update(step_size=state['step_size'] * (learning_rate / last['learning_rate']))",
            note="In PyTorch, lr is only the length of the first step; here the lengths are scaled when the rate changes.",
        )
    },
)
