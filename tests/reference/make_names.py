"""Write the paths of what other libraries have under the names that this project's records give.

    pip install -r requirements.txt torch==2.13.0 jax==0.10.2 optax==0.2.8 qhoptim==1.1.0
    python tests/reference/make_names.py

A name, such as "optax.adagrad(initial_accumulator_value=0, eps=1e-10)", is called as it stands. What it leaves open is set off
every default (ε = 1e-3, …), so that another convention shows. One JSON file a library in `names/`: for each name its runs, for
`tests/optimizers/test_names.py`, which needs none of the libraries. A new hyperparameter needs a line in the tables below.
"""

import ast
import importlib
import inspect
import json
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax
import torch
from jax import numpy as jnp

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from optimizers import OPTIMIZERS, Optimizer
from surfaces import SURFACES, Surface

HERE = Path(__file__).parent / "names"
PACKAGES = {"PyTorch": "torch", "Optax": "optax", "qhoptim": "qhoptim"}
RUNS = {"matyas": (4.0, 3.5), "easom": (2.5, 2.25)}
KEPT = (1, 2, 3, 5, 10, 20, 40, 60)

# Off every default, ours and theirs.
CHOSEN = {
    "learning_rate": 0.03,
    "momentum": 0.8,
    "beta": 0.8,
    "beta1": 0.8,
    "beta2": 0.95,
    "rho": 0.85,
    "epsilon": 1e-3,
    "weight_decay": 0.1,
    "momentum_decay": 0.05,
    "decay": 0.1,
    "power": 0.6,
    "average_from": 5.0,
    "eta_minus": 0.6,
    "eta_plus": 1.3,
    "step_min": 0.1,
    "step_max": 5.0,
    "nu": 0.6,
    "nu1": 0.6,
    "nu2": 0.8,
}

# The libraries' arguments, computed from our hyperparameters.
Argument = Callable[[Mapping[str, float]], Any]
ARGUMENTS: dict[str, Argument] = {
    "lr": lambda h: h["learning_rate"],
    "learning_rate": lambda h: h["learning_rate"],
    "momentum": lambda h: h["momentum"],
    "betas": lambda h: (h["beta1"], h["beta2"]),
    "b1": lambda h: h["beta1"] if "beta1" in h else h["beta"],  # for Adam and similar, and for Schedule-Free
    "b2": lambda h: h["beta2"],
    "rho": lambda h: h["rho"],
    "alpha": lambda h: h["rho"] if "rho" in h else h["power"],  # for RMSprop, and for ASGD
    "decay": lambda h: h["rho"],
    "eps": lambda h: h["epsilon"],
    "weight_decay": lambda h: h["weight_decay"],
    "momentum_decay": lambda h: h["momentum_decay"],
    "lambd": lambda h: h["decay"],
    "t0": lambda h: h["average_from"],
    "etas": lambda h: (h["eta_minus"], h["eta_plus"]),
    "step_sizes": lambda h: (h["learning_rate"] * h["step_min"], h["learning_rate"] * h["step_max"]),
    "nu": lambda h: h["nu"],
    "nus": lambda h: (h["nu1"], h["nu2"]),
}
MORE: dict[str, dict[str, Argument]] = {"optax.adabelief": {"eps_root": lambda h: h["epsilon"]}}  # ε stands in two places


