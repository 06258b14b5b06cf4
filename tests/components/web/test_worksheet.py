"""Worksheets by URL: small, quick, right to the last digit, and robust against invalid requests."""

import json
from urllib.parse import quote

import numpy as np
import pytest
from starlette.applications import Starlette

from components.results.experiment import experiment
from components.state.address import write
from components.web import assets
from components.web import worksheet as route
from components.web.scene import scene
from optimizers import OPTIMIZERS, worksheet
from tests.components.tools import get, settings_of

NOISY = {"optimizers": "adam,nesterov", "steps": "40", "noise": "0.3", "seed": "7", "inverse_time__decay": "0.01"}


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=[*route.routes(), *assets.routes()])


def ask(server, run, step, query="", **texts):
    query = query or write(settings_of(**texts).of_runs)
    return get(f"{assets.base()}worksheet/{run}/{step}.json?{query}", server)


def sheet(answer):
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/json"
    return json.loads(answer.body, parse_constant=pytest.fail)


def test_what_is_sent_is_the_worksheet(server):
    result = experiment(settings_of(**NOISY))
    for key, run_result in result.results.items():
        sent = sheet(ask(server, key, 12, **NOISY))
        made = worksheet(result.surface, run_result.run, run_result.trajectory, 12, noise=0.3, seed=7)
        assert (sent["step"], sent["axes"], sent["schedule"]) == (12, ["x", "y"], made.schedule)
        for part, lines in (("given", made.given), ("evaluation", made.asked), ("rule", made.rule), ("outcome", made.outcome)):
            assert [line["symbol"] for line in sent[part]] == [line.symbol for line in lines]
            assert [tuple(line["results"]) for line in sent[part]] == [line.results for line in lines]
        for name, values in (("point", made.point), ("gradient_point", made.gradient_point), ("new_point", made.new_point)):
            np.testing.assert_array_equal(sent[name], values)
        np.testing.assert_array_equal(sent["gradient"], made.gradient)
        assert [glyph["values"] for glyph in sent["glyphs"]] == [list(glyph.values) for glyph in made.glyphs]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_optimizer_has_a_small_worksheet(key, server):
    answer = ask(server, key, 3, optimizers=key, steps="5", noise="0.2")
    assert [line["symbol"] for line in sheet(answer)["rule"]]
    assert len(answer.body) < 6000


def test_numbers_that_are_the_result_are_not_repeated(server):
    lines = sheet(ask(server, "rprop", 3, optimizers="rprop", steps="5"))["rule"]
    assert "numbers" not in next(line for line in lines if line["symbol"] == r"\eta_t")
    assert "numbers" in lines[-1]


def test_the_address_in_the_scene_is_where_it_is(server):
    settings = settings_of(**NOISY)
    template = scene(experiment(settings), settings)["worksheets"]
    assert sheet(get(template.replace("{run}", "adam").replace("{step}", "5"), server))["step"] == 5


def test_showing_the_same_step_again_costs_nothing(server):
    route.result.cache_clear()
    for view in ("", "&metric=rate", "&step=3", "&worksheet=adam"):
        assert ask(server, "adam", 5, write(settings_of(**NOISY)) + view).status == 200
    assert route.result.cache_info().misses == 1
    assert "max-age" in ask(server, "adam", 5, **NOISY).headers["cache-control"]


def test_a_worksheet_of_numbers_without_end_is_json(server):
    texts = {"surface": "bowl", "optimizers": "lion,gradient_descent", "gradient_descent__learning_rate": "100", "steps": "400"}
    run_result = experiment(settings_of(**texts)).results["gradient_descent"]
    last = len(run_result.trajectory.gradients)
    assert sheet(ask(server, "gradient_descent", last, **texts))["new_point"]
    beyond = ask(server, "gradient_descent", last + 1, **texts)
    assert beyond.status == 404
    lost = f"because the run diverged at step {run_result.trajectory.diverged_at}"
    assert beyond.body.decode() == f"t must be a step from 1 to {last}, not {last + 1}, {lost}."


@pytest.mark.parametrize(
    "step", ["0", "-1", "41", "99999999999999999999", "1.5", "1e1", "x", "", "01", "٣", "1;2", "nan", "..", "1" * 5000, "%00"]
)
def test_a_step_that_is_none_is_refused(step, server):
    answer = ask(server, "adam", quote(step), **NOISY)
    assert answer.status == 404
    assert len(answer.body) < 200


@pytest.mark.parametrize(
    "run", ["momentum", "nobody", "", "..", "%2e%2e", "adam,nesterov", "_optimizer", "adam%00", "<script>"]
)
def test_a_run_that_is_not_in_the_race_is_refused(run, server):
    assert ask(server, quote(run), 5, **NOISY).status == 404


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("surface=nowhere", "surface “nowhere” is unknown"),
        ("steps=99999", "is outside 1 to 5000"),
        ("noise=nan", "is not a number"),
        ("evil=<script>", "Ignored an unknown setting in the link"),
        ("seed=1&seed=2", "appears 2 times"),
        ("surface=own&formula=__import__('os')", "formula"),
        ("&".join(f"a{k}=1" for k in range(500)), "Too many parameters"),
    ],
)
def test_a_hostile_query_gets_a_sentence(query, message, server):
    answer = ask(server, "adam", 5, query)
    assert answer.status == 400
    assert message in answer.body.decode()
    assert "text/plain" in answer.headers["content-type"]
    assert len(answer.body) < 2000
