"""The data of the stage: the engine's paths, compact, and as JSON that a browser reads."""

import base64
import itertools
import json

import numpy as np
import pytest

from components.plots.palette import styles
from components.results.experiment import experiment
from components.state.address import read, write
from components.state.parameters import VIEWED
from components.text.captions import caption, file_name, label
from components.text.number_format import number
from components.web import assets
from components.web.scene import scene
from optimizers import OPTIMIZERS, tolerance
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.everybody import GROUPS


def settings_of(**texts):
    """Settings from texts; a double underscore stands for the dot of a name."""
    settings, problems = read({name.replace("__", "."): [text] for name, text in texts.items()})
    assert problems == []
    return settings


def floats(text):
    return np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4")


def row(run, name):
    """The numbers of a run, as the browser reads them."""
    sent = run["rows"][name]
    if isinstance(sent, str):
        return floats(sent)
    with np.errstate(over="ignore"):  # float32 overflow is silent in a browser, too
        return np.float32([sent[min(place, len(sent) - 1)] for place in range(run["points"])])  # None becomes NaN


def staged(**texts):
    """(experiment, scene) of settings."""
    settings = settings_of(**texts)
    result = experiment(settings)
    return result, scene(result, settings)


# The paths


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("surface", SURFACES)
def test_the_rows_decode_to_the_trajectory(surface, group):
    result, data = staged(surface=surface, optimizers=",".join(group), noise="0.2", steps="50")
    record = SURFACES[surface]
    assert [run["key"] for run in data["runs"]] == list(result.results) == group
    for run, run_result in zip(data["runs"], result.results.values(), strict=True):
        path = run_result.trajectory
        x, y = path.points.T
        above = path.values if record.lowest is None else path.values - record.lowest
        expected = {"x": x, "y": y, "value": above, "gradient": np.hypot(*record.gradient(x, y))}
        expected["rate"] = [np.nan, *path.learning_rates]
        assert run["points"] == len(path.points)
        assert list(run["rows"]) == ["x", "y", *data["names"]]
        assert set(run["rows"]) == set(expected)
        for name, numbers in expected.items():
            with np.errstate(over="ignore"):  # a diverging run ends beyond float32
                np.testing.assert_array_equal(row(run, name), np.float32(numbers), name)


def test_f_is_sent_above_its_minimum_so_that_a_logarithm_can_show_it():
    # on Easom f ends near −1: there, float32 has seven digits; near 0 it keeps everything that float64 resolves
    result, data = staged(surface="easom", optimizers="adam", steps="500")
    assert data["lowest"] == -1.0
    above = row(data["runs"][0], "value")
    assert np.all(above >= 0.0)
    assert 0.0 <= above[-1] < 1e-9
    assert above[0] == pytest.approx(1.0 + result.results["adam"].trajectory.values[0])


def test_the_gradient_norm_is_that_of_the_surface_and_not_that_of_the_noise():
    _, quiet = staged(surface="bowl", optimizers="adam", steps="1")
    _, noisy = staged(surface="bowl", optimizers="adam", steps="1", noise="5")
    first = [row(data["runs"][0], "gradient")[0] for data in (quiet, noisy)]
    assert first[0] == first[1] == pytest.approx(np.hypot(12.0, 12.0))


def test_a_constant_rate_is_one_number():
    _, data = staged(optimizers="adam,momentum", adam__learning_rate="0.3", steps="50")
    assert [run["rows"]["rate"] for run in data["runs"]] == [[None, 0.3], [None, 0.01]]
    _, data = staged(optimizers="adam", schedule="constant", steps="50")
    assert data["runs"][0]["rows"]["rate"] == [None, 0.1]


def test_a_rate_that_decays_is_sent_step_by_step():
    _, data = staged(optimizers="adam", adam__learning_rate="0.3", inverse_time__decay="0.5", steps="50")
    expected = 0.3 / (1.0 + 0.5 * np.arange(50))
    np.testing.assert_allclose(row(data["runs"][0], "rate")[1:], expected, rtol=1e-6)


@pytest.mark.parametrize("key", SCHEDULES)
def test_the_rates_are_those_that_were_used(key):
    result, data = staged(optimizers="adam", schedule=key, steps="40")
    used, (run,) = result.results["adam"].trajectory.learning_rates, data["runs"]
    assert isinstance(run["rows"]["rate"], list) == (len(set(used)) == 1)
    np.testing.assert_allclose(row(run, "rate")[1:], used, rtol=1e-6)


