"""The document that every page is loaded with: Streamlit's own, with our title, our styles, and where its server is.

Streamlit looks for its server from the page's address upwards, so that a link to any page but the first begins with two errors
in the browser's console; told where the server is, it need not look.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from components.web import assets

INDEX = Path(st.__file__).parent / "static" / "index.html"
UNKEPT = {"Cache-Control": "no-cache"}  # it names what may be kept


def routes(paths: Sequence[str]) -> list[BaseRoute]:
    """`paths` are those of the pages, behind the root."""
    return [Route(assets.root() + path, _document) for path in paths]


def _document(_: Request) -> Response:
    return HTMLResponse(_text(assets.root(), assets.base()), headers=UNKEPT)


@cache
def _text(root: str, base: str) -> str:
    place = f"<script>window.__streamlit = {{ BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href }};</script>"
    early = f'<link rel="stylesheet" href="{base}browser/page.css"><link rel="prefetch" href="{base}plotly.min.js">'
    text = INDEX.read_text()
    for found, put in (("<title>Streamlit</title>", f"<title>Descent Lab</title>{place}{early}"), ('"./', f'"{root}')):
        assert found in text, f"Streamlit's document has changed: {found} is not in it"
        text = text.replace(found, put)
    return text
