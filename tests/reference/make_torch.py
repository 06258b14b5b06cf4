"""Write the reference trajectories that the tests compare with: PyTorch's optimizers, PyTorch's gradients, float64.

To make them again, in an environment of its own:

    python -m venv torch-environment
    torch-environment/bin/pip install numpy torch==2.13.0
    torch-environment/bin/python tests/reference/make_torch.py

One JSON file an optimizer; `tests/optimizers/test_torch.py` reads every file that lies here and needs no PyTorch. A file
holds the key of the optimizer and a list of runs; a run holds

    surface, start, hyperparameters, noise, seed    what the run was, in the names of this project
    decay                                           k of an inverse-time schedule, 0 for a constant rate
    iterates                                        "points", or "queries" where PyTorch's iterates are the points at which
                                                    the gradient is taken (Nesterov's look-ahead points)
    steps, points                                   the steps that were kept and the iterates after them

The functions are written here a second time, in PyTorch and from their formulas, so that an error in the project's own
cannot hide. A run that leaves for infinity is not kept: the last bits decide where it is.
"""

import functools
import itertools
import json
from pathlib import Path

import numpy as np
import torch

STEPS, EVERY = 100, 5
HERE = Path(__file__).parent
DATA = torch.arange(9, dtype=torch.float64)

SURFACES = {  # key: (f, starts)
    "bowl": (lambda x, y: x**2 + y**2, [(6.0, -4.0)]),
    "matyas": (lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y, [(4.0, 3.5)]),
    "easom": (
        lambda x, y: -torch.cos(x) * torch.cos(y) * torch.exp(-((x - torch.pi) ** 2) - (y - torch.pi) ** 2),
        [(2.5, 2.25)],
    ),
    "mult": (lambda x, y: torch.sin(torch.hypot(x, y)), [(1.75, 1.25)]),
    "regression": (lambda w, b: torch.mean((w * DATA + b - (10 * DATA + 20)) ** 2), [(0.5, 1.0)]),
    "monkey": (lambda x, y: x**3 + 3 * x * y**2, [(4.0, 3.0)]),
}

# key: (PyTorch's class and fixed arguments, this project's names to PyTorch's, settings, does decay agree, iterates)
# PyTorch multiplies by the learning rate last, so momentum under decay is another method there: no such run is made.
OPTIMIZERS = {
    "gradient_descent": (
        torch.optim.SGD,
        {},
        {"learning_rate": "lr"},
        [{"learning_rate": 0.01}, {"learning_rate": 0.04}, {"learning_rate": 0.3}],
        True,
        "points",
    ),
    "momentum": (
        torch.optim.SGD,
        {},
        {"learning_rate": "lr", "momentum": "momentum"},
        [
            {"learning_rate": 0.01, "momentum": 0.9},
            {"learning_rate": 0.03, "momentum": 0.5},
            {"learning_rate": 0.1, "momentum": 0.3},
        ],
        False,
        "points",
    ),
    "nesterov": (
        torch.optim.SGD,
        {"nesterov": True},
        {"learning_rate": "lr", "momentum": "momentum"},
        [
            {"learning_rate": 0.01, "momentum": 0.9},
            {"learning_rate": 0.02, "momentum": 0.5},
            {"learning_rate": 0.1, "momentum": 0.3},
        ],
        False,
        "queries",
    ),
    "adagrad": (
        torch.optim.Adagrad,
        {},
        {"learning_rate": "lr", "epsilon": "eps"},
        [
            {"learning_rate": 0.5, "epsilon": 1e-10},
            {"learning_rate": 0.1, "epsilon": 1e-3},
            {"learning_rate": 2.0, "epsilon": 0.5},
        ],
        True,
        "points",
    ),
    "rmsprop": (
        torch.optim.RMSprop,
        {},
        {"learning_rate": "lr", "rho": "alpha", "epsilon": "eps"},
        [
            {"learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-8},
            {"learning_rate": 0.05, "rho": 0.99, "epsilon": 1e-3},
            {"learning_rate": 0.02, "rho": 0.5, "epsilon": 0.25},
        ],
        True,
        "points",
    ),
    "adadelta": (
        torch.optim.Adadelta,
        {},
        {"learning_rate": "lr", "rho": "rho", "epsilon": "eps"},
        [
            {"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6},
            {"learning_rate": 1.0, "rho": 0.95, "epsilon": 1e-3},
            {"learning_rate": 0.25, "rho": 0.5, "epsilon": 1e-2},
        ],
        True,
        "points",
    ),
    "adam": (
        torch.optim.Adam,
        {},
        {"learning_rate": "lr", "beta1": "beta1", "beta2": "beta2", "epsilon": "eps"},
        [
            {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
            {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
            {"learning_rate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.25},
        ],
        True,
        "points",
    ),
    "adamax": (
        torch.optim.Adamax,
        {},
        {"learning_rate": "lr", "beta1": "beta1", "beta2": "beta2", "epsilon": "eps"},
        [
            {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
            {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3},
            {"learning_rate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.25},
        ],
        True,
        "points",
    ),
}


def arguments(names, settings):
    """This project's hyperparameters as PyTorch takes them: two betas are a pair there."""
    given = {names[name]: value for name, value in settings.items()}
    if "beta1" in given:
        given["betas"] = (given.pop("beta1"), given.pop("beta2"))
    return given


def trajectory(f, start, make, decay, noise, seed):
    """The iterates (steps + 1, 2) of one run."""
    x, y = (torch.tensor(coordinate, dtype=torch.float64, requires_grad=True) for coordinate in start)
    optimizer = make([x, y])
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1.0 / (1.0 + decay * t))  # t counts from 0 here
    normals = np.random.default_rng(seed).standard_normal((STEPS, 2))
    iterates = [(x.item(), y.item())]
    for epsilon in normals:
        optimizer.zero_grad()
        f(x, y).backward()
        x.grad += noise * epsilon[0]
        y.grad += noise * epsilon[1]
        optimizer.step()
        schedule.step()
        iterates.append((x.item(), y.item()))
    return np.array(iterates)


def main():
    kept = sorted({*range(0, STEPS + 1, EVERY), STEPS})
    for key, (optimizer, fixed, names, settings, decay_agrees, iterates) in OPTIMIZERS.items():
        runs = []
        for (surface, (f, starts)), chosen in itertools.product(SURFACES.items(), settings):
            variants = [(0.0, 0.0, 0)]  # decay, noise, seed
            if chosen is settings[0]:
                variants += [(0.0, 0.5, 7)] + ([(0.05, 0.0, 0), (0.02, 0.25, 8)] if decay_agrees else [])
            for start, (decay, noise, seed) in itertools.product(starts, variants):
                make = functools.partial(optimizer, **fixed, **arguments(names, chosen))
                points = trajectory(f, start, make, decay, noise, seed)
                name = f"{key} on {surface}, {chosen}, decay {decay}, noise {noise}"
                if not np.all(np.abs(points) < 1e3):
                    print(f"left out, leaves for infinity: {name}")
                    continue
                runs.append(
                    {
                        "surface": surface,
                        "start": start,
                        "hyperparameters": chosen,
                        "decay": decay,
                        "noise": noise,
                        "seed": seed,
                        "iterates": iterates,
                        "steps": kept,
                        "points": points[kept].tolist(),
                    }
                )
        lines = ",\n".join(json.dumps(run) for run in runs)
        text = f'{{"optimizer": "{key}", "made_with": "torch {torch.__version__}", "runs": [\n{lines}\n]}}\n'
        (HERE / f"{key}.json").write_text(text)
        print(f"{key}.json: {len(runs)} runs, {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
