"""The distance to the nearest known minimum."""

from components.metrics._metric import Metric

METRIC = Metric(
    label="distance",
    order=2,
    words="Distance to the nearest minimum",
    formula=lambda at: at.distance,
    title="distance to the minimum",
    missing="has no known minimum",
    vanishes=True,
)
