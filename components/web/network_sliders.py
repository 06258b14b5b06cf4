"""The sliders of a training in groups, and the sections of its page that can be shown or hidden in class."""

from collections.abc import Iterator
from typing import Any

from components.plots.palette import styles
from components.state.network import NetworkSettings
from components.state.network_parameters import LARGEST_BATCH, MAX_EPOCHS, MAX_POINTS, NO_LESSON, TRAINERS, WIDEST
from components.state.parameters import LAST_SEED, RECORDS
from components.state.sections import NETWORK_GROUPS, ON_NETWORK_PAGE, ON_NETWORK_STAGE
from components.web import slider_groups
from components.web.slider_groups import slider, slider_of
from surfaces.networks import Hidden


def visible_groups(settings: NetworkSettings) -> Iterator[dict[str, Any]]:
    """The groups of sliders, except those that are hidden."""
    return slider_groups.visible(groups(settings), settings["hide"], in_class=settings["classroom"] == "1")


def groups(settings: NetworkSettings) -> list[dict[str, Any]]:
    """All sliders in groups."""
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
        items.append(_whole(settings, "points", "points", 20, MAX_POINTS, logarithmic=True))
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
        _whole(settings, "epochs", "epochs", 1, MAX_EPOCHS, logarithmic=True),
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


def choosable(settings: NetworkSettings) -> list[dict[str, Any]]:
    """What can be shown or hidden in class: the groups beside the stage with their sliders, then the sections of the page."""
    if settings["classroom"] == "0":
        return []
    titles = NETWORK_GROUPS | {key: TRAINERS[key] for key in settings.choices.optimizers}
    names = ("data", "layers", "optimizers", *settings.choices.optimizers, "schedule", "training", "more", "buttons")
    own = ("words", "scene", "question", "claims") if settings["lesson"] == NO_LESSON else ()  # these exist only in a lesson
    on_page = {name: title for name, title in (ON_NETWORK_STAGE | ON_NETWORK_PAGE).items() if name not in own}
    return slider_groups.choices(groups(settings), {name: titles[name] for name in names}, on_page)
