"""The parts of a page that can be hidden, by their names in `hide=` in the address, and those hidden in class by default.

A name is that of a section of the page, of a group of sliders (each optimizer is one), or of one slider as the address has it.
"""

from collections.abc import Iterator
from typing import Any

from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES

SIDEBAR = "sidebar"
GROUPS = {
    "surface": "Surface",
    "optimizers": "Optimizers",
    "schedule": "Learning-rate schedule",
    "start": "Start",
    "run": "Run",
    "buttons": "Defaults and New seed",
}
ON_STAGE = {
    "surface3d": "3D surface",
    "map": "Map",
    "curve": "Curve",
    "metric": "Metric and scale of the curve",
    "switches": "Speed, field, marks, changes and worksheet",
    "tools": "Zoom and save",
    "ensemble": "Many seeds",
    "notes": "Notes and hints",
    "sentence": "Key finding",
    "table": "Results table",
}
ON_PAGE = {
    "header": "Title and formula",
    "words": "Text of the lesson",
    "scene": "Scene and navigation",
    "scrubber": "Try values",
    "rules": "Update rules",
    "sweep": "All learning rates at once",
    "five": "Five rates in one picture",
    "heat": "Against a second hyperparameter",
    "fates": "Where every start ends",
    "question": "Question",
    "claims": "Claims",
}
NETWORK_GROUPS = {
    "data": "Data",
    "layers": "Network",
    "optimizers": "Optimizers",
    "schedule": "Learning-rate schedule",
    "training": "Training",
    "more": "Plane, scaling and start",
    "buttons": "Defaults and New seed",
}
ON_NETWORK_STAGE = {name: title for name, title in ON_STAGE.items() if name != "ensemble"}
ON_NETWORK_PAGE = {
    "words": "Text of the lesson",
    "scene": "Scenes of the lesson",
    "question": "Question",
    "regions": "Decision regions",
    "accuracy": "Accuracy",
    "units": "Table of the layers",
    "rates": "Learning-rate sweep",
    "claims": "Claims",
}
FORMER = {  # deprecated names in links
    "relief": "surface3d",
    "quantity": "metric",
    "heading": "header",
    "dial": "scrubber",
    "response": "sweep",
}
IN_CLASS = (
    *(SIDEBAR, "tools", "notes", "table", "header", "words", "rules"),
    *("sweep", "five", "heat", "fates", "question", "claims"),
)


def _sliders() -> Iterator[tuple[str, str]]:
    yield from (("x", "Start x"), ("y", "Start y"), ("steps", "Steps"), ("noise", "Noise"), ("seed", "Seed"))
    records: dict[str, Any] = {**OPTIMIZERS, **SCHEDULES}
    for key, record in records.items():
        yield from ((f"{key}.{item.name}", f"{record.title}: {item.title}") for item in record.hyperparameters)


HIDEABLE = (
    {SIDEBAR: "Sidebar"}
    | GROUPS
    | ON_STAGE
    | ON_PAGE
    | {key: optimizer.title for key, optimizer in OPTIMIZERS.items()}
    | dict(_sliders())
)