def test_a_decay_without_a_second_step_is_constant():
    _, data = staged(optimizers="adam", inverse_time__decay="0.5", steps="1")
    assert data["runs"][0]["rows"]["rate"] == [None, 0.1]


def test_a_diverged_run_is_cut_before_it_is_not_finite():
    # the path passes through all magnitudes of float64: the last values exceed float32 and arrive as ∞, without a warning
    result, data = staged(
        surface="regression", optimizers="gradient_descent", gradient_descent__learning_rate="10", steps="500"
    )
    (run,) = data["runs"]
    run_result = result.results["gradient_descent"]
    assert (run["verdict"], run["broken"]) == ("diverged", True)
    assert run["step"] == run["points"] == run_result.trajectory.diverged_at < 500
    rows = {name: row(run, name) for name in run["rows"]}
    assert not any(np.isnan(numbers[int(name == "rate") :]).any() for name, numbers in rows.items())
    assert np.isinf(rows["value"][-1])
    assert all(np.isfinite(numbers[int(name == "rate")]) for name, numbers in rows.items())
    assert run["cells"][0] == f"diverged at step {run['step']}"


# As JSON


def extremes(group):
    for surface, (rate, corner) in itertools.product(SURFACES, (("100", True), ("100", False), ("1e-5", True))):
        texts = {f"{key}__learning_rate": rate for key in group if OPTIMIZERS[key].has_learning_rate}
        settings = settings_of(surface=surface, optimizers=",".join(group), window="8", noise="5", steps="20", **texts)
        if corner:
            (x_low, _), (_, y_high) = settings.plane_window
            settings = settings.replace(x=x_low, y=y_high)
        yield settings


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_whatever_happens_it_is_json(group):
    for settings in extremes(group):
        data = scene(experiment(settings), settings)
        text = json.dumps(data, allow_nan=False)
        assert json.loads(text) == json.loads(json.dumps(data))
        for run in data["runs"]:
            assert all(len(row(run, name)) == run["points"] for name in run["rows"])
            assert len(run["cells"]) == 6
            assert not any("nan" in cell for cell in run["cells"])


@pytest.mark.parametrize("surface", SURFACES)
def test_three_optimizers_over_two_hundred_steps_are_short(surface):
    _, data = staged(surface=surface, noise="0.5")
    assert len(data["runs"]) == 3
    assert len(json.dumps(data)) < 22_000
    _, data = staged(surface=surface, noise="0.5", inverse_time__decay="0.01")  # the learning rates change as well
    assert len(json.dumps(data)) < 26_000


def test_a_scene_without_optimizers_has_a_hint():
    _, data = staged(optimizers="none")
    assert data["runs"] == []
    assert data["sentence"] == "Choose one or more optimizers to see them descend."
    json.dumps(data, allow_nan=False)


# What else is said


def test_the_scene_contains_its_address():
    settings = settings_of(surface="regression", window="2", x="3", y="-30", steps="20", metric="rate", zoom="0,1,2,3")
    data = scene(experiment(settings), settings)
    assert data["window"] == [-12.0, 36.0, -65.0, 115.0]
    assert data["start"] == [3.0, -30.0]
    assert (data["surface"], data["widen"], data["steps"], data["lowest"]) == ("regression", "2", 20, 0.0)
    assert data["axes"] == ("w", "b")
    assert data["tolerance"] == tolerance(SURFACES["regression"])
    assert data["assets"] == assets.base()
    assert data["address"] == write(settings.usual(*VIEWED))
    assert data["view"] == {name: settings[name] for name in VIEWED}


@pytest.mark.parametrize("group", GROUPS)
def test_every_run_has_the_look_of_its_optimizer(group):
    _, data = staged(optimizers=",".join(group), steps="1")
    assert {run["key"]: run["style"] for run in data["runs"]} == styles(group)


