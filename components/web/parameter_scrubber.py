"""What the lab's stage can scrub through: a hyperparameter of the subject, and its values."""

from typing import Any

from components.results.laboratory import grid
from components.state.address import write
from components.state.parameter_types import Choice, decimal
from components.state.parameters import FRAMES, LABORATORY, SHOWING, VIEWED
from components.state.settings import Settings


def parameter_scrubber(settings: Settings) -> dict[str, Any] | None:
    """The data to scrub through a hyperparameter of the subject: its values, and what can be swept."""
    if not settings.optimizers:
        return None
    numbers, subjects = (settings.table[name] for name in ("swept", "subject"))
    assert isinstance(numbers, Choice)
    assert isinstance(subjects, Choice)
    name, item = settings.parameter_of(settings.swept)
    asked = ("subject", "swept")
    others = (*(other for other in LABORATORY if other not in asked), *VIEWED, *SHOWING)
    query = write(settings.usual(*others, "changes", name))  # whole runs are compared, whatever is swept now stands at
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
