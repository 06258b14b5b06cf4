"""How one run is spread over many seeds, step by step, as numbers."""

import numpy as np

from components.exports._export import SEEDS, Wanted
from components.exports._table import csv_export, table
from components.exports.seeds import NOTHING
from components.results.ensemble import ensemble_of, ensemble_seconds, quantiles, shows_ensemble
from components.web.query import RefusedError

PARTS = {"": "median", "_10": "low", "_90": "high"}


def make(wanted: Wanted) -> bytes:
    """A row for each step: how many seeds have diverged by then, and the median and the 10 and 90 % quantiles of x and y over
    the others, of f over all, and of what the curve shows. f of a run that has diverged counts as infinite.
    """
    settings = wanted.settings
    if not shows_ensemble(settings):
        raise RefusedError(NOTHING)
    found = ensemble_of(settings, wanted.progress)
    x, y = np.moveaxis(found.path.points, 1, 0)
    rows = {"x": x, "y": y, "f": found.values}
    if settings.metric != "value":
        rows[settings.metric] = found.metric(settings.metric)
    bands = {name: quantiles(row) for name, row in rows.items()}
    columns = {name + part: getattr(band, of).tolist() for name, band in bands.items() for part, of in PARTS.items()}
    diverged = np.count_nonzero(np.isnan(x), axis=1).tolist()
    names = ("step", "diverged", *columns)
    return table(wanted.link, names, zip(range(len(x)), diverged, *columns.values(), strict=True))


EXPORT = csv_export(
    "The median and the 10 and 90 % quantiles at each step",
    label="CSV quantiles",
    order=18.2,
    place=SEEDS,
    make=make,
    seconds=lambda place, of: ensemble_seconds(of),
)
