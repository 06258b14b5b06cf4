"""Programs by URL: modules made from the records, cached forever, also for a typed formula, and robust to bad requests."""

import numpy as np
import pytest
from starlette.applications import Starlette

from components.web import assets, programs
from optimizers import OPTIMIZERS, standard_normals
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.tools import get

TYPED = "formula=x**2%2B3*sin(y)&domain=-5,5,-5,5"


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=programs.routes())


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_and_every_run_on_it_is_a_module(server, surface):
    """Nothing that is built in has to be left to the server: whatever could not be traced would raise here."""
    for path in (surface, *(f"{surface}/{key}/constant" for key in OPTIMIZERS)):
        answer = get(f"{assets.base()}program/{path}.js", server)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
        assert "immutable" in answer.headers["cache-control"]
        assert b"export function" in answer.body


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_is_part_of_a_run(server, schedule):
    text = get(f"{assets.base()}program/bowl/adam/{schedule}.js", server).body.decode()
    assert all(f'"{item.name}"' in text for item in SCHEDULES[schedule].hyperparameters)


def test_a_typed_formula_is_a_module_of_which_no_letter_was_typed(server):
    text = get(f"{assets.base()}program/own/adam/constant.js?{TYPED}", server).body.decode()
    assert "Math.cos(" in text  # the sine's derivative
    assert get(f"{assets.base()}program/own.js?{TYPED}", server).body.decode().count("Math.sin(") >= 1


@pytest.mark.parametrize(
    "path",
    [
        *("bowls.js", "Bowl.js", "bowl/adams/constant.js", "bowl/adam/constants.js", "%2e%2e/adam/constant.js"),
        *("_surface.js", "bowl/adam.js", "bowl/adam/constant/x.js"),
    ],
)
def test_what_is_no_record_is_no_program(server, path):
    assert get(f"{assets.base()}program/{path}", server).status == 404


@pytest.mark.parametrize("query", ["formula=alert(1)", "formula=x;y", "formula=x**2&domain=1,2", "formula=x&formula=y"])
def test_a_formula_that_cannot_be_read_is_refused_in_a_sentence(server, query):
    answer = get(f"{assets.base()}program/own.js?{query}", server)
    assert answer.status == 400
    assert b"Traceback" not in answer.body
    assert len(answer.body) > 10


def test_noise_is_that_of_python(server):
    answer = get(f"{assets.base()}normals/7/256.bin", server)
    drawn = np.frombuffer(answer.body, dtype="<f8").reshape(256, 2)
    np.testing.assert_array_equal(drawn, [row.ravel() for row in standard_normals(7, 256)])


def test_noise_of_many_seeds_is_that_of_each(server):
    answer = get(f"{assets.base()}normals/7/256/3.bin", server)
    drawn = np.frombuffer(answer.body, dtype="<f8").reshape(3, 256, 2)
    for seed, rows in zip((7, 8, 9), drawn, strict=True):
        np.testing.assert_array_equal(rows, [row.ravel() for row in standard_normals(seed, 256)])


@pytest.mark.parametrize(
    "path",
    [
        *("7/0", "7/5001", "1002000/10", "-1/10", "7/1e3", "x/10", "7/99999999999999999999"),
        *("7/256/0", "7/256/101", "7/5000/41", "7/256/-1", "1002000/256/1", "7/256/1e1", "7/256/9999999999999999"),
    ],
)
def test_noise_is_bounded(server, path):
    assert get(f"{assets.base()}normals/{path}.bin", server).status == 404
