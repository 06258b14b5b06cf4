"""Explore: a surface, optimizers on it, every hyperparameter on a slider, and the descent before one's eyes."""

import streamlit as st

from components import controls
from components.experiment import experiment
from components.heading import heading
from components.parts import shown
from components.settings import Settings
from components.stage.stage import KEY, stage
from optimizers import OPTIMIZERS


def page() -> None:
    settings = controls.current()
    controls.sidebar(settings, controls.from_step())
    heading(settings, st.session_state.problems)
    stage(
        experiment(settings),
        settings,
        on_edit=lambda: controls.take_edit(KEY),
        parts=controls.choosable(settings, "heading", "rules"),
        acknowledged=controls.acknowledged(KEY),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
        from_step=controls.from_step(),
    )
    if shown(settings, "rules"):
        _rules(settings)


def _rules(settings: Settings) -> None:
    if not settings["optimizers"]:
        return
    with st.expander("The update rules"):
        for key in settings["optimizers"]:
            optimizer = OPTIMIZERS[key]
            st.markdown(f"**{optimizer.title}** ({optimizer.year}). {optimizer.adds} {optimizer.versus_pytorch}")
            st.latex(optimizer.latex)
            st.caption(optimizer.reference)
