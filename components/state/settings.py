"""Everything that decides what the page shows, as one table: what there is to set, and what each setting may be.

Settings are a plain dict from parameter to value. The table depends on the choices made so far (an optimizer brings its
hyperparameters, a surface its window), so it is made from them. How settings are read and written: see `address.py`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from components.lessons import LESSONS
from components.state.parameter_types import Choice, Integer, Kind, Number, Numbers, Several, Turns, Typed, decimal
from components.state.sections import HIDEABLE, IN_CLASS
from optimizers import OPTIMIZERS, Hyperparameter
from optimizers.schedules import SCHEDULES, Plan
from surfaces import SURFACES, Surface, own_surface, parse

Settings = dict[str, Any]
Window = tuple[tuple[float, float], tuple[float, float]]

MOST_OPTIMIZERS = 8  # as many as there are colours that everybody can tell apart
MOST_STEPS = 5000
LAST_SEED = 999_999
MOST_TURNS = 16
METRICS = {"value": "f", "distance": "distance", "gradient": "gradient", "rate": "learning rate", "sharpness": "sharpness"}
COLOURED = {"steps": "steps to target", "value": "final f"}
MEASURES = {**COLOURED, "best": "best f", "distance": "final distance to the minimum"}
MOST_SCENES = 9  # of a lesson
FRAMES = 121  # values of a hyperparameter through which a path is scrubbed

WINDOWS = {"1": "as it is", "2": "twice as wide", "4": "four times", "8": "eight times"}

OWN = "own"  # the surface that is typed
SURFACE_NAMES = {key: surface.title for key, surface in SURFACES.items()} | {OWN: "Your own formula"}

CHOICES: dict[str, Kind] = {
    "surface": Choice("matyas", SURFACE_NAMES),
    "window": Choice("1", WINDOWS),
    "optimizers": Several(
        ("adam", "gradient_descent", "momentum"),
        {key: optimizer.title for key, optimizer in OPTIMIZERS.items()},
        most=MOST_OPTIMIZERS,
    ),
    "schedule": Choice("constant", {key: schedule.title for key, schedule in SCHEDULES.items()}),
}

# What an address leaves to the defaults, by the version `v` that it carries. A default that changes makes a new version, so
# that an old link always shows what it showed. Addresses of version 1 carry none.
OLD_DEFAULTS: dict[str, Mapping[str, str]] = {
    "1": {
        "schedule": "inverse_time",
        **{
            f"{key}.learning_rate": decimal(item.default)
            for key, optimizer in OPTIMIZERS.items()
            for item in optimizer.hyperparameters
            if item.name == "learning_rate"
        },
    },
    "2": {},
}
VERSION = Choice("2", {version: version for version in OLD_DEFAULTS})


def _no_window(numbers: tuple[float, ...]) -> str:
    x_low, x_high, y_low, y_high = numbers
    return "" if min(x_high - x_low, y_high - y_low) > 1e-6 else "is no window: each low has to lie below its high"


FORMULA: dict[str, Kind] = {
    "formula": Typed("x**2+3*sin(y)", parse),
    "domain": Numbers(4, limit=1e4, default=(-5.0, 5.0, -5.0, 5.0), wrong=_no_window),
}
CHOOSING = ("surface", *FORMULA, "window", "optimizers", "schedule", "subject", "classroom")  # each may decide what follows


def _no_camera(numbers: tuple[float, ...]) -> str:
    eye, center, up = np.reshape(numbers, (3, 3))
    return "" if np.linalg.norm(np.cross(eye - center, up)) > 1e-3 else "looks nowhere"


VIEW: dict[str, Kind] = {
    "metric": Choice("value", METRICS),
    "scale": Choice("linear", {"linear": "linear", "log": "logarithmic"}),
    "per": Choice("steps", {"steps": "steps", "evaluations": "gradient evaluations"}),
    "field": Choice("0", {"0": "hidden", "1": "shown"}),
    "marks": Choice("0", {"0": "hidden", "1": "shown"}),
    "speed": Choice("1", {"0.25": "¼×", "0.5": "½×", "1": "1×", "2": "2×", "4": "4×"}),
    "camera": Numbers(9, limit=100.0, wrong=_no_camera),
    "zoom": Numbers(4, limit=1e4, wrong=_no_window),
    "worksheet": Choice("none", {"none": "closed", **{key: optimizer.title for key, optimizer in OPTIMIZERS.items()}}),
}


VIEWED = (*VIEW, "step", "pick")  # what changes only how the paths are looked at
LABORATORY = ("subject", "swept", "measure", "coloured", "second")
TEACHING = ("lesson", "scene", "predict")
SHOWING = ("classroom", "hide")  # what of the page is shown, and how large
NO_LESSON = "none"
IF_UNUSUAL = (*VIEWED, *LABORATORY, *TEACHING, *SHOWING, "changes")  # what the address says only where it is not as usual


def parameters(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """The table: every parameter that counts under these choices, in the order of the URL."""
    (x_low, x_high), (y_low, y_high) = window(settings)
    start_x, start_y = surface_of(settings).start
    table = dict(CHOICES) | (FORMULA if settings["surface"] == OWN else {})
    table["x"] = Number(start_x, x_low, x_high)
    table["y"] = Number(start_y, y_low, y_high)
    table |= changeable(settings)
    table["steps"] = Integer(200, 1, MOST_STEPS)
    table["noise"] = Number(0.0, 0.0, 5.0)
    table["seed"] = Integer(0, 0, LAST_SEED)
    table["changes"] = Turns(MOST_TURNS, MOST_STEPS - 1, changeable(settings))
    table |= laboratory_of(settings)
    table["lesson"] = Choice(NO_LESSON, {NO_LESSON: "none", **{key: lesson.title for key, lesson in LESSONS.items()}})
    table["scene"] = Integer(1, 1, MOST_SCENES)
    table["predict"] = Choice("0", {"0": "show at once", "1": "predict first"})
    table |= showing_of(settings)
    table |= VIEW
    table["step"] = Integer(MOST_STEPS, 0, MOST_STEPS)  # the clock; at its default, or past the end: at the end
    table["pick"] = Integer(FRAMES, 0, FRAMES)  # the frame that is shown in the laboratory; at its default: none
    return table


def changeable(settings: Mapping[str, Any]) -> dict[str, Number]:
    """What can be changed during a run: the hyperparameters of its optimizers and of its schedule."""
    surface, schedule = surface_of(settings), settings["schedule"]
    found = {name: kind for key in settings["optimizers"] for name, kind in tunable(key, surface).items()}
    return found | {f"{schedule}.{item.name}": number(item) for item in SCHEDULES[schedule].hyperparameters}


def showing_of(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """In class most of the page is hidden, unless the address says what is."""
    hidden = IN_CLASS if settings.get("classroom") == "1" else ()
    names = Several(tuple(name for name in HIDEABLE if name in hidden), HIDEABLE, most=len(HIDEABLE))
    return {"classroom": Choice("0", {"0": "off", "1": "on"}), "hide": names}


def laboratory_of(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """What the learning-rate lab looks into: one of the optimizers, and which of its numbers."""
    if not settings["optimizers"]:
        return {}
    chosen = {key: OPTIMIZERS[key].title for key in settings["optimizers"]}
    subject = settings.get("subject")
    first = str(subject if subject in chosen else next(iter((*rated(settings), *chosen))))
    numbers = {item.name: f"{item.title} {item.symbol}" for item in OPTIMIZERS[first].hyperparameters}
    schedule = SCHEDULES[settings["schedule"]].hyperparameters
    numbers |= {f"{settings['schedule']}.{item.name}": f"{item.title} {item.symbol}" for item in schedule}
    second = {name: title for name, title in numbers.items() if name != "learning_rate"}
    table: dict[str, Kind] = {
        "subject": Choice(next(iter((*rated(settings), *chosen))), chosen),
        "swept": Choice("learning_rate" if "learning_rate" in numbers else next(iter(numbers)), numbers),
        "measure": Choice("value", MEASURES),
        "coloured": Choice("steps", COLOURED),
    }
    return table | ({"second": Choice(next(iter(second)), second)} if second else {})


def rated(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The chosen optimizers that have a learning rate: those that the learning-rate lab can show."""
    return tuple(key for key in settings["optimizers"] if OPTIMIZERS[key].has_learning_rate)


