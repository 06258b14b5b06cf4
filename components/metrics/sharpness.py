"""The sharpness: the largest eigenvalue of the Hessian, with the largest that is stable at the step's learning rate."""

from components.metrics._metric import Metric
from optimizers import rate_limits

METRIC = Metric(
    label="sharpness λmax",
    order=5,
    words="Sharpness λmax",
    formula=lambda at: at.curvatures[1],
    title="λmax; dotted: stability limit",
    symbol="λmax",
    reach="all",
    limit=rate_limits,
)
