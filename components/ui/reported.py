"""Reports of the components: numbered edits, and the state of the page. All of it is untrusted input.

A report is `{"number": 7, "edits": {parameter: text}}`; `browser/page_state.js` adds `address`, `visit` and `scene_changes`.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

import streamlit as st

from components.web.query import RefusedError, parameters_of

MAX_EDITS = 50  # per report
LAST_NUMBER = 2**53 - 1  # largest safe integer in JavaScript


def report_of(component: str) -> object:
    return st.session_state.get(component, {}).get("edit")  # absent if the component has left the page


def edits_of(component: str, report: object) -> dict[str, str] | None:
    """The edits of a report, which is then acknowledged; None if it is invalid."""
    if not isinstance(report, Mapping) or not isinstance(report.get("edits"), Mapping):
        return None
    if isinstance(number := report.get("number"), int) and abs(number) <= LAST_NUMBER:
        st.session_state.setdefault("acknowledged", {})[component] = number
    return {as_text(name)[:100]: as_text(value) for name, value in islice(report["edits"].items(), MAX_EDITS)}


def acknowledged(component: str) -> int:
    """The number of a component's last report that the settings include."""
    return int(st.session_state.get("acknowledged", {}).get(component, 0))


def as_text(value: object) -> str:
    """A string or number of a report as a string; "" for anything else."""
    if isinstance(value, int):
        return str(value) if abs(value) <= LAST_NUMBER else ""
    return str(value) if isinstance(value, str | float) else ""


class PageState(NamedTuple):
    """The state of a page: its query, and the counters of its visits and scenes, None if they are invalid."""

    query: dict[str, list[str]]
    visit: int | None
    scene_changes: int | None


def page_state(reports: Iterable[tuple[str, object]]) -> PageState | None:
    """The state of an open page whose session is restored; None if no report contains it.

    Streamlit knows only the address with which the page was loaded; the page may have changed it since.
    """
    for _, report in reports:
        if isinstance(report, Mapping) and isinstance(address := report.get("address"), str):
            return PageState(_query(address), _counter(report.get("visit"), 1), _counter(report.get("scene_changes"), 0))
    return None


def _query(address: str) -> dict[str, list[str]]:
    try:
        return parameters_of(address.removeprefix("?"))
    except RefusedError:
        return {}


def _counter(number: object, least: int) -> int | None:
    return number if isinstance(number, int) and least <= number <= LAST_NUMBER else None
