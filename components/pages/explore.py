"""Explore: a surface, optimizers on it, every hyperparameter on a slider, and the runs in three views."""

import streamlit as st

from components.results.experiment import experiment
from components.stage.stage import KEY, stage
from components.state.opening import OPENING
from components.state.settings import Settings
from components.ui import sidebar, visit
from components.ui.page import Page
from components.ui.page_header import page_header
from components.ui.reported import acknowledged
from components.web.experiment_sliders import choosable
from components.web.preview import Preview, and_more, name_of
from optimizers import OPTIMIZERS


def page() -> None:
    settings = visit.current(opening={} if st.context.is_embedded else OPENING)
    sidebar.sidebar(settings, visit.from_step())
    page_header(settings, st.session_state.problems, first_visit=visit.is_first())
    stage(
        experiment(settings, visit.stay),
        settings,
        on_edit=lambda: visit.take_edit(KEY),
        sections=choosable(settings, "header", "rules"),
        acknowledged=acknowledged(KEY),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
        from_step=visit.from_step(),
        plays=visit.plays(),
    )
    if settings.shows("rules"):
        _rules(settings)


def _rules(settings: Settings) -> None:
    if not settings.optimizers:
        return
    with st.expander("Update rules", key="update-rules"):
        for key in settings.optimizers:
            optimizer = OPTIMIZERS[key]
            st.markdown(f"**{optimizer.title}** ({optimizer.year}). {optimizer.summary} {optimizer.versus_pytorch}")
            st.latex(optimizer.latex)
            st.caption(optimizer.reference)


def preview(settings: Settings) -> Preview:
    """The surface, the optimizers, and the finding."""
    runners = and_more([OPTIMIZERS[key].title for key in settings.optimizers])
    return Preview(name_of(settings) + (f" with {runners}" if runners else ""), settings)


PAGE = Page(title="Explore", path="", order=1, show=page, preview=preview, welcome=OPENING)
