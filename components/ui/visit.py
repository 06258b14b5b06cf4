"""The state of a visit: its settings, what changes them, and navigation between pages."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from components.state import address
from components.state.choices import Choices
from components.state.mid_run_changes import redirected
from components.state.parameters import SHOWING, TEACHING
from components.state.settings import Settings
from components.ui.reported import edits_of, page_state, report_of
from components.web.streamlit_adapter import is_history_navigation, stop_if_superseded, unread_reports
from surfaces import interruptible

SLIDERS = "sliders"
OVERVIEW = "overview"


def current(from_address: bool = True, lesson: bool = False, opening: Mapping[str, str] = MappingProxyType({})) -> Settings:
    """The settings of this visit: from the address when it is opened or navigated back to, otherwise as the user left them.

    A page with an address format of its own does not read it here. Lessons and the other pages have separate settings; until a
    `lesson` is opened, or named by an address, these name none. `opening` is used for a visit without a query.
    """
    state = st.session_state
    given = st.query_params if from_address else ()
    query: Mapping[str, list[str]] = {name: st.query_params.get_all(name) for name in given}
    gone_back = is_history_navigation() and bool(query)  # navigation to another page has no query
    kept = _switched_settings(lesson)
    if kept is None or gone_back:
        reports = [] if "settings" in state else unread_reports()
        if page := page_state(reports):
            query = page.query
            if page.visit is not None:
                state.visit = page.visit - 1  # incremented below
            if page.scene_changes is not None:
                state.scene_changes = page.scene_changes
        state.opened = bool(opening) and not query
        with interruptible(stay):
            state.settings, state.problems = address.read(query or {name: [text] for name, text in opening.items()})
        if "left" in state and not gone_back:
            state.settings = _in_same_class(state.settings, state.left["lessons"])
        state.query = tuple(query)
        state.visit = state.get("visit", 0) + 1
        state.revision = state.get("revision", 0) + 1
        for component, report in reports:
            if component != OVERVIEW:  # the overview repeats its request until it is answered
                _take(component, report)
    settings: Settings = state.settings
    return settings if lesson else settings.usual(*TEACHING)


def _switched_settings(lesson: bool) -> Settings | None:
    """The settings of lessons or of the other pages, as they were left; None if there are none yet."""
    state = st.session_state
    here, there = ("lessons", "others") if lesson else ("others", "lessons")
    if "settings" not in state or state.get("place") == here:
        state.place = here
        return state.get("settings")
    left = state.settings
    state.setdefault("left", {})[there] = left
    state.place = here
    if here in state.left:
        _open_with(state.left[here])
    elif lesson:
        _open_with(Settings.under(Choices(), {}))
    else:
        return None
    return state.settings


def _open_with(settings: Settings) -> None:
    """Show other settings as if they had been read from an address; classroom mode stays on."""
    state = st.session_state
    state.settings = _in_same_class(settings, state.settings)
    state.problems, state.query = [], ()
    state.visit += 1
    state.revision += 1


def latest() -> Settings:
    """The current settings of this visit; the defaults if only pages with settings of their own have been opened."""
    settings: Settings = st.session_state.settings if "settings" in st.session_state else address.read({})[0]
    return settings


def plays() -> bool:
    """Whether the run plays by itself: on a visit without a link, until something is changed."""
    return is_first() and st.session_state.revision == 1


def is_first() -> bool:
    """Whether this is a visit without a link, whatever has been changed since."""
    return bool(st.session_state.get("opened"))


def read_names() -> tuple[str, ...]:
    """The names in the address from which settings were last read."""
    names: tuple[str, ...] = st.session_state.get("query", ())
    return names


def stay(_: float) -> None:
    """The `progress` (see `components/results/shared.py`) of a script run, which ends if its visitor has left."""
    stop_if_superseded()


def apply(edits: Mapping[str, str]) -> None:
    """Change settings; what cannot be read changes nothing and is reported on the page."""
    state = st.session_state
    with interruptible(stay):
        state.settings, state.problems = address.change(state.settings, edits)
    state.revision += 1


def _in_same_class(settings: Settings, left: Settings) -> Settings:
    return settings.replace(**{name: getattr(left, name) for name in SHOWING})


def show(settings: Settings) -> None:
    """Change all settings at once, and the view with them."""
    _open_with(settings)
    st.session_state.scene_changes = st.session_state.get("scene_changes", 0) + 1


def take_edit(component: str) -> None:
    """Take the edits that a component reports."""
    _take(component, report_of(component))


def read_report(component: str) -> dict[str, str]:
    """The edits that a component reports, by name."""
    return edits_of(component, report_of(component)) or {}


def _take(component: str, report: object) -> None:
    edits = edits_of(component, report)
    if edits is None:
        return
    if (step := edits.pop("from", None)) is not None:
        st.session_state["from step"] = int(step) if step.isascii() and step.isdigit() and len(step) < 6 else 0
    elif component == SLIDERS and from_step():
        edits = redirected(st.session_state.settings, edits, from_step())
    apply(edits)


def from_step() -> int:
    """The step from which a slider changes the run, or 0 if it changes the whole run."""
    step = int(st.session_state.get("from step", 0))
    return step if 0 < step < st.session_state.settings.steps else 0


def open_in_explore(edits: Mapping[str, str]) -> None:
    """Change settings and go to Explore; the settings of a lesson are copied there, and do not change in the lesson."""
    state = st.session_state
    if state.get("place") == "lessons":
        state.setdefault("left", {})["lessons"] = state.settings
        state.place = "others"
    apply(edits)
    state.turn_to = "explore"  # pages cannot be switched inside a callback, only on the next run


def page_requested(page: str) -> bool:
    """Whether a button has requested this page since the last one was drawn."""
    if st.session_state.get("turn_to") != page:
        return False
    del st.session_state["turn_to"]
    return True
