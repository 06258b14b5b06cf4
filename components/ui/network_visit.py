"""The state of a visit to the network page: its settings, and what changes them."""

from collections.abc import Collection, Mapping

import streamlit as st

from components.state import network
from components.state.network import NetworkSettings
from components.ui.reported import edits_of, page_state, report_of
from components.web.streamlit_adapter import is_history_navigation, unread_reports

SLIDERS = "network_sliders"


def current(components: Collection[str] = ()) -> NetworkSettings:
    """The settings of this visit: from the address when it is opened or navigated back to, otherwise as the user left them.

    A session that is restored while its page stays open continues with the state that these `components` report.
    """
    state = st.session_state
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if "network_settings" not in state or (is_history_navigation() and query):
        known = "settings" in state or "network_settings" in state
        reports = [] if known else [(name, report) for name, report in unread_reports() if name in components]
        if page := page_state(reports):
            query = page.query
            if page.visit is not None:
                state.network_visit = page.visit - 1  # incremented below
        state.network_settings, state.network_problems = network.read(query)
        state.network_visit = state.get("network_visit", 0) + 1
        state.network_revision = state.get("network_revision", 0) + 1
        for name, report in reports:
            _take(name, report)
    settings: NetworkSettings = state.network_settings
    return settings


def apply(edits: Mapping[str, str]) -> None:
    """Change settings; what cannot be read changes nothing and is reported on the page."""
    state = st.session_state
    state.network_settings, state.network_problems = network.change(state.network_settings, _with_units(edits))
    state.network_revision += 1


def _with_units(edits: Mapping[str, str]) -> dict[str, str]:
    """Edits with the units of single layers merged into the list of all layers."""
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
    """Take the edits that a component reports."""
    if "network_settings" in st.session_state:  # a restored session reads them together with the page's address
        _take(component, report_of(component))


def _take(component: str, report: object) -> None:
    edits = edits_of(component, report)
    if edits is not None:
        apply(edits)
