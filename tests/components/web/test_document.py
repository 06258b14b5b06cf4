"""The document that every page begins with: Streamlit's own, adapted, at the address of each page and nowhere else."""

import html
import json
import re
import threading

import pytest
import streamlit as st
from starlette.applications import Starlette

from components.pages import PAGES
from components.results.experiment import experiment
from components.state.opening import OPENING
from components.web import assets, document, preview
from tests.components.tools import get, settings_of
from tests.components.web.test_query import HOSTILE

ALL = list(PAGES.values())


@pytest.fixture
def below():
    """Set the path below which the page is served, as `--server.baseUrlPath` does."""
    before = st.get_option("server.baseUrlPath")
    yield lambda path: st.config.set_option("server.baseUrlPath", path)
    st.config.set_option("server.baseUrlPath", before)


def read(address, **headers):
    named = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    answer = get(address, Starlette(routes=document.routes(ALL)), headers=named)
    assert answer.status == 200
    return answer.body.decode()


def metas(text):
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', text)
    assert len(dict(found)) == len(found)
    return {name: html.unescape(content) for name, content in found}


@pytest.mark.parametrize("path", ["", "lab", "/a/b/"])
@pytest.mark.parametrize("key", PAGES)
def test_every_page_begins_with_its_title_and_knows_its_server(key, path, below):
    below(path)
    root = assets.root()
    answer = get(root + PAGES[key].path, Starlette(routes=document.routes(ALL)))
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    text = answer.body.decode()
    (title,) = re.findall("<title>(.*?)</title>", text)
    assert html.unescape(title).endswith(" – Descent Lab")
    assert f"BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href" in text
    own = [reference for reference in re.findall(r'(?:src|href)="([^"]*)"', text) if not reference.startswith("data:")]
    assert len(own) >= 4
    assert all(reference.startswith(root) for reference in own)  # absolute, so it means the same file on every page
    assert "<!--" not in re.sub(r"<!--\s.*?-->", "", text, flags=re.DOTALL)
    assert document.HEAD not in text
    assert document.BODY not in text


# What a link shows


@pytest.mark.parametrize("key", PAGES)
def test_every_page_describes_itself_for_link_previews(key):
    path = PAGES[key].path
    tags = metas(read(f"/{path}?v=2&surface=bowl&optimizers=adam&lesson=too_high", host="lab.example:8501"))
    assert tags["og:title"]
    assert tags["og:description"] == tags["description"]
    assert tags["og:image"].startswith(f"http://lab.example:8501{preview.address(path, 'png')}?")
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["twitter:card"] == "summary_large_image"
    picture = tags["og:image"].removeprefix("http://lab.example:8501")
    assert get(picture, Starlette(routes=preview.routes(ALL))).status == 200


def test_a_link_preview_contains_the_finding(monkeypatch):
    monkeypatch.setattr(document, "TIMEOUT", 60.0)  # however slow the machine is
    settings = settings_of(v="2", surface="rosenbrock", optimizers="adam,newton")
    text = read("/?v=2&surface=rosenbrock&optimizers=adam,newton")
    assert metas(text)["og:description"] == experiment(settings).sentence
    assert "<title>Rosenbrock&#x27;s banana with Adam and Newton" in text


def test_without_settings_the_preview_is_of_the_scene_with_which_the_page_opens(monkeypatch):
    monkeypatch.setattr(document, "TIMEOUT", 60.0)
    assert metas(read("/"))["og:description"] == experiment(settings_of(**OPENING)).sentence
    assert "x=-1.5" in metas(read("/"))["og:image"]


def test_the_picture_of_a_link_is_described_as_it_is():
    """Runs that are to be predicted are not on it."""
    shown, none, hidden, network = (
        metas(read(f"/{query}"))["og:image:alt"]
        for query in ("?v=2&optimizers=adam", "?v=2&optimizers=none", "lessons?lesson=too_high&predict=1", "network")
    )
    assert shown.endswith(": contour map with the paths of the optimizers")
    assert none.endswith(": contour map")
    assert hidden.endswith(": contour map")
    assert network.endswith(": the loss on a plane through the weights, with the paths of the optimizers")


def test_a_scene_has_its_title_and_its_text():
    first, second = (metas(read(f"/lessons?lesson=too_high&scene={scene}")) for scene in (1, 2))
    assert first["og:title"].startswith("Too high: ")
    assert first["og:title"] != second["og:title"]
    assert first["description"] != second["description"]


def test_the_picture_of_a_link_is_that_of_its_settings_even_where_the_finding_is_late(monkeypatch):
    monkeypatch.setattr(document, "TIMEOUT", 0.0)
    release = threading.Event()
    preview.LANE.worker.submit(release.wait)
    tags = metas(read("/?v=2&surface=easom&steps=77"))
    release.set()
    assert "surface=easom" in tags["og:image"]
    assert "steps=77" in tags["og:image"]
    assert tags["description"]


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "inside", "x_forwarded_host": "lab.example", "x_forwarded_proto": "https"},
        {"host": "inside", "x_forwarded_host": "lab.example, proxy", "x_forwarded_proto": "https,http"},
    ],
)
def test_behind_a_proxy_the_picture_lies_where_the_visitor_asked(headers):
    assert metas(read("/", **headers))["og:image"].startswith("https://lab.example/assets/")


@pytest.mark.parametrize("host", ['"><script>alert(1)</script>', "evil\\x", "a b", "x" * 300, "[::1]:8501", ""])
def test_a_hostile_host_writes_nothing_into_the_page(host):
    text = read("/", host=host)
    assert "<script>alert" not in text
    picture = metas(text)["og:image"]
    assert picture.startswith(("/assets/", "http://[::1]:8501/assets/"))


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_query_still_gets_its_page(hostile, key):
    """The page itself says what is wrong."""
    assert metas(read(f"/{PAGES[key].path}?{HOSTILE[hostile]}"))["og:image"]


def test_what_is_typed_is_text():
    text = read("/?v=2&surface=own&formula=x%3Cy%22%3E%3Cscript%3E&optimizers=%22%3E%3Cscript%3E")
    assert text.count("<script>") == 2  # Streamlit's own, and the one with the server's address


# The first map


def test_a_page_with_a_stage_begins_with_its_map():
    text = read("/?v=2&surface=rosenbrock&utm_source=x")
    picture = f"{preview.address('', 'svg')}?v=2&amp;surface=rosenbrock"
    assert text.index(f'rel="preload" as="image" fetchpriority="high" href="{picture}') < text.index('<script type="module"')
    assert re.search(rf'<div class="first-map square beside".*<img src="{re.escape(picture)}', text)
    assert "utm_source" not in text
    assert '<div class="first-map beside"' in read("/?v=2&surface=six_hump_camel")


@pytest.mark.parametrize("address", ["/catalogue", "/?v=2&hide=map", "/lessons?lesson=too_high&hide=map,sidebar"])
def test_where_no_map_will_be_there_is_none(address):
    text = read(address)
    assert 'class="first-map' not in text
    assert 'as="image"' not in text


# Nowhere else


@pytest.mark.parametrize(
    "place", ["nobody", "learning-rates", "learning-rate/x", "index.html", "static/x", "..%2f", "LEARNING-RATE"]
)
def test_nothing_else_is_answered_here(place):
    assert get(f"/{place}", Starlette(routes=document.routes(ALL))).status == 404


def test_under_a_base_path_the_root_is_not_answered(below):
    below("lab")
    server = Starlette(routes=document.routes(ALL))
    assert get("/", server).status == get("/learning-rate", server).status == 404
    assert get("/lab/", server).status == 200
