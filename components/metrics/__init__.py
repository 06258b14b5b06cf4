"""Metrics of the curve, one per file. The module's name is the metric's key in the address."""

from components.metrics._iterates import Iterates
from components.metrics._metric import Iterate, Metric
from components.metrics._program import metrics_program
from surfaces._discover import discover

METRICS: dict[str, Metric] = dict(sorted(discover(__name__, "METRIC").items(), key=lambda item: item[1].order))

__all__ = ["METRICS", "Iterate", "Iterates", "Metric", "metrics_program"]
