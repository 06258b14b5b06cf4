"""The compute budget: settings whose runs would take too long are refused before anything is run."""

from decimal import ROUND_DOWN, Context

from components.state.choices import Choices
from optimizers import OPTIMIZERS, seconds

MAX_SECONDS = 9.0  # estimated for one processor; work is stopped after ten measured seconds (`results/shared.py`)


def race_seconds(choices: Choices, steps: int) -> float:
    """An estimate of how long the race of these choices takes."""
    return sum(seconds(choices.surface_record, OPTIMIZERS[key], steps) for key in choices.optimizers)


def most_steps(choices: Choices) -> int:
    """The most steps that the race of these choices may have, with no more digits than a person would type."""
    each = race_seconds(choices, 1)
    return int(Context(prec=2, rounding=ROUND_DOWN).create_decimal_from_float(MAX_SECONDS / each)) if each else 10**9


def too_long(needed: float) -> str:
    """The end of a message that refuses a computation of `needed` seconds."""
    return f"would take the server about {needed:.0f} seconds; the limit is {MAX_SECONDS:.0f}"
