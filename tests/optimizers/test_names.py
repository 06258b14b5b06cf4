"""What records say that other libraries call them, with its arguments, against what those libraries do under these names.

The paths are stored in `tests/reference/names/` by `make_names.py`, which calls the very names of the records.
"""

import json
from inspect import isgeneratorfunction
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES

FOLDER = Path(__file__).parents[1] / "reference" / "names"
NAMES = {path.stem: json.loads(path.read_text())["names"] for path in sorted(FOLDER.glob("*.json"))}
CASES = [(key, library, name) for key, optimizer in OPTIMIZERS.items() for library, name in optimizer.names.items()]


@pytest.mark.parametrize(("key", "library", "name"), CASES, ids=[f"{key}-{library}" for key, library, _ in CASES])
def test_what_has_the_name_elsewhere_takes_the_same_path(key, library, name):
    optimizer, runs = OPTIMIZERS[key], NAMES[library.lower()][name]
    assert len({run["surface"] for run in runs}) > 1
    for run in runs:
        settings = run["hyperparameters"]
        trajectory = descend(SURFACES[run["surface"]], optimizer, run["start"], run["steps"][-1], settings)
        path = trajectory.points
        if isgeneratorfunction(optimizer.step):  # a library's parameters are our gradient points
            path = next(optimizer.step(path, trajectory.states, **settings)).point
        # Rounding grows to 1e-12 of the path. A name that fixes its ε may add it elsewhere, which shows as ε over the slope.
        slack = 1e-11 + (100 * settings["epsilon"] if "eps=" in name else 0.0)
        np.testing.assert_allclose(path[run["steps"]], run["points"], rtol=0, atol=slack * np.abs(run["points"]).max())


@pytest.mark.parametrize(("key", "library", "name"), CASES, ids=[f"{key}-{library}" for key, library, _ in CASES])
def test_what_a_name_leaves_open_is_compared_off_its_default(key, library, name):
    """At the defaults two conventions may look alike: an ε of 1e-8 does not tell where it is added."""
    for run in NAMES[library.lower()][name]:
        for item in OPTIMIZERS[key].hyperparameters:
            assert run["hyperparameters"][item.name] != item.default or f"={item.default:g}" in name, item.name


def test_no_paths_are_kept_of_names_that_no_record_has():
    named = {(library.lower(), name) for _, library, name in CASES}
    assert {(library, name) for library, names in NAMES.items() for name in names} == named


def test_no_two_records_have_the_same_name():
    assert len({(library, name) for _, library, name in CASES}) == len(CASES)
