"""Everything that decides what the page shows, as one table: what the URL may hold, how it is read, how it is written.

Settings are a plain dict from parameter to value. The table depends on the choices made so far (an optimizer brings its
hyperparameters, a surface its window), so it is made from them; reading takes the choices first.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import numpy as np

from components.lessons import LESSONS
from components.parameters import Choice, Integer, Kind, Number, Numbers, Several, Turns, Typed, longest, quote
from components.parts import HIDEABLE, IN_CLASS
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
COLOURED = {"steps": "steps to arrive", "value": "f at the end"}
MEASURES = {**COLOURED, "best": "lowest f on the way", "distance": "distance to the minimum"}
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
    "schedule": Choice("inverse_time", {key: schedule.title for key, schedule in SCHEDULES.items()}),
}


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
    table |= _laboratory(settings)
    table["lesson"] = Choice(NO_LESSON, {NO_LESSON: "none", **{key: lesson.title for key, lesson in LESSONS.items()}})
    table["scene"] = Integer(1, 1, MOST_SCENES)
    table["predict"] = Choice("0", {"0": "show at once", "1": "predict first"})
    table |= _showing(settings)
    table |= VIEW
    table["step"] = Integer(MOST_STEPS, 0, MOST_STEPS)  # the clock; at its default, or past the end: at the end
    table["pick"] = Integer(FRAMES, 0, FRAMES)  # the frame that is shown in the laboratory; at its default: none
    return table


def changeable(settings: Mapping[str, Any]) -> dict[str, Number]:
    """What can be changed during a run: the hyperparameters of its optimizers and of its schedule."""
    records: dict[str, Any] = {key: OPTIMIZERS[key] for key in settings["optimizers"]}
    records[settings["schedule"]] = SCHEDULES[settings["schedule"]]
    return {f"{key}.{item.name}": number(item) for key, record in records.items() for item in record.hyperparameters}


def _showing(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """In class most of the page is hidden, unless the address says what is."""
    hidden = IN_CLASS if settings.get("classroom") == "1" else ()
    names = Several(tuple(name for name in HIDEABLE if name in hidden), HIDEABLE, most=len(HIDEABLE))
    return {"classroom": Choice("0", {"0": "off", "1": "on"}), "hide": names}


def _laboratory(settings: Mapping[str, Any]) -> dict[str, Kind]:
    """What the learning-rate lab looks into: one of the optimizers, and which of its numbers."""
    if not settings["optimizers"]:
        return {}
    chosen = {key: OPTIMIZERS[key].title for key in settings["optimizers"]}
    subject = settings.get("subject")
    first = str(subject if subject in chosen else next(iter(chosen)))
    numbers = {item.name: f"{item.title} {item.symbol}" for item in OPTIMIZERS[first].hyperparameters}
    schedule = SCHEDULES[settings["schedule"]].hyperparameters
    numbers |= {f"{settings['schedule']}.{item.name}": f"{item.title} {item.symbol}" for item in schedule}
    second = {name: title for name, title in numbers.items() if name != "learning_rate"}
    table: dict[str, Kind] = {
        "subject": Choice(next(iter(chosen)), chosen),
        "swept": Choice("learning_rate", numbers),
        "measure": Choice("value", MEASURES),
        "coloured": Choice("steps", COLOURED),
    }
    return table | ({"second": Choice(next(iter(second)), second)} if second else {})


def parameter_of(settings: Mapping[str, Any], name: str) -> tuple[str, Hyperparameter]:
    """The parameter of the table, and its record, that a name in `swept` or `second` stands for."""
    owner, _, own = name.rpartition(".")
    record: Any = SCHEDULES[owner] if owner else OPTIMIZERS[settings["subject"]]
    item = next(item for item in record.hyperparameters if item.name == own)
    return (name if owner else f"{settings['subject']}.{name}"), item


def number(item: Hyperparameter) -> Number:
    return Number(item.default, item.low, item.high, item.zero)


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


def _choice(name: str, settings: Mapping[str, Any]) -> Kind | None:
    """The kind of one of CHOOSING, under the choices before it, or None where it does not apply."""
    if name in FORMULA:
        return FORMULA[name] if settings["surface"] == OWN else None
    if name in SHOWING:
        return _showing(settings)[name]
    return _laboratory(settings).get(name) if name == "subject" else CHOICES[name]


def _nowhere(settings: Mapping[str, Any]) -> str:
    """What is wrong with a typed surface as a whole, or nothing."""
    try:
        surface_of(settings)
    except ValueError as reason:
        return f"formula {quote(settings['formula'])}: {reason}"
    return ""


def window(settings: Mapping[str, Any]) -> Window:
    """The part of the plane that is shown: the surface's domain, widened about its middle."""
    widen = float(settings["window"])
    (x_low, x_high), (y_low, y_high) = surface_of(settings).domain
    (x, w), (y, h) = ((x_low + x_high) / 2, (x_high - x_low) / 2), ((y_low + y_high) / 2, (y_high - y_low) / 2)
    return (x - widen * w, x + widen * w), (y - widen * h, y + widen * h)


