"""The data of the lab's parameter scrubber: a hyperparameter of the subject, and its values."""

from typing import Any

from components.results.laboratory import grid
from components.state.address import write
from components.state.parameter_types import Choice, decimal
from components.state.parameters import FRAMES, LABORATORY, SHOWING, VIEWED
from components.state.settings import Settings


def parameter_scrubber(settings: Settings) -> dict[str, Any] | None:
    """The values of the swept hyperparameter, and what else can be swept; None without optimizers."""
    if not settings.optimizers:
        return None
    numbers, subjects = (settings.table[name] for name in ("swept", "subject"))
    assert isinstance(numbers, Choice)
    assert isinstance(subjects, Choice)
    name, item = settings.parameter_of(settings.swept)
    asked = ("subject", "swept")
    others = (*(other for other in LABORATORY if other not in asked), *VIEWED, *SHOWING)
    query = write(settings.usual(*others, "changes", name))  # the frames replace its value, and compare whole runs
    return {
        "query": query,
        "values": [decimal(value) for value in grid(item, FRAMES).tolist()],
        "symbol": item.symbol,
        "parameter": name,
        "value": settings[name],
        "swept": settings.swept,
        "numbers": numbers.options,
        "subject": settings.subject,
        "subjects": subjects.options,
    }
