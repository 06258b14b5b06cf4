"""The learning rate of each step, as the schedule gives it."""

from components.metrics._metric import Metric

METRIC = Metric(
    label="learning rate",
    order=4,
    words="Learning rate",
    formula=lambda at: at.learning_rate,
    symbol="α",
    missing="has no learning rate",
    reach="all",
    always=True,
)
