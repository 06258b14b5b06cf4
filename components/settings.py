"""Everything that decides what the page shows, as one table: what the URL may hold, how it is read, how it is written.

Settings are a plain dict from parameter to value. The table depends on the choices made so far (an optimizer brings its
hyperparameters, a surface its window), so it is made from them; reading takes the choices first.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import numpy as np

from components.parameters import LONGEST, Choice, Integer, Kind, Number, Numbers, Several, quote
from optimizers import OPTIMIZERS, Hyperparameter
from optimizers.schedules import SCHEDULES, Plan
from surfaces import SURFACES

Settings = dict[str, Any]
Window = tuple[tuple[float, float], tuple[float, float]]

MOST_OPTIMIZERS = 8  # as many as there are colours that everybody can tell apart
MOST_STEPS = 5000
LAST_SEED = 999_999
METRICS = {"value": "f", "distance": "distance", "gradient": "gradient", "rate": "learning rate"}

WINDOWS = {"1": "as it is", "2": "twice as wide", "4": "four times", "8": "eight times"}

CHOICES: dict[str, Kind] = {
    "surface": Choice("matyas", {key: surface.title for key, surface in SURFACES.items()}),
    "window": Choice("1", WINDOWS),
    "optimizers": Several(
        ("adam", "gradient_descent", "momentum"),
        {key: optimizer.title for key, optimizer in OPTIMIZERS.items()},
        most=MOST_OPTIMIZERS,
    ),
    "schedule": Choice("inverse_time", {key: schedule.title for key, schedule in SCHEDULES.items()}),
}


def _no_camera(numbers: tuple[float, ...]) -> str:
    eye, center, up = np.reshape(numbers, (3, 3))
    return "" if np.linalg.norm(np.cross(eye - center, up)) > 1e-3 else "looks nowhere"


def _no_zoom(numbers: tuple[float, ...]) -> str:
    x_low, x_high, y_low, y_high = numbers
    return "" if min(x_high - x_low, y_high - y_low) > 1e-6 else "is no window: each low has to lie below its high"


VIEW: dict[str, Kind] = {
    "metric": Choice("value", METRICS),
    "scale": Choice("linear", {"linear": "linear", "log": "logarithmic"}),
    "field": Choice("0", {"0": "hidden", "1": "shown"}),
    "marks": Choice("0", {"0": "hidden", "1": "shown"}),
    "speed": Choice("1", {"0.25": "¼×", "0.5": "½×", "1": "1×", "2": "2×", "4": "4×"}),
    "camera": Numbers(9, limit=100.0, wrong=_no_camera),
    "zoom": Numbers(4, limit=1e4, wrong=_no_zoom),
}


def parameters(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """The table: every parameter that counts under these choices, in the order of the URL."""
    (x_low, x_high), (y_low, y_high) = window(settings)
    start_x, start_y = SURFACES[settings["surface"]].start
    table = dict(CHOICES)
    table["x"] = Number(start_x, x_low, x_high)
    table["y"] = Number(start_y, y_low, y_high)
    for key in settings["optimizers"]:
        table |= {f"{key}.{item.name}": number(item) for item in OPTIMIZERS[key].hyperparameters}
    schedule = settings["schedule"]
    table |= {f"{schedule}.{item.name}": number(item) for item in SCHEDULES[schedule].hyperparameters}
    table["steps"] = Integer(200, 1, MOST_STEPS)
    table["noise"] = Number(0.0, 0.0, 5.0)
    table["seed"] = Integer(0, 0, LAST_SEED)
    table |= VIEW
    table["step"] = Integer(MOST_STEPS, 0, MOST_STEPS)  # the clock; at its default, or past the end: at the end
    return table


def number(item: Hyperparameter) -> Number:
    return Number(item.default, item.low, item.high, item.zero)


def hyperparameters_of(key: str, settings: Mapping[str, Any]) -> dict[str, float]:
    """What an optimizer is set to."""
    return {item.name: settings[f"{key}.{item.name}"] for item in OPTIMIZERS[key].hyperparameters}


def plan_of(settings: Mapping[str, Any]) -> Plan:
    """The schedule that is set, with its hyperparameters."""
    key = settings["schedule"]
    return SCHEDULES[key](**{item.name: settings[f"{key}.{item.name}"] for item in SCHEDULES[key].hyperparameters})


def window(settings: Mapping[str, Any]) -> Window:
    """The part of the plane that is shown: the surface's domain, widened about its middle."""
    widen = float(settings["window"])
    (x_low, x_high), (y_low, y_high) = SURFACES[settings["surface"]].domain
    (x, w), (y, h) = ((x_low + x_high) / 2, (x_high - x_low) / 2), ((y_low + y_high) / 2, (y_high - y_low) / 2)
    return (x - widen * w, x + widen * w), (y - widen * h, y + widen * h)


