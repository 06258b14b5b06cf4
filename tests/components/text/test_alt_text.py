"""The alt text of each picture, against the numbers that it is drawn from."""

import re

import numpy as np
import pytest

from components.metrics import METRICS
from components.results import five_rates, heat_map, laboratory
from components.results.experiment import experiment
from components.results.heat_map import best_cell
from components.results.shared import no_progress
from components.text import alt_text
from components.text.alt_text import end, failure, quantity, terrain, trend
from components.text.number_format import number
from components.text.zones import target_text
from components.web.scene import scene
from components.web.serialize import frame_json
from optimizers import tolerance
from surfaces import SURFACES, own_surface
from tests.components.everybody import GROUPS
from tests.components.state.test_settings import settings_of

RUNS = {  # by outcome, settings that lead to it
    "converged": {"surface": "matyas", "optimizers": "adam"},
    "stalled": {"surface": "easom", "optimizers": "gradient_descent", "x": "-1", "y": "-1"},
    "left": {
        "surface": "monkey_saddle",
        "optimizers": "adam",
        "adam.learning_rate": "0.1",
        "x": "4",
        "y": "0.5",
        "steps": "300",
    },
    "diverged": {
        "surface": "regression",
        "optimizers": "gradient_descent",
        "gradient_descent.learning_rate": "10",
        "steps": "500",
    },
    "moving": {"surface": "matyas", "optimizers": "gradient_descent"},
}


def result_of(texts):
    result = experiment(settings_of(texts))
    (run_result,) = result.results.values()
    return result.surface, run_result


@pytest.mark.parametrize("outcome", RUNS)
def test_each_outcome_is_described_with_its_numbers(outcome):
    surface, run_result = result_of(RUNS[outcome])
    told, (x, y) = end(run_result), run_result.trajectory.points[-1]
    assert run_result.verdict.outcome == outcome
    word = {
        "converged": "converges",
        "stalled": "stalls",
        "left": "leaves the window",
        "diverged": "diverges",
        "moving": "moving",
    }
    assert word[outcome] in told
    if outcome in ("left", "diverged"):
        assert f"at step {run_result.verdict.step}" in told
    if outcome == "converged":
        near = surface.distance(*run_result.trajectory.points.T) <= tolerance(surface)
        assert f"from step {run_result.verdict.step}" in told
        assert run_result.verdict.step == np.flatnonzero(~near)[-1] + 1 > np.argmax(near)
    if outcome in ("converged", "stalled", "moving"):
        assert told.endswith(f"at ({number(x)}, {number(y)})")
    if outcome == "stalled":
        assert run_result.verdict.where in told


def test_a_run_that_climbs_has_diverged_from_a_step():
    _, run_result = result_of({**RUNS["diverged"], "gradient_descent.learning_rate": "0.05", "steps": "20"})
    assert not run_result.verdict.broke_off
    assert end(run_result) == f"diverges from step {run_result.verdict.step}"


def test_from_when_it_is_below_a_power_of_ten():
    surface, run_result = result_of(RUNS["converged"])
    above = run_result.trajectory.values - surface.lowest
    told = trend(surface, METRICS["value"], above)
    last, power, step = re.fullmatch(r"falls to (\S+), below 1e−(\d+) from step (\d+)", told).groups()
    assert float(last.replace("−", "-")) == pytest.approx(above[-1], rel=5e-3)
    bound = 10.0 ** -int(power)
    assert bound / 10 < above[-1] <= bound
    assert above[int(step) :].max() <= bound < above[int(step) - 1]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([4.0, 2.0, 0.0], ", below 1e−16 from step 2"),
        ([4.0, 2.0, 1e-30], ", below 1e−16 from step 2"),
        ([4.0, 0.5, 0.02, 0.05], ", below 0.1 from step 2"),
        ([4.0, 0.02, 0.5, 0.05], ", below 0.1 from step 3"),
        ([4.0, 3.0], ""),
        ([2.0, 4.0, 8.0], ""),
        ([0.0, 0.0], ""),
        ([1.0, np.inf], ""),
        ([1.0, 1.7e308], ""),
        ([1.75e308, 1.7e308], ""),
        ([1.7e308, 0.9e308], ", below 1e308 from step 1"),
        ([100.0, 10.0], ", below 10 from step 1"),
    ],
)
def test_the_power_of_ten(row, told):
    _, comma, reached = trend(SURFACES["bowl"], METRICS["distance"], row).partition(",")
    assert comma + reached == told


@pytest.mark.parametrize("outcome", ["stalled", "left", "diverged"])
def test_the_alt_text_of_the_curve_reports_what_went_wrong(outcome):
    _, run_result = result_of(RUNS[outcome])
    told = failure(run_result)
    what = {"stalled": "and stalls", "left": "and leaves the window at step", "diverged": "and diverges at step"}
    assert what[outcome] in told
    assert outcome == "stalled" or told.endswith(f"at step {run_result.verdict.step}")