def test_the_cells_are_the_row_of_the_table():
    result, data = staged(surface="bowl", optimizers="momentum,gradient_descent", gradient_descent__learning_rate="0.001")
    slow, there = sorted(data["runs"], key=lambda run: run["key"])
    run_result = result.results["momentum"]
    x, y = run_result.trajectory.points[-1]
    assert there["cells"] == [
        f"converged from step {run_result.verdict.step}",
        str(run_result.verdict.reached_at),
        f"({number(x, 4)}, {number(y, 4)})",
        number(run_result.trajectory.values[-1], 4),
        f"{run_result.verdict.length:.4g}",
        "200",
    ]
    assert (there["verdict"], there["step"]) == ("converged", run_result.verdict.step)
    assert run_result.verdict.reached_at < run_result.verdict.step  # the two columns differ
    assert slow["cells"][:2] == ["still moving", "—"]
    assert float(slow["cells"][4]) == pytest.approx(np.hypot(6.0, 6.0) * (1.0 - 0.998**200), rel=1e-3)


def test_a_label_contains_all_hyperparameters():
    result, data = staged(optimizers="adam,gradient_descent", adam__epsilon="1e-7", steps="1")
    assert [label(run_result) for run_result in result.results.values()] == [run["label"] for run in data["runs"]]
    assert data["runs"][0]["label"] == "Adam (α 0.1, β₁ 0.9, β₂ 0.999, ε 1e-7)"
    assert data["runs"][1]["label"] == "Gradient descent (α 0.05)"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, "start (4, 3.5), 200 steps, no noise"),
        ({"x": "-0.25", "y": "1e-3", "steps": "2"}, "start (−0.25, 0.001), 2 steps, no noise"),
        ({"noise": "0.5", "seed": "42"}, "start (4, 3.5), 200 steps, σ = 0.5, seed 42"),
        ({"seed": "42"}, "start (4, 3.5), 200 steps, no noise"),
        ({"inverse_time__decay": "0.02"}, "start (4, 3.5), 200 steps, no noise, schedule: inverse time (k 0.02)"),
        ({"schedule": "constant"}, "start (4, 3.5), 200 steps, no noise"),
    ],
    ids=str,
)
def test_the_caption_describes_the_comparison(texts, expected):
    assert caption(settings_of(**texts)) == expected


@pytest.mark.parametrize("key", SCHEDULES)
def test_a_schedule_is_in_the_caption_where_it_changes_the_rate(key):
    settings = settings_of(schedule=key)
    rates = {float(settings.bound_schedule.rate(1.0, t, 200)) for t in range(1, 201)}
    assert (SCHEDULES[key].title.lower() in caption(settings)) == (rates != {1.0})


def test_a_typed_formula_is_in_the_caption():
    settings = settings_of(surface="own", formula="f(x, y) = |x| + y²", x="1", y="2", inverse_time__decay="0")
    assert caption(settings) == "f(x, y) = |x| + y², start (1, 2), 200 steps, no noise"


def test_a_schedule_that_sits_out_is_not_in_the_caption():
    settings = settings_of(schedule="constant").replace(**{"inverse_time.decay": 0.5})  # set before the schedule was changed
    assert caption(settings) == "start (4, 3.5), 200 steps, no noise"


# File names


def test_a_file_is_named_after_the_settings():
    assert file_name(settings_of(surface="easom", optimizers="adam", adam__learning_rate="0.05")) == "easom-adam-lr0.05"
    assert (
        file_name(settings_of(optimizers="adam,momentum", adam__learning_rate="1e-5")) == "matyas-adam-lr1e-5-momentum-lr0.01"
    )
    assert file_name(settings_of(optimizers="none")) == "matyas"


@pytest.mark.parametrize("surface", SURFACES)
def test_a_file_name_is_short_and_plain_and_no_number_in_it_is_cut(surface):
    rate = "0.0123456789012345"
    for chosen in (group[:count] for group in GROUPS for count in range(1, len(group) + 1)):
        rated = [key for key in chosen if OPTIMIZERS[key].has_learning_rate]
        settings = settings_of(surface=surface, optimizers=",".join(chosen), **{f"{key}__learning_rate": rate for key in rated})
        name = file_name(settings)
        assert len(name) <= 120  # with a browser's suffix still far below the file system's limit of 255
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz_0123456789.-")
        parts = [surface, *(f"{key}-lr{rate}" if key in rated else key for key in chosen)]
        while parts and not name.startswith("-".join(parts)):
            parts.pop()
        assert parts
        rest = name.removeprefix("-".join(parts)).strip("-")  # the name may say that there are more, but is not cut in half
        assert "lr" not in rest
        assert not any(rest and key.startswith(rest) for key in OPTIMIZERS), f"{name!r} ends in half a name"
