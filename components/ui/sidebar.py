"""The sidebar: widgets made from the records, and the settings that they change."""

import random
from typing import Any

import streamlit as st

from components.sliders.sliders import sliders
from components.state import address
from components.state.choices import MAX_OPTIMIZERS, OPTIMIZER_NAMES, OWN, SCHEDULE_NAMES, SURFACE_NAMES
from components.state.parameters import LAST_SEED
from components.state.sections import SIDEBAR
from components.state.settings import Settings
from components.ui.formula_box import formula_box
from components.ui.reported import acknowledged
from components.ui.visit import SLIDERS, apply, take_edit
from components.web.experiment_sliders import visible_groups
from optimizers.schedules import SCHEDULES

TAGLINE = "See what a learning rate does: drag a slider, or the start on the map."


def sidebar(settings: Settings, from_step: int = 0) -> None:
    """All visible settings. If `from_step` is not 0, the sliders show the values in force after that step."""
    st.session_state["from step"] = from_step  # other pages do not set it, so it is forgotten there
    if not settings.shows(SIDEBAR):
        return
    with st.sidebar:
        st.html(f'<div class="brand">Descent Lab</div><p class="tagline">{TAGLINE}</p>')
        if settings.shows("surface"):
            _surface(settings)
        sliders(
            SLIDERS,
            list(visible_groups(settings, from_step)),
            acknowledged(SLIDERS),
            st.session_state.revision,
            on_edit=lambda: take_edit(SLIDERS),
            optimizers=_optimizers(settings) if settings.shows("optimizers") else None,
            schedule=_schedule(settings) if settings.shows("schedule") else None,
        )
        if settings.shows("buttons"):
            _buttons()


def _buttons() -> None:
    left, right = st.columns(2)
    left.button("Defaults", on_click=_restore, width="stretch", help="Reset every slider to its default.")
    right.button("New seed", on_click=_reseed, width="stretch", help="Draw new gradient noise.")


def _surface(settings: Settings) -> None:
    st.session_state["choose surface"] = settings.surface
    st.selectbox(
        "Surface",
        list(SURFACE_NAMES),
        format_func=SURFACE_NAMES.__getitem__,
        key="choose surface",
        on_change=lambda: apply({"surface": st.session_state["choose surface"]}),
    )
    if settings.surface == OWN:
        formula_box(settings)


def _optimizers(settings: Settings) -> dict[str, Any]:
    return {"chosen": list(settings.optimizers), "options": OPTIMIZER_NAMES, "most": MAX_OPTIMIZERS}


def _schedule(settings: Settings) -> dict[str, Any]:
    return {"value": settings.schedule, "options": SCHEDULE_NAMES, "about": SCHEDULES[settings.schedule].summary}


def _restore() -> None:
    state = st.session_state
    state.settings, state.problems = address.defaults(state.settings), []
    state.revision += 1


def _reseed() -> None:
    apply({"seed": str(random.randrange(LAST_SEED + 1))})
