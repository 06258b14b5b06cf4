"""GIF films from frames that a browser sends: `POST film.gif`, each frame as its length, a big-endian uint32, and a PNG.

With `count`, the request contains only groups of `neighbors` consecutive frames, and the response is the estimated size of a
film of `count` frames.
Browsers can encode other formats, but not GIF. Frames are limited in number and size, few films are made at a time, and nothing
is stored.
"""

import asyncio
from functools import partial
from struct import unpack_from

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots.film_gif import FilmError, expected_size, gif
from components.web import assets
from components.web.lane import Lane
from components.web.query import LONGEST, RefusedError, parameters_of

MEDIA = "application/octet-stream"  # a type that no HTML form on another site can send
MAX_FRAMES, LARGEST = 300, 1920  # LARGEST: pixels per side
MAX_BYTES, MAX_PIXELS = 60_000_000, 260_000_000  # of all frames together
MAX_FILMS = 2  # being uploaded, waiting, or being encoded
SLOWEST = 60.0  # seconds until all frames have arrived
RATES = (1, 50)  # frames per second
MAX_HOLD = 5000  # milliseconds for which the last frame is held
LANE = Lane("film", MAX_FILMS, "Other films are being made.", 10)
SIZES = Lane("film-size", 1, "The sizes of other films are being estimated.", 10)
LIMITS = {"largest": LARGEST, "most_pixels": MAX_PIXELS}


def routes() -> list[BaseRoute]:
    return [Route(assets.root() + "film.gif", _answer, methods=["POST"])]


async def _answer(request: Request) -> Response:
    only_size = "count" in request.query_params
    try:
        with (SIZES if only_size else LANE).place():
            if only_size:
                return PlainTextResponse(str(await _size(request)), headers={"Cache-Control": "no-store"})
            return Response(await _made(request), media_type="image/gif", headers={"Cache-Control": "no-store"})
    except FilmError as reason:
        return PlainTextResponse(str(reason), 400)
    except TimeoutError:
        return PlainTextResponse(f"The frames took longer than {SLOWEST:.0f} seconds to arrive.", 408)
    except ClientDisconnect:
        return PlainTextResponse("", 499)


async def _made(request: Request) -> bytes:
    """The requested film, from the frames in the request."""
    rate, held, loop, comment = _asked(request)
    frames = _frames(await asyncio.wait_for(_body(request), SLOWEST))
    shown = [round(100 / rate) * 10] * (len(frames) - 1) + [max(held, 10)]
    return await asyncio.shield(LANE.work(partial(gif, frames, shown, comment, loop=loop, **LIMITS)))


async def _size(request: Request) -> int:
    """The estimated size of a film of `count` frames, from groups of `neighbors` consecutive frames."""
    _check_media(request)
    given = parameters_of(request.url.query)
    count, neighbors = (_number(given, name, 1, MAX_FRAMES) for name in ("count", "neighbors"))
    frames = _frames(await asyncio.wait_for(_body(request), SLOWEST))
    return await asyncio.shield(SIZES.work(partial(expected_size, frames, count, neighbors=neighbors, **LIMITS)))


def _check_media(request: Request) -> None:
    if request.headers.get("content-type") != MEDIA:
        raise RefusedError(f"Frames are sent as {MEDIA}.")


def _asked(request: Request) -> tuple[int, int, bool, str]:
    """Frames per second, milliseconds of the last frame, whether the film loops, and a comment."""
    given = parameters_of(request.url.query)
    _check_media(request)
    comment = "".join(given.get("of", [""])[:1])
    if len(comment) > LONGEST:
        raise RefusedError("of is too long.")
    rate, held = _number(given, "fps", *RATES), _number(given, "held", 0, MAX_HOLD)
    return rate, held, given.get("loop") != ["0"], comment


def _number(given: dict[str, list[str]], name: str, low: int, high: int) -> int:
    texts = given.get(name, [])
    if len(texts) != 1 or not texts[0].isascii() or not texts[0].isdecimal() or len(texts[0]) > 5:
        raise RefusedError(f"{name} must be given once, as a whole number.")
    if not low <= int(texts[0]) <= high:
        raise RefusedError(f"{name} must lie between {low} and {high}.")
    return int(texts[0])


async def _body(request: Request) -> bytearray:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            raise FilmError(f"The frames take more than {MAX_BYTES // 1_000_000} MB. Choose fewer frames or a smaller width.")
    return body


def _frames(body: bytearray) -> list[memoryview]:
    frames, at, view = [], 0, memoryview(body)
    while at < len(body):
        if len(body) < at + 4:
            raise FilmError("The frames are incomplete.")
        (length,) = unpack_from(">I", body, at)
        if len(body) < at + 4 + length:
            raise FilmError("The frames are incomplete.")
        frames.append(view[at + 4 : at + 4 + length])
        at += 4 + length
        if len(frames) > MAX_FRAMES:
            raise FilmError(f"A film has at most {MAX_FRAMES} frames. Choose fewer seconds or fewer frames per second.")
    return frames
