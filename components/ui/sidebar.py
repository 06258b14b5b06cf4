"""The sidebar: widgets made from the records, and the settings that they change."""

import random
from collections.abc import Iterable, Iterator
from typing import Any

import streamlit as st

from components.plots.palette import styles
from components.sliders.sliders import slider, slider_of, sliders
from components.state import address
from components.state.choices import MOST_OPTIMIZERS, OPTIMIZER_NAMES, OWN, SCHEDULE_NAMES, SURFACE_NAMES
from components.state.mid_run_changes import in_force
from components.state.parameters import LAST_SEED, MOST_STEPS
from components.state.sections import HIDEABLE, ON_STAGE, SIDEBAR
from components.state.settings import Settings
from components.ui import slider_groups
from components.ui.formula_box import formula_box
from components.ui.reported import acknowledged
from components.ui.visit import SLIDERS, apply, take_edit
from optimizers import OPTIMIZERS, Hyperparameter
from optimizers.schedules import SCHEDULES

TAGLINE = "See what a learning rate does: drag a slider, or the start on the map."


def sidebar(settings: Settings, from_step: int = 0) -> None:
    """All visible settings. If `from_step` is a step, the sliders show what is in force
    after it.
    """
    st.session_state["from step"] = from_step  # a page on which nothing is changed during a run forgets it
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


def choosable(settings: Settings, *on_page: str) -> list[dict[str, Any]]:
    """In class: what can be shown and hidden: the groups beside the stage with their sliders, then the sections of the page."""
    if settings.classroom == "0":
        return []
    found = groups(settings)
    above = {name: HIDEABLE[name] for name in ("surface", "optimizers", "schedule")}
    beside = {**above, **{group["name"]: group["title"] for group in found}, "buttons": HIDEABLE["buttons"]}
    return slider_groups.choices(found, beside, {name: HIDEABLE[name] for name in (*on_page, *ON_STAGE)})


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
    return {"chosen": list(settings.optimizers), "options": OPTIMIZER_NAMES, "most": MOST_OPTIMIZERS}


def _schedule(settings: Settings) -> dict[str, Any]:
    return {"value": settings.schedule, "options": SCHEDULE_NAMES, "about": SCHEDULES[settings.schedule].summary}


def visible_groups(settings: Settings, from_step: int = 0, without: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """The groups of sliders without what is hidden of them, and `without` some more."""
    hidden = {*settings.hide, *without}
    return slider_groups.visible(groups(in_force(settings, from_step), from_step), hidden, in_class=settings.classroom == "1")


def groups(settings: Settings, from_step: int = 0) -> list[dict[str, Any]]:
    """Every number that can be set, in groups: the start, each optimizer, the run."""
    since = f", from step {from_step}" if from_step else ""
    (x_low, x_high), (y_low, y_high) = settings.plane_window
    surface = settings.surface_record
    chosen = styles(settings.optimizers)
    axes = zip("xy", surface.axes, ((x_low, x_high), (y_low, y_high)), surface.start, strict=True)
    start = [
        slider(name, axis, settings[name], low, high, step=(high - low) / 400, default=default)
        for name, axis, (low, high), default in axes
    ]
    found: list[dict[str, Any]] = []
    for key in settings.optimizers:
        optimizer = OPTIMIZERS[key]
        items = _hyperparameters(key, optimizer.hyperparameters, settings)
        found.append({"name": key, "title": optimizer.title + since, "items": items, "style": chosen[key]})
    found.append({"name": "start", "title": "Start", "items": start})
    schedule = settings.schedule
    decay = _hyperparameters(schedule, SCHEDULES[schedule].hyperparameters, settings)
    run = [
        slider("steps", "steps", settings.steps, 1, MOST_STEPS, logarithmic=True, whole=True, default=200),
        slider(
            "noise",
            "noise σ",
            settings.noise,
            0.0,
            5.0,
            step=0.05,
            default=0.0,
            about="Gaussian noise on every gradient.",
        ),
        slider("seed", "seed", settings.seed, 0, LAST_SEED, step=1, whole=True, default=0, about="Selects the noise."),
    ]
    found.append({"name": "run", "title": "Run", "items": run if since else [*run, *decay]})
    if since and decay:
        found.append({"name": "run", "title": f"{SCHEDULES[schedule].title}{since}", "items": decay})
    return found


def _hyperparameters(key: str, items: Iterable[Hyperparameter], settings: Settings) -> list[dict[str, Any]]:
    """The sliders of an optimizer or a schedule."""
    values, usual = settings.values, settings.changeable
    return [slider_of(name := f"{key}.{item.name}", item, values[name], usual[name].default) for item in items]


def _restore() -> None:
    state = st.session_state
    state.settings, state.problems = address.defaults(state.settings), []
    state.revision += 1


def _reseed() -> None:
    apply({"seed": str(random.randrange(LAST_SEED + 1))})
