"""Trajectories against PyTorch's, read from the files that `tests/reference/make_torch.py` wrote: no PyTorch is needed."""

import json
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend, schedules
from surfaces import SURFACES

FILES = sorted((Path(__file__).parents[1] / "reference").glob("*.json"))
RUNS = [(content["optimizer"], run) for content in map(json.loads, map(Path.read_text, FILES)) for run in content["runs"]]


def title(value):
    if isinstance(value, str):
        return value
    return f"{value['surface']}-{'-'.join(map(str, value['hyperparameters'].values()))}-k{value['decay']}-s{value['noise']}"


@pytest.mark.parametrize(("key", "run"), RUNS, ids=title)
def test_a_run_takes_the_path_that_it_takes_in_pytorch(key, run):
    optimizer = OPTIMIZERS[key]
    trajectory = descend(
        SURFACES[run["surface"]],
        optimizer,
        run["start"],
        run["steps"][-1],
        run["hyperparameters"],
        noise=run["noise"],
        seed=run["seed"],
        schedule=schedules.inverse_time(run["decay"]),
    )
    assert trajectory.diverged_at is None
    path = trajectory.points
    if run["iterates"] == "queries":  # PyTorch's iterates are the points at which the gradient is taken
        path = optimizer.query(path, trajectory.states, **run["hyperparameters"])
    # Both reckon in float64 but round in another order. Over 100 steps that has grown to 4e-13 of the path's size at the
    # most; 1e-11 leaves room for another machine's sine, and none for another formula: an ε of 1e-3 that were half as
    # large again would show at 7e-7.
    size = np.abs(run["points"]).max()
    np.testing.assert_allclose(path[run["steps"]], run["points"], rtol=0, atol=1e-11 * size)


def test_every_optimizer_of_pytorch_is_compared_over_100_steps_on_every_surface():
    everyone = {"gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamax"}
    assert everyone <= {key for key, _ in RUNS}
    assert all(run["steps"][-1] >= 100 for _, run in RUNS)
    for key in everyone:
        own = [run for other, run in RUNS if other == key]
        assert {run["surface"] for run in own} >= {"bowl", "matyas", "easom", "mult", "regression"}
        assert len({str(run["hyperparameters"]) for run in own}) >= 3
        assert any(run["noise"] > 0 for run in own)
        assert any(run["decay"] > 0 for run in own) or key in ("momentum", "nesterov")
