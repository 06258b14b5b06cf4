"""Settings from the address of the page and back to it, and after an edit; what comes in is hostile until it is read."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from components.state.parameter_types import Choice, Kind, longest, quote
from components.state.settings import (
    CHOICES,
    CHOOSING,
    FORMULA,
    IF_UNUSUAL,
    LABORATORY,
    OLD_DEFAULTS,
    OWN,
    SHOWING,
    TEACHING,
    VERSION,
    VIEWED,
    Settings,
    changeable,
    laboratory_of,
    parameters,
    showing_of,
    surface_of,
    tunable,
    window,
)
from optimizers import OPTIMIZERS
from surfaces import FormulaError


def read(query: Mapping[str, list[str]]) -> tuple[Settings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    settings: Settings = {}
    given, query = query, _completed(query, problems)
    for name in CHOOSING:
        if kind := _choice(name, settings):
            settings[name] = _read(name, kind, query, problems)
        if name == "domain" and kind and (wrong := _nowhere(settings)):
            settings |= {name: kind.default for name, kind in FORMULA.items()}
            problems.append(f"{wrong} Showing {settings['formula']}.")
    table = parameters(settings)
    settings = {
        name: settings[name] if name in settings else _read(name, kind, query, problems) for name, kind in table.items()
    }
    problems += [f"{quote(name)} is not a parameter here and was left out." for name in given if name not in ("v", *table)]
    return settings, problems


def _completed(query: Mapping[str, list[str]], problems: list[str]) -> Mapping[str, list[str]]:
    """A query with what it leaves to the defaults of its version, where they have changed since."""
    version = _read("v", VERSION, query, problems) if "v" in query or not query else "1"
    return {**{name: [text] for name, text in OLD_DEFAULTS[version].items()}, **query}


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
    except FormulaError as error:
        problems.append(f"The formula {quote(texts[0])} cannot be used: {error}. Showing {kind.default}.")
        return kind.default
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
    pairs = [("v", VERSION.default)] + [
        (name, kind.write(settings.get(name, kind.default)))
        for name, kind in table.items()
        if name not in left_out and (name not in IF_UNUSUAL or settings.get(name, kind.default) != kind.default)
    ]
    return urlencode(pairs, safe=",.:()*/")


def change(settings: Settings, edits: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings after edits (parameter to text); what cannot be read leaves its parameter as it is and says why.

    Another surface brings its own start and window, and its own learning rates in place of those that nobody has set. What an
    optimizer was set to is kept while it sits out.
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
                problems.append(wrong)
                continue
            if name == "changes":  # those of an optimizer that sits out are kept
                tried[name] += tuple(turn for turn in changed[name] if turn.name not in changeable(changed))
            changed = _with_formula(tried)
        except FormulaError as error:
            problems.append(f"{error if text.strip() else error.sentence}.")
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}; it stays as it is.")
    if changed["surface"] != settings["surface"]:
        usual = {**defaults(changed), "window": CHOICES["window"].default}
        changed |= {name: usual[name] for name in ("window", "x", "y", "zoom", "camera") if name not in edits}
        changed |= {name: value for name, value in _rates(settings, changed).items() if name not in edits}
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


def _rates(before: Settings, after: Settings) -> Settings:
    """What stands at the default of the surface before, at that of the surface after; also of optimizers that sit out."""
    here, there = surface_of(before), surface_of(after)
    return {
        name: kind.default
        for key in OPTIMIZERS
        for (name, kind), usual in zip(tunable(key, there).items(), tunable(key, here).values(), strict=True)
        if before.get(name) == usual.default
    }


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


def _choice(name: str, settings: Mapping[str, Any]) -> Kind | None:
    """The kind of one of CHOOSING, under the choices before it, or None where it does not apply."""
    if name in FORMULA:
        return FORMULA[name] if settings["surface"] == OWN else None
    if name in SHOWING:
        return showing_of(settings)[name]
    return laboratory_of(settings).get(name) if name == "subject" else CHOICES[name]


def _nowhere(settings: Mapping[str, Any]) -> str:
    """What is wrong with a typed surface as a whole, or nothing."""
    try:
        surface_of(settings)
    except ValueError as reason:
        return f"The formula {quote(settings['formula'])} cannot be used: {reason}."
    return ""
