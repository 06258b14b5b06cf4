"""The metrics as a program, for the runs that the browser computes itself: traced from the formulas of the records."""

from collections.abc import Mapping

from components.metrics._metric import Metric
from optimizers import Program, formula_program

FIELDS = {  # of an `Iterate`: one number, or this many
    **dict.fromkeys(("x", "y", "learning_rate", "value", "lowest", "distance"), 0),
    **dict.fromkeys(("update", "gradient", "curvatures"), 2),
    "hessian": 3,
}


def metrics_program(metrics: Mapping[str, Metric]) -> Program:
    """`metrics`: by its key, each metric as a function of an `Iterate` (see `components/browser/engine/live_rows.js`)."""
    return formula_program("metrics", {key: metric.formula for key, metric in metrics.items()}, FIELDS)
