"""Runs as the browser draws them: rows of numbers as base64 of little-endian float32, and the words for them."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from components.state.mid_run_changes import in_words
from components.state.parameter_types import decimal
from components.state.parameters import METRICS
from components.state.settings import Settings
from components.text import alt_text
from components.text.captions import caption, file_name, label
from optimizers import Finish, Trajectory, explain, stability_limits
from surfaces import Surface


def run_json(surface: Surface, key: str, finish: Finish, metrics: Sequence[str]) -> dict[str, Any]:
    sharp = "sharpness" in metrics
    rows = _rows(surface, finish.trajectory, sharp)
    return {
        "key": key,
        "title": finish.title,
        "points": len(finish.trajectory.points),
        "rows": _float32(rows),
        "rates": _rates(finish.trajectory.learning_rates),
        "costs": _rates(np.diff(finish.trajectory.evaluations)),
        "limit": _limit(finish),
        "changes": [[change.step, in_words(finish.run.optimizer, change)] for change in finish.run.changes],
        "alt_text": _texts(surface, finish, rows, metrics),
        **_ending(finish),
    }


def _texts(surface: Surface, finish: Finish, rows: Any, metrics: Sequence[str]) -> dict[str, str]:
    """Where a run ends, and the course of the quantities that can be asked for, in words."""
    row = dict(zip(row_names(surface, "sharpness" in metrics), rows, strict=True))
    row |= {"value": row["gap"], "gradient": row["gradient_norm"], "rate": finish.trajectory.learning_rates}
    courses = {metric: alt_text.course(surface, metric, row.get(metric, ())) for metric in metrics}
    if "rate" in courses and not finish.run.optimizer.has_learning_rate:
        courses["rate"] = "has no learning rate"
    return {"end": alt_text.end(finish), "mishap": alt_text.mishap(finish), **courses}


def row_names(surface: Surface, sharp: bool) -> list[str]:
    """What the rows of a run are: f is counted from its minimum and the distance to it where a minimum is known."""
    distance = [] if surface.lowest is None else ["distance"]
    return ["x", "y", "gap", "gradient_norm", *distance, *(["sharpness"] if sharp else [])]


def _rows(surface: Surface, trajectory: Trajectory, sharp: bool) -> Any:
    x, y = trajectory.points.T
    rows = {
        "x": x,
        "y": y,
        "gap": trajectory.values - (surface.lowest or 0.0),
        "gradient_norm": np.hypot(*surface.gradient(x, y)),
        "distance": surface.distance(x, y),
        "sharpness": surface.curvatures(x, y)[1] if sharp else None,
    }
    return np.array([rows[name] for name in row_names(surface, sharp)])


def _limit(finish: Finish) -> list[float] | str | None:
    """The most that learning rate × λmax may be at each step, where theory knows it."""
    if finish.run.optimizer.rate_limit is None:
        return None
    return _rates(stability_limits(finish.run, len(finish.trajectory.learning_rates)))


def _rates(rates: Any) -> list[float] | str:
    """A number for each step, as one number where they are all the same; none where it is NaN: there is no learning rate."""
    if np.isnan(rates).all():
        return []
    if len(rates) and (rates != rates[0]).any():
        return _float32(rates)
    return [float(rate) for rate in rates[:1]]


def _ending(finish: Finish) -> dict[str, Any]:
    """How a run ended, for the legend and the table."""
    points, verdict = finish.trajectory.points, finish.verdict
    return {
        "label": label(finish),
        "verdict": verdict.kind,
        "step": verdict.step,
        **({"broken": True} if verdict.broke_off else {}),
        "cells": [
            verdict.text,
            "—" if verdict.reached_at is None else str(verdict.reached_at),
            "({}, {})".format(*(alt_text.number(value, 6) for value in points[-1])) if len(points) else "—",
            alt_text.number(finish.trajectory.values[-1], 6) if len(points) else "—",
            alt_text.number(verdict.length, 4),
            f"{finish.trajectory.evaluations[-1]:.0f}" if len(points) else "—",
        ],
    }


def frame_json(finish: Finish, settings: Settings) -> dict[str, Any]:
    """What the browser, which computes the frames, does not know of one: the run of the subject with these settings."""
    surface, (name, item) = settings.surface_record, settings.parameter_of(settings.swept)
    rows = _rows(surface, finish.trajectory, sharp=True)
    alone = settings.replace(optimizers=(settings.subject,))
    swept = "" if name.endswith("learning_rate") else f"-{item.name}{decimal(settings[name])}"
    return {
        "limit": _limit(finish),
        "sentence": explain(surface, [finish]),
        "alt_text": _texts(surface, finish, rows, tuple(METRICS)),
        "caption": caption(alone),
        "file": file_name(alone) + swept,
        **_ending(finish),
    }


def _float32(array: Any) -> str:
    with np.errstate(over="ignore"):  # what float32 cannot hold is far outside every axis
        return base64.b64encode(np.asarray(array, dtype="<f4").tobytes()).decode()
