"""The network by URL: frames as they are computed, then the whole; bad queries and what would take too long, in a sentence."""

import asyncio
import base64
import json
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.applications import Starlette

from components.lessons.networks import NETWORK_LESSONS
from components.results import training
from components.results.regions import SIDE
from components.web import assets, network
from components.web.query import network_settings
from tests.components.pages import test_network_page
from tests.components.pages.test_explore_page import opened, stage
from tests.components.tools import ask, get

QUICK = {"epochs": "30", "optimizers": "adam,gradient_descent"}


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=[*network.routes(), *assets.routes()])


def address(what, theme="light", **texts):
    ending = "json" if what == "plane" else "ndjson"
    return f"{assets.base()}network/{what}/{theme}.{ending}?{urlencode({**QUICK, **texts})}"


def received(answer):
    assert answer.status == 200
    lines = [json.loads(line, parse_constant=pytest.fail) for line in answer.body.decode().splitlines()]
    return lines[:-1], lines[-1]["result"]


def numbers(text):
    return np.frombuffer(base64.b64decode(text), "<f4")


def test_frames_come_while_it_is_trained_and_then_all_of_it(server):
    training._kept.cache_clear()
    lines, result = received(get(address("training"), server))
    previews = [line["preview"] for line in lines if "preview" in line]
    assert previews[0]["step"] == 0  # immediately
    assert len(previews) > 4
    assert all(len(base64.b64decode(cells)) == SIDE * SIDE for preview in previews for cells in preview["cells"])
    scene, regions = result["scene"], result["regions"]
    assert scene["fixed"]
    assert scene["steps"] == 30
    assert [run["key"] for run in scene["runs"]] == ["adam", "gradient_descent"]
    for run in scene["runs"]:
        assert set(run["rows"]) == {"x", "y", *scene["names"]}
        assert len(numbers(run["rows"]["x"])) == run["points"] == 31
        assert numbers(run["t"]).tolist() == list(range(31))
        assert len(run["cells"]) == len(scene["heads"]) - 1
    assert [len(base64.b64decode(cells)) for cells in regions["cells"]] == [SIDE * SIDE * len(regions["steps"])] * 2
    assert any("76 %" in note for note in result["notes"])
    assert any("true loss is up to" in note for note in result["notes"])
    again, same = received(get(address("training"), server))
    assert same == result
    assert not any("preview" in line for line in again)


def test_what_a_step_costs_is_counted_in_gradient_evaluations(server):
    _, result = received(get(address("training", optimizers="adam,sam", epochs="5"), server))
    assert [run["costs"] for run in result["scene"]["runs"]] == [[1.0], [2.0]]


def test_the_stage_gets_the_same_data_as_on_explore_and_nothing_twice(server):
    """A part of it comes with the training, the rest with the page."""
    _, result = received(get(address("training"), server))
    of_page = test_network_page.sent(test_network_page.opened(**QUICK))
    assert set(stage(opened())) - {"from_step", "plays"} <= {*result["scene"], *of_page}
    assert not {*result["scene"]} & {*of_page}
    assert result["scene"]["beside"] is False  # the sweep of the lab has no place here


@pytest.mark.parametrize("plane", ["principal", "random", "hessian"])
def test_the_plane_is_drawn_as_any_surface(plane, server):
    figures = json.loads(get(address("plane", "dark", plane=plane), server).body)
    assert set(figures) == {"surface3d", "contour", "curve"}


def test_what_is_seen_from_above_and_from_the_side_is_called_loss(server):
    drawn = json.loads(get(address("plane"), server).body)
    assert drawn["surface3d"]["layout"]["scene"]["zaxis"]["title"]["text"] == "loss"
    assert drawn["contour"]["data"][0]["colorbar"]["title"]["text"] == "loss"
    assert drawn["curve"]["layout"]["yaxis"]["title"]["text"] == "loss"


def test_the_plane_is_worked_out_before_anybody_asks_for_it(server):
    settings = network_settings(urlencode({**QUICK, "seed": "8"}))
    received(get(address("training", seed="8"), server))
    assert "terrain" in vars(training.trained(settings).planes["principal"])
    (kept,) = (value for name, value in get(address("plane", seed="8"), server).headers.items() if name == "cache-control")
    assert "max-age" in kept  # the address contains all settings


def test_sharpness_comes_when_it_is_asked_for(server):
    _, result = received(get(address("training", metric="sharpness"), server))
    scene = result["scene"]
    assert "sharpness" in scene["names"]
    adam, descent = scene["runs"]
    for run in (adam, descent):
        assert np.all(np.isfinite(numbers(run["rows"]["sharpness"])))
    assert (adam["limits"], descent["limits"]) == ({}, {"sharpness": [pytest.approx(2.0 / 0.3)]})


@pytest.mark.parametrize("plane", ["principal", "random", "hessian"])
def test_a_run_that_diverges_at_once_is_shown_where_it_began(plane, server):
    texts = NETWORK_LESSONS["spiral_rates"].scenes[-1].settings | {"plane": plane}
    _, result = received(get(address("training", **texts), server))
    (run,) = result["scene"]["runs"]
    assert (run["points"], run["verdict"], run["broken"]) == (1, "diverged", True)
    assert "diverges by step" in result["scene"]["sentence"]
    assert not any("of the variance" in note for note in result["notes"])
    assert set(json.loads(get(address("plane", **texts), server).body)) == {"surface3d", "contour", "curve"}


def test_rates_are_swept(server):
    lines, result = received(get(address("rates", epochs="3"), server))
    assert lines[-1]["done"] <= 1.0
    assert result["figure"]["data"]
    assert "after 3 epochs, median of 3 starts: Adam " in result["text"]
    assert "; Gradient descent " in result["text"]
    named = [trace["name"] for trace in result["figure"]["data"] if trace["showlegend"]]
    assert named == [f"{title}, {part}" for title in ("Adam", "Gradient descent") for part in ("train", "held out")]


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"epochs": "3000", "batch": "1", "points": "1000"}, "would take about"),
        ({"optimizers": "none"}, "Choose one or more optimizers"),
        ({"data": "file"}, "Upload a CSV file"),
        ({"data": "file", "file": "nobody"}, "Upload a CSV file"),
    ],
)
def test_a_training_that_is_impossible_is_reported(texts, sentence, server):
    for what in ("training", "rates"):
        _, result = received(get(address(what, **texts), server))
        assert sentence in result["problem"]
    assert get(address("plane", **texts), server).status == 404


def test_a_query_that_cannot_be_read_is_refused(server):
    for texts, sentence in (
        ({"epochs": "many"}, b"epochs"),
        ({"color": "red"}, b"unknown setting"),
        ({"layers": "x"}, b"layers"),
    ):
        for what in ("training", "rates", "plane"):
            answer = get(address(what, **texts), server)
            assert answer.status == 400
            assert sentence in answer.body
    assert get(address("training", "pink"), server).status == 400


def test_leaving_stops_the_training(server):
    training._kept.cache_clear()
    texts = {"epochs": "1500", "seed": "5"}
    answer = asyncio.run(ask(address("training", **texts), server, leave_after=1))
    assert b"result" not in answer.body
    assert training._kept.cache_info().currsize == 0


def test_a_file_is_kept_by_no_browser(server):
    answer = get(address("training", data="file"), server)
    assert answer.headers["cache-control"] == "no-store"
