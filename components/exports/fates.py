"""Where every start ends, as numbers: a grid of starts over the part of the plane that is seen."""

import numpy as np

from components.exports._export import Wanted
from components.exports._table import csv_export, table
from components.state.settings import Settings
from components.web.query import RefusedError
from optimizers import OPTIMIZERS, fates, seconds

SIDE = 128  # starts across, and up
NAMES = ("x", "y", "outcome", "converged_from_step", "minimum_x", "minimum_y", "stalled_at")


def make(wanted: Wanted) -> bytes:
    """A row for each start, in the middle of its cell. Only what has converged has a step from which it has, and a minimum, if
    that is a point; only what has stalled has a place at which it did.
    """
    settings = wanted.settings
    if not settings.subject:
        raise RefusedError("There are no starts to save. Choose an optimizer.")
    surface = settings.surface_record
    starts = _starts(settings)
    found = fates(
        surface,
        OPTIMIZERS[settings.subject],
        starts,
        settings.hyperparameters(settings.subject),
        settings.steps,
        noise=settings.noise,
        seed=settings.seed,
        schedule=settings.bound_schedule,
        window=settings.plane_window,
    )
    minima = np.array([*surface.minima, (np.nan, np.nan)])[found.minimum]  # the last one where there is none
    steps = np.where(found.steps >= 0, found.steps, np.nan)
    columns = (*starts, found.outcome, steps, *minima.T, found.place)
    return table(wanted.link, NAMES, zip(*(column.tolist() for column in columns), strict=True))


def _starts(settings: Settings) -> np.ndarray:
    """In the middle of cells, (2, SIDE²), a row after the other from the lowest up."""
    (left, right), (low, high) = settings.plane_window
    left, right, low, high = settings.starts or (left, right, low, high)
    middles = (np.arange(SIDE) + 0.5) / SIDE
    x, y = np.meshgrid(left + middles * (right - left), low + middles * (high - low))
    return np.array([x.ravel(), y.ravel()])


def _seconds(place: str, settings: Settings) -> float:
    key = settings.subject
    return seconds(settings.surface_record, OPTIMIZERS[key], settings.steps, SIDE * SIDE) if key else 0.0


EXPORT = csv_export(f"The ends of {SIDE} × {SIDE} starts", order=17, place="fates", make=make, seconds=_seconds)
