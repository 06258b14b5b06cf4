"""Where everything lies in a figure of a given width: map, colour scale, curve, legend and small print, in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.plots.palette import Style
from components.plots.paper.content import Content, Words
from components.plots.paper.type import LEADING, SIZE, SMALL, width, wrapped

CM = 72 / 2.54
WIDTHS = {"8.5": 8.5 * CM, "17.8": 17.8 * CM}  # one column and two, of most journals
LEFT, BELOW, TOP, RIGHT = 38.0, 27.0, 6.0, 12.0  # room for the numbers and names of axes
SCALE_GAP, SCALE, SCALE_TEXT = 5.0, 6.0, 31.0  # of the scale of colours: before it, itself, and its numbers
HANDLE = 30.0  # of a line in the legend, with the gap behind it
MARGIN = 18.0  # to the left of the legend and the small print
MARK = 9.0  # from the middle of a mark to the words that explain it
BETWEEN = 12.0  # columns
CURVE = 0.62  # the height of the curve below the map, as a share of its width
MOST_LINES = 4  # that a link may take


class Box(NamedTuple):
    """In points from the lower left corner of the figure."""

    left: float
    bottom: float
    width: float
    height: float


class Entry(NamedTuple):
    """A line of the legend: where its text begins, at mid-height; its style, None for what goes on from the line above."""

    left: float
    middle: float
    style: Style | None
    text: str


class Key(NamedTuple):
    """What a mark on the map means: where its words begin, at mid-height; the mark stands before them."""

    left: float
    middle: float
    words: str


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    map: Box
    scale: Box
    curve: Box
    legend: tuple[Entry, ...]
    key: tuple[Key, ...]
    print: tuple[tuple[float, str], ...]  # small print: the base of each line


def layout(shown: Content, name: str) -> Layout:
    """Side by side where the width allows it, else the curve below the map."""
    whole = WIDTHS[name]
    wide = whole > 1.5 * WIDTHS["8.5"]
    beside = SCALE_GAP + SCALE + SCALE_TEXT
    side = (whole - 2 * LEFT - beside - RIGHT) / 2.1 if wide else whole - LEFT - beside
    tall = side if shown.sketch.square else 0.8 * side
    small = _small_print(shown.words, whole)
    runs = list(zip((path.style for path in shown.sketch.paths), shown.words.labels, strict=True))
    columns = _columns(runs, whole - MARGIN, wide)
    pitch = LEADING * SIZE
    rows = max(map(len, columns), default=0)
    marks = _rows_of(_meanings(shown), whole - RIGHT)
    foot = 7.0 + LEADING * SMALL * len(small)
    under = foot + pitch * (rows + len(marks)) + 6.0  # what lies below the plots
    curve_side = 1.1 * side if wide else whole - LEFT - RIGHT
    curve_tall = tall if wide else CURVE * curve_side
    curve = Box(LEFT + side + beside + LEFT if wide else LEFT, under + BELOW, curve_side, curve_tall)
    bottom = under + BELOW if wide else curve.bottom + curve_tall + 8.0 + BELOW
    map_box = Box(LEFT, bottom, side, tall)
    scale = Box(LEFT + side + SCALE_GAP, bottom, SCALE, tall)
    top = under - 6.0 - pitch / 2
    legend = [
        Entry(MARGIN + HANDLE + column * (whole - MARGIN) / len(columns), top - pitch * row, style, text)
        for column, entries in enumerate(columns)
        for row, (style, text) in enumerate(entries)
    ]
    key = [Key(left, top - pitch * (rows + row), words) for row, line in enumerate(marks) for left, words in line]
    height = bottom + tall + TOP + SIZE
    lines = tuple((foot - LEADING * SMALL * (count + 1) - 1.0, line) for count, line in enumerate(small))
    return Layout(whole, height, map_box, scale, curve, tuple(legend), tuple(key), lines)


Rows = list[tuple[Style | None, str]]


def _columns(runs: Sequence[tuple[Style, str]], room: float, wide: bool) -> list[Rows]:
    """The legend in one column, or in two where all labels fit beside each other."""
    half = room / 2 - HANDLE - BETWEEN
    if wide and len(runs) > 1 and all(width(text) <= half for _, text in runs):
        middle = -(-len(runs) // 2)
        return [[*runs[:middle]], [*runs[middle:]]]
    rows: Rows = []
    for style, text in runs:
        first, *rest = wrapped(text, room - HANDLE)
        rows += [(style, first), *((None, line) for line in rest)]
    return [rows]


START, MINIMUM, FOUND, STATIONARY = "start", "minimum", "minimum, found numerically", "stationary point"
CURVE_OF, LEAVES, CHANGES = "curve of minima", "leaves the map", "settings change"


def _meanings(shown: Content) -> list[str]:
    """The marks that are explained: those that there are."""
    surface, sketch = shown.ground.surface, shown.sketch
    there = {
        START: True,
        MINIMUM: bool(surface.minima) and not surface.found,
        FOUND: bool(surface.minima) and bool(surface.found),
        STATIONARY: bool(surface.stationary),
        CURVE_OF: bool(surface.rings or surface.curves),
        LEAVES: any(len(path.exits) for path in sketch.paths),
        CHANGES: bool(shown.changes),
    }
    return [words for words, is_there in there.items() if is_there]


def _rows_of(meanings: Sequence[str], end: float) -> list[list[tuple[float, str]]]:
    """Where the words of each begin, row by row."""
    rows: list[list[tuple[float, str]]] = [[]]
    left = MARGIN + HANDLE
    for words in meanings:
        if rows[-1] and left + width(words) > end:
            rows.append([])
            left = MARGIN + HANDLE
        rows[-1].append((left, words))
        left += width(words) + MARK + BETWEEN
    return rows


def _small_print(words: Words, whole: float) -> list[str]:
    """What all runs share, and the link, where it is not too long: it stands in the file's metadata, too."""
    room = 0.94 * whole - MARGIN  # the type of LaTeX is a little wider
    link = list(wrapped(words.link, room, SMALL, "&"))
    return [*wrapped(words.caption, room, SMALL), *(link if len(link) <= MOST_LINES else ())]


def written(plan: Layout) -> Iterator[tuple[float, float, str]]:
    """The texts of the legend: where each begins, at mid-height."""
    yield from ((entry.left, entry.middle, entry.text) for entry in plan.legend)
    yield from plan.key
