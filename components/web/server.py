"""The server's own part: what it serves by URL, what it does once when it starts, and what a visitor sees if a page fails."""

import gc
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import streamlit as st
from starlette.routing import BaseRoute

from components.web import assets, document, lab, programs, qr_code, streamlit_adapter, terrain, worksheet

LONGEST_ADDRESS = 1_000_000  # bytes; up to here it is the page that says what is wrong with an address, not a bare "400"


def routes(paths: Sequence[str]) -> list[BaseRoute]:
    """All that is fetched by URL. `paths` are those of the pages, behind the root; assets come last: theirs takes any name."""
    results = [route for module in (lab, worksheet, programs, terrain) for route in module.routes()]
    return [*document.routes(paths), *qr_code.routes(paths), *results, *assets.routes()]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Streamlit collects all garbage after every run: what is there at the start and stays need not be searched each time."""
    gc.collect()
    gc.freeze()
    streamlit_adapter.allow_long_requests(LONGEST_ADDRESS)
    streamlit_adapter.bound_messages()
    yield


def show_failure(error: Exception) -> bool:
    """Log an error with its traceback, and show a visitor what helps: the settings are safe in the address."""
    logging.getLogger("descent_lab").error("A page failed.", exc_info=error)
    st.error("Something went wrong on our side. Your settings are in the address of this page: reload it, or go back one step.")
    return True
