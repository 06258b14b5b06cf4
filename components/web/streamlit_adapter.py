"""Everything that depends on Streamlit's internals, in one place; no other module relies on them.

Any release may change them. Then `MovedError` says what has changed, and the tests of this module fail first.
"""

import json
import logging
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import common

STATIC = Path(st.__file__).parent / "static"
KATEX = "static/js/katex.*.js"  # its styles are part of every page
MANIFEST = "manifest.json"  # maps entry points to scripts and their imports
WIDGETS = ("BidiComponent", "Html", "Button", "Selectbox", "rehype-katex")  # used by every page with a stage
FONT = "static/media/SourceSansVF-Upright.*.woff2"
TITLE, RELATIVE, ROOT = "<title>Streamlit</title>", '"./', '<div id="root">'  # parts of Streamlit's document that are replaced
LONGEST_MESSAGE, MAX_EVENTS = 100_000, 50  # characters and events of one report
MAX_FILES = 2  # per session
EVENTS = re.compile(r".*-(\w+)__events")  # the name under which Streamlit sends a component's reports
READERS = (serialization, common)  # modules that parse reports, each with its own `json`


class MovedError(RuntimeError):
    """Something private to Streamlit has moved or changed."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Streamlit {st.__version__} has changed: {what}. See components/web/streamlit_adapter.py.")


def katex() -> Path:
    """The module with which Streamlit typesets formulas."""
    return _only(KATEX)


def font() -> Path:
    """The variable font of the pages."""
    return _only(FONT)


def scripts() -> dict[str, Path]:
    """Streamlit's own scripts and styles, by path relative to the root."""
    found = [*STATIC.glob("static/js/*.js"), *STATIC.glob("static/css/*.css")]
    if not found:
        raise MovedError("its scripts are not in static/js")
    return {path.relative_to(STATIC).as_posix(): path for path in found}


def widgets() -> list[str]:
    """The scripts of the widgets on a page with a stage, except those that the document itself lists."""
    text = (STATIC / "index.html").read_text()
    try:
        manifest = json.loads((STATIC / MANIFEST).read_text())
        entries = {entry.get("name"): entry for entry in manifest.values() if entry.get("isDynamicEntry")}
        wanted = [entries[name] for name in WIDGETS]
        for entry in wanted:  # the list grows during the loop
            imported = [manifest[name] for name in entry.get("imports", ())]
            wanted += [one for one in imported if one not in wanted and one["file"] not in text]
    except (OSError, ValueError, KeyError) as reason:
        raise MovedError(f"its manifest does not name {reason}") from None
    return [entry["file"] for entry in wanted]


def _only(pattern: str) -> Path:
    found = list(STATIC.glob(pattern))
    if len(found) != 1:
        raise MovedError(f"there are {len(found)} files {pattern} instead of one")
    return found[0]


def document(head: str, body: str, root: str) -> str:
    """Streamlit's own document with additions to head and body, for a server at the path `root`.

    Streamlit searches for its server from the page's address upwards, which causes two errors in the browser's console for
    every page except the first. The document names the server, so that it does not have to search.
    """
    server = f"<script>window.__streamlit = {{ BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href }};</script>"
    text = (STATIC / "index.html").read_text()
    for found, put in ((TITLE, f"{server}{head}"), (ROOT, f"{body}{ROOT}"), (RELATIVE, f'"{root}')):
        if found not in text:
            raise MovedError(f"its document does not contain {found}")
        text = text.replace(found, put)
    return text


def import_pandas() -> None:
    """Import pandas at startup: Streamlit imports it lazily, and Plotly in another thread could find it half imported."""
    import_module("pandas")


def is_history_navigation() -> bool:
    """Whether the script runs because the visitor has navigated back or forward."""
    context = get_script_run_ctx()
    try:
        return context is not None and context.is_history_navigation
    except AttributeError:
        raise MovedError("a script run does not say whether the visitor has navigated back") from None


def stop_if_superseded() -> None:
    """End the script run if its visitor has left, or has changed a setting in the meantime."""
    context = get_script_run_ctx(suppress_warning=True)
    try:
        if context is not None:
            context.yield_check()
    except AttributeError:
        raise MovedError("a script run does not say whether it is superseded") from None


def unread_reports() -> list[Any]:
    """Reports that arrived before their components were drawn, as (name, report).

    A page that stays open gets a new session after a restart of the server or two minutes without network. Streamlit drops what
    its components report to that session, because no callback is registered yet.
    """
    context = get_script_run_ctx(suppress_warning=True)
    try:
        given = context.session_state._state._new_widget_state.states if context else {}
    except AttributeError:
        raise MovedError("the widget states of a session have moved") from None
    found = []
    for name, state in given.items():
        text = getattr(getattr(state, "value", None), "json_trigger_value", "")
        if match := EVENTS.fullmatch(name):
            found += [(match[1], event.get("value")) for event in _read(text) or () if isinstance(event, dict)]
    return found


def is_message(data: bytes | None) -> bool:
    """Whether a websocket frame contains a valid message; None is a text frame."""
    if data is None:
        return False
    try:
        BackMsg.FromString(data)
    except DecodeError:
        return False
    return True


def limit_uploads() -> None:
    """Let a session hold a few files at most: Streamlit bounds the size of each, not their number."""
    if not hasattr(MemoryUploadedFileManager, "add_file") or not hasattr(MemoryUploadedFileManager, "get_files"):
        raise MovedError("it keeps uploaded files elsewhere")
    add = MemoryUploadedFileManager.add_file

    def add_one(self: Any, session_id: str, file: Any) -> None:
        held = self.file_storage.get(session_id, {})
        for name in list(held)[: max(0, len(held) + 1 - MAX_FILES)]:
            self.remove_file(session_id, name)
        add(self, session_id, file)

    MemoryUploadedFileManager.add_file = add_one  # type: ignore[method-assign]


def limit_messages() -> None:
    """Read what components report within bounds.

    Streamlit calls back for each event of a message, however many there are, and writes a traceback into the log for a number
    of 5,000 digits or lists in lists in lists.
    """
    for module in READERS:
        if not hasattr(module, "json"):
            raise MovedError(f"{module.__name__} does not read the messages of components")
        vars(module)["json"] = SimpleNamespace(**vars(json) | {"loads": _read})


def _read(text: str) -> Any:
    """The report of a component; if it is invalid, None, and a warning in the log."""
    try:
        if len(text) > LONGEST_MESSAGE:
            raise ValueError(f"it has {len(text)} characters")
        found = json.loads(text)
    except (ValueError, RecursionError) as reason:
        logging.getLogger("descent_lab").warning("A component's message was left out: %s.", str(reason)[:100].rstrip("."))
        return None
    return found[-MAX_EVENTS:] if isinstance(found, list) else found
