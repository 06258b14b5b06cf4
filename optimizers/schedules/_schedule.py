"""The record of a schedule: the learning rate at step t, as a pure function of the initial rate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from optimizers._optimizer import Hyperparameter
from surfaces import Fact
from surfaces._fact import text_of
from surfaces._former import former_names


@former_names(adds="summary")
@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A learning-rate schedule: `rate(learning_rate, t, steps, *, <hyperparameters>)`, t = 1 … steps.

    Calling the record with its hyperparameters, in order or by name, gives a schedule to run with:
    `schedules.inverse_time(0.01)`.
    """

    title: str
    latex: str
    hyperparameters: tuple[Hyperparameter, ...]
    rate: Callable[..., Any]
    reference: str
    facts: tuple[Fact, ...] = ()
    summary: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "summary", text_of(self.facts) or self.summary)

    def __call__(self, *values: Any, **named: Any) -> "BoundSchedule":
        """This schedule with its hyperparameters. Raises ValueError naming one that is unknown, surplus or out of range."""
        known = {parameter.name: parameter for parameter in self.hyperparameters}
        if len(values) > len(known):
            raise ValueError(f"{self.title} takes {len(known)} hyperparameters, not {len(values)}")
        given = dict(zip(known, values, strict=False))
        for name, value in named.items():
            if name not in known or name in given:
                raise ValueError(f"{name!r} is not a (further) hyperparameter of the schedule {self.title}")
            given[name] = value
        checked = {name: parameter.check(given.get(name, parameter.default)) for name, parameter in known.items()}
        return BoundSchedule(self, checked)


@dataclass(frozen=True)
class BoundSchedule:
    """A schedule with its hyperparameters, ready for a run."""

    schedule: Schedule
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)

    def rate(self, learning_rate: Any, t: int, steps: int) -> Any:
        """The learning rate at step t (1 … steps) of a run that starts from `learning_rate`."""
        return self.schedule.rate(learning_rate, t, steps, **self.hyperparameters)


Plan = BoundSchedule  # deprecated name
