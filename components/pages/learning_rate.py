"""The learning-rate lab: all rates at once, one to try, five side by side, a heat map, and a map of fates."""

import streamlit as st

from components.lab.lab import KEY as LAB
from components.lab.lab import lab
from components.results.experiment import experiment
from components.results.laboratory import grid
from components.stage.stage import KEY as STAGE
from components.stage.stage import stage
from components.state.parameters import FRAMES
from components.state.settings import Settings
from components.ui import sidebar, visit
from components.ui.page import Page
from components.ui.page_header import page_header
from components.ui.reported import acknowledged
from components.web.experiment_sliders import choosable
from components.web.parameter_scrubber import parameter_scrubber
from components.web.preview import Preview, name_of
from optimizers import OPTIMIZERS

PANELS = ("sweep", "five", "heat", "fates")


def page() -> None:
    settings = visit.current()
    sidebar.sidebar(settings)
    page_header(settings, st.session_state.problems)
    if left_out := [OPTIMIZERS[key].title for key in settings.optimizers if key not in settings.rated]:
        st.caption(f"Not shown here, because they have no learning rate: {', '.join(left_out)}.")
    if settings.changes:
        st.caption("Mid-run changes are ignored here; they still apply in Explore.")
    panels = [panel for panel in PANELS if settings.rated and settings.shows(panel)]
    stage(
        experiment(_alone(settings), visit.stay),
        settings,
        on_edit=lambda: visit.take_edit(STAGE),
        sections=choosable(settings, "header", "scrubber", *PANELS),
        frames=parameter_scrubber(settings),
        beside="sweep" in panels,
        acknowledged=acknowledged(STAGE),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
    )
    if panels:
        counters = {"acknowledged": acknowledged(LAB), "revision": st.session_state.revision, "visit": st.session_state.visit}
        lab(settings, on_edit=lambda: visit.take_edit(LAB), **counters)


def _alone(settings: Settings) -> Settings:
    """The settings of the selected optimizer's whole run."""
    whole = settings.replace(changes=())  # this page compares whole runs
    return whole.replace(optimizers=(settings.subject,)) if settings.optimizers else whole


def _picked(settings: Settings) -> Settings:
    """The settings with the value of the frame that is shown, if any."""
    if not settings.optimizers or settings.pick >= FRAMES:
        return settings
    name, item = settings.parameter_of(settings.swept)
    return settings.replace(**{name: float(grid(item, FRAMES)[settings.pick])})


def preview(settings: Settings) -> Preview:
    """The selected optimizer and its run: with the value it is scrubbed to, or with its current rate."""
    who = f" of {OPTIMIZERS[settings.subject].title}" if settings.optimizers else ""
    return Preview(f"Learning rates{who} on {name_of(settings)}", _picked(_alone(settings)))


PAGE = Page(title="Learning rate", path="learning-rate", order=2, show=page, preview=preview)
