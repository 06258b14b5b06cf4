"""Small trainings of the network page, and the lines that a script prints of them."""

from collections.abc import Iterator

import numpy as np

from components.results.training import trained
from components.state.network import NetworkSettings, change
from components.state.network_parameters import SCALINGS, TRAINERS
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces.networks import ACTIVATIONS, RECIPES, START_NAMES

LINK = "http://localhost/network?data=moons"
SMALL = {"data": "moons", "points": "40", "layers": "4:tanh,3:leaky_relu", "epochs": "6", "batch": "8"}


def chosen(**edits):
    small = {name: text for name, text in SMALL.items() if name != "points" or edits.get("data") != "file"}
    settings, problems = change(NetworkSettings(), small | edits)
    assert problems == []
    return settings


def trainings():
    """Every optimizer, kind of data, activation, schedule, start and scaling, by a name."""
    keys = list(TRAINERS)
    for place in range(0, len(keys), 3):
        yield f"optimizers {place}", {"optimizers": ",".join(keys[place : place + 3])}
    for key in RECIPES:
        arms = {"arms": "3"} if RECIPES[key].has_arms else {}
        yield key, {"data": key, **arms, "seed": "5", "noise": "0.1"}
    for key in ACTIVATIONS:
        yield key, {"layers": f"5:{key},4:{key}", "slope": "0.1", "optimizers": "adam,lion"}
    for key in SCHEDULES:
        yield f"{key} schedule", {"schedule": key, "optimizers": "momentum"}
    for key in START_NAMES:
        yield f"{key} start", {"start": key}
    for key in SCALINGS:
        yield f"{key} scaling", {"scaling": key, "held_out": "0.4"}
    yield "sum and decay", {"reduction": "sum", "l2": "0.01", "weight_decay": "0.1", "optimizers": "adamw,polyak,sam"}
    yield "full batch", {"batch": "0", "epochs": "300", "layers": "4:learnable_power"}
    yield (
        "divergence",
        {"optimizers": "gradient_descent,adam", "gradient_descent.learning_rate": "100", "l2": "1", "epochs": "60"},
    )


def trainings_in(library: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every optimizer that a library has, and every kind of training, by a name."""
    for key in TRAINERS:
        if library in OPTIMIZERS[key].calls:
            yield f"{key} training", {"optimizers": key, "schedule": "cosine"}
    for key in ACTIVATIONS:
        yield f"{key} activation", {"layers": f"5:{key},4:{key}", "slope": "0.1", "optimizers": "adam,momentum"}
    for key in START_NAMES:
        yield f"{key} start", {"start": key}
    for key in RECIPES:
        yield f"{key} data", {"data": key, "optimizers": "adam"}
    yield "sum and decay", {"reduction": "sum", "l2": "0.01", "weight_decay": "0.1", "optimizers": "adamw,momentum,polyak,sam"}
    yield "full batch", {"batch": "0", "epochs": "60", "layers": "4:learnable_power"}
    yield (
        "diverging training",
        {"optimizers": "gradient_descent", "gradient_descent.learning_rate": "100", "l2": "1", "epochs": "60"},
    )


def ended(settings):
    """What a script prints of the runs."""
    found = trained(settings)
    weights = found.network.architecture.decayed[:, 0] > 0.0
    for k, key in enumerate(found.keys):
        loss, accuracy = (measured[:, -1, k] for measured in (found.loss, found.accuracy))
        yield f"{OPTIMIZERS[key].title}, step {found.steps[-1]}"
        yield f"  loss      {loss[0]:.17g}, held out {loss[1]:.17g}"
        yield f"  accuracy  {accuracy[0]:.17g}, held out {accuracy[1]:.17g}"
        yield f"  ‖weights‖ {np.linalg.norm(found.points[-1, weights, k]):.17g}"
