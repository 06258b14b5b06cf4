"""The document that every page begins with: Streamlit's own, made ours, at the address of each page and nowhere else."""

import json
import re

import pytest
import streamlit as st
from starlette.applications import Starlette

from components.web import assets, document
from tests.components.tools import get

PAGES = ("", "learning-rate")


@pytest.fixture
def below():
    """Set the path below which the page is served, as `--server.baseUrlPath` does."""
    before = st.get_option("server.baseUrlPath")
    yield lambda path: st.config.set_option("server.baseUrlPath", path)
    st.config.set_option("server.baseUrlPath", before)


@pytest.mark.parametrize("path", ["", "lab", "/a/b/"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_begins_with_our_title_and_knows_its_server(page, path, below):
    below(path)
    root = assets.root()
    answer = get(root + page, Starlette(routes=document.routes(PAGES)))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    text = answer.body.decode()
    assert re.findall("<title>(.*?)</title>", text) == ["Descent Lab"]
    assert f"BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href" in text
    assert f'href="{assets.base()}plotly.min.js"' in text
    own = [reference for reference in re.findall(r'(?:src|href)="([^"]*)"', text) if not reference.startswith("data:")]
    assert len(own) >= 4
    assert all(reference.startswith(root) for reference in own)  # from wherever it is read, it means the same file


@pytest.mark.parametrize(
    "place", ["nobody", "learning-rates", "learning-rate/x", "index.html", "static/x", "..%2f", "LEARNING-RATE"]
)
def test_nothing_else_is_answered_here(place):
    assert get(f"/{place}", Starlette(routes=document.routes(PAGES))).status == 404


def test_below_another_path_the_plain_one_is_not_answered(below):
    below("lab")
    server = Starlette(routes=document.routes(PAGES))
    assert get("/", server).status == get("/learning-rate", server).status == 404
    assert get("/lab/", server).status == 200
