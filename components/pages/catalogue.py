"""The catalogue: every surface, optimizer and schedule, with search, and links to Explore."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from components.plots.figures import BORDER, TEXT, Theme
from components.state.parameter_types import decimal
from components.state.settings import Settings
from components.text.number_format import number
from components.ui import visit
from components.ui.page import Page
from components.web import assets
from components.web.preview import Preview
from optimizers import OPTIMIZERS, Optimizer
from optimizers.schedules import SCHEDULES, Schedule
from surfaces import PROPERTIES, SURFACES, Surface

RECORDS: Mapping[str, Mapping[str, Surface | Optimizer | Schedule]] = {
    "surfaces": SURFACES,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
}
ABREAST = 3  # cards per row
MAX_MINIMA = 4
LONGEST = 100  # characters that are searched for
ROUND_OFF = 12  # decimals of f at a minimum that are more than rounding errors
EXAMPLE = "ravine, 1964, camel, momentum, …"
EXPLAINED = "  \n".join(f"**{name}**: {meaning}." for name, meaning in PROPERTIES.items())


def page() -> None:
    visit.current(from_address=False)
    st.header("Catalogue", anchor=False)
    search, properties = _search()
    surfaces = [
        key
        for key, surface in SURFACES.items()
        if set(properties) <= set(surface.properties) and search in _words(key, surface)
    ]
    optimizers = [key for key, optimizer in OPTIMIZERS.items() if not properties and search in _words(key, optimizer)]
    schedules = [key for key, schedule in SCHEDULES.items() if not properties and search in _words(key, schedule)]
    if surfaces or optimizers or schedules:
        _jump({"surfaces": surfaces, "optimizers": optimizers, "schedules": schedules})
    st.subheader(f"{len(surfaces)} surfaces", anchor="surfaces")
    if surfaces:
        _names("surfaces", surfaces)
    for first in range(0, len(surfaces), ABREAST):
        for column, key in zip(st.columns(ABREAST), surfaces[first : first + ABREAST], strict=False):
            with column.container(border=True, height="stretch"):
                _surface(key, SURFACES[key])
    if optimizers:
        st.subheader(f"{len(optimizers)} optimizers", anchor="optimizers")
        _names("optimizers", optimizers)
        _family(optimizers)
        for key in optimizers:
            with st.container(border=True):
                _optimizer(key, OPTIMIZERS[key])
    if schedules:
        st.subheader(f"{len(schedules)} learning-rate schedules", anchor="schedules")
        _names("schedules", schedules)
        for key in schedules:
            with st.container(border=True):
                _schedule(key, SCHEDULES[key])
    if not surfaces and not optimizers and not schedules:
        st.html(f"<p>No results for “{escape(search)}”.</p>")


def _search() -> tuple[str, list[str]]:
    """The search text and the selected surface properties; the address keeps both."""
    state, address = st.session_state, st.query_params
    if "search" not in state:
        given = address.get("properties", address.get("kinds", ""))  # deprecated name
        state.search = address.get("search", "")[:LONGEST]
        state.properties = [name for name in PROPERTIES if name in given.split(",")]
    search = st.text_input("Search", key="search", max_chars=LONGEST, placeholder=EXAMPLE).strip()
    properties = st.pills("Surface properties", list(PROPERTIES), selection_mode="multi", key="properties", help=EXPLAINED)
    address.from_dict({name: value for name, value in (("search", search), ("properties", ",".join(properties))) if value})
    return search.lower(), properties


def _jump(shown: Mapping[str, Sequence[str]]) -> None:
    """Links to the parts, which stay visible when the page scrolls."""
    links = "".join(f'<a href="#{part}">{len(keys)} {part}</a>' for part, keys in shown.items() if keys)
    with st.container(key="jump"):
        st.html(f'<nav class="jump" aria-label="Jump to">{links}</nav>')


def _names(part: str, keys: Sequence[str]) -> None:
    """Links to the records of a part, by name."""
    titles = sorted((RECORDS[part][key].title, key) for key in keys)
    links = "".join(f'<a href="#{part}-{key}">{escape(title)}</a>' for title, key in titles)
    st.html(f'<details class="by-name"><summary>By name</summary><nav aria-label="{part} by name">{links}</nav></details>')


def _heading(part: str, key: str, more: str = "") -> str:
    return f'<h4 id="{part}-{key}">{escape(RECORDS[part][key].title)}{more}</h4>'


def _words(key: str, record: Surface | Optimizer | Schedule) -> str:
    """All the text of a record, to search in."""
    words: list[Any] = [key, key.replace("_", " "), record.title, record.reference]
    if isinstance(record, Surface):
        words += [record.teaches, *record.properties, record.not_differentiable]
    elif isinstance(record, Schedule):
        words += [record.summary, *(item.title for item in record.hyperparameters)]
    else:
        words += [record.summary, record.year, *record.names.values(), *(item.title for item in record.hyperparameters)]
    return " ".join(map(str, words)).lower()


def _theme() -> Theme:
    return "dark" if st.context.theme.type == "dark" else "light"


def _surface(key: str, surface: Surface) -> None:
    picture = f"{assets.base()}picture/{key}/{_theme()}.png"
    tags = "".join(f"<span>{escape(name)}</span>" for name in surface.properties)
    st.html(
        f'<img class="thumbnail" src="{picture}" alt="{escape(surface.title)} from above" loading="lazy" '
        'width="240" height="240">'
        f'{_heading("surfaces", key)}<div class="properties">{tags}</div>'
    )
    st.markdown(f"${surface.latex}$")
    st.markdown(" ".join(filter(None, (surface.teaches, surface.not_differentiable))))
    st.caption(f"{_minima(surface)} {surface.reference}.")
    st.button("Open in Explore", key=f"open {key}", on_click=visit.open_in_explore, args=({"surface": key},))


def _minima(surface: Surface) -> str:
    if surface.lowest is None:
        return "No minimum: f is unbounded below." if surface.unbounded_below else "No minimum."
    lowest = f"Minimum f = {number(round(surface.lowest, ROUND_OFF), 10)}"
    if surface.rings:
        return f"{lowest}, on rings."
    if surface.curves:
        return f"{lowest}, along {'a curve' if len(surface.curves) == 1 else f'{len(surface.curves)} curves'}."
    points = ", ".join(f"({number(x, 6)}, {number(y, 6)})" for x, y in surface.minima[:MAX_MINIMA])
    more = f" and {len(surface.minima) - MAX_MINIMA} more" if len(surface.minima) > MAX_MINIMA else ""
    return f"{lowest} at {points}{more}."


def _optimizer(key: str, optimizer: Optimizer) -> None:
    built = ", ".join(OPTIMIZERS[ancestor].title for ancestor in optimizer.ancestors)
    st.html(_heading("optimizers", key, f" <small>{optimizer.year}</small>"))
    st.markdown(" ".join(filter(None, (optimizer.summary, f"Builds on {built}." if built else "", optimizer.versus_pytorch))))
    st.latex(optimizer.latex)
    st.html(_table(optimizer))
    elsewhere = ", ".join(f"{library}: `{name}`" for library, name in optimizer.names.items())
    st.caption(f"{optimizer.reference}. {elsewhere}")
    edits = {"optimizers": key}
    st.button("Open in Explore", key=f"open optimizer {key}", on_click=visit.open_in_explore, args=(edits,))


def _schedule(key: str, schedule: Schedule) -> None:
    st.html(_heading("schedules", key))
    st.markdown(schedule.summary)
    st.latex(schedule.latex)
    if schedule.hyperparameters:
        st.html(_table(schedule))
    st.caption(f"{schedule.reference}.")
    st.button("Open in Explore", key=f"open schedule {key}", on_click=visit.open_in_explore, args=({"schedule": key},))


def _table(record: Optimizer | Schedule) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(item.title)} {item.symbol}</th><td>{decimal(item.default)}</td>"
        f"<td>{decimal(item.low)} to {decimal(item.high)}{' or 0' if item.zero else ''}</td><td>{escape(item.about)}</td></tr>"
        for item in record.hyperparameters
    )
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("hyperparameter", "default", "slider", "what it does"))
    return f'<div class="wide"><table class="record"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _family(shown: Sequence[str]) -> None:
    """The family tree: which optimizer builds on which, with the oldest on the left."""
    text, border = TEXT[_theme()], BORDER[_theme()]
    st.graphviz_chart("\n".join(_dot(shown, text, border)), width="stretch")


def _dot(shown: Iterable[str], text: str, border: str) -> Iterable[str]:
    kept = set(shown)
    yield "digraph {"
    yield f'rankdir=LR; bgcolor="transparent"; nodesep=0.12; ranksep=0.5; edge [color="{border}", arrowsize=0.6];'
    yield f'node [shape=box, style=rounded, color="{border}", fontcolor="{text}", fontname="sans-serif", fontsize=11];'
    for key in shown:
        yield f'{key} [label="{OPTIMIZERS[key].title} {OPTIMIZERS[key].year}"];'
        yield from (f"{ancestor} -> {key};" for ancestor in OPTIMIZERS[key].ancestors if ancestor in kept)
    yield "}"


def preview(settings: Settings) -> Preview:
    text = "Every surface with its formula, minima and source, every optimizer with its update rule and paper."
    return Preview(f"Catalogue of {len(SURFACES)} surfaces and {len(OPTIMIZERS)} optimizers", settings, text=text, staged=False)


PAGE = Page(title="Catalogue", path="catalogue", order=4, show=page, preview=preview)
