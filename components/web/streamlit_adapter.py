"""Everything that depends on Streamlit's internals, in one place; no other module relies on them.

A release may move any of it. Then `MovedError` says what is not where it was, and the tests of this module say it first.
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
    """Something private to Streamlit is not where it was."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Streamlit {st.__version__} has changed: {what}. See components/web/streamlit_adapter.py.")


def katex() -> Path:
    """The module with which Streamlit sets formulas."""
    return _only(KATEX)


def font() -> Path:
    """The font of the pages, with a weight to choose."""
    return _only(FONT)


def scripts() -> dict[str, Path]:
    """Streamlit's own scripts and styles, by where they lie behind the root."""
    found = [*STATIC.glob("static/js/*.js"), *STATIC.glob("static/css/*.css")]
    if not found:
        raise MovedError("its scripts are not in static/js")
    return {path.relative_to(STATIC).as_posix(): path for path in found}


def widgets() -> list[str]:
    """The scripts of the widgets that a page with a stage is made of, beside those that the document names itself."""
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
    """Streamlit's own document with another head, a body before Streamlit's own, and the server below the path `root`.

    Streamlit looks for its server from the page's address upwards, so that a link to any page but the first begins with two
    errors in the browser's console; told where the server is, it need not look.
    """
    server = f"<script>window.__streamlit = {{ BACKEND_BASE_URL: new URL({json.dumps(root)}, location.origin).href }};</script>"
    text = (STATIC / "index.html").read_text()
    for found, put in ((TITLE, f"{server}{head}"), (ROOT, f"{body}{ROOT}"), (RELATIVE, f'"{root}')):
        if found not in text:
            raise MovedError(f"its document holds no {found}")
        text = text.replace(found, put)
    return text


def import_pandas() -> None:
    """Streamlit imports it at its first use; meanwhile Plotly, in another thread, would find half of it and fail."""
    import_module("pandas")


def is_history_navigation() -> bool:
    """Whether the page is drawn because its visitor has gone back or forward."""
    context = get_script_run_ctx()
    try:
        return context is not None and context.is_history_navigation
    except AttributeError:
        raise MovedError("a run of the script does not tell whether the visitor has gone back") from None


def stop_if_superseded() -> None:
    """Within a run of the script: end it where its visitor has left, or has set something else meanwhile."""
    context = get_script_run_ctx(suppress_warning=True)
    try:
        if context is not None:
            context.yield_check()
    except AttributeError:
        raise MovedError("a run of the script does not tell whether it is still wanted") from None


def unread_reports() -> list[Any]:
    """What components have reported to a session that does not know them yet, by name and report.

    A session that is born while its page lives on, after a restart of the server or two minutes without network, gets what
    the page reports before it has drawn a component: Streamlit drops that, for nobody has said whom to call.
    """
    context = get_script_run_ctx(suppress_warning=True)
    try:
        given = context.session_state._state._new_widget_state.states if context else {}
    except AttributeError:
        raise MovedError("a session does not hold the states of its widgets where it did") from None
    found = []
    for name, state in given.items():
        text = getattr(getattr(state, "value", None), "json_trigger_value", "")
        if match := EVENTS.fullmatch(name):
            found += [(match[1], event.get("value")) for event in _read(text) or () if isinstance(event, dict)]
    return found


def is_message(data: bytes | None) -> bool:
    """Whether a frame of a websocket holds what a page says; None is a frame of text."""
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
    """What a component reports; nothing, and a sentence in the log, where that cannot be read."""
    try:
        if len(text) > LONGEST_MESSAGE:
            raise ValueError(f"it has {len(text)} characters")
        found = json.loads(text)
    except (ValueError, RecursionError) as reason:
        logging.getLogger("descent_lab").warning("A component's message was left out: %s.", str(reason)[:100].rstrip("."))
        return None
    return found[-MAX_EVENTS:] if isinstance(found, list) else found
