"""All that is private to Streamlit, and to the server beneath it, in one place: nothing else here relies on their insides.

A release may move any of it. Then `MovedError` says what is not where it was, and the tests of this module say it first.
"""

import json
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit as st
from streamlit.components.v2.bidi_component import serialization
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import common
from uvicorn.protocols.http import h11_impl

STATIC = Path(st.__file__).parent / "static"
KATEX = "static/js/katex.*.js"  # its styles are in every page
TITLE, RELATIVE = "<title>Streamlit</title>", '"./'  # in Streamlit's document: its title, and how its own files are named
LONGEST_REQUEST = "DEFAULT_MAX_INCOMPLETE_EVENT_SIZE"
LONGEST_MESSAGE, MOST_EVENTS = 100_000, 50  # characters of what a component reports at once, and how many events
READERS = (serialization, common)  # the modules that read what components report, each with a `json` of its own


class MovedError(RuntimeError):
    """Something private to Streamlit or uvicorn is not where it was."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Streamlit {st.__version__} has changed: {what}. See components/web/streamlit_adapter.py.")


def katex() -> Path:
    """The module with which Streamlit sets formulas."""
    found = list(STATIC.glob(KATEX))
    if len(found) != 1:
        raise MovedError(f"there are {len(found)} files {KATEX} instead of one")
    return found[0]


def document(title: str, head: str, root: str) -> str:
    """Streamlit's own document with a title, more in its head, and the server below the path `root`.

    Streamlit looks for its server from the page's address upwards, so that a link to any page but the first begins with two
    errors in the browser's console; told where the server is, it need not look.
    """
    server = f"<script>window.__streamlit = {{ BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href }};</script>"
    text = (STATIC / "index.html").read_text()
    for found, put in ((TITLE, f"<title>{title}</title>{server}{head}"), (RELATIVE, f'"{root}')):
        if found not in text:
            raise MovedError(f"its document holds no {found}")
        text = text.replace(found, put)
    return text


def is_history_navigation() -> bool:
    """Whether the page is drawn because its visitor has gone back or forward."""
    context = get_script_run_ctx()
    try:
        return context is not None and context.is_history_navigation
    except AttributeError:
        raise MovedError("a run of the script does not tell whether the visitor has gone back") from None


def allow_long_requests(size: int) -> None:
    """Let the head of a request have `size` bytes: uvicorn gives no way to set it through Streamlit."""
    if not hasattr(h11_impl, LONGEST_REQUEST):
        raise MovedError(f"uvicorn has no {LONGEST_REQUEST}")
    setattr(h11_impl, LONGEST_REQUEST, size)


def bound_messages() -> None:
    """Read what components report within bounds.

    Streamlit calls back for each event of a message, however many there are, and writes a traceback into the log for a number
    of 5,000 digits or lists in lists in lists.
    """
    for module in READERS:
        if not hasattr(module, "json"):
            raise MovedError(f"{module.__name__} does not read the messages of components")
        vars(module)["json"] = SimpleNamespace(**vars(json) | {"loads": _read})


def _read(text: str) -> Any:
    """What a component reports; nothing, and a sentence in the log, where that cannot be read."""
    try:
        if len(text) > LONGEST_MESSAGE:
            raise ValueError(f"it has {len(text)} characters")
        found = json.loads(text)
    except (ValueError, RecursionError) as reason:
        logging.getLogger("descent_lab").warning("A component's message was left out: %s.", str(reason)[:100].rstrip("."))
        return None
    return found[-MOST_EVENTS:] if isinstance(found, list) else found
