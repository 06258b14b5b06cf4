"""Explore: a surface, optimizers on it, every hyperparameter on a slider, and the descent before one's eyes."""

from html import escape

import streamlit as st

from components import controls
from components.experiment import experiment
from components.settings import Settings
from components.stage.stage import KEY, stage
from optimizers import OPTIMIZERS
from surfaces import Surface

MOST_PROBLEMS = 6


def page() -> None:
    settings = controls.current()
    with st.sidebar:
        controls.sidebar(settings)
    result = experiment(settings)
    _head(result.surface)
    _problems(st.session_state.problems)
    stage(
        result,
        settings,
        on_edit=lambda: controls.take_edit(KEY),
        acknowledged=controls.acknowledged(KEY),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
    )
    _rules(settings)


def _head(surface: Surface) -> None:
    st.header(surface.title, anchor=False)
    notes = [
        surface.teaches,
        surface.not_differentiable,
        "f is unbounded below." if surface.unbounded_below else "",
        "The minima are those of the domain; outside, f is lower still." if surface.lower_outside else "",
    ]
    st.markdown(f"${surface.latex}$ &emsp; {' '.join(filter(None, notes))}", help=f"Source: {surface.reference}.")


def _problems(problems: list[str]) -> None:
    """What could not be read, as plain text: it quotes what came from outside."""
    if problems:
        more = [f"And {len(problems) - MOST_PROBLEMS} more."] if len(problems) > MOST_PROBLEMS else []
        items = "".join(f"<li>{escape(text)}</li>" for text in problems[:MOST_PROBLEMS] + more)
        st.html(f'<ul class="problems" role="alert">{items}</ul>')


def _rules(settings: Settings) -> None:
    if not settings["optimizers"]:
        return
    with st.expander("The update rules"):
        for key in settings["optimizers"]:
            optimizer = OPTIMIZERS[key]
            st.markdown(f"**{optimizer.title}** ({optimizer.year}). {optimizer.adds} {optimizer.versus_pytorch}")
            st.latex(optimizer.latex)
            st.caption(optimizer.reference)
