"""The sidebar of the network page: data, network, optimizers and training, as widgets made from the table."""

import random
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.sliders.sliders import sliders
from components.state.choices import SCHEDULE_NAMES
from components.state.network import NetworkSettings
from components.state.network_parameters import (
    ACTIVATION_NAMES,
    DATA_NAMES,
    FILE,
    MAX_LAYERS,
    MAX_RUNS,
    PLANES,
    SCALINGS,
    TRAINERS,
    Choices,
)
from components.state.parameter_types import Choice
from components.state.parameters import LAST_SEED
from components.state.sections import SIDEBAR
from components.ui.network_visit import SLIDERS, apply, take_edit
from components.ui.reported import acknowledged
from components.ui.upload import upload
from components.web.network_sliders import visible_groups
from optimizers.schedules import SCHEDULES
from surfaces.networks import START_NAMES, Hidden


def sidebar(settings: NetworkSettings) -> None:
    """All visible settings."""
    if not settings.shows(SIDEBAR):
        return
    with st.sidebar:
        st.html('<div class="brand">Descent Lab</div>')
        if settings.shows("data"):
            _select("data", "Data", DATA_NAMES, settings)
            if settings.choices.data == FILE:
                upload(settings)
        if settings.shows("layers"):
            _layers(settings)
        chosen = {"chosen": list(settings.choices.optimizers), "options": TRAINERS, "most": MAX_RUNS}
        sliders(
            SLIDERS,
            list(visible_groups(settings)),
            acknowledged(SLIDERS),
            st.session_state.network_revision,
            on_edit=lambda: take_edit(SLIDERS),
            optimizers=chosen if settings.shows("optimizers") else None,
            schedule=_schedule(settings) if settings.shows("schedule") else None,
        )
        if settings.shows("more"):
            _more(settings)
        if settings.shows("buttons"):
            _buttons()


def _more(settings: NetworkSettings) -> None:
    with st.expander("More"):
        for name, label, names in (
            ("plane", "Plane through the loss", PLANES),
            ("scaling", "Scale the inputs", SCALINGS),
            ("start", "Initial weights", START_NAMES),
            ("reduction", "Batch gradient", _options(settings, "reduction")),
        ):
            _select(name, label, names, settings)


def _buttons() -> None:
    left, right = st.columns(2)
    left.button("Defaults", on_click=_restore, width="stretch", help="Reset everything to its default.")
    right.button("New seed", on_click=_reseed, width="stretch", help="Draw new data, a new start and new batches.")


def _options(settings: NetworkSettings, name: str) -> dict[str, str]:
    parameter = settings.table[name]
    assert isinstance(parameter, Choice)
    return dict(parameter.options)


def _select(name: str, label: str, names: dict[str, str], settings: NetworkSettings) -> None:
    key = f"network {name}"
    st.session_state[key] = settings[name]
    st.selectbox(
        label, list(names), format_func=names.__getitem__, key=key, on_change=lambda: apply({name: st.session_state[key]})
    )


def _layers(settings: NetworkSettings) -> None:
    layers: tuple[Hidden, ...] = settings["layers"]
    st.session_state["network depth"] = str(len(layers))
    st.segmented_control(
        "Hidden layers",
        [str(count) for count in range(1, MAX_LAYERS + 1)],
        key="network depth",
        required=True,
        on_change=lambda: _set_layers(_deepened(layers, int(st.session_state["network depth"]))),
    )
    for place, layer in enumerate(layers):
        key = f"network activation {place}"
        st.session_state[key] = layer.activation
        st.selectbox(
            f"Activation of layer {place + 1}",
            list(ACTIVATION_NAMES),
            format_func=ACTIVATION_NAMES.__getitem__,
            key=key,
            on_change=_set_activation,
            args=(layers, place, key),
        )


def _deepened(layers: tuple[Hidden, ...], count: int) -> tuple[Hidden, ...]:
    return (*layers, *[layers[-1]] * count)[:count]


def _set_activation(layers: tuple[Hidden, ...], place: int, key: str) -> None:
    changed = Hidden(layers[place].units, st.session_state[key])
    _set_layers((*layers[:place], changed, *layers[place + 1 :]))


def _set_layers(layers: Sequence[Hidden]) -> None:
    apply({"layers": ",".join(f"{layer.units}:{layer.activation}" for layer in layers)})


def _schedule(settings: NetworkSettings) -> dict[str, Any]:
    key = settings.choices.schedule
    return {"value": key, "options": SCHEDULE_NAMES, "about": SCHEDULES[key].summary}


def _restore() -> None:
    fresh = NetworkSettings(Choices()._replace(data=st.session_state.network_settings.choices.data))
    kept = {name: value for name, value in st.session_state.network_settings.given if name in ("file", "label", "threshold")}
    st.session_state.network_settings, st.session_state.network_problems = fresh.replace(**kept), []
    st.session_state.network_revision += 1


def _reseed() -> None:
    apply({"seed": str(random.randrange(LAST_SEED + 1))})
