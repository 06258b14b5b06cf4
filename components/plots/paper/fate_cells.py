"""The map of fates as vectors; adjacent cells of one color in a row are merged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.plots.fate_colors import color_of, gray, shaded, text_color_on
from components.plots.paper.drawing import Box, Shape, Text
from components.plots.paper.heat import OVERLAP, stretches
from components.plots.paper.legend import Meaning
from components.plots.paper.marks import rectangle
from components.results.fates import FateMap, Rectangle
from components.results.terrain import Array

SHADES = (8, 4, 1)  # shades per minimum, the most that fit
MAX_RECTANGLES = 4_000  # rectangles: LaTeX cannot hold many more
RADIUS = 5.2  # of a minimum's marker, in points


@dataclass(frozen=True)
class SeenFates:
    """A map of fates with its legend: an entry for each fate and, for minima, a letter."""

    found: FateMap
    entries: Mapping[int, str]
    letters: Mapping[int, str]
    minima: Array  # (m, 2)


def cells(found: FateMap, window: Rectangle, box: Box) -> Iterator[Shape]:
    """The cells of each color that lie at least partly in a window."""
    left, right, low, high = window
    found, table = _few(found)
    columns, rows = (
        np.clip((np.linspace(begin, end, found.side + 1) - first) / (last - first), 0.0, 1.0) * length
        for begin, end, first, last, length in (
            (*found.part[:2], left, right, box.width),
            (*found.part[2:], low, high, box.height),
        )
    )
    for color, places in table:
        rings = [
            rectangle(columns[begin], rows[row], columns[end], rows[row + 1])
            for row, begin, end in places
            if columns[end] > columns[begin] and rows[row + 1] > rows[row]
        ]
        if rings:
            yield Shape(rings, color, OVERLAP, color)


Table = list[tuple[str, list[tuple[int, int, int]]]]  # per color, its rectangles: row, first column, end column


def _few(found: FateMap) -> tuple[FateMap, Table]:
    """A map and its rectangles; if they are too many, with fewer shades, and then with larger cells."""
    for shades in SHADES:
        table = _table(found, shades)
        if sum(len(places) for _, places in table) <= MAX_RECTANGLES:
            return found, table
    return _few(found.coarser()) if found.side > 1 else (found, table)


def _table(found: FateMap, shades: int) -> Table:
    depth = np.where(found.since > 0, np.log1p(np.maximum(found.since, 0)) / np.log1p(found.steps), 0.0)
    shade = np.rint(depth * (shades - 1)).astype(int)
    table = []
    for fate in np.unique(found.numbers).tolist():
        of_fate = found.numbers == fate
        own = [0] if gray(fate) else np.unique(shade[of_fate]).tolist()
        for level in own:
            there = of_fate if gray(fate) else of_fate & (shade == level)
            table.append((_color(fate, level, shades), [*_stretches(there.reshape(found.side, found.side))]))
    return table


def _color(fate: int, level: int, shades: int) -> str:
    if gray(fate):
        return color_of(fate)
    return shaded(color_of(fate), level / (shades - 1) if shades > 1 else 0.5)


def _stretches(rows: Any) -> Iterator[tuple[int, int, int]]:
    for row, found in enumerate(rows):
        yield from ((row, begin, end) for begin, end in stretches(found))


# Markers of minima


def signs(seen: SeenFates, window: Rectangle, box: Box, aside: float = 0.0) -> Iterator[Shape]:
    """A disc for the letter of each minimum in a window: there, or `aside` points to its upper left."""
    for fate, place in _places(seen, window, box, aside):
        yield _disc(place, RADIUS, color_of(fate))


def letters(seen: SeenFates, window: Rectangle, box: Box, aside: float = 0.0) -> Iterator[Text]:
    for fate, (across, up) in _places(seen, window, box, aside):
        yield Text(float(across), float(up), seen.letters[fate], text_color_on(color_of(fate)), centered=True)


def _places(seen: SeenFates, window: Rectangle, box: Box, aside: float) -> Iterator[tuple[int, Array]]:
    left, right, low, high = window
    for fate in seen.letters:
        share = (seen.minima[fate] - [left, low]) / [right - left, high - low]
        if ((share >= 0.0) & (share <= 1.0)).all():
            yield fate, share * [box.width, box.height] + [-aside, aside]


def _disc(place: Array, radius: float, color: str) -> Shape:
    angle = np.linspace(0.0, 2.0 * np.pi, 33)
    return Shape([place + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)], "#ffffff", 0.8, color)


def meanings(seen: SeenFates) -> list[Meaning]:
    """The legend of the colors."""
    return [_sample(fate, words) for fate, words in seen.entries.items()]


def _sample(fate: int, words: str) -> Meaning:
    corners = rectangle(-4.0, -3.0, 4.0, 3.0)
    return Meaning(words, lambda place: [Shape([place + corners], "#9aa7b4", 0.4, color_of(fate))])
