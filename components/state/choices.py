"""The choices that determine the other settings: a surface brings its window, an optimizer its hyperparameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from components.state.parameter_types import Choice, Numbers, ParameterType, Several, Typed
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, Surface, own_surface, parse

Window = tuple[tuple[float, float], tuple[float, float]]

MAX_OPTIMIZERS = 8  # as many as there are distinguishable colors
WINDOWS = {"1": "as it is", "2": "twice as wide", "4": "four times", "8": "eight times"}
OWN = "own"  # a typed formula
SURFACE_NAMES = {key: surface.title for key, surface in SURFACES.items()} | {OWN: "Your own formula"}
OPTIMIZER_NAMES = {key: optimizer.title for key, optimizer in OPTIMIZERS.items()}
SCHEDULE_NAMES = {key: schedule.title for key, schedule in SCHEDULES.items()}


def setting(parameter_type: ParameterType) -> Any:
    """A field of the settings whose type never depends on the others."""
    return field(default=parameter_type.default, metadata={"type": parameter_type})


def types_of(group: type) -> dict[str, ParameterType]:
    """The types of a group's own settings, of those whose type is always the same."""
    return {one.name: one.metadata["type"] for one in fields(group) if "type" in one.metadata}


def no_window(numbers: tuple[float, ...]) -> str:
    """The error of four numbers as a window, or ""."""
    x_low, x_high, y_low, y_high = numbers
    return "" if min(x_high - x_low, y_high - y_low) > 1e-6 else "is not a valid window: lower edges must be below upper edges"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The choices, in the order in which they are read: each may determine the next. `subject` is empty for the default."""

    surface: str = setting(Choice("matyas", SURFACE_NAMES))
    formula: str = setting(Typed("x**2+3*sin(y)", parse))
    domain: tuple[float, ...] = setting(Numbers(4, limit=1e4, default=(-5.0, 5.0, -5.0, 5.0), wrong=no_window))
    window: str = setting(Choice("1", WINDOWS))
    optimizers: tuple[str, ...] = setting(
        Several(("adam", "gradient_descent", "momentum"), OPTIMIZER_NAMES, most=MAX_OPTIMIZERS)
    )
    schedule: str = setting(Choice("constant", SCHEDULE_NAMES))
    subject: str = ""
    classroom: str = setting(Choice("0", {"0": "off", "1": "on"}))

    @cached_property
    def surface_record(self) -> Surface:
        """The chosen surface, or that of the typed formula. Raises ValueError if that is finite nowhere."""
        if self.surface != OWN:
            return SURFACES[self.surface]
        x_low, x_high, y_low, y_high = self.domain
        return own_surface(self.formula, ((x_low, x_high), (y_low, y_high)))

    @property
    def rated(self) -> tuple[str, ...]:
        """The chosen optimizers that have a learning rate: those that the learning-rate lab can show."""
        return tuple(key for key in self.optimizers if OPTIMIZERS[key].has_learning_rate)

    @cached_property
    def plane_window(self) -> Window:
        """The part of the plane that is shown: the surface's domain, widened about its middle."""
        widen = float(self.window)
        (x_low, x_high), (y_low, y_high) = self.surface_record.domain
        (x, w), (y, h) = ((x_low + x_high) / 2, (x_high - x_low) / 2), ((y_low + y_high) / 2, (y_high - y_low) / 2)
        return (x - widen * w, x + widen * w), (y - widen * h, y + widen * h)


CHOOSING = tuple(one.name for one in fields(Choices))
_TYPES = types_of(Choices)
FORMULA: Mapping[str, ParameterType] = {name: _TYPES[name] for name in ("formula", "domain")}
CHOICES: Mapping[str, ParameterType] = {name: _TYPES[name] for name in ("surface", "window", "optimizers", "schedule")}
CLASSROOM: ParameterType = _TYPES["classroom"]
