"""The stage: relief, contour map and curve on one clock, drawn in the browser from the paths that are sent here."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import streamlit as st

from components import assets, description, worksheet_route
from components.address import write
from components.captions import caption, file_name, label
from components.changes import changes_in_words, in_words
from components.experiment import Experiment
from components.laboratory import Frames
from components.palette import styles
from components.parameters import Choice, decimal
from components.prediction import Question
from components.settings import (
    FRAMES,
    LABORATORY,
    METRICS,
    VIEWED,
    Settings,
    parameter_of,
    parameters,
    surface_of,
    window,
)
from optimizers import Finish, Trajectory, stability_limits, tolerance
from surfaces import Surface

KEY = "stage"

_component = st.components.v2.component(
    "descent_stage", html='<div class="stage"></div>', js=assets.loader("stage/stage.js"), isolate_styles=False
)


def stage(
    result: Experiment,
    settings: Settings,
    on_edit: Callable[[], None],
    parts: Sequence[Mapping[str, Any]] = (),
    frames: dict[str, Any] | None = None,
    questions: Sequence[Question] | None = None,
    **counters: int,
) -> None:
    """Show an experiment. `on_edit` is called when a person changes a setting on the stage itself; `parts` of the page can be
    shown and hidden in class; `frames` says what can be scrubbed through there (see `dial`); `questions` is what is asked
    before the runs are shown, None to show them at once.

    Counters: `from_step` is the step from which on the sliders change the run, 0 for all of it; `acknowledged` is the number of
    the last edit that these paths answer, `revision` that of the settings, and `visit` rises when the address has been read
    anew, or another scene has been turned to, which raises `turned` as well: then the stage takes the view (camera, clock, …)
    from the settings.
    """
    data = scene(result, settings, laboratory=frames is not None)
    asked = None if questions is None else [asdict(question) for question in questions]
    more = {"parts": parts, "frames": frames, "questions": asked}
    _component(key=KEY, data={**data, **more, **counters}, on_edit_change=on_edit)


def dial(settings: Settings) -> dict[str, Any] | None:
    """What the stage needs to scrub through a hyperparameter of the subject: where to fetch the runs, and what can be swept."""
    if not settings["optimizers"]:
        return None
    numbers, subjects = (parameters(settings)[name] for name in ("swept", "subject"))
    assert isinstance(numbers, Choice)
    assert isinstance(subjects, Choice)
    name, _ = parameter_of(settings, settings["swept"])
    own = {name: settings[name] for name in ("subject", "swept")}
    left_out = (*LABORATORY, "changes", name)  # whole runs are compared; nor does it depend on what is swept itself
    others = {key: value for key, value in settings.items() if key not in left_out}
    return {
        "query": write({**others, **own}, view=False),
        "count": FRAMES,
        "parameter": name,
        "value": settings[name],
        "swept": settings["swept"],
        "numbers": numbers.options,
        "subject": settings["subject"],
        "subjects": subjects.options,
    }


def scene(result: Experiment, settings: Settings, *, laboratory: bool = False) -> dict[str, Any]:
    """All that the stage draws, as JSON: the paths as base64 of little-endian float32, the rest as it is read."""
    surface = result.surface
    (x_low, x_high), (y_low, y_high) = window(settings)
    chosen, sharp = styles(settings["optimizers"]), settings["metric"] == "sharpness"
    metrics = (settings["metric"],)
    return {
        "assets": assets.base(),
        "surface": settings["surface"],
        "ground": assets.ground_address(settings),
        "title": surface.title,
        "axes": surface.axes,
        "window": [x_low, x_high, y_low, y_high],
        "widen": settings["window"],
        "lowest": surface.lowest,
        "tolerance": tolerance(surface),
        "start": [settings["x"], settings["y"]],
        "steps": settings["steps"],
        "names": _names(surface, sharp),
        "runs": [_run(surface, key, finish, metrics) | {"style": chosen[key]} for key, finish in result.finishes.items()],
        "said": {
            "ground": description.ground(surface, ((x_low, x_high), (y_low, y_high)), (settings["x"], settings["y"])),
            "course": description.quantity(surface, settings["metric"], settings["steps"], _at_start(settings)),
        },
        "turns": [] if laboratory else list(changes_in_words(settings)),
        "sentence": result.sentence if result.finishes else "Choose one or more optimizers to see them descend.",
        "caption": caption(result.settings),
        "file": file_name(result.settings),
        "worksheets": worksheet_route.address(result),
        "address": write(settings, laboratory=laboratory, view=False, showing=True),
        "classroom": settings["classroom"] == "1",
        "hide": settings["hide"],
        "view": {name: settings[name] for name in VIEWED},
    }


def _run(surface: Surface, key: str, finish: Finish, metrics: Sequence[str]) -> dict[str, Any]:
    sharp = "sharpness" in metrics
    rows = _rows(surface, finish.trajectory, sharp)
    return {
        "key": key,
        "title": finish.title,
        "points": len(finish.trajectory.points),
        "rows": _float32(rows),
        "rates": _rates(finish.trajectory.learning_rates),
        "limit": _limit(finish),
        "turns": [[change.step, in_words(finish.run.optimizer, change)] for change in finish.run.changes],
        "said": _said(surface, finish, rows, metrics),
        **_told(finish),
    }


def _at_start(settings: Settings) -> float | None:
    """The quantity of the curve where all runs begin; a learning rate is each one's own."""
    surface, metric, (x, y) = surface_of(settings), settings["metric"], (settings["x"], settings["y"])
    if metric == "rate" or (metric == "distance" and surface.lowest is None):
        return None
    of = {
        "value": lambda: surface.value(x, y) - (surface.lowest or 0.0),
        "distance": lambda: surface.distance(x, y),
        "gradient": lambda: np.hypot(*surface.gradient(x, y)),
        "sharpness": lambda: surface.curvatures(x, y)[1],
    }
    return float(of[metric]())


