"""Hostile request headers are refused before they are read, every response has its headers, and unknown pages are 404."""

import asyncio
import re

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from components.exports import EXPORTS
from components.pages import PAGES
from components.web import guard, server
from components.web.content_policy import content_policy
from tests.components.tools import get, scope

PATHS = [page.path for page in PAGES.values()]


@pytest.fixture(scope="module")
def app():
    """Our routes, and behind them what Streamlit does: its document at any address."""

    def fail(_):
        raise ZeroDivisionError("/home/secret")

    rest = [
        Route("/fail", fail),
        Route("/text", lambda _: PlainTextResponse("ok")),
        Route("/{rest:path}", lambda _: HTMLResponse("Streamlit's document")),
    ]
    return Starlette(routes=[*server.routes(list(PAGES.values()), EXPORTS), *rest], middleware=server.middleware(PATHS))


@pytest.mark.parametrize(
    "cookie",
    [b'a="' + b"\\" * 32_000 + b'"', b'a="' + b"\\" * 60_000 + b'"', b"a=" + b"x" * 9000, b'a="' + b"\\" * 51 + b'"'],
    ids=["32,000 backslashes", "60,000", "long", "51"],
)
@pytest.mark.parametrize("path", ["/", "/text", "/nosuch"])
def test_a_hostile_cookie_is_refused_unread(path, cookie, app, monkeypatch):
    monkeypatch.setattr("starlette.requests.cookie_parser", lambda _: pytest.fail("it was read"))
    answer = get(path, app, headers=[(b"cookie", cookie)])
    assert answer.status == 431
    assert re.fullmatch(r"The cookies of this request .* at most [\d,]+ .* read\.", answer.body.decode())


def test_a_valid_cookie_is_accepted(app):
    assert get("/text", app, headers=[(b"cookie", b'_streamlit_xsrf=2|ab|cd; theme="a\\073b"')]).status == 200


@pytest.mark.parametrize("place", ["nosuch", "lessons/nosuch", "static/nosuch.js", "index.html", "a" * 5000, "%00", "..%2f"])
def test_an_unknown_page_is_a_404_with_a_message(place, app):
    answer = get(f"/{place}", app)
    assert answer.status == 404
    assert "no page" in answer.body.decode()
    assert "Streamlit" not in answer.body.decode()


@pytest.mark.parametrize("path", ["/", "/lessons", "/text", "/nosuch", "/fail", "/assets/nosuch", "/learning-rate"])
def test_every_answer_has_its_headers(path, app):
    headers = get(path, app).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_a_failure_is_logged_and_reported_politely(app, caplog):
    answer = get("/fail", app)
    assert (answer.status, answer.body) == (500, b"Something went wrong on our side.")
    assert "/home/secret" in caplog.text


def taken(body, pieces):
    """What a client gets of a body that takes so many pieces of it and no more."""
    sent = []

    async def send(message):
        if message["type"] == "http.response.body":
            sent.append(message)
            if len(sent) > pieces:
                await asyncio.Event().wait()

    async def run():
        app = guard.Guard(PlainTextResponse(body), PATHS)
        await asyncio.wait_for(app(scope("GET", "/text"), asyncio.Event().wait, send), 30)

    asyncio.run(run())
    return sent


def test_a_client_that_does_not_read_is_hung_up_on_and_nothing_is_held_for_it(monkeypatch):
    monkeypatch.setattr(guard, "TIMEOUT", 0.01)
    body = bytes(range(250)) * 1000
    all_of_it = taken(body, 10)
    assert b"".join(piece["body"] for piece in all_of_it) == body
    assert [piece["more_body"] for piece in all_of_it] == [True, True, True, False]
    assert [len(piece["body"]) for piece in taken(body, 1)] == [guard.PIECE, guard.PIECE]


def test_the_document_has_a_policy_that_allows_no_script_but_its_own(app):
    policy = get("/", app).headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)[1].split()
    assert scripts[:3] == ["'self'", "blob:", "'unsafe-eval'"]
    assert len(scripts) > 3
    assert all(source.startswith("'sha256-") for source in scripts[3:])  # no 'unsafe-inline'
    assert "object-src 'none'" in policy


@pytest.mark.parametrize(
    ("query", "anybody"),
    [
        ("embed=true", True),
        ("surface=bowl&embed=TRUE&x=1", True),
        ("", False),
        ("surface=bowl", False),
        ("embed=false", False),
        ("embed=trueish", False),
        ("xembed=true", False),
        ("formula=embed=true", False),
    ],
)
def test_anybody_may_frame_what_is_embedded_and_only_that(query, anybody, app):
    policy = get(f"/?{query}", app).headers["content-security-policy"]
    assert ("frame-ancestors" not in policy) == anybody
    assert anybody or "frame-ancestors 'self'" in policy


@pytest.mark.parametrize(
    ("configured", "allowed"),
    [
        ("'self' https://course.example", "'self' https://course.example"),
        ("'none'", "'none'"),
        ("x; script-src *\r\nEvil: 1", "x script-src *Evil: 1"),
    ],
)
@pytest.mark.parametrize("query", ["", "?embed=true"])
def test_who_may_frame_the_page_is_configured(query, configured, allowed, app, monkeypatch):
    monkeypatch.setenv(guard.FRAMING, configured)
    policy = get(f"/{query}", app).headers["content-security-policy"]
    assert policy == content_policy(allowed)
    assert policy.count("frame-ancestors") == 1
    assert policy.count("script-src") == 1 or "script-src *" in allowed
