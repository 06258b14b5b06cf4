"""The QR code of a page's address, so that a class can open on its phones what it sees on the wall.

The browser sends the whole address, because behind a proxy the server knows neither its scheme nor its host. To prevent codes
that lead elsewhere, the address must be that of one of this server's pages, with valid settings and the host name of the
request. A proxy passes that name in `Host` or `X-Forwarded-Host`; the author of a link can set neither.
"""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from urllib.parse import SplitResult, urlsplit

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from components.web import assets
from components.web.query import RefusedError, network_settings, parameters_of
from components.web.requested import requested

NETWORK = "network"  # the page with settings of its own
LONGEST = 1200  # characters: 125 modules per side, still readable by a phone in the back row
QUIET = 4  # modules of white border, as ISO/IEC 18004 requires
HEADERS = {"Cache-Control": "private, max-age=3600", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


def routes(paths: Sequence[str]) -> list[BaseRoute]:
    """`paths` are those of the pages, behind the root."""

    async def code(request: Request) -> Response:
        given = parameters_of(request.url.query).get("of", [])
        if len(given) != 1:
            raise RefusedError("of must be given once: the address of the page.")
        if refusal := wrong(given[0], request.headers, paths):
            raise RefusedError(refusal)
        parts = urlsplit(given[0])
        try:
            if parts.path == assets.root() + NETWORK:
                network_settings(parts.query)
            else:
                await requested(request, parts.query)
        except RefusedError as reason:
            raise RefusedError(f"The address of this page cannot be read: {reason.detail}") from None
        return Response(await run_in_threadpool(drawn, given[0]), media_type="image/svg+xml", headers=HEADERS)

    return [Route(assets.base() + "code.svg", code)]


def drawn(text: str) -> bytes:
    """The code as an SVG, black on white, with its quiet zone."""
    picture = BytesIO()
    code = segno.make(text, error="l", micro=False)  # segno raises the error correction if that needs no more modules
    code.save(picture, kind="svg", border=QUIET, dark="#000000", light="#ffffff", omitsize=True, xmldecl=False)
    return picture.getvalue()


def wrong(address: str, headers: Mapping[str, str], paths: Sequence[str]) -> str:
    """Why an address gets no code, or ""."""
    if len(address) > LONGEST:
        more = f"a code that can be read from the back row holds {LONGEST:,}"
        return f"This address has {len(address):,} characters; {more}. Choose fewer optimizers, or copy the link."
    try:
        parts = urlsplit(address)
    except ValueError:
        return "of is not an address."
    if not ours(parts, headers, [assets.root() + path for path in paths]):
        return "QR codes are made only for pages of this server, under the host name of the request."
    return ""


def ours(parts: SplitResult, headers: Mapping[str, str], pages: Collection[str]) -> bool:
    """Whether an address is that of one of these pages, on this server, under the host name of the request."""
    names = f"{headers.get('host', '')},{headers.get('x-forwarded-host', '')}".lower().split(",")
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and parts.netloc.lower() in (name.strip() for name in names)
        and parts.path in pages
        and not parts.fragment
    )
