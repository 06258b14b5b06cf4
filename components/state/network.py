"""All settings of the network page, and how the address holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from components.state.address import read_one
from components.state.ignored_parameters import is_ignored
from components.state.network_parameters import CHOOSING, USUAL, VERSION, VIEWED, Choices, names_of, table, threshold_of
from components.state.parameter_types import ParameterType, longest, quote
from optimizers.schedules import SCHEDULES, BoundSchedule


@dataclass(frozen=True)
class NetworkSettings:
    """All settings, frozen, and so a cache key. `given` holds those that differ from their defaults, sorted by name."""

    choices: Choices = USUAL
    given: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def table(self) -> Mapping[str, ParameterType]:
        return table(self.choices)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        given = {**dict(self.given), **self.choices._asdict()}
        return {name: given.get(name, parameter.default) for name, parameter in self.table.items()}

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def shows(self, name: str) -> bool:
        """Whether a section of the page, a group of sliders or a slider is shown."""
        return name not in self["hide"]

    def get(self, name: str, otherwise: Any) -> Any:
        return self.values.get(name, otherwise)

    def replace(self, **values: Any) -> "NetworkSettings":
        """These settings with other values; those of choices that are not selected are kept."""
        chosen = {name: value for name, value in values.items() if name in CHOOSING}
        given = {**dict(self.given), **{name: value for name, value in values.items() if name not in CHOOSING}}
        return NetworkSettings(self.choices._replace(**chosen), tuple(sorted(given.items())))

    def usual(self, *names: str) -> "NetworkSettings":
        """As an address would hold them, with the named ones at their defaults."""
        kept = {name: value for name, value in self.given if name in self.table and name not in names}
        differing = {name: value for name, value in kept.items() if value != self.table[name].default}
        return NetworkSettings(self.choices, tuple(sorted(differing.items())))

    @cached_property
    def of_training(self) -> "NetworkSettings":
        """The settings that determine the training, and defaults for all others."""
        return self.usual("plane", *VIEWED)

    @property
    def threshold(self) -> float | None:
        return threshold_of(self["threshold"])

    @cached_property
    def bound_schedule(self) -> BoundSchedule:
        return SCHEDULES[self.choices.schedule](**self.hyperparameters(self.choices.schedule))

    def hyperparameters(self, key: str) -> dict[str, float]:
        return {name.rpartition(".")[2]: self.values[name] for name in names_of(key)}


def read(query: Mapping[str, list[str]]) -> tuple[NetworkSettings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    chosen = {name: read_one(name, parameter, query, problems) for name, parameter in CHOOSING.items()}
    choices = Choices(**chosen)
    others = {name: parameter for name, parameter in table(choices).items() if name not in CHOOSING and name in query}
    values = {name: read_one(name, parameter, query, problems) for name, parameter in others.items()}
    if "v" in query:
        read_one("v", VERSION, query, problems)
    unknown = (name for name in query if name not in ("v", *table(choices)) and not is_ignored(name))
    problems += [f"Ignored an unknown setting in the link: {quote(name)}." for name in unknown]
    return NetworkSettings(choices).replace(**values).usual(), problems


def write(settings: NetworkSettings, *, short: bool = False) -> str:
    """The query of these settings: everything that determines the training, and other settings that differ from their defaults.

    A `short` query leaves out every default and names their version.
    """
    values = settings.values
    pairs = [("v", VERSION.default)] * short + [
        (name, parameter.write(values[name]))
        for name, parameter in settings.table.items()
        if not (short or name in VIEWED) or values[name] != parameter.default
    ]
    return urlencode([(name, text) for name, text in pairs if text], safe=",.:*/")


def change(settings: NetworkSettings, edits: Mapping[str, str]) -> tuple[NetworkSettings, list[str]]:
    """Settings after edits (parameter to text), with a message for each edit that cannot be read and changes nothing."""
    problems: list[str] = []
    before = settings
    order = {name: place for place, name in enumerate(CHOOSING)}
    for name in sorted(edits, key=lambda name: order.get(name, len(order))):
        parameter, text = settings.table.get(name), str(edits[name])
        try:
            if parameter is None:
                raise ValueError("is not a setting here")
            if len(text) > longest(parameter):
                raise ValueError(f"is too long: {len(text)} characters")
            settings = settings.replace(**{name: parameter.read(text)})
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}. It is unchanged.")
    if settings["classroom"] != before["classroom"] and "hide" not in edits:
        settings = settings.replace(hide=())  # sections were hidden for that class only
    return settings, problems
