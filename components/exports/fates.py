"""Where every start ends, as a table: a grid of starts over the visible part of the plane."""

import numpy as np

from components.exports._export import ExportRequest
from components.exports._table import csv_export, table
from components.results.fates import NUMBERS, fate_map, fate_seconds, part_of
from components.state.settings import Settings
from components.web.query import RefusedError

SIDE = 128  # starts per side
WAYS = {number: way for way, number in NUMBERS.items()}
STALLED = ("saddle", "plain", "valley")
NAMES = ("x", "y", "outcome", "converged_from_step", "minimum_x", "minimum_y", "stalled_at")


def make(request: ExportRequest) -> bytes:
    """A row for each start, in the middle of its cell. Only a run that has converged has a step, and a
    minimum if that is a point; only a run that has stalled has a place.
    """
    settings = request.settings
    if not settings.subject:
        raise RefusedError("There are no starts to save. Choose an optimizer.")
    found = fate_map(settings, settings.subject, part_of(settings, settings.starts), SIDE, request.progress)
    minima = np.array([*settings.surface_record.minima, (np.nan, np.nan)])[np.maximum(found.numbers, -1)]  # last: none
    steps = np.where(found.since >= 0, found.since, np.nan)
    outcomes, places = zip(*map(_in_words, found.numbers.tolist()), strict=True)
    return table(
        request.link, NAMES, zip(*found.starts.tolist(), outcomes, steps.tolist(), *minima.T.tolist(), places, strict=True)
    )


def _in_words(number: int) -> tuple[str, str]:
    """The outcome of a run and, if it has stalled, the type of place."""
    way = WAYS.get(number, "elsewhere")
    if way in STALLED:
        return "stalled", way
    return ("converged" if way == "elsewhere" else way), ""


def _seconds(place: str, settings: Settings) -> float:
    return fate_seconds(settings, settings.subject, SIDE) if settings.subject else 0.0


EXPORT = csv_export(f"The outcome of {SIDE} × {SIDE} starts", order=17, place="fates", make=make, seconds=_seconds)
