"""The common part of the tables of many seeds of a run."""

from collections.abc import Callable

from components.exports._export import SEEDS, Export, ExportRequest
from components.exports._table import csv_export
from components.results.ensemble import Ensemble, ensemble_of, ensemble_seconds, shows_ensemble
from components.web.query import RefusedError


def seeds_export(what: str, label: str, order: float, make: Callable[[ExportRequest], bytes]) -> Export:
    return csv_export(what, order, SEEDS, label=label, make=make, seconds=lambda place, of: ensemble_seconds(of))


def requested_ensemble(request: ExportRequest) -> Ensemble:
    """The ensemble that is shown. Raises RefusedError if there is none."""
    if not shows_ensemble(request.settings):
        raise RefusedError("There are no seeds to save. Choose noise, and the run to show under many seeds.")
    return ensemble_of(request.settings, request.progress)
