"""Reading settings from the address of a page, writing them to it, and applying edits. Input is untrusted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from components.state.budget import most_steps, race_seconds, too_long
from components.state.choices import CHOICES, CHOOSING, CLASSROOM, FORMULA, OWN, Choices, types_of
from components.state.ignored_parameters import is_ignored
from components.state.parameter_types import Choice, ParameterType, decimal, longest, quote
from components.state.parameters import IF_UNUSUAL, LABORATORY, SHOWING, TEACHING, Laboratory, laboratory, parameters
from components.state.settings import Settings
from optimizers import OPTIMIZERS
from surfaces import FormulaError

# Former defaults, by the link version `v`. When a default changes, the version is raised, so that old links keep showing what
# they showed. Links of version 1 have no `v`.
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
FORMER = {"coloured": "color_by"}  # deprecated names of settings in links
EMBEDDING = ("embed", "embed_options")  # parameters that Streamlit reads
VERSION = Choice("2", {version: version for version in OLD_DEFAULTS})


def read(query: Mapping[str, list[str]]) -> tuple[Settings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    given = {FORMER.get(name, name): texts for name, texts in query.items() if not is_ignored(name)}
    query = _completed(given, problems)
    choices = _choices(query, problems)
    table = parameters(choices)
    values = {name: read_one(name, parameter, query, problems) for name, parameter in table.items() if name not in CHOOSING}
    if values["steps"] > (most := most_steps(choices)):
        needed = race_seconds(choices, values["steps"])
        problems.append(f"This race of {values['steps']} steps {too_long(needed)}. Using {most} steps instead.")
        values["steps"] = most
    problems += [
        f"Ignored an unknown setting in the link: {quote(name)}." for name in given if name not in ("v", *EMBEDDING, *table)
    ]
    return Settings.under(choices, values), problems


def _completed(query: Mapping[str, list[str]], problems: list[str]) -> Mapping[str, list[str]]:
    """A query with the defaults of its version filled in, where they have changed since."""
    version = read_one("v", VERSION, query, problems) if "v" in query or not query else "1"
    return {**{name: [text] for name, text in OLD_DEFAULTS[version].items()}, **query}


def _choices(query: Mapping[str, list[str]], problems: list[str]) -> Choices:
    """The choices; a typed surface that is finite nowhere is replaced by the default one."""
    choices = Choices()
    for name in CHOOSING:
        if parameter := _type_of_choice(name, choices):
            choices = replace(choices, **{name: read_one(name, parameter, query, problems)})
        if name == "domain" and (wrong := _formula_error(choices)):
            choices = replace(choices, **{name: usual.default for name, usual in FORMULA.items()})
            problems.append(f"{wrong} Showing {choices.formula}.")
    return choices


def _type_of_choice(name: str, choices: Choices) -> ParameterType | None:
    """The type of one of CHOOSING, under the choices before it, or None where it does not apply."""
    if name in FORMULA:
        return FORMULA[name] if choices.surface == OWN else None
    return {**CHOICES, **laboratory(choices), "classroom": CLASSROOM}.get(name)


def _formula_error(choices: Choices) -> str:
    """Why a typed formula cannot be used on its domain, or ""."""
    try:
        _ = choices.surface_record
    except ValueError as reason:
        return f"The formula {quote(choices.formula)} cannot be used: {reason}."
    return ""


def read_one(name: str, parameter: ParameterType, query: Mapping[str, list[str]], problems: list[str]) -> Any:
    texts = query.get(name)
    if texts is None:
        return parameter.default
    try:
        if len(texts) != 1:
            raise ValueError(f"appears {len(texts)} times")
        if not texts[0]:
            raise ValueError("is empty")
        if len(texts[0]) > longest(parameter):
            raise ValueError(f"is too long: {len(texts[0])} characters")
        return parameter.read(texts[0])
    except FormulaError as error:
        problems.append(f"The formula {quote(texts[0])} cannot be used. {error}. Showing {parameter.default}.")
        return parameter.default
    except ValueError as reason:
        given = f" {quote(texts[0])}" if len(texts) == 1 and texts[0] else ""
        problems.append(f"{name}{given} {reason}. Using {parameter.write(parameter.default) or 'the default'} instead.")
        return parameter.default


def write(settings: Settings, *, short: bool = False) -> str:
    """The query of these settings: everything that determines the paths, and other settings that differ from their defaults.

    A `short` query leaves out every default: the defaults of its version never change.
    """
    values = settings.values
    pairs = [("v", VERSION.default)] + [
        (name, parameter.write(values[name]))
        for name, parameter in settings.table.items()
        if not (short or name in IF_UNUSUAL) or values[name] != parameter.default
    ]
    return urlencode(pairs, safe=",.:()*/")


def change(settings: Settings, edits: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Settings after edits (parameter to text), with a message for each edit that cannot be read and changes nothing.

    Another surface brings its own start and window, and its own learning rates in place of the defaults. The settings of an
    optimizer are kept while it is not selected.
    """
    problems: list[str] = []
    changed = settings
    order = {name: place for place, name in enumerate(CHOOSING)}
    for name in sorted(edits, key=lambda name: order.get(name, len(order))):  # choices first: other parameters depend on them
        text = str(edits[name])
        try:
            tried = changed.replace(**{name: _edited(changed, name, text)})
            if name in FORMULA and (wrong := _formula_error(tried)):
                problems.append(wrong)
            else:
                changed = tried
        except FormulaError as error:
            problems.append(f"{error if text.strip() else error.sentence}.")
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}. It is unchanged.")
    changed = _consistent(settings, changed, edits)
    if changed.steps > (most := most_steps(changed.choices)):
        needed = race_seconds(changed.choices, changed.steps)
        advice = f"Choose at most {most} steps, or fewer optimizers"
        return settings, [*problems, f"This race {too_long(needed)}. {advice}; nothing is changed."]
    return changed, problems


