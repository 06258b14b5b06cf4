"""The stage: relief, contour map and curve on one clock, drawn in the browser from the paths that are sent here."""

import base64
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from components import assets
from components.experiment import Experiment
from components.palette import styles
from components.parameters import decimal
from components.settings import VIEW, Settings, plan_of, window, write
from optimizers import Finish, tolerance
from surfaces import Surface

KEY = "stage"

_component = st.components.v2.component(
    "descent_stage", html='<div class="stage"></div>', js=assets.loader("stage/stage.js"), isolate_styles=False
)


def stage(result: Experiment, settings: Settings, on_edit: Callable[[], None], **counters: int) -> None:
    """Show an experiment. `on_edit` is called when a person changes a setting on the stage itself.

    Counters: `acknowledged` is the number of the last edit that these paths answer, `revision` that of the settings, and
    `visit` rises when the address has been read anew: then the stage takes the view (camera, clock, …) from it.
    """
    _component(key=KEY, data={**scene(result, settings), **counters}, on_edit_change=on_edit)


def scene(result: Experiment, settings: Settings) -> dict[str, Any]:
    """All that the stage draws, as JSON: the paths as base64 of little-endian float32, the rest as it is read."""
    surface = result.surface
    (x_low, x_high), (y_low, y_high) = window(settings)
    chosen = styles(result.finishes)
    return {
        "assets": assets.base(),
        "surface": settings["surface"],
        "title": surface.title,
        "axes": surface.axes,
        "window": [x_low, x_high, y_low, y_high],
        "widen": settings["window"],
        "lowest": surface.lowest,
        "tolerance": tolerance(surface),
        "start": [settings["x"], settings["y"]],
        "steps": settings["steps"],
        "runs": [_run(surface, key, finish) | {"style": chosen[key]} for key, finish in result.finishes.items()],
        "sentence": result.sentence if result.finishes else "Choose one or more optimizers to see them descend.",
        "caption": caption(settings),
        "file": file_name(settings),
        "address": write(settings, laboratory=False, view=False),
        "view": {name: settings[name] for name in (*VIEW, "step")},
    }


def _run(surface: Surface, key: str, finish: Finish) -> dict[str, Any]:
    trajectory, verdict = finish.trajectory, finish.verdict
    x, y = trajectory.points.T
    above = trajectory.values if surface.lowest is None else trajectory.values - surface.lowest
    rows = [x, y, above, np.hypot(*surface.gradient(x, y))]
    if surface.lowest is not None:
        rows.append(surface.distance(x, y))
    rates = trajectory.learning_rates
    constant = len(rates) == 0 or bool((rates == rates[0]).all())
    return {
        "key": key,
        "title": finish.title,
        "label": label(finish),
        "points": len(x),
        "rows": _float32(np.array(rows)),
        "rates": [float(rates[0])] if constant and len(rates) else _float32(rates) if len(rates) else [],
        "verdict": verdict.kind,
        "step": verdict.step,
        "cells": [
            verdict.text,
            "—" if verdict.arrival is None else str(verdict.arrival),
            f"({x[-1]:.6g}, {y[-1]:.6g})" if len(x) else "—",
            f"{trajectory.values[-1]:.6g}" if len(x) else "—",
            f"{verdict.length:.4g}",
        ],
    }


def _float32(array: Any) -> str:
    with np.errstate(over="ignore"):  # what float32 cannot hold is far outside every axis
        return base64.b64encode(np.asarray(array, dtype="<f4").tobytes()).decode()


def label(finish: Finish) -> str:
    """A run in a legend: its title and its hyperparameters, `Adam (α 0.1, β₁ 0.9)`."""
    settings = finish.run.hyperparameters
    items = (f"{item.symbol} {decimal(settings[item.name])}" for item in finish.run.optimizer.hyperparameters)
    return f"{finish.title} ({', '.join(items)})"


def caption(settings: Settings) -> str:
    """What was compared, for a picture that leaves the page: equal start, equal steps, equal noise."""
    noise = f"σ = {decimal(settings['noise'])}, seed {settings['seed']}" if settings["noise"] else "no noise"
    start = f"({decimal(settings['x'])}, {decimal(settings['y'])})"
    return f"start {start}, {settings['steps']} steps, {noise}{_schedule(settings)}"


def _schedule(settings: Settings) -> str:
    """The schedule in words, or nothing where it keeps the rate as it is."""
    plan, steps = plan_of(settings), settings["steps"]
    if all(plan.rate(1.0, t, steps) == 1.0 for t in (1, 2, steps)):
        return ""
    items = (f"{item.symbol} {decimal(plan.hyperparameters[item.name])}" for item in plan.schedule.hyperparameters)
    return f", schedule: {plan.schedule.title.lower()} ({', '.join(items)})"


def file_name(settings: Settings) -> str:
    """A name for pictures, from the settings: `easom-adam-lr0.05`."""
    name = str(settings["surface"])
    for count, key in enumerate(settings["optimizers"]):
        part = f"-{key}-lr{decimal(settings[f'{key}.learning_rate'])}"
        if len(name) + len(part) > 108:  # a file system bears 255, a reader fewer
            return f"{name}-and-{len(settings['optimizers']) - count}-more"
        name += part
    return name
