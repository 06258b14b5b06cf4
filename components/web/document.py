"""The HTML document of every page: Streamlit's own with our head, and a map that is visible before any script runs.

The server draws that map; `browser/first_map.js` places it where the live one will be, and removes it when that is drawn.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from components.state.address import read
from components.state.sections import SIDEBAR
from components.web import assets, link_preview, preload, streamlit_adapter
from components.web.preview import Preview, Previewed, Shown, address, in_turn
from components.web.query import RefusedError, parameters_of
from components.web.terrain import terrain_address

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UNKEPT = {"Cache-Control": "no-cache"}  # it refers to versioned files
TIMEOUT = 0.5  # seconds: the document does not wait longer for results of its runs, which the page needs anyway
HEAD, BODY = "<!-- head -->", "<!-- body -->"


def routes(pages: Sequence[Previewed]) -> list[BaseRoute]:
    return [Route(assets.root() + page.path, _document(page)) for page in pages]


def _document(page: Previewed) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        shown = await run_in_threadpool(_shown, page, request.url.query)  # a long formula takes a while
        picture = f"{address(page.path, 'png')}?{shown.query}"
        head = link_preview.head(shown.title, await _description(shown), picture, shown.alt, request)
        if isinstance(shown, Preview) and shown.staged:
            first, body = _early(shown, f"{address(page.path, 'svg')}?{shown.query}")
        else:
            first, body = await run_in_threadpool(page.early, request.url.query)
        text = _text(assets.root(), assets.base()).replace(HEAD, head + first).replace(BODY, body)
        return HTMLResponse(text, headers=UNKEPT)

    return answer


def _shown(page: Previewed, query: str) -> Shown:
    """The preview of a page; unreadable parts of the query are reported by the page itself."""
    if page.linked:
        try:
            return page.linked(query)
        except RefusedError:
            return page.linked("")
    try:
        given = parameters_of(query)
    except RefusedError:
        given = {}
    shown = given or {name: [text] for name, text in page.welcome.items()}
    return page.previewed(page.opening(read(shown)[0], tuple(given)))


async def _description(shown: Shown) -> str:
    """The finding, if it is computed in time."""
    work = asyncio.ensure_future(in_turn(lambda: shown.description))
    try:
        return await asyncio.wait_for(asyncio.shield(work), TIMEOUT)
    except (HTTPException, TimeoutError):
        return shown.text


def _early(shown: Preview, picture: str) -> tuple[str, str]:
    """The beginning of a page with a stage: the preload of its picture (head), and the map with other preloads (body)."""
    later = preload.links(assets.root(), assets.base())
    if not shown.settings.shows("map"):
        return "", later
    return f'<link rel="preload" as="image" fetchpriority="high" href="{escape(picture)}">', _first_map(shown, picture) + later


def _first_map(shown: Preview, picture: str) -> str:
    (x_low, x_high), (y_low, y_high) = shown.settings.plane_window
    classes = " square" if x_high - x_low == y_high - y_low else ""
    classes += " beside" if shown.settings.shows(SIDEBAR) else ""
    title = escape(shown.title)
    return (
        f'<div class="first-map{classes}" data-terrain="{escape(terrain_address(shown.settings))}"><p>{title}</p>'
        f'<div class="frame"><img src="{escape(picture)}" fetchpriority="high" alt="{title}: contour map"></div></div>'
    )


def scripts() -> list[str]:
    """The inline scripts of the document."""
    return INLINE.findall(_text(assets.root(), assets.base()))


@cache
def _text(root: str, base: str) -> str:
    styles = "".join(
        f'<link rel="stylesheet" href="{base}browser/{name}.css">' for name in ("lessons", "page", "first_map", "frame")
    )
    names = ("frame", "first_map", "page_marks")
    script = "".join(f'<script type="module" src="{base}browser/{name}.js"></script>' for name in names)
    return streamlit_adapter.document(HEAD + styles + script, BODY, root)