def parameter_of(settings: Mapping[str, Any], name: str) -> tuple[str, Hyperparameter]:
    """The parameter of the table, and its record, that a name in `swept` or `second` stands for."""
    owner, _, own = name.rpartition(".")
    record: Any = SCHEDULES[owner] if owner else OPTIMIZERS[settings["subject"]]
    item = next(item for item in record.hyperparameters if item.name == own)
    return (name if owner else f"{settings['subject']}.{name}"), item


def tunable(key: str, surface: Surface) -> dict[str, Number]:
    """The hyperparameters of an optimizer; a surface may bring a learning rate that suits it."""
    rates = {"learning_rate": surface.rates.get(key)}
    return {f"{key}.{item.name}": number(item, rates.get(item.name)) for item in OPTIMIZERS[key].hyperparameters}


def number(item: Hyperparameter, default: float | None = None) -> Number:
    return Number(item.default if default is None else default, item.low, item.high, item.zero)


def hyperparameters_of(key: str, settings: Mapping[str, Any]) -> dict[str, float]:
    """What an optimizer is set to."""
    return {item.name: settings[f"{key}.{item.name}"] for item in OPTIMIZERS[key].hyperparameters}


def plan_of(settings: Mapping[str, Any]) -> Plan:
    """The schedule that is set, with its hyperparameters."""
    key = settings["schedule"]
    return SCHEDULES[key](**{item.name: settings[f"{key}.{item.name}"] for item in SCHEDULES[key].hyperparameters})


def surface_of(settings: Mapping[str, Any]) -> Surface:
    """The surface that is chosen, or made of the formula that is typed; ValueError where that is finite nowhere."""
    if settings["surface"] != OWN:
        return SURFACES[settings["surface"]]
    formula, (x_low, x_high, y_low, y_high) = (settings.get(name, kind.default) for name, kind in FORMULA.items())
    return own_surface(formula, ((x_low, x_high), (y_low, y_high)))


def window(settings: Mapping[str, Any]) -> Window:
    """The part of the plane that is shown: the surface's domain, widened about its middle."""
    widen = float(settings["window"])
    (x_low, x_high), (y_low, y_high) = surface_of(settings).domain
    (x, w), (y, h) = ((x_low + x_high) / 2, (x_high - x_low) / 2), ((y_low + y_high) / 2, (y_high - y_low) / 2)
    return (x - widen * w, x + widen * w), (y - widen * h, y + widen * h)
