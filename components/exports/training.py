"""The training of a network as a table: loss, accuracy, gradient and learning rate at every snapshot."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from components.exports._export import TRAINING, TrainingExportRequest
from components.exports._table import csv_export, table
from components.results.snapshots import FRAMES, Trained
from components.results.training import trained

NAMES = (
    *("run", "step", "loss", "loss_held_out", "accuracy", "accuracy_held_out"),
    *("gradient_norm", "update_norm", "learning_rate", "gradient_evaluations"),
)


def make(request: TrainingExportRequest) -> bytes:
    """A row for each step of each run that is kept, up to where it diverges. Loss and gradient are those of the whole training
    set; the start has no update and no learning rate.
    """
    found = trained(request.settings, lambda partial: request.progress(partial.done))
    return table(request.link, NAMES, (row for k, key in enumerate(found.keys) for row in _rows(found, k, key)))


def _rows(found: Trained, k: int, key: str) -> Iterator[list[Any]]:
    length = found.lengths[k]
    columns = (
        *(part[:length, k] for measured in (found.loss, found.accuracy) for part in measured),
        np.linalg.norm(found.gradients[:length, :, k], axis=1),
        _from_one(np.linalg.norm(found.updates[:length, :, k], axis=1)),
        _from_one(found.rates[:length, k]),
        found.evaluations[:length, k],
    )
    for step, *numbers in zip(found.steps[:length], *(column.tolist() for column in columns), strict=True):
        yield [key, step, *numbers]


def _from_one(row: Any) -> Any:
    """A column that begins with the first step."""
    return np.concatenate([[np.nan], row[1:]]) if len(row) else row


EXPORT = csv_export(
    f"Loss, accuracy, gradient and learning rate at up to {FRAMES} steps of each run",
    order=15,
    place=TRAINING,
    make_of_training=make,
)
