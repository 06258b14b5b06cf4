"""The settings of a page: frozen and complete, and so the key of whatever is computed from them.

Settings that always exist are fields. `numbers` holds the hyperparameters that differ from their defaults, including those of
optimizers that are not selected; `settings["adam.beta1"]` returns the value in force.
"""

import dataclasses
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from components.state.choices import CHOOSING, FORMULA, OWN, Choices
from components.state.parameter_types import Number, ParameterType
from components.state.parameters import (
    HYPERPARAMETERS,
    LABORATORY,
    RECORDS,
    SHOWING,
    TEACHING,
    VIEWED,
    Laboratory,
    RunSettings,
    Teaching,
    View,
    changeable,
    parameters,
    usual_number,
)
from optimizers import Hyperparameter
from optimizers.schedules import SCHEDULES, BoundSchedule


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(View, Teaching, Laboratory, RunSettings, Choices):
    """All settings. Made by `under` or `address.read`, changed by `replace` or `address.change`."""

    hide: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()

    @classmethod
    def under(cls, choices: Choices, values: Mapping[str, Any]) -> Self:
        """Settings with these choices and values, by the names of the table, and defaults for the rest."""
        usual = {name: parameter.default for name, parameter in parameters(choices).items() if name in FIELDS}
        chosen = {name: getattr(choices, name) for name in CHOOSING}
        chosen["subject"] = chosen["subject"] or usual.get("subject", "")
        return cls(**usual | chosen).replace(**values)

    def replace(self, **values: Any) -> Self:
        """These settings with other values, by the names of the table."""
        own = {name: value for name, value in values.items() if name in FIELDS}
        surface = own.get("surface", self.surface)
        numbers = dict(self.numbers) | {name: value for name, value in values.items() if name not in FIELDS}
        kept = sorted([(name, value) for name, value in numbers.items() if value != usual_number(name, surface)])
        return dataclasses.replace(self, **own, numbers=tuple(kept))

    def usual(self, *names: str) -> "Settings":
        """As an address would hold them, with the named ones at their defaults.

        Settings kept for other choices are left out: those of an unselected optimizer, the formula of another surface.
        """
        choices = dataclasses.replace(self.choices, **{name: getattr(Choices, name) for name in names if name in CHOOSING})
        kept = (FIELDS | dict(self.numbers).keys()) & parameters(choices).keys() - set(names)
        usual = Settings.under(choices, {name: self.values[name] for name in kept})
        return self if usual == self else usual  # keeps this object's cached table and values

    @cached_property
    def of_runs(self) -> "Settings":
        """The settings that determine the paths, and defaults for all others."""
        return self.usual(*VIEWED, *LABORATORY, *TEACHING, *SHOWING)

    @cached_property
    def choices(self) -> Choices:
        """The choices that apply: without the formula of another surface, or a subject that is not selected."""
        idle = () if self.surface == OWN else tuple(FORMULA)
        idle += () if self.subject in self.optimizers else ("subject",)
        return Choices(**{name: getattr(self, name) for name in CHOOSING if name not in idle})

    @cached_property
    def table(self) -> Mapping[str, ParameterType]:
        """Every parameter that applies, with its type."""
        return parameters(self.choices)

    @cached_property
    def changeable(self) -> Mapping[str, Number]:
        """What can be changed during a run."""
        return changeable(self.choices)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The value of every parameter of the table."""
        own, numbers = vars(self), dict(self.numbers)
        values = {
            name: own[name] if name in FIELDS else numbers.get(name, parameter.default)
            for name, parameter in self.table.items()
        }
        return values | {"changes": tuple(change for change in self.changes if change.name in self.changeable)}

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.table

    def hyperparameters(self, key: str) -> dict[str, float]:
        """The hyperparameters of an optimizer or a schedule."""
        return {item.name: self.values[f"{key}.{item.name}"] for item in RECORDS[key].hyperparameters}

    @cached_property
    def bound_schedule(self) -> BoundSchedule:
        """The schedule that is set, with its hyperparameters."""
        return SCHEDULES[self.schedule](**self.hyperparameters(self.schedule))

    @property
    def start(self) -> tuple[float, float]:
        return self.x, self.y

    def parameter_of(self, name: str) -> tuple[str, Hyperparameter]:
        """The parameter of the table, and its record, that a name in `swept` or `second` stands for."""
        parameter = name if "." in name else f"{self.subject}.{name}"
        return parameter, HYPERPARAMETERS[parameter]

    def shows(self, name: str) -> bool:
        """Whether a section of the page, a group of sliders or a slider is shown."""
        return name not in self.hide


FIELDS = frozenset(one.name for one in dataclasses.fields(Settings)) - {"numbers"}