def read(query: Mapping[str, list[str]]) -> tuple[Settings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    settings: Settings = {}
    for name in CHOOSING:
        if kind := _choice(name, settings):
            settings[name] = _read(name, kind, query, problems)
        if name == "domain" and kind and (wrong := _nowhere(settings)):
            settings |= {name: kind.default for name, kind in FORMULA.items()}
            problems.append(f"{wrong}; {settings['formula']} is used.")
    table = parameters(settings)
    settings = {
        name: settings[name] if name in settings else _read(name, kind, query, problems) for name, kind in table.items()
    }
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
        if len(texts[0]) > longest(kind):
            raise ValueError(f"is {len(texts[0])} characters long")
        return kind.read(texts[0])
    except ValueError as reason:
        given = f" {quote(texts[0])}" if len(texts) == 1 and texts[0] else ""
        problems.append(f"{name}{given} {reason}; {kind.write(kind.default) or 'the usual one'} is used.")
        return kind.default


def write(settings: Mapping[str, Any], *, laboratory: bool = True, view: bool = True, showing: bool | None = None) -> str:
    """The query of these settings: each number that shapes the paths, and of the rest that is wanted what is not usual.

    `showing`, what of the page is shown, belongs to the view unless it is asked for alone.
    """
    table = parameters(settings)
    left_out = (() if view else VIEWED) + (() if laboratory else LABORATORY)
    left_out += () if (view if showing is None else showing) else SHOWING
    pairs = [
        (name, kind.write(settings.get(name, kind.default)))
        for name, kind in table.items()
        if name not in left_out and (name not in IF_UNUSUAL or settings.get(name, kind.default) != kind.default)
    ]
    return urlencode(pairs, safe=",.:()*/")


def change(settings: Settings, edits: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings after edits (parameter to text); what cannot be read leaves its parameter as it is and says why.

    Another surface brings its own start and window. What an optimizer was set to is kept while it sits out.
    """
    problems: list[str] = []
    changed = dict(settings)
    order = {name: place for place, name in enumerate(CHOOSING)}
    for name in sorted(edits, key=lambda name: order.get(name, len(order))):  # choices first: they bring parameters
        kind = parameters(changed).get(name)
        try:
            if kind is None:
                raise ValueError("is not a parameter here")
            text = str(edits[name])
            if len(text) > longest(kind):
                raise ValueError(f"is given {len(text)} characters")
            tried = {**changed, name: kind.read(text)}
            if name in FORMULA and (wrong := _nowhere(tried)):
                raise ValueError(wrong)
            if name == "changes":  # those of an optimizer that sits out are kept
                tried[name] += tuple(turn for turn in changed[name] if turn.name not in changeable(changed))
            changed = _with_formula(tried)
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}; it stays as it is.")
    if changed["surface"] != settings["surface"]:
        usual = {**defaults(changed), "window": CHOICES["window"].default}
        changed |= {name: usual[name] for name in ("window", "x", "y", "zoom", "camera") if name not in edits}
    elif changed["surface"] == OWN and changed["domain"] != settings.get("domain"):
        changed["zoom"] = ()
    if changed["classroom"] != settings["classroom"] and "hide" not in edits:
        changed["hide"] = parameters(changed)["hide"].default
    for name in LABORATORY:  # what another choice has taken away falls back to the usual
        kind = parameters(changed).get(name)
        if isinstance(kind, Choice) and changed.get(name) not in kind.options:
            changed[name] = kind.default
    table = parameters(changed)
    complete = {name: changed.get(name, kind.default) for name, kind in table.items()}
    return {**changed, **complete, **_inside(complete)}, problems


def _with_formula(settings: Settings) -> Settings:
    """Settings that lack nothing of a typed surface: its formula is kept while another surface is looked at."""
    usual = {name: kind.default for name, kind in FORMULA.items()} if settings["surface"] == OWN else {}
    return usual | settings


def defaults(settings: Mapping[str, Any]) -> Settings:
    """The default of every parameter that counts under these choices; the choices themselves stay."""
    kept = {*CHOICES, *FORMULA, *LABORATORY, *TEACHING, *SHOWING} - {"window"}
    return {name: settings[name] if name in kept else kind.default for name, kind in parameters(settings).items()}


def _inside(settings: Settings) -> Settings:
    """A start that a narrower window no longer holds, moved to its edge."""
    return {axis: min(max(settings[axis], low), high) for axis, (low, high) in zip("xy", window(settings), strict=True)}
