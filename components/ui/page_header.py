"""The header of a page: the surface, and messages about parameters of the link that could not be read."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.state.settings import Settings
from components.ui.sidebar import TAGLINE
from surfaces import Surface

MAX_PROBLEMS = 6


def page_header(settings: Settings, problems: Sequence[str], first_visit: bool = False) -> None:
    """The surface, unless it is hidden, and messages, in containers, so that the elements below keep their position.

    On a `first_visit`, a small screen shows the line of the sidebar that says what to do here: there the sidebar is a drawer.
    """
    with st.container(key="surface-title", gap=None):
        if settings.shows("header"):
            st.header(settings.surface_record.title, anchor=False)
        if first_visit:
            st.html(f'<p class="tagline first">{TAGLINE}</p>')
        list_problems(problems)
    with st.container(key="surface-about"):
        if settings.shows("header"):
            surface = settings.surface_record
            _about(surface, in_class=settings.classroom == "1")


def _about(surface: Surface, in_class: bool) -> None:
    """The formula of the surface, its source, and notes on it: in class, where the picture needs the room, in the tooltip."""
    notes, source = _notes(surface), f"Source: {surface.reference}."
    beside, tooltip = ("", f"{notes}\n\n{source}") if in_class else (notes, source)
    st.markdown(f"${surface.latex}$ &emsp; {beside}", help=tooltip)


def _notes(surface: Surface) -> str:
    notes = (
        surface.teaches,
        surface.not_differentiable,
        "f is unbounded below." if surface.unbounded_below else "",
        "The minima are those of the domain; f is lower outside it." if surface.lower_outside else "",
    )
    return " ".join(filter(None, notes))


def list_problems(problems: Sequence[str]) -> None:
    """Messages as plain text, because they quote untrusted input."""
    if problems:
        more = [f"And {len(problems) - MAX_PROBLEMS} more."] if len(problems) > MAX_PROBLEMS else []
        items = "".join(f"<li>{escape(text)}</li>" for text in [*problems[:MAX_PROBLEMS], *more])
        st.html(f'<ul class="problems" role="alert">{items}</ul>')
