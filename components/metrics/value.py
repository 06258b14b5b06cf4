"""f along the run: above its known minimum, so that a logarithmic axis can show how near it comes."""

from components.metrics._metric import Metric

METRIC = Metric(
    label="f",
    order=1,
    words="f",
    formula=lambda at: at.value - at.lowest,
    above="f − f*",
    vanishes=True,
    reach="terrain",
    always=True,
)
