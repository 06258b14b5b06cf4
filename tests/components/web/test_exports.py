"""Files by URL: named after the settings, with the link in them, and made only for the pages of this server."""

import json
import re
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette

from components.exports import EXPORTS
from components.pages import PAGES
from components.web import assets, exports
from tests.components.tools import get


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=exports.routes(list(PAGES.values()), EXPORTS))


def saved(server, link, place="runs", key="runs", **more):
    return get(f"{assets.base()}exports/{place}/{key}?{urlencode({'of': link})}", server, **more)


def test_the_list_is_that_of_the_records(server):
    listed = json.loads(get(f"{assets.base()}exports.json", server).body)
    assert [one["key"] for one in listed] == list(EXPORTS)
    assert all({"label", "group", "about", "ending", "media", "places", "script"} < one.keys() for one in listed)


def test_a_file_is_named_after_the_settings_and_holds_the_link(server):
    link = "http://localhost/?v=2&surface=bowl&optimizers=adam,momentum&steps=20"
    answer = saved(server, link)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="bowl-adam-lr0.1-momentum-lr0.01-runs.csv"'
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.body.decode().splitlines()
    assert lines[0] == f"# {link}"
    assert len(lines) == 2 + 2 * 21


def test_figures_of_different_panels_have_different_names(server):
    link = "http://localhost/learning-rate?v=2&surface=bowl&optimizers=momentum&steps=3"
    names = [
        re.search('filename="(.+)"', saved(server, link, place, "paper_tex_8_5cm").headers["content-disposition"])[1]
        for place in ("runs", "sweep", "heat")
    ]
    assert names == [f"bowl-momentum-lr0.01-{of}paper-tex-8-5cm.tex" for of in ("", "sweep-", "heat-")]


def test_in_the_lab_the_run_of_the_subject_is_that_of_the_stage_and_the_sweep_has_all(server):
    link = "http://localhost/learning-rate?v=2&surface=bowl&optimizers=adam,momentum&subject=momentum&steps=10"
    runs = saved(server, link).body.decode().splitlines()
    assert {line.split(",")[0] for line in runs[2:]} == {"momentum"}
    sweep = saved(server, link, "sweep", "sweep").body.decode().splitlines()
    assert {line.split(",")[0] for line in sweep[2:]} == {"adam", "momentum"}


def test_in_the_lab_the_run_is_that_of_the_value_that_it_is_scrubbed_to(server):
    link = "http://localhost/learning-rate?v=2&surface=bowl&optimizers=momentum&swept=momentum&steps=3&pick=0"
    first = saved(server, link).body.decode().splitlines()[3:]
    still = saved(server, link.replace("&pick=0", "&momentum.momentum=0")).body.decode().splitlines()[3:]
    assert first == still
    assert first != saved(server, link.replace("&pick=0", "")).body.decode().splitlines()[3:]


@pytest.mark.parametrize("mark", ["\n", "\r", "\u2028", "\x0b", "\x85", "\x00", "\x1c"])
def test_an_address_cannot_leave_the_line_that_it_stands_in(server, mark):
    answer = saved(server, f"http://localhost/?v=2&surface=bowl&optimizers=adam&steps=3&utm_source=a{mark}print(1)")
    lines = answer.body.decode().splitlines()
    assert answer.status != 200 or (lines[0].startswith("# http://localhost/?") and lines[1].startswith("run,step"))


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://evil.example/?surface=bowl", "of this server"),
        ("http://localhost/nowhere?surface=bowl", "of this server"),
        ("http://localhost/network", "of this server"),
        ("http://[localhost/", "not an address"),
        ("http://localhost/?v=2&surface=nowhere", "nowhere"),
        ("http://localhost/?v=2&optimizers=none", "Choose one or more optimizers"),
        ("", "of this server"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_a_sentence(server, link, words):
    answer = saved(server, link)
    assert answer.status == 400
    assert words in answer.body.decode()


@pytest.mark.parametrize(("place", "key"), [("runs", "nothing"), ("map", "runs"), ("map", "png"), ("runs", quote("../runs"))])
def test_of_what_is_no_export_there_is_none(server, place, key):
    assert saved(server, "http://localhost/?v=2&surface=bowl", place, key).status == 404


def test_a_training_is_of_the_networks_page_and_all_else_of_the_others(server):
    link = "http://localhost/network?epochs=5&optimizers=adam"
    answer = saved(server, link, "training", "training")
    assert answer.status == 200
    assert answer.body.decode().splitlines()[0] == f"# {link}"
    assert 'filename="network-spiral-adam-lr' in answer.headers["content-disposition"]
    assert f"% {link}" in saved(server, link, "training", "paper_tex_8_5cm").body.decode()
    other = "http://localhost/?v=2&surface=bowl"
    for wrong in ((other, "training", "training"), (link, "runs", "runs"), (f"{link}&epochs=x", "training", "training")):
        assert saved(server, *wrong).status == 400
    assert saved(server, other, "training", "paper_tex_8_5cm").status == 400
    assert saved(server, link, "accuracy", "training").status == 404
