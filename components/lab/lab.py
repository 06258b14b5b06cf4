"""The panels of the learning-rate lab: drawn in the browser from results that it fetches by URL."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.state.address import write
from components.state.parameter_types import Choice
from components.state.parameters import LABORATORY, SHOWING, VIEWED
from components.state.settings import Settings
from components.text.captions import fates_picture
from components.web import assets
from components.web.terrain import terrain_address
from optimizers import OPTIMIZERS

KEY = "lab"

_component = st.components.v2.component(
    "descent_lab", html='<div class="lab"></div>', js=assets.loader("lab/lab.js"), isolate_styles=False
)


def lab(settings: Settings, on_edit: Callable[[], None], **counters: int) -> None:
    """Show the panels. `on_edit` is called when the user makes a choice there; for the counters see `stage`."""
    _component(key=KEY, data={**panels(settings), **counters}, on_edit_change=on_edit)


def panels(settings: Settings) -> dict[str, Any]:
    """The data for the panels: which results to fetch, and what can be chosen."""
    table, surface = settings.table, settings.surface_record
    choices = {name: table[name] for name in LABORATORY if name in table}

    def query(*names: str) -> str:
        """The settings that a result depends on: of the laboratory's own only these, no learning rate and no changes."""
        free = {"changes", *(name for name in table if name.endswith(".learning_rate"))} | (set(choices) - set(names))
        return write(settings.usual(*free, *VIEWED, *SHOWING))

    if "subject" in choices:
        choices["subject"] = Choice(settings.subject, {key: OPTIMIZERS[key].title for key in settings.rated})
    queries, absent = {"response": query("measure")}, {}
    if settings.subject in settings.rated:
        queries["five"] = query("subject")
        absent["heat"] = "This optimizer has only a learning rate. Choose a schedule to add a second parameter."
    else:
        title = OPTIMIZERS[settings.subject].title
        absent = dict.fromkeys(("five", "heat"), f"{title} has no learning rate. Choose another optimizer above.")
    if "second" in choices and "five" in queries:
        queries["heat"] = query("subject", "second", "coloured")
    return {
        "absent": absent,
        "assets": assets.base(),
        "explore": assets.root(),
        "queries": queries,
        "choices": {
            name: {"value": settings[name], "options": parameter.options}
            for name, parameter in choices.items()
            if isinstance(parameter, Choice) and name != "swept"
        },
        "terrain": terrain_address(settings),
        "region": settings.region,
        "window": [edge for side in settings.plane_window for edge in side],
        "starts": settings.starts,
        "picture": fates_picture(settings),
        "criteria": {"lowest": surface.lowest, "heights": surface.heights},
        "address": write(settings.usual(*VIEWED)),
        "hide": settings.hide,
    }
