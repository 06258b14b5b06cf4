"""The runs at the five rates as a table, step by step."""

from components.exports._export import ExportRequest
from components.exports._table import csv_export, table
from components.results.five_rates import five
from components.results.laboratory import seconds_of
from components.web.query import RefusedError


def make(request: ExportRequest) -> bytes:
    """A row for each step of each run, with the zone in which its learning rate lies."""
    settings = request.settings
    if settings.subject not in settings.rated:
        raise RefusedError("There are no rates to save. Choose an optimizer with a learning rate.")
    found = five(settings, request.progress)
    rows = []
    for rate, zone, run_result in zip(found.rates, found.zones, found.results, strict=True):
        path = run_result.trajectory
        steps = enumerate(zip(path.points.tolist(), path.values.tolist(), path.evaluations.tolist(), strict=True))
        rows += [[rate, zone, step, *point, value, spent] for step, (point, value, spent) in steps]
    return table(request.link, ("learning_rate", "zone", "step", "x", "y", "f", "gradient_evaluations"), rows)


EXPORT = csv_export("The five runs", order=14, place="five", make=make, seconds=seconds_of)
