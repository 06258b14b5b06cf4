"""What is drawn in a figure, but for its axes and texts: shapes in points from the lower left corner of their box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.plots.figures import LEVELS, STAR, TEXT
from components.plots.palette import DASHES, Style, outline
from components.plots.paper.content import Content
from components.plots.paper.curve import Curve
from components.plots.paper.layout import (
    CHANGES,
    CURVE_OF,
    FOUND,
    HANDLE,
    LEAVES,
    MARK,
    MINIMUM,
    START,
    STATIONARY,
    Box,
    Layout,
)
from components.plots.paper.levels import colour, levels
from components.plots.paper.polylines import few
from components.results.terrain import Array

LINE, HALO, THIN = 1.2, 2.6, 0.25  # widths in points: of a run, of the white around it, of a level
MARKER, STARS = 2.9, 3.6  # radii
DASH = 0.5  # points of a dash for a pixel on the page
MOST_OF_RUNS = 5_000  # vertices


@dataclass(frozen=True)
class Shape:
    """Lines, or rings that are filled together; "" for no colour. A halo is a white line beneath, of so many points."""

    lines: Sequence[Array]
    edge: str = ""
    width: float = 0.0
    fill: str = ""
    dashes: tuple[float, ...] = ()
    opacity: float = 1.0  # of the edge
    halo: float = 0.0


# The map


def terrain_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """The levels, and what is known of the surface."""
    for level in levels(shown.ground, shown.whole, (box.width, box.height)):
        if level.rings:
            yield Shape(level.rings, TEXT["light"], THIN, level.colour, opacity=0.3)
    for x, y, look in shown.sketch.marks:
        yield from _known(np.stack([x, y], axis=-1) * _size(box), look)


def run_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """The runs on the map."""
    paths = shown.sketch.paths
    kept = few([[piece * _size(box) for piece in path.pieces] for path in paths], MOST_OF_RUNS)
    for path, pieces in zip(paths, kept, strict=True):
        yield _line(pieces, path.style, HALO)


def marker_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """What is marked on the runs, whole also at the border: changes, where they leave the map and where they end; the start."""
    size = _size(box)
    for style, place in shown.changes:
        if ((place >= 0.0) & (place <= 1.0)).all():
            yield _circle(place * size, 3.8, style["light"])
    for path in shown.sketch.paths:
        for place in path.exits:
            yield _marker(place * size, "cross", MARKER, path.style["light"])
        if path.head is not None:
            yield _marker(path.head * size, path.style["marker"], MARKER, path.style["light"])
    if ((shown.sketch.start >= 0.0) & (shown.sketch.start <= 1.0)).all():
        yield from _start(shown.sketch.start * size)


def _size(box: Box) -> Array:
    return np.array([box.width, box.height])


def _known(places: Array, look: dict[str, Any]) -> Iterator[Shape]:
    """Minima as stars, rings and curves of them dotted, other stationary points as crosses."""
    if look["mode"] == "lines":
        yield Shape(_unbroken(places), STAR["light"], 0.9, dashes=(1.0, 2.0))
        return
    for place in places:
        symbol = look["marker"]["symbol"]
        if symbol == "x-thin":
            yield _cross(place)
        else:
            yield _marker(place, "star", STARS, STAR["light"], hollow=symbol == "star-open")


# The scale of colours


def scale_shapes(box: Box) -> Iterator[Shape]:
    for band in range(LEVELS + 1):
        bottom, top = (min(max((band + edge) / LEVELS, 0.0), 1.0) * box.height for edge in (-0.5, 0.5))
        corners = [[0.0, bottom], [box.width, bottom], [box.width, top], [0.0, top], [0.0, bottom]]
        yield Shape([np.array(corners)], fill=colour(band / LEVELS))


# The curve


def curve_shapes(drawn: Curve, box: Box) -> Iterator[Shape]:
    """The lines of the curve, broken where there is no value."""
    (left, right), (low, high) = drawn.reach
    found = []
    for line in drawn.lines:
        with np.errstate(divide="ignore", invalid="ignore"):
            y = np.log10(line.y) if drawn.logarithmic else line.y
            up = np.clip((y - low) / (high - low), -1.0, 2.0) * box.height
        across = (line.x - left) / (right - left) * box.width
        found.append(_unbroken(np.stack([across, np.where(np.isfinite(y), up, np.nan)], axis=-1)))
    for line, pieces in zip(drawn.lines, few(found, MOST_OF_RUNS), strict=True):
        if line.dotted:
            yield Shape(pieces, line.style["light"], 0.8, dashes=(0.8, 1.6))
        else:
            yield _line(pieces, line.style)


# The legend


def legend_shapes(shown: Content, plan: Layout) -> Iterator[Shape]:
    for entry in plan.legend:
        if entry.style:
            left, right = entry.left - HANDLE, entry.left - 5.0
            yield _line([np.array([[left, entry.middle], [right, entry.middle]])], entry.style)
            place = np.array([(left + right) / 2, entry.middle])
            yield _marker(place, entry.style["marker"], MARKER, entry.style["light"])
    for left, middle, words in plan.key:
        yield from _meant(words, np.array([left - MARK, middle]))


def _meant(words: str, place: Array) -> Iterator[Shape]:
    """The mark that the key explains by these words."""
    if words == START:
        yield from _start(place)
    elif words in (MINIMUM, FOUND):
        yield _marker(place, "star", STARS, STAR["light"], hollow=words == FOUND)
    elif words == STATIONARY:
        yield _cross(place)
    elif words == CURVE_OF:
        yield Shape([place + np.array([[-6.0, 0.0], [6.0, 0.0]])], STAR["light"], 0.9, dashes=(1.0, 2.0))
    elif words == LEAVES:
        yield _marker(place, "cross", MARKER, TEXT["light"])
    elif words == CHANGES:
        yield _circle(place, 3.8, TEXT["light"])


# What they are made of


def _line(pieces: Sequence[Array], style: Style, halo: float = 0.0) -> Shape:
    dashes = tuple(DASH * length for length in DASHES[style["dash"]])
    return Shape(pieces, style["light"], LINE, dashes=dashes, halo=halo)


def _marker(place: Array, name: str, radius: float, colour: str, hollow: bool = False) -> Shape:
    corners = place + np.array(outline(name, radius)) * [1.0, -1.0]
    ring = np.concatenate([corners, corners[:1]])
    return Shape([ring], colour, 0.8) if hollow else Shape([ring], "#ffffff", 0.5, colour)


def _cross(place: Array) -> Shape:
    return Shape([place + 2.6 * np.array(arm) for arm in ([[-1, -1], [1, 1]], [[-1, 1], [1, -1]])], STAR["light"], 0.9)


def _start(place: Array) -> Iterator[Shape]:
    """A ring with a dot."""
    yield _circle(place, 3.4, TEXT["light"])
    yield _circle(place, 0.6, TEXT["light"])


def _circle(place: Array, radius: float, colour: str) -> Shape:
    angle = np.linspace(0.0, 2.0 * np.pi, 25)
    return Shape([place + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)], colour, 1.0)


def _unbroken(line: Array) -> list[Array]:
    """The parts of a line between its gaps."""
    known = np.isfinite(line.sum(axis=1))
    parts = np.split(np.arange(len(line)), np.flatnonzero(np.diff(known)) + 1)
    return [line[part] for part in parts if len(part) and known[part[0]]]
