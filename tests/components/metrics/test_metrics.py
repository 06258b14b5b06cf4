"""Metrics: their values along a run, their descriptions, and that a new one is one new file."""

import subprocess
import sys

import numpy as np
import pytest

from components.metrics import METRICS, Iterates, metrics_program
from optimizers import OPTIMIZERS, descend, rate_limits
from surfaces import SURFACES
from tests.one_file import app_with

REACHES = ("terrain", "start", "all")


@pytest.fixture(scope="module")
def run():
    """(surface, path): noisy, so that the gradient that was given is not that of the surface."""
    surface = SURFACES["himmelblau"]
    return surface, descend(surface, OPTIMIZERS["momentum"], surface.start, 30, noise=0.5, seed=3)


def test_the_order_is_that_of_the_records():
    orders = [metric.order for metric in METRICS.values()]
    assert orders == sorted(set(orders))
    assert next(iter(METRICS)) == "value"


@pytest.mark.parametrize("key", METRICS)
def test_every_metric_has_its_words(key):
    metric = METRICS[key]
    assert all([metric.label, metric.words, metric.missing, metric.__class__.__doc__])
    assert metric.reach in REACHES
    assert all(metric.drawn[name] for name in ("label", "title", "symbol"))
    assert len({one.label for one in METRICS.values()}) == len(METRICS)


def test_the_formulas_are_the_numbers_of_the_run(run):
    surface, path = run
    x, y = path.points.T
    expected = {
        "value": surface.value(x, y) - surface.lowest,
        "distance": [min(np.hypot(a - u, b - v) for u, v in surface.minima) for a, b in path.points],
        "gradient": np.sqrt(np.sum(np.square(surface.gradient(x, y)), axis=0)),
        "rate": [np.nan, *path.learning_rates],
        "sharpness": [np.linalg.eigvalsh([[xx, xy], [xy, yy]])[1] for xx, xy, yy in zip(*surface.hessian(x, y), strict=True)],
    }
    for key, numbers in expected.items():
        np.testing.assert_allclose(METRICS[key].formula(Iterates.along(surface, path)), numbers, rtol=1e-12, err_msg=key)


def test_what_a_formula_may_use_is_the_run_at_each_step(run):
    surface, path = run
    at = Iterates.along(surface, path)
    np.testing.assert_array_equal(np.transpose(at.update)[1:], np.diff(path.points, axis=0))
    assert np.isnan(np.transpose(at.update)[0]).all()
    np.testing.assert_array_equal(at.hessian, surface.hessian(*path.points.T))
    start = Iterates.at(surface, surface.start)
    assert (start.x, start.y, start.value) == (*surface.start, surface.value(*surface.start))
    assert np.isnan([start.learning_rate, *start.update]).all()


def test_without_a_known_minimum_there_is_no_distance():
    surface = SURFACES["monkey"]
    at = Iterates.along(surface, descend(surface, OPTIMIZERS["adam"], surface.start, 3))
    assert at.lowest == 0.0
    assert np.isnan(at.distance).all()


def test_the_limit_of_the_sharpness_is_what_the_learning_rate_allows(run):
    path = run[1]
    metric = METRICS["sharpness"]
    assert metric.limit is rate_limits
    assert [key for key, one in METRICS.items() if one.limit] == ["sharpness"]
    assert len(path.learning_rates) == 30


def test_a_formula_reads_only_what_it_uses():
    lines = metrics_program(METRICS).module("./arithmetic.js").splitlines()
    assert '  "rate": ({ learning_rate }) => { return learning_rate; },' in lines
    (sharp,) = (line for line in lines if line.startswith('  "sharpness"'))
    assert "({ curvatures })" in sharp


CHECK = """
import numpy as np
from components.metrics import METRICS, metrics_program
from components.results.experiment import experiment
from components.web.scene import scene
from components.state.address import read, write

assert list(METRICS).index("update_length") == 2
settings, problems = read({"surface": ["bowl"], "optimizers": ["adam"], "metric": ["update_length"], "steps": ["9"]})
assert problems == [] and settings.metric == "update_length" and "metric=update_length" in write(settings)
result = experiment(settings)
sent = scene(result, settings)
assert sent["metrics"]["update_length"]["label"] == "length of the step"
assert sent["metrics"]["update_length"]["title"] == "‖x(t) − x(t−1)‖"
(run,) = sent["runs"]
assert "update_length" in sent["names"] and "update_length" in run["rows"]
assert sent["alt_text"]["curve"] == "Length of the step over 9 steps"
assert run["alt_text"]["update_length"].startswith(("rises from ", "falls from ")), run["alt_text"]
assert '"update_length": ({ update }) =>' in metrics_program(METRICS).module("./arithmetic.js")
assert "update_length" not in scene(result, settings.replace(metric="value"))["runs"][0]["rows"]
"""


def test_a_new_metric_is_one_new_file(tmp_path):
    app = app_with(tmp_path, "components/metrics/update_length.py")
    done = subprocess.run([sys.executable, "-c", CHECK], cwd=app, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
