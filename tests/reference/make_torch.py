"""Write the reference trajectories of the optimizers that PyTorch has: its optimizers, its gradients, float64.

To make them again, in an environment of its own:

    python -m venv torch-environment
    torch-environment/bin/pip install numpy torch==2.13.0 qhoptim==1.1.0
    torch-environment/bin/python tests/reference/make_torch.py

QHM and QHAdam are those of qhoptim, their authors' own, which are PyTorch optimizers as well. `recorder.py` says what a file
holds. The functions are written here a second time, in PyTorch and from their formulas, so that an error in the project's
own cannot hide.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import qhoptim.pyt
import torch
from recorder import STARTS, record

warnings.filterwarnings("ignore", message="This overload of add")  # qhoptim dates from 2019
torch.set_default_dtype(torch.float64)  # otherwise ASGD keeps its rate, and NAdam its product, in float32

DATA = torch.arange(9, dtype=torch.float64)
SURFACES = {
    "bowl": lambda x, y: x**2 + y**2,
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "easom": lambda x, y: -torch.cos(x) * torch.cos(y) * torch.exp(-((x - torch.pi) ** 2) - (y - torch.pi) ** 2),
    "mult": lambda x, y: torch.sin(torch.hypot(x, y)),
    "regression": lambda w, b: torch.mean((w * DATA + b - (10 * DATA + 20)) ** 2),
    "monkey": lambda x, y: x**3 + 3 * x * y**2,
}
QHOPTIM = f"qhoptim {version('qhoptim')}, torch {torch.__version__}"
Reader = Callable[[torch.optim.Optimizer, torch.Tensor], float]


def iterate(optimizer: torch.optim.Optimizer, coordinate: torch.Tensor) -> float:
    return coordinate.item()


def average(optimizer: torch.optim.Optimizer, coordinate: torch.Tensor) -> float:
    state = optimizer.state[coordinate]
    return state["ax"].item() if state else coordinate.item()  # empty before the first step


@dataclass(frozen=True)
class Method:
    """PyTorch's optimizer from this project's hyperparameters, the settings that are run, and what is read after each step.

    `decays` says whether the paths agree under decay, too: not where PyTorch multiplies by the learning rate elsewhere.
    """

    make: Callable[..., torch.optim.Optimizer]
    settings: Sequence[Mapping[str, float]]
    decays: bool = True
    readers: Mapping[str, Reader] | None = None
    made_with: str = f"torch {torch.__version__}"
    shake: bool = False


ADAM = [
    {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
    {"learning_rate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.25},
]


def like_adam(make: Callable[..., torch.optim.Optimizer], **fixed: object) -> Callable[..., torch.optim.Optimizer]:
    return lambda point, learning_rate, beta1, beta2, epsilon, **more: make(
        point, lr=learning_rate, betas=(beta1, beta2), eps=epsilon, **fixed, **more
    )


OPTIMIZERS = {
    "gradient_descent": Method(
        lambda point, learning_rate: torch.optim.SGD(point, lr=learning_rate),
        [{"learning_rate": 0.01}, {"learning_rate": 0.04}, {"learning_rate": 0.3}],
    ),
    "momentum": Method(
        lambda point, learning_rate, momentum: torch.optim.SGD(point, lr=learning_rate, momentum=momentum),
        [
            {"learning_rate": 0.01, "momentum": 0.9},
            {"learning_rate": 0.03, "momentum": 0.5},
            {"learning_rate": 0.1, "momentum": 0.3},
        ],
        decays=False,
    ),
    "nesterov": Method(
        lambda point, learning_rate, momentum: torch.optim.SGD(point, lr=learning_rate, momentum=momentum, nesterov=True),
        [
            {"learning_rate": 0.01, "momentum": 0.9},
            {"learning_rate": 0.02, "momentum": 0.5},
            {"learning_rate": 0.1, "momentum": 0.3},
        ],
        decays=False,
        readers={"queries": iterate},  # PyTorch's iterates are the look-ahead points
    ),
    "adagrad": Method(
        lambda point, learning_rate, epsilon: torch.optim.Adagrad(point, lr=learning_rate, eps=epsilon),
        [
            {"learning_rate": 0.5, "epsilon": 1e-10},
            {"learning_rate": 0.1, "epsilon": 1e-3},
            {"learning_rate": 2.0, "epsilon": 0.5},
        ],
    ),
    "rmsprop": Method(
        lambda point, learning_rate, rho, epsilon: torch.optim.RMSprop(point, lr=learning_rate, alpha=rho, eps=epsilon),
        [
            {"learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-8},
            {"learning_rate": 0.05, "rho": 0.99, "epsilon": 1e-3},
            {"learning_rate": 0.02, "rho": 0.5, "epsilon": 0.25},
        ],
    ),
    "adadelta": Method(
        lambda point, learning_rate, rho, epsilon: torch.optim.Adadelta(point, lr=learning_rate, rho=rho, eps=epsilon),
        [
            {"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6},
            {"learning_rate": 1.0, "rho": 0.95, "epsilon": 1e-3},
            {"learning_rate": 0.25, "rho": 0.5, "epsilon": 1e-2},
        ],
    ),
    "adam": Method(like_adam(torch.optim.Adam), ADAM),
    "adamax": Method(like_adam(torch.optim.Adamax), ADAM),
    "adamw": Method(
        like_adam(torch.optim.AdamW),
        [{**chosen, "weight_decay": decay} for chosen, decay in zip(ADAM, (0.01, 0.5, 0.1), strict=True)],
    ),
    "amsgrad": Method(like_adam(torch.optim.Adam, amsgrad=True), ADAM),
    "nadam": Method(
        like_adam(torch.optim.NAdam),
        [{**chosen, "momentum_decay": decay} for chosen, decay in zip(ADAM, (0.004, 0.1, 0.0), strict=True)],
    ),
    "radam": Method(like_adam(torch.optim.RAdam), ADAM),  # with β₂ = 0.9, rectification starts at step 7
    "rprop": Method(
        lambda point, learning_rate, eta_minus, eta_plus, step_min, step_max: torch.optim.Rprop(
            point,
            lr=learning_rate,
            etas=(eta_minus, eta_plus),
            step_sizes=(learning_rate * step_min, learning_rate * step_max),
        ),
        [
            {"learning_rate": 0.1, "eta_minus": 0.5, "eta_plus": 1.2, "step_min": 1e-4, "step_max": 5000.0},
            {"learning_rate": 0.03, "eta_minus": 0.7, "eta_plus": 1.1, "step_min": 0.1, "step_max": 3.0},
            {"learning_rate": 0.5, "eta_minus": 0.3, "eta_plus": 1.5, "step_min": 1e-5, "step_max": 1.0},
        ],
        decays=False,
    ),
    "asgd": Method(
        lambda point, learning_rate, decay, power, average_from: torch.optim.ASGD(
            point, lr=learning_rate, lambd=decay, alpha=power, t0=average_from
        ),
        [
            {"learning_rate": 0.01, "decay": 1e-4, "power": 0.75, "average_from": 50.0},
            {"learning_rate": 0.04, "decay": 0.5, "power": 0.5, "average_from": 0.0},
            {"learning_rate": 0.02, "decay": 0.0, "power": 1.0, "average_from": 20.0},
        ],
        decays=False,
        readers={"queries": iterate, "points": average},  # PyTorch's parameters are the gradient points
    ),
    "lbfgs": Method(
        lambda point, learning_rate: torch.optim.LBFGS(
            point, lr=learning_rate, max_iter=1, history_size=5, tolerance_grad=0, tolerance_change=0
        ),
        [{"learning_rate": 1.0}, {"learning_rate": 0.5}, {"learning_rate": 0.1}],
        shake=True,
    ),
    "qhm": Method(
        lambda point, learning_rate, momentum, nu: qhoptim.pyt.QHM(point, lr=learning_rate, momentum=momentum, nu=nu),
        [
            {"learning_rate": 0.05, "momentum": 0.9, "nu": 0.7},
            {"learning_rate": 0.1, "momentum": 0.999, "nu": 0.7},
            {"learning_rate": 0.02, "momentum": 0.5, "nu": 0.2},
        ],
        made_with=QHOPTIM,
    ),
    "qhadam": Method(
        lambda point, learning_rate, beta1, beta2, nu1, nu2, epsilon: qhoptim.pyt.QHAdam(
            point, lr=learning_rate, betas=(beta1, beta2), nus=(nu1, nu2), eps=epsilon
        ),
        [{**chosen, "nu1": nu1, "nu2": nu2} for chosen, nu1, nu2 in zip(ADAM, (0.7, 0.3, 0.9), (1.0, 0.8, 0.5), strict=True)],
        made_with=QHOPTIM,
    ),
}


def trajectory(method: Method, surface: str, chosen: Mapping[str, float], decay: float, noise: np.ndarray):
    """The iterates (steps + 1, 2) of one run, by their kind."""
    x, y = (torch.tensor(coordinate, requires_grad=True) for coordinate in STARTS[surface])
    optimizer = method.make([x, y], **chosen)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1.0 / (1.0 + decay * t))  # t counts from 0 here
    readers = method.readers or {"points": iterate}
    iterates = {kind: [[read(optimizer, x), read(optimizer, y)]] for kind, read in readers.items()}
    for disturbance in noise:

        def closure(disturbance=disturbance):
            optimizer.zero_grad()
            value = SURFACES[surface](x, y)
            value.backward()
            x.grad += disturbance[0]
            y.grad += disturbance[1]
            return value

        optimizer.step(closure)  # L-BFGS requires a closure
        schedule.step()
        for kind, read in readers.items():
            iterates[kind].append([read(optimizer, x), read(optimizer, y)])
    return {kind: np.array(points) for kind, points in iterates.items()}


def main():
    for key, method in OPTIMIZERS.items():
        record(
            key,
            method.made_with,
            method.settings,
            method.decays,
            lambda *run, method=method: trajectory(method, *run),
            method.shake,
        )


if __name__ == "__main__":
    main()
