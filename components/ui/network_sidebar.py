"""What can be set on the page of the network: data, network, optimizers and training, as widgets made from the table."""

import random
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.plots.palette import styles
from components.sliders.sliders import slider, slider_of, sliders
from components.state import network
from components.state.choices import SCHEDULE_NAMES
from components.state.network import (
    ACTIVATION_NAMES,
    DATA_NAMES,
    FILE,
    LARGEST_BATCH,
    MOST_EPOCHS,
    MOST_LAYERS,
    MOST_POINTS,
    MOST_RUNS,
    NO_LESSON,
    PLANES,
    SCALINGS,
    TRAINERS,
    WIDEST,
    NetworkSettings,
)
from components.state.parameter_types import Choice
from components.state.parameters import LAST_SEED, RECORDS
from components.state.sections import NETWORK_GROUPS, ON_NETWORK_PAGE, ON_NETWORK_STAGE, SIDEBAR
from components.ui import slider_groups
from components.ui.network_visit import SLIDERS, apply, take_edit
from components.ui.reported import acknowledged
from components.ui.upload import upload
from optimizers.schedules import SCHEDULES
from surfaces.networks import START_NAMES, Hidden


def sidebar(settings: NetworkSettings) -> None:
    """All that can be set, or as much of it as is to be seen."""
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
        chosen = {"chosen": list(settings.choices.optimizers), "options": TRAINERS, "most": MOST_RUNS}
        sliders(
            SLIDERS,
            list(slider_groups.visible(groups(settings), settings["hide"], in_class=settings["classroom"] == "1")),
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


def choosable(settings: NetworkSettings) -> list[dict[str, Any]]:
    """In class: what can be shown and hidden: the groups beside the stage with their sliders, then the sections of the page."""
    if settings["classroom"] == "0":
        return []
    titles = NETWORK_GROUPS | {key: TRAINERS[key] for key in settings.choices.optimizers}
    names = ("data", "layers", "optimizers", *settings.choices.optimizers, "schedule", "training", "more", "buttons")
    own = ("words", "scene", "question", "claims") if settings["lesson"] == NO_LESSON else ()  # there is none of it
    on_page = {name: title for name, title in (ON_NETWORK_STAGE | ON_NETWORK_PAGE).items() if name not in own}
    return slider_groups.choices(groups(settings), {name: titles[name] for name in names}, on_page)


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
        [str(count) for count in range(1, MOST_LAYERS + 1)],
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


def groups(settings: NetworkSettings) -> list[dict[str, Any]]:
    """Every number that can be set, in groups."""
    looks = styles(settings.choices.optimizers)
    return [
        *(
            {"name": key, "title": RECORDS[key].title, "items": _numbers(settings, key), "style": looks[key]}
            for key in settings.choices.optimizers
        ),
        {
            "name": "training",
            "title": "Training",
            "items": [*_training(settings), *_numbers(settings, settings.choices.schedule)],
        },
        {"name": "layers", "title": "Network", "items": _units(settings)},
        {"name": "data", "title": "Data", "items": _data(settings)},
    ]


def _data(settings: NetworkSettings) -> list[dict[str, Any]]:
    items = []
    if "arms" in settings.table:
        items.append(_whole(settings, "arms", "arms", 2, 3))
    if "points" in settings.table:
        items.append(_whole(settings, "points", "points", 20, MOST_POINTS, logarithmic=True))
        items.append(
            _number(
                settings,
                "noise",
                "noise",
                0.0,
                0.5,
                step=0.01,
                about="Standard deviation of the noise added to each coordinate.",
            )
        )
    return [
        *items,
        _number(
            settings, "held_out", "held out", 0.05, 0.5, step=0.05, about="Fraction of the examples held out from training."
        ),
        _whole(settings, "seed", "seed", 0, LAST_SEED, about="Selects the data, their split, the start and the batches."),
    ]


def _units(settings: NetworkSettings) -> list[dict[str, Any]]:
    layers: tuple[Hidden, ...] = settings["layers"]
    items = [
        slider(f"units.{place}", f"units of layer {place + 1}", layer.units, 1, WIDEST, step=1, whole=True, default=16)
        for place, layer in enumerate(layers)
    ]
    if any(layer.activation in ("leaky_relu", "learnable_power") for layer in layers):
        items.append(_number(settings, "slope", "slope below 0", 0.0, 0.5, step=0.01))
    return items


def _training(settings: NetworkSettings) -> list[dict[str, Any]]:
    small = {"logarithmic": True, "zero": True}
    return [
        _whole(settings, "epochs", "epochs", 1, MOST_EPOCHS, logarithmic=True),
        _whole(settings, "batch", "batch", 0, LARGEST_BATCH, step=1, about="Examples per step; 0 for all."),
        _number(settings, "l2", "L2 λ", 1e-6, 1.0, **small, about="Adds λ/2 times the sum of the squared weights to the loss."),
        _number(
            settings,
            "weight_decay",
            "weight decay λ",
            1e-6,
            10.0,
            **small,
            about="Decoupled: each step shrinks the weights by a fraction αλ.",
        ),
    ]


def _numbers(settings: NetworkSettings, key: str) -> list[dict[str, Any]]:
    named = {f"{key}.{item.name}": item for item in RECORDS[key].hyperparameters}
    return [slider_of(name, item, settings[name], settings.table[name].default) for name, item in named.items()]


def _number(settings: NetworkSettings, name: str, label: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    return slider(name, label, settings[name], low, high, default=settings.table[name].default, **more)


def _whole(settings: NetworkSettings, name: str, label: str, low: int, high: int, **more: Any) -> dict[str, Any]:
    more = more if more.get("logarithmic") else {"step": 1, **more}
    return _number(settings, name, label, low, high, whole=True, **more)


def _restore() -> None:
    fresh = NetworkSettings(network.Choices()._replace(data=st.session_state.network_settings.choices.data))
    kept = {name: value for name, value in st.session_state.network_settings.given if name in ("file", "label", "threshold")}
    st.session_state.network_settings, st.session_state.network_problems = fresh.replace(**kept), []
    st.session_state.network_revision += 1


def _reseed() -> None:
    apply({"seed": str(random.randrange(LAST_SEED + 1))})
