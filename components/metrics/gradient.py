"""The gradient norm, without noise."""

import numpy as np

from components.metrics._metric import Metric

METRIC = Metric(
    label="‖∇f‖",
    order=3,
    words="Gradient norm ‖∇f‖",
    formula=lambda at: np.hypot(*at.gradient),
    vanishes=True,
    always=True,
)
