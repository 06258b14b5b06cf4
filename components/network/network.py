"""The network at work: its training on the stage, decision regions, layers and the rate sweep, fetched by URL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.state.network import NetworkSettings, write
from components.state.network_parameters import SHOWING, VIEWED
from components.web import assets
from components.web.network import training_query

KEY = "network"

_component = st.components.v2.component(
    "descent_network", html='<div class="network"></div>', js=assets.loader("network/network.js"), isolate_styles=False
)


def network(
    settings: NetworkSettings, on_edit: Callable[[], None], sections: Sequence[Mapping[str, Any]] = (), **counters: int
) -> None:
    """Show a training. `on_edit` is called when the user changes a setting; for `sections` and the counters see `stage`."""
    shown = settings.usual(*(name for name in VIEWED if name not in SHOWING))
    data = {
        "assets": assets.base(),
        "query": training_query(settings),
        "view": {"worksheet": "none", "pick": 0, **{name: settings[name] for name in VIEWED}},
        "address": write(shown),
        "link": {"here": write(shown, short=True), "open": write(shown.usual("classroom", "hide"), short=True)},
        "classroom": settings["classroom"] == "1",
        "hide": list(settings["hide"]),
        "sections": list(sections),
    }
    _component(key=KEY, data={**data, **counters}, on_edit_change=on_edit)
