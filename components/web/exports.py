"""Exported files by URL: `exports/{place}/{key}?of={the address of a page}`, and their list, `exports.json`.

A file contains the link that restores its picture, so the request contains the full address. It must be that of a page of this
server, see `components/web/qr_code.py`.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from urllib.parse import SplitResult, quote, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.results import training_budget
from components.results.shared import Progress, TooLongError
from components.state.budget import MAX_SECONDS, too_long
from components.state.network import NetworkSettings
from components.state.settings import Settings
from components.text import network_words
from components.text.captions import file_name
from components.web import assets
from components.web.job_queue import Busy, Stopped, job_queue
from components.web.preview import Previewed
from components.web.qr_code import NETWORK, ours
from components.web.query import LONGEST, RefusedError, network_settings, parameters_of
from components.web.requested import requested

GRAPHIC = "".join(map(chr, range(0x21, 0x7F)))  # printable ASCII: addresses appear in comments and must not end a line
UNKEPT = {"Cache-Control": "no-store"}  # saved, not displayed


class Exported(Protocol):
    """The interface of an export that is used here; see `components/exports/_export.py`."""

    @property
    def ending(self) -> str: ...
    @property
    def media(self) -> str: ...
    @property
    def places(self) -> tuple[str, ...]: ...
    @property
    def seconds(self) -> Callable[[str, Settings], float]: ...
    @property
    def served(self) -> bool: ...
    def of_training(self, place: str) -> bool: ...
    def listed(self) -> dict[str, Any]: ...
    def of(self, place: str, settings: Settings, staged: Settings) -> Settings: ...
    def made(self, place: str, settings: Settings, link: str, title: str, progress: Progress) -> bytes: ...
    def made_of_training(self, settings: NetworkSettings, link: str, progress: Progress) -> bytes: ...


class Job(NamedTuple):
    """How to make a file, how long that takes, and the name of the file."""

    make: Callable[[Progress], bytes]
    seconds: float
    name: str


def routes(pages: Sequence[Previewed], exports: Mapping[str, Exported]) -> list[BaseRoute]:
    known = {assets.root() + page.path: page for page in pages if page.path != NETWORK}
    network = assets.root() + NETWORK
    listed = json.dumps([{"key": key, **export.listed()} for key, export in exports.items()]).encode()

    def all_of_them(request: Request) -> Response:
        return Response(listed, media_type="application/json", headers=assets.FOREVER)

    async def file(request: Request) -> Response:
        place, key = request.path_params["place"], request.path_params["key"]
        export = exports.get(key)
        if export is None or place not in export.places or not export.served:
            return PlainTextResponse("No such export.", status_code=404)
        link, parts = _address(request, [network] if export.of_training(place) else known)
        if export.of_training(place):
            job = _of_training(export, link, parts.query)
        else:
            job = await _of_page(request, export, place, link, known[parts.path])
        try:
            content = await job_queue().result(request, ("export", place, key, link), job.make, job.seconds)
        except (Busy, TooLongError) as reason:
            return PlainTextResponse(str(reason), status_code=503)
        except Stopped:
            return PlainTextResponse("", status_code=499)
        name = f"{job.name}-{key.replace('_', '-')}.{export.ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', **UNKEPT}
        return Response(content, media_type=export.media, headers=headers)

    return [Route(assets.base() + "exports.json", all_of_them), Route(assets.base() + "exports/{place}/{key}", file)]


def _address(request: Request, pages: Collection[str]) -> tuple[str, SplitResult]:
    """The page address in a request, as text and in its parts. Raises RefusedError if it is not one of these pages."""
    given = parameters_of(request.url.query).get("of", [])
    if len(given) != 1 or len(given[0]) > LONGEST:
        raise RefusedError("of must be given once: the address of the page.")
    try:
        parts = urlsplit(given[0])
    except ValueError:
        raise RefusedError("of is not an address.") from None
    if not ours(parts, request.headers, pages):
        raise RefusedError("Files are made only for pages of this server, under the host name of the request.")
    return quote(parts.geturl(), safe=GRAPHIC), parts


async def _of_page(request: Request, export: Exported, place: str, link: str, page: Previewed) -> Job:
    try:
        settings = await requested(request, urlsplit(link).query)
    except RefusedError as reason:
        raise RefusedError(f"The address of this page cannot be read: {reason.detail}") from None
    asked = page.opening(settings, ())
    shown = page.previewed(asked)
    settings = export.of(place, asked, shown.settings)
    if (needed := export.seconds(place, settings)) > MAX_SECONDS:
        raise RefusedError(f"This {too_long(needed)}. Choose fewer steps, fewer optimizers or no noise.")

    def make(progress: Progress) -> bytes:
        return export.made(place, settings, link, shown.title, progress)

    which = [place] if export.places[0] != place and len(export.places) > 1 else []  # the first place is the default
    return Job(make, needed, "-".join([file_name(settings), *which]))


def _of_training(export: Exported, link: str, query: str) -> Job:
    settings = network_settings(query)

    def make(progress: Progress) -> bytes:
        return export.made_of_training(settings, link, progress)

    return Job(make, training_budget.MAX_SECONDS, network_words.file_name(settings))
