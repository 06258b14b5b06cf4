"""The learning-rate lab: all rates at once, one after another, five side by side, and against a second hyperparameter."""

import streamlit as st

from components import controls
from components.experiment import experiment
from components.heading import heading
from components.lab.lab import KEY as LAB
from components.lab.lab import lab
from components.parts import shown
from components.stage.stage import KEY as STAGE
from components.stage.stage import dial, stage

PANELS = ("response", "five", "heat")


def page() -> None:
    settings = controls.current()
    controls.sidebar(settings)
    heading(settings, st.session_state.problems)
    if settings["changes"]:
        st.caption("Whole runs are compared here: the changes during the run are left out, and wait on Explore.")
    whole = {**settings, "changes": ()}  # here whole runs are compared
    alone = {**whole, "optimizers": (settings["subject"],)} if settings["optimizers"] else whole
    stage(
        experiment(alone),
        settings,
        on_edit=lambda: controls.take_edit(STAGE),
        parts=controls.choosable(settings, "heading", "dial", *PANELS),
        frames=dial(settings),
        acknowledged=controls.acknowledged(STAGE),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
    )
    if settings["optimizers"] and any(shown(settings, panel) for panel in PANELS):
        lab(settings, on_edit=lambda: controls.take_edit(LAB), acknowledged=controls.acknowledged(LAB))
