"""Schedules against PyTorch's schedulers (which `tests/reference/make_torch_schedules.py` has written down) and by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES

REFERENCES = sorted((Path(__file__).parents[1] / "reference" / "schedules").glob("*.json"))


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.stem)
def test_rates_are_pytorchs(path):
    for case in json.loads(path.read_text())["cases"]:
        plan = SCHEDULES[path.stem](**case["hyperparameters"])
        ours = [plan.rate(case["learning_rate"], t, case["steps"]) for t in range(1, case["steps"] + 1)]
        np.testing.assert_allclose(ours, case["rates"], rtol=1e-12, atol=1e-17)


def test_there_is_a_reference_for_all_that_pytorch_has():
    assert {path.stem for path in REFERENCES} == SCHEDULES.keys() - {"warmup_cosine"}


def test_warm_up_rises_in_even_steps_and_then_falls_as_a_cosine():
    plan = SCHEDULES["warmup_cosine"](warmup=0.2, final=0.1)
    rates = np.array([plan.rate(2.0, t, 50) for t in range(1, 51)])
    np.testing.assert_allclose(rates[:10], 2.0 * np.arange(1, 11) / 10, rtol=1e-14)
    t = np.arange(11, 51)
    np.testing.assert_allclose(rates[10:], 2.0 * (0.1 + 0.45 * (1 + np.cos(np.pi * (t - 10) / 40))), rtol=1e-14)
    assert rates[-1] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("peak_at", "steps"), [(0.1, 10), (0.05, 20), (0.2, 5), (0.5, 2), (1 / 3, 3), (1 / 49, 49), (np.nextafter(0.1, 1), 10)]
)
def test_one_cycle_whose_peak_is_the_first_step_begins_there(peak_at, steps):
    """There PyTorch divides by zero. A hair later or earlier, its rates are nearly these."""
    plan = SCHEDULES["one_cycle"](peak_at=peak_at)
    rates = np.array([plan.rate(1.0, t, steps) for t in range(1, steps + 1)])
    assert rates[0] == pytest.approx(1.0, rel=1e-12)
    assert np.all(np.diff(rates) < 0)
    assert rates[-1] == pytest.approx(1 / 25e4, rel=1e-9)


@pytest.mark.parametrize("peak_at", [0.05, 0.1, 0.3, 0.5, 0.95])
@pytest.mark.parametrize("steps", [20, 40, 100, 1000])
def test_one_cycle_takes_its_peak(peak_at, steps):
    """At step p T, which is a whole number here."""
    plan = SCHEDULES["one_cycle"](peak_at=peak_at)
    rates = [plan.rate(1.0, t, steps) for t in range(1, steps + 1)]
    assert np.argmax(rates) + 1 == round(peak_at * steps)
    assert max(rates) == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize("warmup", [0.0, 0.05, 0.1])
@pytest.mark.parametrize("steps", [1, 2, 10])
def test_a_warm_up_of_one_step_begins_at_the_full_rate(warmup, steps):
    assert SCHEDULES["warmup_cosine"](warmup=warmup).rate(0.3, 1, steps) == 0.3


@pytest.mark.parametrize("key", SCHEDULES)
def test_a_run_takes_the_rates_of_its_schedule(key):
    plan = SCHEDULES[key]()
    path = descend(SURFACES["bowl"], OPTIMIZERS["gradient_descent"], (6, 6), 30, {"learning_rate": 0.05}, schedule=plan)
    np.testing.assert_array_equal(path.learning_rates, [plan.rate(0.05, t, 30) for t in range(1, 31)])
    shrink = np.cumprod(1.0 - 2.0 * path.learning_rates)
    np.testing.assert_allclose(path.points[1:, 0], 6.0 * shrink, rtol=1e-12)
