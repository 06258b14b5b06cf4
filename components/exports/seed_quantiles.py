"""The spread of one run over many seeds as a table, step by step."""

import numpy as np

from components.exports._export import ExportRequest
from components.exports._seeds import requested_ensemble, seeds_export
from components.exports._table import table
from components.results.ensemble import quantiles

PARTS = {"": "median", "_10": "low", "_90": "high"}


def make(request: ExportRequest) -> bytes:
    """A row for each step: how many seeds have diverged by then, and the median and the 10 and 90 % quantiles of x and y over
    the others, of f over all, and of what the curve shows. f of a run that has diverged counts as infinite.
    """
    metric, found = request.settings.metric, requested_ensemble(request)
    x, y = np.moveaxis(found.path.points, 1, 0)
    rows = {"x": x, "y": y, "f": found.values}
    if metric != "value":
        rows[metric] = found.metric(metric)
    bands = {name: quantiles(row) for name, row in rows.items()}
    columns = {name + part: getattr(band, of).tolist() for name, band in bands.items() for part, of in PARTS.items()}
    diverged = np.count_nonzero(np.isnan(x), axis=1).tolist()
    names = ("step", "diverged", *columns)
    return table(request.link, names, zip(range(len(x)), diverged, *columns.values(), strict=True))


EXPORT = seeds_export("The median and the 10 and 90 % quantiles at each step", label="CSV quantiles", order=18.2, make=make)
