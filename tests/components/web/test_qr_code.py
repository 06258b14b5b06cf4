"""The QR code of an address: of this server's pages only, and no longer than a camera can read."""

from urllib.parse import urlencode

import pytest
import segno
from starlette.applications import Starlette

from components.state.address import read, write
from components.web import assets, qr_code
from components.web.qr_code import LONGEST, drawn, wrong
from tests.components.tools import get

PATHS = ("", "learning-rate", "lessons", "catalogue")
HERE = {"host": "lab.example"}
QUERY = write(read({})[0])


@pytest.mark.parametrize("page", PATHS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_page_of_ours_has_a_code(page, scheme):
    assert wrong(f"{scheme}://lab.example/{page}?{QUERY}", HERE, PATHS) == ""
    assert wrong(f"{scheme}://lab.example/{page}", HERE, PATHS) == ""


def test_behind_a_proxy_the_name_that_it_was_asked_by_counts():
    address = f"https://lab.example:8443/?{QUERY}"
    inside = {"host": "127.0.0.1:8501"}
    assert wrong(address, inside, PATHS)
    assert wrong(address, {**inside, "x-forwarded-host": "LAB.example:8443"}, PATHS) == ""
    assert wrong(address, {**inside, "x-forwarded-host": "lab.example:8443, inner.example"}, PATHS) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lab.example",
        "/?surface=bowl",
        "//lab.example/",
        "https://evil.example/",
        "https://lab.example.evil.example/",
        "https://lab.example@evil.example/",
        "https://evil.example@lab.example/",
        "https://lab.example:99999/",
        "https://lab.example:1/",
        "javascript:alert(1)//lab.example/",
        "ftp://lab.example/",
        "mailto:somebody@lab.example",
        "https://lab.example/elsewhere",
        "https://lab.example/../",
        "https://lab.example//evil.example",
        "https://lab.example/#surface=bowl",
        "https://[lab.example/",
        "https://lab.example\\@evil.example/",
        "Buy now at evil.example",
    ],
)
def test_of_anything_else_there_is_none(address):
    sentence = wrong(address, HERE, PATHS)
    assert sentence.endswith(".")
    assert len(sentence) < 600


@pytest.mark.parametrize("headers", [{}, {"host": ""}, {"x-forwarded-host": ""}])
def test_without_a_name_there_is_none(headers):
    assert wrong("https:///", headers, PATHS)
    assert wrong("https://lab.example/", headers, PATHS)


def test_what_is_too_long_is_refused_in_a_sentence():
    long = "https://lab.example/?" + "x" * LONGEST
    assert wrong(long, HERE, PATHS).startswith(f"This address has {len(long):,} characters; a code that can be read")


def test_the_longest_is_still_coarse_enough():
    code = segno.make("https://lab.example/?" + "x" * (LONGEST - 21), error="l", micro=False)
    assert code.symbol_size(border=0)[0] <= 125


def test_it_is_black_on_white_with_a_quiet_zone():
    text = "https://lab.example/?surface=bowl"
    picture = drawn(text).decode()
    side = segno.make(text, error="l", micro=False).symbol_size(border=4)[0]
    assert f'viewBox="0 0 {side} {side}"' in picture
    assert 'fill="#fff"' in picture
    assert 'stroke="#000"' in picture
    assert "script" not in picture


@pytest.fixture
def server():
    return Starlette(routes=qr_code.routes((*PATHS, "network")))


def test_the_route_answers_with_a_picture_or_a_sentence(server):
    where = assets.base() + "code.svg"
    answer = get(f"{where}?of=http%3A%2F%2Flocalhost%2F%3Fsurface%3Dbowl", server)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.body == drawn("http://localhost/?surface=bowl")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for query in ("", "?of=", "?of=http%3A%2F%2Fevil.example%2F", "?of=http%3A%2F%2Flocalhost%2F&of=http%3A%2F%2Flocalhost%2F"):
        answer = get(where + query, server)
        assert answer.status == 400
        assert answer.headers["content-type"].startswith("text/plain")
        assert b"evil" not in answer.body


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/?" + "&".join(f"a{k}=1" for k in range(500))[:900],
        "http://localhost/?surface=nowhere",
        "http://localhost/?next=https://evil.example",
        "http://localhost/?hide=evil",
        "http://localhost/network?surface=bowl",
    ],
)
def test_settings_that_cannot_be_read_have_none(server, address):
    answer = get(f"{assets.base()}code.svg?{urlencode({'of': address})}", server)
    assert answer.status == 400
    assert answer.body.startswith(b"The address of this page cannot be read: ")
    assert len(answer.body) < 600


def test_the_page_of_the_network_has_a_code_of_its_own_settings():
    routes = Starlette(routes=qr_code.routes((*PATHS, "network")))
    address = "http://localhost/network?data=moons&epochs=30"
    assert get(f"{assets.base()}code.svg?{urlencode({'of': address})}", routes).status == 200