def read(query: Mapping[str, list[str]]) -> tuple[Settings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    settings: Settings = {name: _read(name, kind, query, problems) for name, kind in CHOICES.items()}
    table = parameters(settings)
    settings |= {name: _read(name, kind, query, problems) for name, kind in table.items() if name not in CHOICES}
    problems += [f"{quote(name)} is not a parameter here and was left out." for name in query if name not in table]
    return settings, problems


def _read(name: str, kind: Kind, query: Mapping[str, list[str]], problems: list[str]) -> Any:
    texts = query.get(name)
    if texts is None:
        return kind.default
    try:
        if len(texts) != 1:
            raise ValueError(f"is given {len(texts)} times")
        if not texts[0]:
            raise ValueError("is empty")
        if len(texts[0]) > LONGEST:
            raise ValueError(f"is {len(texts[0])} characters long")
        return kind.read(texts[0])
    except ValueError as reason:
        given = f" {quote(texts[0])}" if len(texts) == 1 and texts[0] else ""
        problems.append(f"{name}{given} {reason}; {kind.write(kind.default) or 'the usual one'} is used.")
        return kind.default


def write(settings: Mapping[str, Any], view: bool = True) -> str:
    """The query of these settings: each number that shapes the paths, and of the view what differs from its default."""
    table = parameters(settings)
    shown: Iterable[str] = (name for name in table if view or not is_view(name))
    pairs = [
        (name, table[name].write(settings.get(name, table[name].default)))
        for name in shown
        if not is_view(name) or settings.get(name, table[name].default) != table[name].default
    ]
    return urlencode(pairs, safe=",.")


def is_view(name: str) -> bool:
    """Whether a parameter changes only how the paths are looked at, not the paths."""
    return name in VIEW or name == "step"


def change(settings: Settings, edits: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings after edits (parameter to text); what cannot be read leaves its parameter as it is and says why.

    Another surface brings its own start and window. What an optimizer was set to is kept while it sits out.
    """
    problems: list[str] = []
    changed = dict(settings)
    for name in sorted(edits, key=lambda name: name not in CHOICES):  # choices first: they bring parameters
        kind = parameters(changed).get(name)
        try:
            if kind is None:
                raise ValueError("is not a parameter here")
            text = str(edits[name])
            if len(text) > LONGEST:
                raise ValueError(f"is given {len(text)} characters")
            changed[name] = kind.read(text)
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}; it stays as it is.")
    if changed["surface"] != settings["surface"]:
        changed["window"] = CHOICES["window"].default
        changed |= {name: default for name, default in defaults(changed).items() if name in ("x", "y", "zoom", "camera")}
    table = parameters(changed)
    complete = {name: changed.get(name, kind.default) for name, kind in table.items()}
    return {**changed, **complete, **_inside(complete)}, problems


def defaults(settings: Mapping[str, Any]) -> Settings:
    """The default of every parameter that counts under these choices; the choices themselves stay."""
    return {
        name: settings[name] if name in CHOICES and name != "window" else kind.default
        for name, kind in parameters(settings).items()
    }


def _inside(settings: Settings) -> Settings:
    """A start that a narrower window no longer holds, moved to its edge."""
    return {axis: min(max(settings[axis], low), high) for axis, (low, high) in zip("xy", window(settings), strict=True)}
