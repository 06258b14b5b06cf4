"""Runs as data for the browser: rows of numbers as base64 of little-endian float32, and their texts."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np

from components.metrics import METRICS, Iterates, Metric
from components.state.mid_run_changes import in_words
from components.state.parameter_types import decimal
from components.state.settings import Settings
from components.text import alt_text
from components.text.captions import caption, file_name, label
from optimizers import RunResult, Trajectory, explain
from surfaces import Array, Surface

ALWAYS = {key: metric for key, metric in METRICS.items() if metric.always}  # metrics sent with every run


def run_json(surface: Surface, key: str, run_result: RunResult, metrics: Mapping[str, Metric]) -> dict[str, Any]:
    """A run with a row and a description for each of these metrics."""
    path = run_result.trajectory
    rows = _rows(surface, path, {**ALWAYS, **metrics})
    return {
        "key": key,
        "title": run_result.title,
        "points": len(path.points),
        "rows": {name: row(values) for name, values in {"x": path.points[:, 0], "y": path.points[:, 1], **rows}.items()},
        "costs": row(np.diff(path.evaluations)),
        "changes": [[change.step, in_words(run_result.run.optimizer, change)] for change in run_result.run.changes],
        **_of_metrics(surface, run_result, rows, metrics),
        **_ending(run_result),
    }


def _rows(surface: Surface, path: Trajectory, metrics: Mapping[str, Metric]) -> dict[str, Array]:
    """A number for each point of a run, by metric."""
    at = Iterates.along(surface, path)
    with np.errstate(all="ignore"):  # formulas may overflow on a diverging run
        return {key: np.broadcast_to(metric.formula(at), len(path.points)) for key, metric in metrics.items()}


def _of_metrics(
    surface: Surface, run_result: RunResult, rows: Mapping[str, Array], metrics: Mapping[str, Metric]
) -> dict[str, Any]:
    """Descriptions of the end of a run and of its metrics, and the stability limits of those that have one."""
    trends = {key: alt_text.trend(surface, metric, rows[key]) for key, metric in metrics.items()}
    known = run_result.run.optimizer.rate_limit is not None
    limited = {key: metric.limit for key, metric in metrics.items() if metric.limit and known}
    return {
        "limits": {key: row(limit(run_result.run, run_result.trajectory)) for key, limit in limited.items()},
        "alt_text": {"end": alt_text.end(run_result), "failure": alt_text.failure(run_result), **trends},
    }


def _ending(run_result: RunResult) -> dict[str, Any]:
    """How a run ended, for the legend and the table."""
    points, verdict = run_result.trajectory.points, run_result.verdict
    return {
        "label": label(run_result),
        "verdict": verdict.outcome,
        "step": verdict.step,
        **({"broken": True} if verdict.broke_off else {}),
        "cells": [
            verdict.text,
            "—" if verdict.reached_at is None else str(verdict.reached_at),
            "({}, {})".format(*[alt_text.number(value, 4) for value in points[-1]]) if len(points) else "—",
            alt_text.number(run_result.trajectory.values[-1], 4) if len(points) else "—",
            alt_text.number(verdict.length, 4),
            f"{run_result.trajectory.evaluations[-1]:.0f}" if len(points) else "—",
        ],
    }


def frame_json(run_result: RunResult, settings: Settings) -> dict[str, Any]:
    """The texts of a frame; the browser computes its run itself."""
    surface, (name, item) = settings.surface_record, settings.parameter_of(settings.swept)
    alone = settings.replace(optimizers=(settings.subject,))
    swept = "" if name.endswith("learning_rate") else f"-{item.name}{decimal(settings[name])}"
    return {
        "sentence": explain(surface, [run_result]),
        "caption": caption(alone),
        "file": file_name(alone) + swept,
        **_of_metrics(surface, run_result, _rows(surface, run_result.trajectory, METRICS), METRICS),
        **_ending(run_result),
    }


def row(numbers: Array) -> list[float | None] | str:
    """Numbers as base64; a row that is constant from its first or second number on becomes [null, 0.1], null for NaN."""
    if np.isinf(numbers).any():  # JSON has no infinity
        return float32(numbers)
    short = [None if np.isnan(number) else float(number) for number in numbers[:2]]
    if np.array_equal(numbers[1:], numbers[:-1], equal_nan=True):
        return short[:1]
    return short if np.array_equal(numbers[2:], numbers[1:-1], equal_nan=True) else float32(numbers)


def float32(array: Any) -> str:
    with np.errstate(over="ignore"):  # beyond float32 is far outside every axis
        return base64.b64encode(np.asarray(array, dtype="<f4").tobytes()).decode()
