"""The legend below the plots: a line for each run, the meaning of the marks, and the small print."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from components.plots.paper.drawing import Shape, Text, Words
from components.plots.paper.marks import MARKER, Look, line, marker
from components.plots.paper.type import LEADING, SIZE, SMALL, width, wrapped
from components.results.terrain import Array

CM = 72 / 2.54
WIDTHS = {"8.5": 8.5 * CM, "17.8": 17.8 * CM}  # the one- and two-column widths of most journals
HANDLE = 30.0  # width of a line sample, with the gap after it
MARGIN = 18.0  # left of the legend and the small print
MARK = 9.0  # from the center of a marker to its label
BETWEEN = 12.0  # between columns
RIGHT = 12.0  # right of everything
MAX_LINES = 4  # lines that a link may take


class Meaning(NamedTuple):
    """A mark with its meaning."""

    words: str
    mark: Callable[[Array], Iterable[Shape]]


class Entry(NamedTuple):
    """A line of the legend: the position of its text, and its style; None continues the line above."""

    left: float
    middle: float
    look: Look | None
    text: str


class Key(NamedTuple):
    """A mark in the legend: the position of its text, which the mark precedes."""

    left: float
    middle: float
    meaning: Meaning


@dataclass(frozen=True)
class Legend:
    """The legend; `height` is measured from the lower edge of the figure, and `print` has the baseline of each line."""

    height: float
    entries: Sequence[Entry]
    keys: Sequence[Key]
    print: Sequence[tuple[float, str]]

    @property
    def texts(self) -> list[Text]:
        entries = [Text(entry.left, entry.middle, entry.text) for entry in self.entries]
        return [*entries, *(Text(key.left, key.middle, key.meaning.words) for key in self.keys)]

    @property
    def shapes(self) -> list[Shape]:
        entries = (shape for entry in self.entries if entry.look for shape in _sample(entry, entry.look))
        marks = (shape for key in self.keys for shape in key.meaning.mark(np.array([key.left - MARK, key.middle])))
        return [*entries, *marks]


def wide(name: str) -> bool:
    """Whether two plots fit side by side."""
    return WIDTHS[name] > 1.5 * WIDTHS["8.5"]


def legend(lines: Sequence[tuple[Look, str]], meanings: Sequence[Meaning], words: Words, name: str) -> Legend:
    """The legend of lines and marks for one of WIDTHS."""
    whole, pitch = WIDTHS[name], LEADING * SIZE
    small = _small_print(words, whole)
    columns = _columns(lines, whole - MARGIN, wide(name))
    rows = max(map(len, columns), default=0)
    marks = _rows_of(meanings, whole - RIGHT)
    foot = 7.0 + LEADING * SMALL * len(small)
    height = foot + pitch * (rows + len(marks)) + 6.0
    top = height - 6.0 - pitch / 2
    entries = [
        Entry(MARGIN + HANDLE + column * (whole - MARGIN) / len(columns), top - pitch * row, look, text)
        for column, texts in enumerate(columns)
        for row, (look, text) in enumerate(texts)
    ]
    keys = [Key(left, top - pitch * (rows + row), meaning) for row, line in enumerate(marks) for left, meaning in line]
    below = [(foot - LEADING * SMALL * (count + 1) - 1.0, text) for count, text in enumerate(small)]
    return Legend(height, entries, keys, below)


Rows = list[tuple[Look | None, str]]


def _columns(lines: Sequence[tuple[Look, str]], room: float, two: bool) -> list[Rows]:
    """The legend in one column, or in two where all labels fit beside each other."""
    half = room / 2 - HANDLE - BETWEEN
    if two and len(lines) > 1 and all(width(text) <= half for _, text in lines):
        middle = -(-len(lines) // 2)
        return [[*lines[:middle]], [*lines[middle:]]]
    rows: Rows = []
    for look, text in lines:
        first, *rest = wrapped(text, room - HANDLE)
        rows += [(look, first), *((None, more) for more in rest)]
    return [rows]


def _rows_of(meanings: Sequence[Meaning], end: float) -> list[list[tuple[float, Meaning]]]:
    """Where the words of each begin, row by row."""
    rows: list[list[tuple[float, Meaning]]] = [[]] if meanings else []
    left = MARGIN + HANDLE
    for meaning in meanings:
        if rows[-1] and left + width(meaning.words) > end:
            rows.append([])
            left = MARGIN + HANDLE
        rows[-1].append((left, meaning))
        left += width(meaning.words) + MARK + BETWEEN
    return rows


def _small_print(words: Words, whole: float) -> list[str]:
    """The settings that all lines share, and the link unless it is too long; the file's metadata contain it as well."""
    room = 0.9 * whole - MARGIN  # LaTeX's font is slightly wider
    link = list(wrapped(words.link, room, SMALL, "&"))
    return [*wrapped(words.caption, room, SMALL), *(link if len(link) <= MAX_LINES else ())]


def _sample(entry: Entry, look: Look) -> Iterator[Shape]:
    left, right = entry.left - HANDLE, entry.left - 5.0
    yield line([np.array([[left, entry.middle], [right, entry.middle]])], look)
    if look.marker:
        yield marker(np.array([(left + right) / 2, entry.middle]), look.marker, MARKER, look.color)