def _edited(settings: Settings, name: str, text: str) -> Any:
    """The value of an edit. Raises ValueError if it cannot be read."""
    parameter = settings.table.get(name)
    if parameter is None:
        raise ValueError("is not a setting here")
    if len(text) > longest(parameter):
        raise ValueError(f"is too long: {len(text)} characters")
    value = parameter.read(text)
    if name == "changes":  # changes of optimizers that are not selected are kept
        value += tuple(one for one in settings.changes if one.name not in settings.changeable)
    return value


def _consistent(before: Settings, after: Settings, edits: Mapping[str, str]) -> Settings:
    """Settings after edits, with what a choice adds or removes, unless that was edited as well."""
    usual: tuple[str, ...] = ()
    if after.surface != before.surface:
        usual += ("window", "x", "y", "zoom", "camera", "starts")
    elif after.surface == OWN and after.domain != before.domain:
        usual += ("zoom", "starts")
    if after.classroom != before.classroom:
        usual += ("hide",)
    table = {**types_of(Laboratory), **after.table}  # without optimizers there are no laboratory settings
    after = after.replace(**{name: table[name].default for name in usual if name not in edits})
    for name in LABORATORY:  # options that no longer exist fall back to the default
        parameter = after.table.get(name)
        if isinstance(parameter, Choice) and after[name] not in parameter.options:
            after = after.replace(**{name: parameter.default})
    axes = ("subject", "second")
    if "region" not in edits and any(before.values.get(name) != after.values.get(name) for name in axes):
        after = after.replace(region=())  # it belongs to another heat map
    (x_low, x_high), (y_low, y_high) = after.plane_window
    start = min(max(after.x, x_low), x_high), min(max(after.y, y_low), y_high)  # the start may lie outside a narrower window
    return after if start == after.start else after.replace(x=start[0], y=start[1])


def defaults(settings: Settings) -> Settings:
    """The default of every parameter that applies under these choices; the choices themselves stay."""
    kept = {*CHOICES, *FORMULA, *LABORATORY, *TEACHING, *SHOWING} - {"window"}
    return settings.replace(**{name: parameter.default for name, parameter in settings.table.items() if name not in kept})
