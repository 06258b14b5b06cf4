"""The document that every page is loaded with: Streamlit's own, with our title, our styles, and where its server is."""

import re
from collections.abc import Sequence
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from components.web import assets, streamlit_adapter

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UNKEPT = {"Cache-Control": "no-cache"}  # it names what may be kept


def routes(paths: Sequence[str]) -> list[BaseRoute]:
    """`paths` are those of the pages, behind the root."""
    return [Route(assets.root() + path, _document) for path in paths]


def _document(_: Request) -> Response:
    return HTMLResponse(_text(assets.root(), assets.base()), headers=UNKEPT)


def scripts() -> list[str]:
    """The scripts that stand in the document itself."""
    return INLINE.findall(_text(assets.root(), assets.base()))


@cache
def _text(root: str, base: str) -> str:
    early = f'<link rel="stylesheet" href="{base}browser/page.css"><link rel="prefetch" href="{base}plotly.min.js">'
    return streamlit_adapter.document("Descent Lab", early, root)
