"""Mid-run changes: which setting changes at which step, and how the engine applies it."""

from collections.abc import Iterator, Mapping
from typing import Any

from components.state.parameter_types import MidRunChange, decimal
from components.state.parameters import RECORDS
from components.state.settings import Settings
from optimizers import Change, Optimizer
from optimizers.schedules import Schedule


def in_force(settings: Settings, step: int) -> Settings:
    """The settings in force after `step` steps: each number as it was last changed."""
    past = sorted((change for change in settings.changes if change.step <= step), key=lambda change: change.step)
    return settings.replace(**{change.name: change.value for change in past}) if past else settings


def changes_of(key: str, settings: Settings) -> tuple[Change, ...]:
    """The changes that affect one optimizer: of its own hyperparameters and of the schedule."""
    return tuple(_changes(key, settings))


def _changes(key: str, settings: Settings) -> Iterator[Change]:
    before = settings
    for step in sorted({change.step for change in settings.changes}):
        now = in_force(settings, step)
        was, schedule = before.hyperparameters(key), now.bound_schedule
        own = {name: value for name, value in now.hyperparameters(key).items() if value != was[name]}
        if own or schedule != before.bound_schedule:
            yield Change(step, own, None if schedule == before.bound_schedule else schedule)
        before = now


def redirected(settings: Settings, edits: Mapping[str, str], step: int) -> dict[str, str]:
    """Edits as changes from `step` on; a setting that cannot change during a run stays an edit of the whole run."""
    numbers = settings.changeable
    whole = {name: text for name, text in edits.items() if name not in numbers}
    if len(whole) == len(edits):
        return whole
    kept = tuple(change for change in settings.changes if change.step != step or change.name not in edits)
    before = in_force(settings.replace(changes=kept), step)
    made = [f"{step}:{name}:{text}" for name, text in edits.items() if name in numbers and text != decimal(before[name])]
    return {**whole, "changes": ",".join([*_texts(settings, kept), *made]) or "none"}


def changes_in_words(settings: Settings) -> Iterator[dict[str, Any]]:
    """Each mid-run change: its step, its description, and the edit that undoes it."""
    changes = settings["changes"]
    for change in changes:
        key, _, name = change.name.rpartition(".")
        text = f"{RECORDS[key].title} {_numbers(RECORDS[key], {name: change.value})} from step {change.step}"
        rest = tuple(other for other in changes if other != change)
        yield {"step": change.step, "text": text, "without": ",".join(_texts(settings, rest)) or "none"}


def in_words(optimizer: Optimizer, change: Change) -> str:
    """What a change sets: `α 0.01, k 0.1`."""
    scheduled = [_numbers(change.schedule.schedule, change.schedule.hyperparameters)] if change.schedule else []
    return ", ".join(filter(None, [_numbers(optimizer, change.hyperparameters), *scheduled]))


def _numbers(record: Optimizer | Schedule, values: Mapping[str, Any]) -> str:
    return ", ".join(f"{item.symbol} {decimal(values[item.name])}" for item in record.hyperparameters if item.name in values)


def _texts(settings: Settings, changes: tuple[MidRunChange, ...]) -> list[str]:
    return [change.text for change in changes if change.name in settings.changeable]
