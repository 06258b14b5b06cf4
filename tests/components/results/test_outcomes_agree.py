"""Explore, the lab and the questions of a lesson agree for the same settings, also on surfaces with holes."""

import itertools
import json
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from components.metrics import METRICS
from components.results import laboratory as lab
from components.results.experiment import experiment
from components.results.heat_map import heat
from components.results.prediction import questions
from components.results.shared import no_progress
from components.state.choices import OWN
from components.text import alt_text
from components.web.lab import result as panel
from components.web.serialize import run_json
from optimizers import OPTIMIZERS, target_of
from surfaces import SURFACES
from tests.components.everybody import RATED
from tests.components.tools import settings_of

HOLED = ("sqrt(x)+y", "log(x)+y**2", "sqrt(9-x**2-y**2)", "log(x*y)", "x**2+y**2+log(x+3)", "1/x+y**2")


@st.composite
def some_settings(draw):
    key = draw(st.sampled_from(RATED))
    texts = {
        "optimizers": key,
        "steps": str(draw(st.integers(1, 60))),
        "noise": draw(st.sampled_from(["0", "0", "0.3"])),
        "seed": str(draw(st.integers(0, 9))),
        "schedule": draw(st.sampled_from(["constant", "inverse_time", "exponential"])),
        "second": draw(st.sampled_from([item.name for item in OPTIMIZERS[key].hyperparameters[1:]] or ["learning_rate"])),
    }
    formula = draw(st.sampled_from([None, None, None, *HOLED]))
    if formula:
        return texts | {"surface": OWN, "formula": formula, "domain": "-4,4,-4,4", "x": "2", "y": "1.5"}
    return texts | {"surface": draw(st.sampled_from(list(SURFACES)))}


@pytest.mark.slow
@given(some_settings())
@effort(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_explore_the_sweep_the_heat_map_and_the_questions_agree(texts):
    if len(OPTIMIZERS[texts["optimizers"]].hyperparameters) == 1:
        texts = {name: text for name, text in texts.items() if name != "second"}
    settings = settings_of(**texts)
    key = settings["subject"]
    quiet = settings.replace(noise=0.0)  # with noise, the sweep averages many seeds
    sweep = lab.study(quiet, key, no_progress)
    results = lab.runs(quiet, f"{key}.learning_rate", lab.RATES[::12], no_progress)
    target = target_of(experiment(settings).surface)
    for place, run_result in zip(range(0, len(lab.RATES), 12), results, strict=True):
        verdict, path = run_result.verdict, run_result.trajectory
        if target is None:
            done = verdict.step if verdict.outcome == "converged" else np.inf
        else:
            done = next((t for t, f in enumerate(path.values) if f <= target), np.inf)
        assert sweep.steps.median[place] == (np.inf if verdict.outcome == "diverged" else done)
        zone_name = sweep.zone_at(lab.RATES[place])
        assert (zone_name == "diverges") == (verdict.outcome == "diverged")
    if "second" not in settings:
        return
    found = heat(settings, no_progress)
    for row, column in itertools.product((0, 21, 63), (0, 17, 34, 50, 63)):
        name = found.name if "." in found.name else f"{key}.{found.name}"
        one = settings.replace(**{f"{key}.learning_rate": float(found.rates[column]), name: float(found.seconds[row])})
        result = experiment(one)
        (run_result,) = result.results.values()
        assert found.diverged[row, column] == (run_result.verdict.outcome == "diverged")
        if found.target is None:
            assert found.steps[row, column] == (run_result.verdict.step if run_result.verdict.outcome == "converged" else -1)
        (asked,) = questions(result, ("diverges",))
        assert asked.truth == (("yes",) if found.diverged[row, column] else ("no",))
        for question in questions(result, ("first",)):
            if question.name == "first":
                assert question.truth == (("yes",) if run_result.verdict.reached_at is not None else ("no",))


@pytest.mark.parametrize("formula", HOLED)
@pytest.mark.parametrize("key", ["gradient_descent", "adam"])
def test_every_outcome_is_defined_on_a_surface_with_holes(formula, key):
    texts = {"surface": OWN, "formula": formula, "domain": "-5,5,-5,5", "optimizers": key, "x": "2", "y": "1.5", "steps": "40"}
    settings = settings_of(**texts, schedule="inverse_time")
    result = experiment(settings)
    (run_result,) = result.results.values()
    json.dumps(run_json(result.surface, key, run_result, METRICS), allow_nan=False)
    panels = [json.loads(panel(name, "light", settings, no_progress)) for name in ("sweep", "five", "heat")]
    sentences = [result.sentence, alt_text.end(run_result), *(sent["alt_text"] for sent in panels), *panels[0]["texts"]]
    for text in sentences:
        assert text
        assert not re.search(r"nan|\binf\b|None", text)


@pytest.mark.slow
def test_cells_that_step_out_of_the_domain_of_f_diverge_in_explore_and_in_the_lab():
    """x² + y² + log(x + 3): a run may step across x = −3, where there is no f, and come back to where there is."""
    texts = {"surface": OWN, "formula": "x**2+y**2+log(x+3)", "domain": "-5,5,-5,5", "x": "2", "y": "1.5"}
    came_back = 0
    for key in RATED:
        settings = settings_of(**texts, optimizers=key)
        sweep = lab.study(settings, key, no_progress)
        results = lab.runs(settings, f"{key}.learning_rate", lab.RATES[::5], no_progress)
        for rate, run_result in zip(lab.RATES[::5], results, strict=True):
            assert (sweep.zone_at(rate) == "diverges") == (run_result.verdict.outcome == "diverged"), (key, rate)
            came_back += run_result.verdict.broke_off
    assert came_back > 100
