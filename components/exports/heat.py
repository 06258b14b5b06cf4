"""The heat map as a table."""

import numpy as np

from components.exports._export import ExportRequest
from components.exports._table import csv_export, table
from components.results.heat_map import heat
from components.results.laboratory import seconds_of
from components.web.query import RefusedError


def make(request: ExportRequest) -> bytes:
    """A row for each cell; if the target is never reached, steps and gradient evaluations are empty."""
    settings = request.settings
    if settings.subject not in settings.rated or "second" not in settings:
        raise RefusedError(
            "There is no heat map to save. Choose an optimizer with a learning rate and a second hyperparameter."
        )
    found = heat(settings, request.progress)
    rates, seconds = np.meshgrid(found.rates, found.seconds)
    steps = np.where(found.steps >= 0, found.steps, np.nan)
    columns = (rates, seconds, found.values, steps, found.evaluations, found.diverged.astype(int))
    rows = zip(*(column.ravel().tolist() for column in columns), strict=True)
    names = ("learning_rate", found.name, "final_f", "steps_to_target", "evaluations_to_target", "diverged")
    return table(request.link, names, rows)


EXPORT = csv_export("Every cell", order=13, place="heat", make=make, seconds=seconds_of)
