"""Invalid queries, on every route that reads one: a message, and next to no work."""

import sys
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from components.exports import EXPORTS
from components.pages import PAGES
from components.state.address import write
from components.web import assets, query, server
from components.web.query import LONGEST, MAX_PARAMETERS, RefusedError, parameters_of, settings_from
from tests.components.tools import get, settings_of

ROUTES = (
    "terrain/own/1/light.json?{}",
    "program/own.js?{}",
    "program/own/adam/constant.js?{}",
    "lab/sweep/light.ndjson?{}",
    "worksheet/adam/5.json?{}",
    "preview/explore.png?{}",
    "preview/lessons.svg?{}",
    "code.svg?{}",
    "code.svg?of=http://localhost/%3F{}",
    "exports/runs/runs?{}",
    "exports/runs/runs?of=http://localhost/%3F{}",
)
HOSTILE = {
    "names": "&".join(f"a{number}=1" for number in range(32_000)),
    "few long names": "&".join("a" * 5000 + f"{number}=1" for number in range(5)),
    "ampersands": "&" * 32_000,
    "one name again": "&".join(["formula=x"] * 32_000),
    "one text": "formula=" + "(" * 100_000,
    "a number": "x=" + "9" * 5000,
    "a seed": "seed=" + "9" * 5000,
    "escapes": "formula=" + "%28" * 40_000,
    "nothing of ours": "evil=1",
    "no text at all": "%ff%fe=%80&%00=%0d%0a",
}


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=server.routes(list(PAGES.values()), EXPORTS))


def calls(work):
    """How many Python functions are called meanwhile, in all threads of this one."""
    count = 0

    def look(frame, event, _):
        nonlocal count
        count += event == "call"

    sys.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_query_is_answered_with_a_sentence(hostile, route, app):
    text = HOSTILE[hostile]
    answer = get(assets.base() + route.format(quote(text) if "of=" in route else text), app)
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.body.decode().endswith(".")
    assert answer.body.decode().isprintable()
    assert len(answer.body) < 700


@pytest.mark.parametrize("hostile", ["names", "ampersands", "one name again", "one text", "escapes"])
def test_what_is_too_much_is_refused_before_it_is_read(hostile, monkeypatch):
    for reader in ("parse_qs", "read"):
        monkeypatch.setattr(query, reader, lambda *_, **__: pytest.fail("it was read"))
    with pytest.raises(RefusedError, match=r"(too long|Too many parameters): [\d,]+"):
        settings_from(HOSTILE[hostile])


def test_reading_takes_time_in_proportion_to_the_number_of_names():
    def refused(count):
        with pytest.raises(RefusedError):
            settings_from("&".join(f"a{number}=1" for number in range(count)))

    refused(1)
    one, two, four = (calls(lambda count=count: refused(count)) for count in (100, 200, 400))
    assert four - two == pytest.approx(2 * (two - one), rel=0.1)


def test_at_the_bounds_it_is_read():
    assert len(parameters_of("&".join(f"a{number}=" for number in range(MAX_PARAMETERS)))) == MAX_PARAMETERS
    assert parameters_of("a=" + "x" * (LONGEST - 2)) == {"a": ["x" * (LONGEST - 2)]}
    for over in ("&".join(f"a{number}=" for number in range(MAX_PARAMETERS + 1)), "a=" + "x" * (LONGEST - 1)):
        with pytest.raises(RefusedError):
            parameters_of(over)


def test_a_valid_query_is_read():
    settings = settings_of(surface="own", formula="x^2 + 3 sin(y)", optimizers="adam")
    assert settings_from(write(settings)) == settings
    assert settings_from("", surface="bowl", window="2")["window"] == "2"


def test_what_is_given_from_elsewhere_counts_more():
    assert settings_from("surface=easom", surface="bowl")["surface"] == "bowl"


def test_a_refusal_is_answered_from_wherever_it_is_raised():
    def refuse(_):
        raise RefusedError("So it is.")

    answer = get("/", Starlette(routes=[Route("/", refuse)]))
    assert (answer.status, answer.body) == (400, b"So it is.")
