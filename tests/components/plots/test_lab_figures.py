"""The figures of the lab: sweeps with their zones, five curves, and the heat map."""

import json

import numpy as np
import pytest

from components.plots.heat_figure import HEAT, heat_figure, places
from components.plots.lab_figures import ZONES, five_figure, sweep_figure
from components.plots.palette import styles
from components.results import laboratory as lab
from components.results.five_rates import FIVE, five
from components.results.heat_map import best_cell, heat
from components.results.shared import no_progress
from components.state.choices import OWN
from components.state.parameter_types import decimal
from components.text.number_format import number
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.tools import numbers, settings_of

THEMES = ("light", "dark")
ALL_SURFACES = (*SURFACES, OWN)


def drawn(figure):
    """A figure as a browser reads it: JSON proper, with no NaN in it."""
    return json.loads(figure.to_json(), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def finite(figure, *axes):
    for axis in axes:
        low, high = figure["layout"][axis]["range"]
        assert np.isfinite([low, high]).all()
        assert low != high


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_the_sweep_has_a_line_and_zones_per_optimizer(surface):
    settings = settings_of(surface=surface, optimizers="adagrad,nesterov", steps="10", noise="0.2")
    surface, start = settings.surface_record, (settings["x"], settings["y"])
    sweeps, looks = lab.studies(settings, no_progress), styles(settings["optimizers"])
    for measures, theme in ((["value", "steps"], "light"), (["best", "distance"], "dark")):
        for measure in measures:
            figure = drawn(sweep_figure(surface, start, sweeps, looks, measure, theme))
            finite(figure, "xaxis", "yaxis", "yaxis2")
            lines = {trace["meta"]: trace for trace in figure["data"] if trace.get("meta")}
            assert list(lines) == list(sweeps)
            for key, line in lines.items():
                assert line["line"]["color"] == looks[key][theme]
                np.testing.assert_array_equal(numbers(line["x"]["bdata"], line["x"]["dtype"]), lab.RATES)
            assert any(trace.get("fill") == "toself" for trace in figure["data"]) or measure != "value"
            strips = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
            zones = [(row, zone) for row, sweep in enumerate(sweeps.values()) for zone in sweep.zones]
            assert [(s["x0"], s["x1"], s["fillcolor"]) for s in strips] == [
                (zone.low, zone.high, ZONES[theme][zone.name]) for _, zone in zones
            ]
            assert [round((s["y0"] + s["y1"]) / 2) for s in strips] == [row for row, _ in zones]
            limits = {r.limit for r in sweeps.values() if r.limit is not None}
            assert {shape["x0"] for shape in figure["layout"]["shapes"] if shape["type"] == "line"} == limits
            notes = [note["text"] for note in figure["layout"]["annotations"]]
            assert {note for note in notes if note.startswith("theory")} == {f"theory: {number(limit)}" for limit in limits}


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_five_curves_are_drawn_with_their_names_and_rates(surface):
    settings = settings_of(surface=surface, optimizers="momentum", steps="25")
    found = five(settings, no_progress)
    for theme in THEMES:
        figure = drawn(five_figure(found, settings.surface_record, "steps", theme))
        finite(figure, "yaxis")
        names = [f"{name} (α {decimal(rate)})" for name, rate in zip(FIVE, found.rates, strict=True)]
        assert [trace["name"] for trace in figure["data"]] == names
        assert len({(trace["line"]["color"], trace["line"]["dash"]) for trace in figure["data"]}) == 5


def test_five_curves_may_be_drawn_against_the_gradient_evaluations():
    settings = settings_of(surface="rosenbrock", optimizers="sam", steps="25")
    found = five(settings, no_progress)
    figure = five_figure(found, settings.surface_record, "evaluations", "light")
    assert figure.layout.xaxis.title.text == "gradient evaluations"
    for trace, run_result in zip(figure.data, found.results, strict=True):
        np.testing.assert_array_equal(trace.x, 2.0 * np.arange(len(run_result.trajectory.points)))


def marked(trace):
    return numbers(trace["z"]["bdata"], trace["z"]["dtype"]).reshape(64, 64)


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_the_heat_map_marks_what_diverges_the_best_and_the_limit(surface):
    settings = settings_of(surface=surface, optimizers="momentum", second="momentum", steps="25")
    found = heat(settings, no_progress)
    for color_by in ("steps", "evaluations", "value"):
        for theme in THEMES:
            figure = drawn(heat_figure(found, settings.surface_record, color_by, theme))
            finite(figure, "xaxis", "yaxis")
            traces = {trace["name"]: trace for trace in figure["data"]}
            assert np.isfinite(marked(traces["diverges"])).tolist() == found.diverged.tolist()
            assert not (np.isfinite(marked(traces[found.never])) & found.diverged).any()
            assert ("stability limit" in traces) == (found.bound is not None)
            z = marked(traces["cells"])
            assert not np.isfinite(z[found.diverged]).any()
            assert traces["cells"]["colorscale"] == HEAT[theme]
            row, column = best_cell(found, color_by)
            assert traces["best"]["x"] == [pytest.approx(np.log10(found.rates[column]))]
            assert traces["best"]["y"] == [pytest.approx(found.seconds[row])]
            shown = np.isfinite(z)
            if shown.any() and color_by != "value":
                np.testing.assert_array_equal(z[shown], np.log10(np.maximum(found.to_target(color_by)[shown], 1)))


@pytest.mark.parametrize("second", ["rho", "epsilon", "inverse_time.decay", "k"])
def test_any_hyperparameter_can_be_the_second(second):
    if second == "k":
        settings = settings_of(optimizers="gradient_descent", steps="15")  # no other hyperparameters than the schedule's
        assert settings["second"] == "inverse_time.decay"
    else:
        settings = settings_of(optimizers="adadelta", second=second, steps="15")
    found = heat(settings, no_progress)
    figure = drawn(heat_figure(found, settings.surface_record, "value", "light"))
    finite(figure, "xaxis", "yaxis")
    assert found.item.symbol in figure["layout"]["yaxis"]["title"]["text"]


def test_zero_lies_one_cell_left_of_the_first_power():
    decay = SCHEDULES["inverse_time"].hyperparameters[0]
    assert decay.zero
    along = places(decay, lab.grid(decay, 64))
    np.testing.assert_allclose(np.diff(along), along[-1] - along[-2], rtol=0.1)
    gamma = OPTIMIZERS["momentum"].hyperparameters[1]
    np.testing.assert_array_equal(places(gamma, lab.grid(gamma, 64)), lab.grid(gamma, 64))
