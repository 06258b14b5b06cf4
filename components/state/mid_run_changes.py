"""Changes during a run: from which step on which slider stands elsewhere, and what the engine makes of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from components.state.parameter_types import Turn, decimal
from components.state.settings import Settings, changeable, hyperparameters_of, plan_of
from optimizers import OPTIMIZERS, Change, Optimizer
from optimizers.schedules import SCHEDULES, Schedule


def in_force(settings: Settings, step: int) -> Settings:
    """The settings as they stand after `step` steps: each number as it was last changed."""
    past = sorted((turn for turn in settings["changes"] if turn.step <= step), key=lambda turn: turn.step)
    return {**settings, **{turn.name: turn.value for turn in past if turn.name in settings}}


def changes_of(key: str, settings: Settings) -> tuple[Change, ...]:
    """The changes that one optimizer sees, of its own hyperparameters and of the schedule."""
    return tuple(_changes(key, settings))


def _changes(key: str, settings: Settings) -> Iterator[Change]:
    before = hyperparameters_of(key, settings), plan_of(settings)
    for step in sorted({turn.step for turn in settings["changes"]}):
        now = in_force(settings, step)
        own, plan = hyperparameters_of(key, now), plan_of(now)
        other = {name: value for name, value in own.items() if value != before[0][name]}
        if other or plan != before[1]:
            yield Change(step, other, None if plan == before[1] else plan)
        before = own, plan


def redirected(settings: Settings, edits: Mapping[str, str], step: int) -> dict[str, str]:
    """Edits as changes from `step` on; what cannot be changed during a run is left as it is: an edit of the whole run."""
    numbers = changeable(settings)
    whole = {name: text for name, text in edits.items() if name not in numbers}
    if len(whole) == len(edits):
        return whole
    kept = tuple(turn for turn in settings["changes"] if turn.step != step or turn.name not in edits)
    before = in_force({**settings, "changes": kept}, step)
    made = [f"{step}:{name}:{text}" for name, text in edits.items() if name in numbers and text != decimal(before[name])]
    return {**whole, "changes": ",".join([*_texts(settings, kept), *made]) or "none"}


def changes_in_words(settings: Settings) -> Iterator[dict[str, Any]]:
    """Each number that is changed during the run: from which step on, in words, and what takes it back."""
    numbers = changeable(settings)
    for turn in settings["changes"]:
        if turn.name in numbers:
            key, _, name = turn.name.rpartition(".")
            record: Optimizer | Schedule = SCHEDULES[key] if key == settings["schedule"] else OPTIMIZERS[key]
            text = f"{record.title} {_numbers(record, {name: turn.value})} from step {turn.step}"
            rest = tuple(other for other in settings["changes"] if other != turn)
            yield {"step": turn.step, "text": text, "without": ",".join(_texts(settings, rest)) or "none"}


def in_words(optimizer: Optimizer, change: Change) -> str:
    """What a change sets: `α 0.01, k 0.1`."""
    planned = [_numbers(change.schedule.schedule, change.schedule.hyperparameters)] if change.schedule else []
    return ", ".join(filter(None, [_numbers(optimizer, change.hyperparameters), *planned]))


def _numbers(record: Optimizer | Schedule, values: Mapping[str, Any]) -> str:
    return ", ".join(f"{item.symbol} {decimal(values[item.name])}" for item in record.hyperparameters if item.name in values)


def _texts(settings: Settings, turns: tuple[Turn, ...]) -> list[str]:
    numbers = changeable(settings)
    return [turn.text for turn in turns if turn.name in numbers]
