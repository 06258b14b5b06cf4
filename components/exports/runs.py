"""The runs as a table, step by step."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from components.exports._export import RUNS, ExportRequest
from components.exports._table import csv_export, table
from components.results.experiment import experiment
from components.web.query import RefusedError
from optimizers import Trajectory

FIXED = ("run", "step", "x", "y", "f", "df_dx", "df_dy", "learning_rate", "gradient_evaluations")
AXES = ("x", "y")


def make(request: ExportRequest) -> bytes:
    """A row for each step of each run; the start has no gradient and no learning rate.

    The gradient is the last one passed to the step, noise included. Each number of an optimizer's state has a column of its
    own, such as `state_m_x`, which is empty for optimizers without it.
    """
    results = experiment(request.settings, request.progress).results
    if not results:
        raise RefusedError("There are no runs to save. Choose one or more optimizers.")
    states = {key: _state(run_result.trajectory) for key, run_result in results.items()}
    names = list(dict.fromkeys(name for columns in states.values() for name in columns))
    rows = (row for key, run_result in results.items() for row in _rows(key, run_result.trajectory, states[key], names))
    return table(request.link, (*FIXED, *names), rows)


def _rows(key: str, path: Trajectory, state: dict[str, list[Any]], names: list[str]) -> Iterator[list[Any]]:
    points, values, evaluations = path.points.tolist(), path.values.tolist(), path.evaluations.tolist()
    gradients = [[None, None], *path.gradients.tolist()]
    rates = [None, *path.learning_rates.tolist()]
    columns = [state.get(name) for name in names]
    for t, (point, value) in enumerate(zip(points, values, strict=True)):
        own = [column[t] if column else None for column in columns]
        yield [key, t, *point, value, *gradients[t], rates[t], evaluations[t], *own]


def _state(path: Trajectory) -> dict[str, list[Any]]:
    """The state after each step, with one column per number: `state_m_x` and `state_m_y` for a vector."""
    columns = {}
    for name in path.states.dtype.names or ():
        numbers = np.asarray(path.states[name])
        numbers = numbers.reshape(len(numbers), *(size for size in numbers.shape[1:] if size != 1))
        for place in np.ndindex(*numbers.shape[1:]):
            columns["_".join(["state", name, *_named(place, numbers.shape[1:])])] = numbers[:, *place].tolist()
    return columns


def _named(place: tuple[int, ...], shape: tuple[int, ...]) -> list[str]:
    """The name of an array's entry; an axis of length two is x and y."""
    return [AXES[index] if size == len(AXES) else str(index) for index, size in zip(place, shape, strict=True)]


EXPORT = csv_export("Every step (point, f, gradient, learning rate, state)", order=11, place=RUNS, group="Numbers", make=make)