class Seen(dict[str, float]):
    """Hyperparameters that remember which of them were asked for."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> float:
        value = super().__getitem__(name)
        self.names.add(name)
        return value


def parsed(name: str) -> tuple[Callable[..., Any], str, dict[str, Any]]:
    """What `package.module.attribute(argument=…)` calls, its path, and the arguments that it gives."""
    path, _, _ = name.partition("(")
    module, _, attribute = path.rpartition(".")
    call = ast.parse(name, mode="eval").body
    keywords = call.keywords if isinstance(call, ast.Call) else []
    given = {str(item.arg): ast.literal_eval(item.value) for item in keywords}
    return getattr(importlib.import_module(module), attribute), path, given


def prepared(optimizer: Optimizer, name: str) -> tuple[Callable[..., Any], dict[str, float]]:
    """The call of a name with all of its arguments but the parameters, and the hyperparameters that they amount to."""
    call, path, given = parsed(name)
    taken = inspect.signature(call).parameters
    if unknown := given.keys() - taken.keys():
        raise AttributeError(f"{path} takes no {', '.join(unknown)}")
    pinned = {ours for ours in CHOSEN for argument in given if _meaning(argument, ours)}
    values = Seen({item.name: CHOSEN[item.name] for item in optimizer.hyperparameters})
    values.update({ours: given[theirs] for ours in pinned & values.keys() for theirs in given if _meaning(theirs, ours)})
    arguments = dict(given)
    for argument, value in {**ARGUMENTS, **MORE.get(path, {})}.items():
        if argument in taken and argument not in given:
            try:
                arguments[argument] = value(values)
            except KeyError:  # this record has no such hyperparameter
                continue
    if left := values.keys() - values.names - pinned:
        raise AttributeError(f"{name} has nothing for {', '.join(left)}")
    return lambda *parameters: call(*parameters, **arguments), dict(values)


def _meaning(argument: str, ours: str) -> bool:
    """Whether an argument is one of our hyperparameters and nothing else."""
    if argument not in ARGUMENTS:
        return False
    asked = Seen(CHOSEN)
    return ARGUMENTS[argument](asked) == CHOSEN[ours] and asked.names == {ours}


def with_torch(make: Callable[..., Any], surface: Surface, start: tuple[float, float]) -> Iterator[np.ndarray]:
    """PyTorch's parameters after each step."""
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([point])
    while True:
        point.grad = torch.tensor(surface.gradient(*point.detach().numpy()), dtype=torch.float64)
        optimizer.step()
        yield point.detach().numpy().copy()


def with_optax(make: Callable[..., Any], surface: Surface, start: tuple[float, float]) -> Iterator[np.ndarray]:
    """Optax's parameters after each step."""
    point = jnp.array(start)
    optimizer = make()
    state = optimizer.init(point)
    while True:
        gradient = jnp.array(surface.gradient(*np.asarray(point)))
        update, state = optimizer.update(gradient, state, point)
        point = optax.apply_updates(point, update)
        yield np.array(point)


def runs(key: str, library: str) -> Iterator[dict[str, Any]]:
    make, hyperparameters = prepared(OPTIMIZERS[key], OPTIMIZERS[key].names[library])
    walk = with_optax if library == "Optax" else with_torch
    for surface, start in RUNS.items():
        points = [point for _, point in zip(range(KEPT[-1]), walk(make, SURFACES[surface], start), strict=False)]
        kept = [points[step - 1].tolist() for step in KEPT]
        yield {"surface": surface, "start": start, "hyperparameters": hyperparameters, "steps": KEPT, "points": kept}


def main() -> None:
    warnings.filterwarnings("ignore", message="This overload of add")  # qhoptim dates from 2019
    torch.set_default_dtype(torch.float64)  # otherwise ASGD keeps its rate, and NAdam its product, in float32
    jax.config.update("jax_enable_x64", True)
    HERE.mkdir(exist_ok=True)
    for library, package in PACKAGES.items():
        keys = [key for key, optimizer in OPTIMIZERS.items() if library in optimizer.names]
        names = {OPTIMIZERS[key].names[library]: list(runs(key, library)) for key in sorted(keys)}
        lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(made)}" for name, made in names.items())
        text = f'{{"made_with": "{package} {version(package)}", "names": {{\n{lines}\n}}}}\n'
        (HERE / f"{library.lower()}.json").write_text(text)
        print(f"{library}: {len(names)} names")


if __name__ == "__main__":
    main()
