"""The panels of the learning-rate lab: drawn in the browser from results that it fetches by URL."""

from collections.abc import Callable

import streamlit as st

from components.state.settings import Settings
from components.web import assets
from components.web.lab_panels import lab_panels

KEY = "lab"

_component = st.components.v2.component(
    "descent_lab", html='<div class="lab"></div>', js=assets.loader("lab/lab.js"), isolate_styles=False
)


def lab(settings: Settings, on_edit: Callable[[], None], **counters: int) -> None:
    """Show the panels. `on_edit` is called when the user changes a setting there; for the counters see `stage`."""
    _component(key=KEY, data={**lab_panels(settings), **counters}, on_edit_change=on_edit)
