"""The learning-rate sweep as a table."""

from components.exports._export import ExportRequest
from components.exports._table import csv_export, table
from components.results import laboratory as lab
from components.web.query import RefusedError

QUANTITIES = {
    "final_f": "value",
    "best_f": "best",
    "final_distance": "distance",
    "steps_to_target": "steps",
    "evaluations_to_target": "evaluations",
}
QUANTILES = {"": "median", "_10": "low", "_90": "high"}


def make(request: ExportRequest) -> bytes:
    """A row for each learning rate of each optimizer: its zone, and of each quantity the median and the 10 and 90 % quantiles
    over the seeds, which are identical without noise. A target that is never reached takes infinitely many steps.
    """
    if not request.settings.rated:
        raise RefusedError("There is no sweep to save. Choose an optimizer with a learning rate.")
    names = [quantity + quantile for quantity in QUANTITIES for quantile in QUANTILES]
    rows = []
    for key, sweep in lab.studies(request.settings, request.progress).items():
        bands = [getattr(sweep, quantity) for quantity in QUANTITIES.values()]
        columns = [getattr(band, part).tolist() for band in bands for part in QUANTILES.values()]
        zones = map(sweep.zone_at, sweep.rates)
        rows += [[key, *row] for row in zip(sweep.rates.tolist(), zones, *columns, strict=True)]
    return table(request.link, ("optimizer", "learning_rate", "zone", *names), rows)


EXPORT = csv_export("The sweep", order=12, place="sweep", make=make, seconds=lab.seconds_of)