@pytest.mark.parametrize("outcome", ["converged", "moving"])
def test_a_run_without_problems_is_described_briefly(outcome):
    assert failure(result_of(RUNS[outcome])[1]) == ""


def test_what_does_not_change_stays():
    surface = SURFACES["bowl"]
    assert trend(surface, METRICS["rate"], [np.nan, 0.05, 0.05]) == "stays at 0.05"
    assert trend(surface, METRICS["rate"], [np.nan, 0.05, 0.1, 0.05]) == "returns from 0.05 to 0.05"
    assert trend(surface, METRICS["rate"], [np.nan, 0.05, 0.01]) == "falls from 0.05 to 0.01"


def test_a_missing_value_of_a_metric_is_explained():
    surface, nothing = SURFACES["bowl"], [np.nan, np.nan]
    assert trend(surface, METRICS["rate"], nothing) == "has no learning rate"
    assert trend(surface, METRICS["sharpness"], nothing) == "has no value to show"
    assert trend(surface, METRICS["rate"], [np.nan]) == "has no step to show"


def test_without_a_minimum_there_is_no_power_of_ten_and_no_distance():
    surface = SURFACES["monkey"]
    assert surface.lowest is None
    assert trend(surface, METRICS["value"], [100.0, 1e-9]) == "falls to 1e−9"
    assert trend(surface, METRICS["distance"], [np.nan, np.nan]) == "has no known minimum"
    assert quantity(surface, METRICS["value"], 9, np.nan) == "f over 9 steps"
    assert quantity(SURFACES["bowl"], METRICS["value"], 9, 8.0) == "f − f* over 9 steps, from 8 at the start"


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("surface", SURFACES)
def test_there_are_words_for_every_picture_of_every_surface(surface, metric):
    company = GROUPS[0]
    settings = settings_of({"surface": surface, "optimizers": ",".join(company), "metric": metric, "steps": "40"})
    sent = scene(experiment(settings), settings)
    assert len(sent["runs"]) == len(company)
    for run in sent["runs"]:
        assert set(run["alt_text"]) == {"end", "failure", metric}
        for words in run["alt_text"].values():
            assert not re.search(r"\bnan\b|None|\binf\b|array", words)
            assert len(words) < 100
    assert SURFACES[surface].title in terrain(SURFACES[surface], settings.plane_window, (settings["x"], settings["y"]))


# The lab


def test_every_frame_has_words_of_its_own():
    settings = settings_of({"surface": "regression", "optimizers": "gradient_descent", "steps": "60"})
    rate = "gradient_descent.learning_rate"
    rates = np.geomspace(1e-5, 1.0, 12)
    results = laboratory.runs(settings, rate, rates, no_progress)
    told = [
        frame_json(run_result, settings.replace(**{rate: value}))["alt_text"]
        for run_result, value in zip(results, rates, strict=True)
    ]
    for clauses, run_result in zip(told, results, strict=True):
        assert (clauses["end"], clauses["failure"]) == (end(run_result), failure(run_result))
        assert clauses["value"] == trend(SURFACES["regression"], METRICS["value"], run_result.trajectory.values)
        assert clauses["rate"] == trend(
            SURFACES["regression"], METRICS["rate"], [np.nan, *run_result.trajectory.learning_rates]
        )
    assert len({clauses["value"] for clauses in told}) == 12


def test_the_five_rates_and_the_heat_map_are_described():
    settings = settings_of({"surface": "bowl", "optimizers": "momentum", "steps": "60"})
    five = five_rates.five(settings, no_progress)
    told = alt_text.five(five, "Momentum", "steps")
    for run_result, name, outcome in zip(five.results, five_rates.FIVE, five.zones, strict=True):
        assert re.search(rf"{name}, {outcome}, [^;]*: {re.escape(run_result.verdict.text)}", told)
    heat = heat_map.heat(settings, no_progress)
    told = alt_text.heat(heat, "Momentum", "steps")
    there, of, lost = map(int, re.search(r": (\d+) of (\d+) runs converge, (\d+) diverge", told).groups())
    assert (there, of, lost) == (np.sum((heat.steps >= 0) & ~heat.diverged), 64 * 64, heat.diverged.sum())
    assert told.endswith(f"converges from step {heat.steps[best_cell(heat, 'steps')]}.")
    counted = f", after {heat.steps[best_cell(heat, 'steps')]} gradient evaluations."  # one per step
    assert alt_text.heat(heat, "Momentum", "evaluations").endswith(counted)


def test_the_target_that_stands_in_for_a_minimum_is_no_claim_about_all_of_f():
    surface = own_surface("1/x", ((-5.0, 5.0), (-5.0, 5.0)))  # unbounded below, whatever the samples show
    lowest = f"the lowest f on a grid over it, {number(surface.heights[0], 4)}."
    assert target_text(surface) == f"No minimum is known in this window; the target is {lowest}"
    assert lowest.endswith(", −8.")
