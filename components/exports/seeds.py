"""Where one run ends with each of many seeds, as a table."""

import numpy as np

from components.exports._export import ExportRequest
from components.exports._seeds import requested_ensemble, seeds_export
from components.exports._table import table
from optimizers import milestones

NAMES = ("seed", "x", "y", "f", "reached_at_step", "converged_from_step", "diverged_at_step")


def make(request: ExportRequest) -> bytes:
    """A row for each seed. A milestone that was never reached is empty; so is the last point of a run that is not finite."""
    found = requested_ensemble(request)
    when = (np.where(steps >= 0, steps, np.nan).tolist() for steps in milestones(found.surface, found.path))
    whole = [[int(step) if step == step else None for step in steps] for steps in when]
    x, y = found.path.points[-1].tolist()
    columns = (found.seeds.tolist(), x, y, found.path.values[-1].tolist(), *whole)
    return table(request.link, NAMES, zip(*columns, strict=True))


EXPORT = seeds_export("Where the run ends with each seed", label="CSV ends", order=18.1, make=make)
