"""Trajectories against those of other libraries, read from the files that `tests/reference/` holds: no library is needed."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, race, schedules
from optimizers._requests import as_generator
from surfaces import SURFACES

# These divide by small differences or compare values of f, so the last bits may decide: their references end before that.
SENSITIVE = ("backtracking", "barzilai_borwein", "lbfgs", "polyak", "sam", "shampoo")
FILES = sorted((Path(__file__).parents[1] / "reference").glob("*.json"))
RUNS = [(content["optimizer"], run) for content in map(json.loads, map(Path.read_text, FILES)) for run in content["runs"]]


def title(value):
    if isinstance(value, str | int):
        return str(value)
    return f"{value['surface']}-{'-'.join(map(str, value['hyperparameters'].values()))}-k{value['decay']}-s{value['noise']}"


CONDITIONS = ("surface", "noise", "seed")


@cache
def trajectories(*conditions):
    """The trajectory of each run under the same conditions, by its number: a race, for it costs what one of them would."""
    numbers = [k for k, (_, run) in enumerate(RUNS) if conditions == tuple(run[name] for name in CONDITIONS)]
    runs = [
        Run(OPTIMIZERS[key], run["start"], run["hyperparameters"], schedules.inverse_time(run["decay"]))
        for key, run in (RUNS[k] for k in numbers)
    ]
    surface, noise, seed = conditions
    steps = max(RUNS[k][1]["steps"][-1] for k in numbers)
    return dict(zip(numbers, race(SURFACES[surface], runs, steps, noise=noise, seed=seed), strict=True))


@pytest.mark.parametrize(("key", "run", "number"), [(key, run, k) for k, (key, run) in enumerate(RUNS)], ids=title)
def test_a_run_takes_the_path_that_it_takes_elsewhere(key, run, number):
    optimizer = OPTIMIZERS[key]
    trajectory = trajectories(*(run[name] for name in CONDITIONS))[number]
    assert trajectory.diverged_at is None
    path = trajectory.points
    if run["iterates"] == "queries":  # these iterates are the points at which the gradient is taken
        path = next(as_generator(optimizer)(path, trajectory.states, **run["hyperparameters"])).point
    # Both compute in float64 but round in a different order. Over 100 steps the difference reaches at most 4e-13 of the path's
    # size; 1e-11 allows for another machine's sine, but not for another formula: an ε of 1e-3 that was too large by
    # a half would show at 7e-7.
    size = np.abs(run["points"]).max()
    np.testing.assert_allclose(path[run["steps"]], run["points"], rtol=0, atol=1e-11 * size)


@pytest.mark.parametrize("key", sorted({key for key, _ in RUNS}))
def test_optimizers_with_a_reference_agree_over_100_steps_on_every_surface(key):
    own = [run for other, run in RUNS if other == key]
    long = [run["steps"][-1] >= 100 for run in own]
    assert all(long) or (key in SENSITIVE and any(long))
    assert {run["surface"] for run in own if len(run["steps"]) > 4} >= {"bowl", "matyas", "easom", "mult", "regression"}
    assert len({str(run["hyperparameters"]) for run in own}) >= 3
    assert any(run["noise"] > 0 for run in own)
    differs = ("momentum", "nesterov", "rprop", "asgd")  # with weight decay: see the records
    assert any(run["decay"] > 0 for run in own) or key in differs or not OPTIMIZERS[key].has_learning_rate


def test_every_setting_is_compared_at_more_than_one_value():
    for key in {key for key, _ in RUNS}:
        for parameter in OPTIMIZERS[key].hyperparameters:
            assert len({run["hyperparameters"][parameter.name] for other, run in RUNS if other == key}) > 1, parameter.name
