"""The state of a visit to the page of the network: its settings, and what changes them."""

from collections.abc import Mapping
from itertools import islice

import streamlit as st

from components.state import network
from components.state.network import NetworkSettings
from components.ui.visit import LAST_NUMBER, MOST_EDITS, as_text
from components.web.streamlit_adapter import is_history_navigation

SLIDERS = "network sliders"


def current() -> NetworkSettings:
    """The settings of this visit: from the address when it is opened or gone back to, else as the person left them."""
    state = st.session_state
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if "network_settings" not in state or (is_history_navigation() and query):
        state.network_settings, state.network_problems = network.read(query)
        state.network_visit = state.get("network_visit", 0) + 1
        state.network_revision = state.get("network_revision", 0) + 1
    settings: NetworkSettings = state.network_settings
    return settings


def apply(edits: Mapping[str, str]) -> None:
    """Change settings; what cannot be read changes nothing and is said on the page."""
    state = st.session_state
    state.network_settings, state.network_problems = network.change(state.network_settings, _with_units(edits))
    state.network_revision += 1


def _with_units(edits: Mapping[str, str]) -> dict[str, str]:
    """Edits in which the units of single layers have become those of all."""
    units = {name.removeprefix("units."): text for name, text in edits.items() if name.startswith("units.")}
    others = {name: text for name, text in edits.items() if not name.startswith("units.")}
    if not units:
        return others
    layers = st.session_state.network_settings["layers"]
    texts = [f"{units.get(str(place), layer.units)}:{layer.activation}" for place, layer in enumerate(layers)]
    return {**others, "layers": ",".join(texts)}


def show(settings: NetworkSettings) -> None:
    """Change all settings at once, as if they had been read from an address."""
    state = st.session_state
    state.network_settings, state.network_problems = settings, []
    state.network_visit += 1
    state.network_revision += 1


def take_edit(component: str) -> None:
    """Take what a component reports: `{"number": 7, "edits": {parameter: text}}`. It comes from outside: trust nothing."""
    if "network_settings" not in st.session_state:
        return  # a session born again knows nothing yet: what is not acknowledged is reported once more
    report = st.session_state.get(component, {}).get("edit")
    if not isinstance(report, Mapping) or not isinstance(report.get("edits"), Mapping):
        return
    if isinstance(number := report.get("number"), int) and abs(number) <= LAST_NUMBER:
        st.session_state.setdefault("acknowledged", {})[component] = number
    edits = {as_text(name)[:100]: as_text(value) for name, value in islice(report["edits"].items(), MOST_EDITS)}
    apply(edits)


def acknowledged(component: str) -> int:
    """The number of the last report of a component that the settings hold."""
    return int(st.session_state.get("acknowledged", {}).get(component, 0))
