"""The sliders of an experiment in groups, and the sections of its page that can be shown or hidden in class."""

from collections.abc import Iterable, Iterator
from typing import Any

from components.plots.palette import styles
from components.state.mid_run_changes import in_force
from components.state.parameters import LAST_SEED, MAX_STEPS
from components.state.sections import HIDEABLE, ON_STAGE
from components.state.settings import Settings
from components.web import slider_groups
from components.web.slider_groups import slider, slider_of
from optimizers import OPTIMIZERS, Hyperparameter
from optimizers.schedules import SCHEDULES


def visible_groups(settings: Settings, from_step: int = 0, without: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """The groups of sliders, except those that are hidden or in `without`."""
    hidden = {*settings.hide, *without}
    return slider_groups.visible(groups(in_force(settings, from_step), from_step), hidden, in_class=settings.classroom == "1")


def groups(settings: Settings, from_step: int = 0) -> list[dict[str, Any]]:
    """All sliders in groups: one for each optimizer, the start, and the run."""
    since = f", from step {from_step}" if from_step else ""
    chosen, schedule = styles(settings.optimizers), SCHEDULES[settings.schedule]
    decay = _hyperparameters(settings.schedule, schedule.hyperparameters, settings)
    found: list[dict[str, Any]] = []
    for key in settings.optimizers:
        optimizer = OPTIMIZERS[key]
        items = _hyperparameters(key, optimizer.hyperparameters, settings)
        found.append({"name": key, "title": optimizer.title + since, "items": items, "style": chosen[key]})
    found.append({"name": "start", "title": "Start", "items": _start(settings)})
    found.append({"name": "run", "title": "Run", "items": [*_run(settings), *([] if since else decay)]})
    if since and decay:
        found.append({"name": "run", "title": f"{schedule.title}{since}", "items": decay})
    return found


def _start(settings: Settings) -> list[dict[str, Any]]:
    surface = settings.surface_record
    axes = zip("xy", surface.axes, settings.plane_window, surface.start, strict=True)
    return [
        slider(name, axis, settings[name], low, high, step=(high - low) / 400, default=default)
        for name, axis, (low, high), default in axes
    ]


def _run(settings: Settings) -> list[dict[str, Any]]:
    noise = {"default": 0.0, "about": "Gaussian noise on every gradient."}
    return [
        slider("steps", "steps", settings.steps, 1, MAX_STEPS, logarithmic=True, whole=True, default=200),
        slider("noise", "noise σ", settings.noise, 0.0, 5.0, step=0.05, **noise),
        slider("seed", "seed", settings.seed, 0, LAST_SEED, step=1, whole=True, default=0, about="Selects the noise."),
    ]


def _hyperparameters(key: str, items: Iterable[Hyperparameter], settings: Settings) -> list[dict[str, Any]]:
    """The sliders of an optimizer or a schedule."""
    values, usual = settings.values, settings.changeable
    return [slider_of(name := f"{key}.{item.name}", item, values[name], usual[name].default) for item in items]


def choosable(settings: Settings, *on_page: str) -> list[dict[str, Any]]:
    """What can be shown or hidden in class: the groups beside the stage with their sliders, then the sections of the page."""
    if settings.classroom == "0":
        return []
    found = groups(settings)
    above = {name: HIDEABLE[name] for name in ("surface", "optimizers", "schedule")}
    beside = {**above, **{group["name"]: group["title"] for group in found}, "buttons": HIDEABLE["buttons"]}
    return slider_groups.choices(found, beside, {name: HIDEABLE[name] for name in (*on_page, *ON_STAGE)})
