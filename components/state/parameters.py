"""All settings of the page as one table, each with its type.

Each group of settings is a class whose fields carry their types. `parameters` combines them with those that depend on the
choices: an optimizer brings its hyperparameters, a surface its start. The table drives reading and writing, see `address.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from components.lessons import LESSONS
from components.metrics import METRICS
from components.state.choices import CHOICES, CLASSROOM, FORMULA, OPTIMIZER_NAMES, OWN, Choices, no_window, setting, types_of
from components.state.parameter_types import (
    Choice,
    Integer,
    MidRunChange,
    MidRunChanges,
    Number,
    Numbers,
    ParameterType,
    Several,
)
from components.state.sections import FORMER, HIDEABLE, IN_CLASS
from optimizers import OPTIMIZERS, Hyperparameter, Optimizer
from optimizers.schedules import SCHEDULES, Schedule
from surfaces import SURFACES

MAX_STEPS = 5000
LAST_SEED = 999_999
MAX_CHANGES = 16
COLOR_BY = {"steps": "steps to target", "evaluations": "evaluations to target", "value": "final f"}
MEASURES = {**COLOR_BY, "best": "best f", "distance": "final distance to the minimum"}
UNITS = {"steps": "steps", "evaluations": "gradient evaluations"}  # of a horizontal axis
MAX_SCENES = 9  # per lesson
FRAMES = 121  # values of a hyperparameter that the scrubber offers
NO_LESSON = "none"
RECORDS: Mapping[str, Optimizer | Schedule] = {**OPTIMIZERS, **SCHEDULES}
HYPERPARAMETERS = {f"{key}.{item.name}": item for key, record in RECORDS.items() for item in record.hyperparameters}


def _no_region(numbers: tuple[float, ...]) -> str:
    left, right, low, high = numbers
    return "" if left < right and low < high else "is not a valid part of a map: lower edges must be below upper edges"


def _no_camera(numbers: tuple[float, ...]) -> str:
    eye, center, up = np.reshape(numbers, (3, 3))
    return "" if np.linalg.norm(np.cross(eye - center, up)) > 1e-3 else "is not a valid camera"


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """What determines the paths, besides the choices and the hyperparameters."""

    x: float
    y: float
    steps: int = setting(Integer(200, 1, MAX_STEPS))
    noise: float = setting(Number(0.0, 0.0, 5.0))
    seed: int = setting(Integer(0, 0, LAST_SEED))
    changes: tuple[MidRunChange, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    """The settings of the learning-rate lab, besides its subject: hyperparameters, quantities and parts of the maps."""

    swept: str = ""
    measure: str = setting(Choice("value", MEASURES))
    color_by: str = setting(Choice("steps", COLOR_BY))
    across: str = setting(Choice("steps", UNITS))  # of the five rates
    second: str = ""
    region: tuple[float, ...] = setting(Numbers(4, limit=1e4, wrong=_no_region, none=True))  # part of the heat map
    starts: tuple[float, ...] = setting(Numbers(4, limit=1e4, wrong=_no_region, none=True))  # part of the window in the map


LESSON_NAMES = {NO_LESSON: "none", **{key: lesson.title for key, lesson in LESSONS.items()}}
FORMER_LESSONS = {former: key for key, lesson in LESSONS.items() for former in lesson.former}


@dataclass(frozen=True, kw_only=True)
class Teaching:
    """The lesson that is open."""

    lesson: str = setting(Choice(NO_LESSON, LESSON_NAMES, former=FORMER_LESSONS))
    scene: int = setting(Integer(1, 1, MAX_SCENES))
    predict: str = setting(Choice("0", {"0": "show at once", "1": "predict first"}))


@dataclass(frozen=True, kw_only=True)
class View:
    """What changes only the view of the paths."""

    metric: str = setting(Choice("value", {key: metric.label for key, metric in METRICS.items()}))
    scale: str = setting(Choice("linear", {"linear": "linear", "log": "logarithmic"}))
    per: str = setting(Choice("steps", UNITS))
    field: str = setting(Choice("0", {"0": "hidden", "1": "shown"}))
    marks: str = setting(Choice("0", {"0": "hidden", "1": "shown"}))
    fates: str = setting(Choice("none", {"none": "hidden", **OPTIMIZER_NAMES}))  # run whose fates are shown below the paths
    ensemble: str = setting(Choice("none", {"none": "hidden", **OPTIMIZER_NAMES}))  # run that is repeated with many seeds
    seeds: str = setting(Choice("500", {"100": "100", "500": "500", "2000": "2,000"}))
    speed: str = setting(Choice("1", {"0.25": "¼×", "0.5": "½×", "1": "1×", "2": "2×", "4": "4×"}))
    camera: tuple[float, ...] = setting(Numbers(9, limit=100.0, wrong=_no_camera))
    zoom: tuple[float, ...] = setting(Numbers(4, limit=1e4, wrong=no_window))
    worksheet: str = setting(Choice("none", {"none": "closed", **OPTIMIZER_NAMES}))
    step: int = setting(Integer(MAX_STEPS, 0, MAX_STEPS))  # position of the clock; by default the end
    pick: int = setting(Integer(FRAMES, 0, FRAMES))  # frame shown in the laboratory; the default is none


VIEWED = tuple(one.name for one in fields(View))
LABORATORY = ("subject", *(one.name for one in fields(Laboratory)))
TEACHING = tuple(one.name for one in fields(Teaching))
SHOWING = ("classroom", "hide")  # which sections are shown, and at which size
IF_UNUSUAL = (*VIEWED, *LABORATORY, *TEACHING, *SHOWING, "changes")  # written to the address only if not the default


@lru_cache(maxsize=256)
def parameters(choices: Choices) -> Mapping[str, ParameterType]:
    """The table: every parameter that counts under these choices, in the order of the URL."""
    start_x, start_y = choices.surface_record.start
    (x_low, x_high), (y_low, y_high) = choices.plane_window
    numbers = changeable(choices)
    return {
        **CHOICES,
        **(FORMULA if choices.surface == OWN else {}),
        "x": Number(start_x, x_low, x_high),
        "y": Number(start_y, y_low, y_high),
        **numbers,
        **types_of(RunSettings),
        "changes": MidRunChanges(MAX_CHANGES, MAX_STEPS - 1, numbers),
        **laboratory(choices),
        **types_of(Teaching),
        "classroom": CLASSROOM,
        "hide": _hideable(choices),
        **types_of(View),
    }


@lru_cache(maxsize=256)
def changeable(choices: Choices) -> Mapping[str, Number]:
    """The settings that can change during a run: the hyperparameters of its optimizers and of its schedule."""
    names = (f"{key}.{item.name}" for key in (*choices.optimizers, choices.schedule) for item in RECORDS[key].hyperparameters)
    return {name: _number(HYPERPARAMETERS[name], usual_number(name, choices.surface)) for name in names}


@lru_cache(maxsize=4096)
def usual_number(name: str, surface: str) -> float:
    """The default of a hyperparameter; a surface may bring a learning rate that suits it."""
    key, _, own = name.rpartition(".")
    rates = SURFACES[surface].rates if surface != OWN and own == "learning_rate" else {}
    return rates.get(key, HYPERPARAMETERS[name].default)


def _number(item: Hyperparameter, default: float) -> Number:
    return Number(default, item.low, item.high, item.zero)


def _hideable(choices: Choices) -> ParameterType:
    """The default of `hide`: in class most of the page is hidden."""
    hidden = IN_CLASS if choices.classroom == "1" else ()
    return Several(tuple(name for name in HIDEABLE if name in hidden), HIDEABLE, most=len(HIDEABLE), former=FORMER)


def laboratory(choices: Choices) -> Mapping[str, ParameterType]:
    """The subject of the learning-rate lab: one of the optimizers, and which of its hyperparameters."""
    if not choices.optimizers:
        return {}
    chosen = {key: OPTIMIZER_NAMES[key] for key in choices.optimizers}
    usual = next(iter((*choices.rated, *chosen)))
    subject = choices.subject if choices.subject in chosen else usual
    own, scheduled = OPTIMIZERS[subject].hyperparameters, SCHEDULES[choices.schedule].hyperparameters
    numbers = {item.name: f"{item.title} {item.symbol}" for item in own}
    numbers |= {f"{choices.schedule}.{item.name}": f"{item.title} {item.symbol}" for item in scheduled}
    second = {name: title for name, title in numbers.items() if name != "learning_rate"}
    return {
        "subject": Choice(usual, chosen),
        "swept": Choice("learning_rate" if "learning_rate" in numbers else next(iter(numbers)), numbers),
        **types_of(Laboratory),
        **({"second": Choice(next(iter(second)), second)} if second else {}),
    }
