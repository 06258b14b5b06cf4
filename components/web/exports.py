"""Files to take away, by URL: `exports/{place}/{key}?of={the address of a page}`, and `exports.json`, what there is of them.

A file holds the address that brings its picture again, so the whole of it is asked for. It must be that of a page of this
server, see `components/web/qr_code.py`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.results.shared import TooLongError, Watch
from components.state.budget import MOST_SECONDS, too_long
from components.state.settings import Settings
from components.text.captions import file_name
from components.web import assets
from components.web.desk import Busy, Stopped, desk
from components.web.preview import Previewed
from components.web.qr_code import NETWORK, ours
from components.web.query import LONGEST, RefusedError, parameters_of
from components.web.requested import requested

GRAPHIC = "".join(map(chr, range(0x21, 0x7F)))  # an address stands in comments: no letter of it may end a line
UNKEPT = {"Cache-Control": "no-store"}  # it is saved, not shown


class Exported(Protocol):
    """An export, as far as it matters here; see `components/exports/_export.py`."""

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
    def listed(self) -> dict[str, Any]: ...
    def of(self, place: str, settings: Settings, staged: Settings) -> Settings: ...
    def made(self, place: str, settings: Settings, link: str, title: str, watch: Watch) -> bytes: ...


def routes(pages: Sequence[Previewed], exports: Mapping[str, Exported]) -> list[BaseRoute]:
    known = {assets.root() + page.path: page for page in pages if page.path != NETWORK}
    listed = json.dumps([{"key": key, **export.listed()} for key, export in exports.items()]).encode()

    def all_of_them(request: Request) -> Response:
        return Response(listed, media_type="application/json", headers=assets.FOREVER)

    async def file(request: Request) -> Response:
        place, key = request.path_params["place"], request.path_params["key"]
        export = exports.get(key)
        if export is None or place not in export.places or not export.served:
            return PlainTextResponse("No such export.", status_code=404)
        page, link, asked = await _read(request, known)
        shown = page.previewed(asked)
        settings = export.of(place, asked, shown.settings)
        if (needed := export.seconds(place, settings)) > MOST_SECONDS:
            raise RefusedError(f"This {too_long(needed)}. Choose fewer steps, fewer optimizers or no noise.")

        def make(watch: Watch) -> bytes:
            return export.made(place, settings, link, shown.title, watch)

        try:
            content = await desk().result(request, ("export", place, key, link), make, needed)
        except (Busy, TooLongError) as reason:
            return PlainTextResponse(str(reason), status_code=503)
        except Stopped:
            return PlainTextResponse("", status_code=499)
        which = [place] if export.places[0] != place and len(export.places) > 1 else []  # the first is the usual one
        name = "-".join([file_name(settings), *which, key.replace("_", "-")]) + f".{export.ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', **UNKEPT}
        return Response(content, media_type=export.media, headers=headers)

    return [Route(assets.base() + "exports.json", all_of_them), Route(assets.base() + "exports/{place}/{key}", file)]


async def _read(request: Request, pages: Mapping[str, Previewed]) -> tuple[Previewed, str, Settings]:
    """The page that a request is about, its address, and the settings in that; RefusedError where anything is wrong."""
    given = parameters_of(request.url.query).get("of", [])
    if len(given) != 1 or len(given[0]) > LONGEST:
        raise RefusedError("of must be given once: the address of the page.")
    (link,) = given
    try:
        parts = urlsplit(link)
    except ValueError:
        raise RefusedError("of is not an address.") from None
    if not ours(parts, request.headers, pages):
        raise RefusedError("A file is made only of a page of this server, by the name under which it is asked.")
    try:
        settings = await requested(request, parts.query)
    except RefusedError as reason:
        raise RefusedError(f"The address of this page cannot be read: {reason.detail}") from None
    page = pages[parts.path]
    return page, quote(parts.geturl(), safe=GRAPHIC), page.arrive(settings, ())
