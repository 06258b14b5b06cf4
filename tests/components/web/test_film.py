"""Frames sent to the server come back as a GIF; invalid, too large or too slow requests are refused with a message."""

import asyncio
import struct
from io import BytesIO

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware.errors import ServerErrorMiddleware

from components.web import film
from tests.components.tools import Answer, scope

OCTETS = (b"content-type", b"application/octet-stream")
ASKED = "/film.gif?fps=20&held=1000&of=https://example.org/"


def framed(*frames):
    return b"".join(struct.pack(">I", len(frame)) + frame for frame in frames)


def png(shade=0):
    file = BytesIO()
    Image.new("RGB", (40, 30), (shade, 0, 0)).save(file, "PNG")
    return file.getvalue()


async def post(address, parts, headers=(OCTETS,), pause=None):
    """POST a body in parts; `pause` is waited for between them."""
    waiting, messages = list(parts), []

    async def receive():
        if pause and len(waiting) < len(parts):
            await pause.wait()
        return {"type": "http.request", "body": waiting.pop(0) if waiting else b"", "more_body": bool(waiting)}

    async def send(message):
        messages.append(message)

    server = ServerErrorMiddleware(Starlette(routes=film.routes()))
    await server(scope("POST", address, headers), receive, send)
    return Answer(messages)


def test_frames_come_back_as_a_film():
    answer = asyncio.run(post(ASKED, [framed(png(10), png(90))[:50], framed(png(10), png(90))[50:]]))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/gif")
    assert answer.headers["cache-control"] == "no-store"
    made = Image.open(BytesIO(answer.body))
    assert (made.n_frames, made.size, made.info["duration"]) == (2, (40, 30), 50)
    assert made.info["comment"] == b"https://example.org/"


def test_of_some_frames_the_size_of_the_film_is_told():
    answer = asyncio.run(post("/film.gif?count=20&neighbors=2", [framed(png(10), png(90))]))
    assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/plain")
    made = asyncio.run(post(ASKED, [framed(*[png(10), png(90)] * 10)]))
    assert int(answer.body) == pytest.approx(len(made.body), rel=0.1)


@pytest.mark.parametrize(
    ("address", "parts", "status", "words"),
    [
        ("/film.gif?count=1e9", [b""], 400, "count must be given once, as a whole number"),
        ("/film.gif?count=301", [b""], 400, "count must lie between 1 and 300"),
        ("/film.gif?count=20&neighbors=5", [b""], 400, "needs at least one frame"),
        ("/film.gif?count=20&neighbors=0", [b""], 400, "neighbors must lie between 1 and 300"),
        ("/film.gif?held=0", [b""], 400, "fps must be given once"),
        ("/film.gif?fps=1e9&held=0", [b""], 400, "fps must be given once, as a whole number"),
        ("/film.gif?fps=0&held=0", [b""], 400, "fps must lie between 1 and 50"),
        ("/film.gif?fps=20&held=99999", [b""], 400, "held must lie between"),
        (ASKED, [b""], 400, "needs at least one frame"),
        (ASKED, [b"\0\0"], 400, "incomplete"),
        (ASKED, [struct.pack(">I", 4_000_000_000) + b"x"], 400, "incomplete"),
        (ASKED, [framed(b"no picture")], 400, "Frame 1 is not a PNG"),
        (ASKED, [framed(*[png()] * (film.MAX_FRAMES + 1))], 400, "at most 300 frames"),
    ],
)
def test_what_is_no_film_is_refused(address, parts, status, words):
    answer = asyncio.run(post(address, parts))
    assert answer.status == status
    assert words in answer.body.decode()
    assert film.LANE.taken == 0


def test_no_more_is_read_than_a_film_may_take(monkeypatch):
    monkeypatch.setattr(film, "MAX_BYTES", 1000)
    answer = asyncio.run(post(ASKED, [b"\0" * 600] * 100))
    assert answer.status == 400
    assert "Choose fewer frames" in answer.body.decode()


def test_a_form_of_another_site_is_refused():
    answer = asyncio.run(post(ASKED, [framed(png())], headers=[(b"content-type", b"text/plain")]))
    assert answer.status == 400
    assert "application/octet-stream" in answer.body.decode()


def test_few_films_are_made_at_a_time_and_one_that_dawdles_is_dropped(monkeypatch):
    monkeypatch.setattr(film, "SLOWEST", 0.01)

    async def crowd():
        pause = asyncio.Event()
        slow = [asyncio.create_task(post(ASKED, [b"\0", b"\0"], pause=pause)) for _ in range(film.MAX_FILMS)]
        await asyncio.sleep(0)
        refused = await post(ASKED, [framed(png())])
        dropped = await asyncio.gather(*slow)
        return refused, dropped, await post(ASKED, [framed(png())])

    refused, dropped, after = asyncio.run(crowd())
    assert refused.status == 503
    assert {answer.status for answer in dropped} == {408}
    assert after.status == 200
