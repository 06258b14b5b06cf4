"""The box in which a formula is typed, and the edges of the domain over which it is shown."""

from html import escape
from typing import Any, NamedTuple

import streamlit as st

from components.state.choices import FORMULA
from components.state.parameter_types import decimal, quote
from components.state.settings import Settings
from components.ui.visit import apply
from surfaces import FUNCTIONS, parse

EDGES = ("x from", "x to", "y from", "y to")
HELP = f"Type x^2 or x², 2x, |x|, √x, e^x, pi, + - \\* /, and the functions {', '.join(FUNCTIONS)}; or paste TeX."


class Refused(NamedTuple):
    """A formula or a domain as typed, and the reason why it cannot be used."""

    typed: str
    reason: str


def formula_box(settings: Settings) -> None:
    """The box for a formula, with the formula as understood. A refused one stays in the box, with the reason below."""
    state = st.session_state
    _take_from_link(settings)
    refused = _refused(settings)
    state["type formula"] = refused["formula"].typed if "formula" in refused else settings.formula
    st.text_input("f(x, y) =", key="type formula", on_change=lambda: _edit("formula", state["type formula"]), help=HELP)
    if reasons := "".join(f"<div>{escape(it.reason)}</div>" for it in refused.values() if it.reason not in state.problems):
        st.html(f'<div class="refused" role="alert">{reasons}</div>')
    st.markdown(f"{'Still shown' if refused else 'Understood as'}: ${parse(settings.formula).latex}$")
    edges = map(float, refused["domain"].typed.split(",") if "domain" in refused else settings.domain)
    for column, name, edge in zip([*st.columns(2), *st.columns(2)], EDGES, edges, strict=True):
        state[name] = edge
        column.number_input(name, key=name, format="%.6g", step=1.0, on_change=lambda: _edit("domain", _domain()))


def _take_from_link(settings: Settings) -> None:
    """Keep a refused formula of a link in the box, once; its error is shown above the page."""
    state, typed = st.session_state, st.query_params.get("formula", "")
    if state.get("formula of visit") == state.visit:
        return
    state["formula of visit"] = state.visit
    reason = next((problem for problem in state.problems if quote(typed) in problem), None)
    if typed and reason:
        state.refused = _in_force(settings), {"formula": Refused(typed, reason)}


def _domain() -> str:
    return ",".join(decimal(st.session_state[name]) for name in EDGES)


def _refused(settings: Settings) -> dict[str, Refused]:
    """What has been refused since the current formula and domain were set."""
    since, refused = st.session_state.get("refused", (None, {}))
    return refused if since == _in_force(settings) else {}


def _in_force(settings: Settings) -> list[Any]:
    return [getattr(settings, name) for name in FORMULA]


def _edit(name: str, typed: str) -> None:
    """Apply what is typed here, and then retry what was refused: a formula may need another domain.

    Its error is shown here, and not above the page as well.
    """
    state = st.session_state
    waiting = {other: typed for other, (typed, _) in _refused(state.settings).items() if other != name}
    refused = {}
    for one, text in {name: typed, **waiting}.items():
        apply({one: text})
        if state.problems:
            refused[one] = Refused(text, " ".join(state.problems))
    state.refused, state.problems = (_in_force(state.settings), refused), []