def _said(surface: Surface, finish: Finish, rows: Any, metrics: Sequence[str]) -> dict[str, str]:
    """Where a run ends, and the course of the quantities that can be asked for, in words."""
    row = dict(zip(_names(surface, "sharpness" in metrics), rows, strict=True))
    row |= {"value": row["above"], "gradient": row["slope"], "rate": finish.trajectory.learning_rates}
    courses = {metric: description.course(surface, metric, row.get(metric, ())) for metric in metrics}
    return {"end": description.end(finish), "mishap": description.mishap(finish), **courses}


def _names(surface: Surface, sharp: bool) -> list[str]:
    """What the rows of a run are: f is told above its minimum and the distance to it where a minimum is known."""
    distance = [] if surface.lowest is None else ["distance"]
    return ["x", "y", "above", "slope", *distance, *(["sharpness"] if sharp else [])]


def _rows(surface: Surface, trajectory: Trajectory, sharp: bool) -> Any:
    x, y = trajectory.points.T
    rows = {
        "x": x,
        "y": y,
        "above": trajectory.values - (surface.lowest or 0.0),
        "slope": np.hypot(*surface.gradient(x, y)),
        "distance": surface.distance(x, y),
        "sharpness": np.nan_to_num(surface.curvatures(x, y)[1], nan=np.inf) if sharp else None,
    }
    return np.array([rows[name] for name in _names(surface, sharp)])


def _limit(finish: Finish) -> list[float] | str | None:
    """The most that learning rate × λmax may be at each step, where theory knows it."""
    if finish.run.optimizer.rate_limit is None:
        return None
    return _rates(stability_limits(finish.run, len(finish.trajectory.learning_rates)))


def _rates(rates: Any) -> list[float] | str:
    """A number for each step, as one number where they are all the same."""
    if len(rates) and (rates != rates[0]).any():
        return _float32(rates)
    return [float(rate) for rate in rates[:1]]


def _told(finish: Finish) -> dict[str, Any]:
    """How a run ended, for the legend and the table."""
    points, verdict = finish.trajectory.points, finish.verdict
    return {
        "label": label(finish),
        "verdict": verdict.kind,
        "step": verdict.step,
        "cells": [
            verdict.text,
            "—" if verdict.arrival is None else str(verdict.arrival),
            f"({points[-1, 0]:.6g}, {points[-1, 1]:.6g})" if len(points) else "—",
            f"{finish.trajectory.values[-1]:.6g}" if len(points) else "—",
            f"{verdict.length:.4g}",
        ],
    }


def frames_json(frames: Frames, settings: Settings) -> dict[str, Any]:
    """The runs to scrub through: at a few moments each, rows as `scene` sends them; a diverged run has fewer points."""
    surface, runs = surface_of(settings), []
    names = _names(surface, sharp=True)
    rows = np.full((len(frames.values), len(names), len(frames.moments)), np.nan)
    for k, finish in enumerate(frames.finishes):
        kept = frames.moments[frames.moments < len(finish.trajectory.points)]
        every = _rows(surface, finish.trajectory, sharp=True)
        rows[k, :, : len(kept)] = every[:, kept]
        value = decimal(float(frames.values[k]))
        changed = {**settings, "optimizers": (settings["subject"],), frames.name: float(frames.values[k])}
        runs.append(
            {
                "points": len(kept),
                "rates": _rates(finish.trajectory.learning_rates[kept[1:] - 1]),
                "limit": _limit(finish),
                "value": value,
                "sentence": frames.sentences[k],
                "said": list(_said(surface, finish, every, tuple(METRICS)).values()),
                "caption": caption(changed),
                "file": file_name(changed) + ("" if frames.name.endswith("learning_rate") else f"-{frames.item.name}{value}"),
                **_told(finish),
            }
        )
    return {
        "title": f"{frames.item.title} {frames.item.symbol}",
        "symbol": frames.item.symbol,
        "moments": frames.moments.tolist(),
        "names": names,
        "clauses": ["end", "mishap", *METRICS],
        "rows": _float32(rows),
        "runs": runs,
    }


def _float32(array: Any) -> str:
    with np.errstate(over="ignore"):  # what float32 cannot hold is far outside every axis
        return base64.b64encode(np.asarray(array, dtype="<f4").tobytes()).decode()
