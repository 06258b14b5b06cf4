"""A training as data for the stage: the surface is a plane through the loss, and the paths are projected onto it."""

from typing import Any

import numpy as np

from components.metrics import METRICS
from components.plots.palette import styles
from components.results.loss_plane import LossPlane, sharpness
from components.results.shared import Progress
from components.results.snapshots import Array
from components.state.network import NetworkSettings
from components.text import network_words as words
from components.text.number_format import number
from components.web.serialize import float32, row
from optimizers import OPTIMIZERS
from surfaces import counted

SHOWN = ("value", "gradient", "rate", "sharpness")  # metrics that do not need exactly two parameters
LABELS = {"value": {"label": "loss", "title": "loss", "symbol": "loss"}}
HINT = "A plane through the loss: the paths are their projections. Press ? for shortcuts."


NOT_HERE: dict[str, Any] = {  # features of the stage on other pages
    "widen": "",
    "changes": [],
    "worksheets": "",
    "frames": None,
    "beside": False,
    "questions": None,
}


def network_scene(plane: LossPlane, settings: NetworkSettings, terrain: str, progress: Progress) -> dict[str, Any]:
    """The stage's data for a training. `terrain` is the URL of the plane's figures."""
    trained = plane.trained
    steep = sharpness(trained, progress) if settings["metric"] == "sharpness" else None
    rows = [_rows(plane, k, steep) for k in range(len(trained.keys))]
    x, y = rows[0]["x"], rows[0]["y"]
    (x_low, x_high), (y_low, y_high) = plane.window
    return {
        **NOT_HERE,
        "surface": "network",
        "terrain": terrain,
        "title": plane.surface.title,
        "axes": plane.surface.axes,
        "window": [x_low, x_high, y_low, y_high],
        "lowest": None,
        "tolerance": 0.0,
        "start": [float(x[0]), float(y[0])] if len(x) else [0.0, 0.0],
        "steps": trained.steps[-1],
        "metrics": {key: METRICS[key].drawn | LABELS.get(key, {}) for key in SHOWN},
        "names": [name for name in rows[0] if name in SHOWN],
        "runs": [_run(plane, k, settings, rows[k]) for k in range(len(trained.keys))],
        "alt_text": _alt_text(plane, settings),
        "sentence": words.finding(trained),
        "caption": words.caption(trained),
        "file": words.file_name(settings),
        "fixed": True,
        "heads": words.HEADS,
        "hint": HINT,
    }


def _alt_text(plane: LossPlane, settings: NetworkSettings) -> dict[str, str]:
    trained = plane.trained
    sides = ", ".join(
        f"{axis} from {number(low)} to {number(high)}"
        for axis, (low, high) in zip(plane.surface.axes, plane.window, strict=True)
    )
    return {
        "terrain": f"A plane through the loss of the network {trained.network.architecture.title}, {sides}",
        "curve": f"{_words_of(settings['metric'])} over {counted(trained.steps[-1], 'step')}",
    }


def _words_of(metric: str) -> str:
    return "Loss" if metric == "value" else METRICS[metric].words


def _rows(plane: LossPlane, k: int, steep: list[Array] | None) -> dict[str, Array]:
    trained, length = plane.trained, plane.trained.lengths[k]
    x, y = plane.path(k)
    rows = {
        "x": x,
        "y": y,
        "value": trained.loss[0, :length, k],
        "gradient": np.linalg.norm(trained.gradients[:length, :, k], axis=1),
        "rate": trained.rates[:length, k],
    }
    if steep is not None:
        known = np.isfinite(steep[k])
        places = np.arange(length)
        rows["sharpness"] = np.interp(places, places[known], steep[k][known]) if known.any() else np.full(length, np.nan)
    return rows


def _run(plane: LossPlane, k: int, settings: NetworkSettings, rows: dict[str, Array]) -> dict[str, Any]:
    trained, key = plane.trained, plane.trained.keys[k]
    optimizer, length = OPTIMIZERS[key], trained.lengths[k]
    steps = np.array(trained.steps[:length], dtype=float)
    limit = optimizer.rate_limit(**settings.hyperparameters(key)) / rows["rate"][1:] if optimizer.rate_limit else None
    lost = words.diverged(trained, k)
    at = words.last(trained, k)
    return {
        "key": key,
        "title": optimizer.title,
        "points": length,
        "rows": {name: row(values) for name, values in rows.items()},
        "t": float32(steps),
        "costs": row(np.diff(trained.evaluations[:length, k])),
        "limits": {} if limit is None else {"sharpness": row(limit)},
        "changes": [],
        "style": styles(trained.keys)[key],
        "label": words.label(settings, key),
        "verdict": "diverged" if lost else "converged" if words.outcome(trained, k) == "fitted" else "moving",
        "step": trained.steps[at],
        **({"broken": True} if lost else {}),
        "cells": words.cells(trained, k, plane),
        "alt_text": {
            "end": f"{words.outcome(trained, k)}, at a loss of {number(float(trained.loss[0, at, k]))}",
            "failure": "",
            **{name: words.trend(values) for name, values in rows.items() if name in SHOWN},
        },
    }
