"""The box in which a formula is typed, and the edges of the domain over which it is shown."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from components.state.parameter_types import decimal
from components.state.settings import Settings
from surfaces import FUNCTIONS, LONGEST

EDGES = ("x from", "x to", "y from", "y to")


def formula_box(settings: Settings, problems: Sequence[str], apply: Callable[[Mapping[str, str]], None]) -> None:
    """Type a formula. What was refused stays in its box, to be mended, with the reason beneath."""
    state = st.session_state
    refused = [problem for problem in problems if problem.startswith(("formula", "“formula”", "“domain”"))]
    if not refused:
        state["type formula"] = settings["formula"]
    st.text_input(
        "f(x, y) =",
        key="type formula",
        max_chars=LONGEST,
        on_change=lambda: apply({"formula": state["type formula"]}),
        help=f"Numbers, x, y, pi, e, + − * / **, parentheses, and {', '.join(FUNCTIONS)}.",
    )
    if refused:
        st.html(f'<div class="refused" role="alert">{escape(" ".join(refused))}</div>')
    for column, name, edge in zip([*st.columns(2), *st.columns(2)], EDGES, settings["domain"], strict=True):
        state[name] = edge
        column.number_input(name, key=name, format="%.6g", step=1.0, on_change=lambda: apply({"domain": _domain()}))


def _domain() -> str:
    return ",".join(decimal(st.session_state[name]) for name in EDGES)
