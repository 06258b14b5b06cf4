"""The server: its routes, what it does at startup, and what a visitor sees if a page fails."""

import gc
import logging
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from components.results.shared import TooLongError
from components.web import (
    assets,
    document,
    exports,
    film,
    guard,
    lab,
    network,
    preview,
    programs,
    qr_code,
    streamlit_adapter,
    terrain,
    worksheet,
)
from components.web.compressed import packed

_frozen: dict[str, int] = {}


def middleware(paths: Sequence[str]) -> list[Middleware]:
    """The middleware that every request passes first."""
    return [Middleware(guard.Guard, paths=paths), assets.middleware()]


def routes(pages: Sequence[preview.Previewed], files: Mapping[str, exports.Exported]) -> list[BaseRoute]:
    """All routes; that of the assets comes last, because it matches any name."""
    paths = [page.path for page in pages]
    results = [route for module in (film, lab, network, worksheet, programs, terrain) for route in module.routes()]
    shown = [*document.routes(pages), *preview.routes(pages), *qr_code.routes(paths), *exports.routes(pages, files)]
    return [*shown, *results, *assets.routes()]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """What the server does once, at startup."""
    packed(assets.FILES["plotly.min.js"])
    streamlit_adapter.import_pandas()
    freeze()
    streamlit_adapter.limit_messages()
    streamlit_adapter.limit_uploads()
    yield


def freeze() -> None:
    """Exclude long-lived objects, mostly modules, from garbage collection, which Streamlit runs after every script run.

    Called after each script run, because Streamlit imports modules when the first visitors need them.
    """
    if len(sys.modules) > _frozen.get("modules", 0):
        gc.collect()
        gc.freeze()
        _frozen["modules"] = len(sys.modules)


def show_failure(error: Exception) -> bool:
    """Log an error with its traceback, and tell the visitor that the settings are safe in the address."""
    if isinstance(error, TooLongError):
        st.error(str(error))
        return True
    logging.getLogger("descent_lab").error("A page failed.", exc_info=error)
    st.error("Something went wrong on our side. Your settings are in the address of this page: reload it, or go back one step.")
    return True
