"""A figure of runs: the map with their paths, the scale of its colors, and the curve."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from components.plots.figures import LEVELS, TEXT
from components.plots.paper import fate_cells, seeds
from components.plots.paper.content import Content
from components.plots.paper.curve import Curve
from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Scale, Shape
from components.plots.paper.layout import CHANGE, layout
from components.plots.paper.levels import color, levels, scale_ticks
from components.plots.paper.marks import (
    HALO,
    MARKER,
    Look,
    circle,
    cross,
    line,
    marker,
    minima,
    rectangle,
    star,
    start,
    unbroken,
)
from components.plots.paper.polylines import few
from components.plots.paper.type import SIZE
from components.results.terrain import Array

THIN = 0.25  # width of a contour line, in points
ASIDE = 7.0  # offset of a minimum's letter from its star, in points
MAX_RUN_VERTICES = 5_000  # vertices
MANY = 5  # steps: ticks at so many are at whole numbers anyway


def drawing(shown: Content, name: str) -> Drawing:
    """The figure, in one of WIDTHS."""
    plan = layout(shown, name)
    below = plan.legend
    panels = [_map(shown, plan.map), _curve(shown.curve, plan.curve)]
    scales = [] if shown.fates else [_scale(shown, plan.scale)]
    return Drawing(plan.width, plan.height, panels, scales, below.shapes, below.texts, below.print, shown.words)


# The map


def _map(shown: Content, box: Box) -> Panel:
    across, up = shown.part.window
    part = (*across, *up)
    x, y = shown.part.surface.axes
    most = 6 if box.width < 200 else 8
    return Panel(
        box,
        Axis(x, across, most=most),
        Axis(y, up, most=most),
        beneath=[*terrain_shapes(shown, box), *(seeds.on_map(shown.seeds, box) if shown.seeds else ())],
        lines=[*run_shapes(shown, box)],
        above=[*marker_shapes(shown, box), *(fate_cells.signs(shown.fates, part, box, ASIDE) if shown.fates else ())],
        texts=[*(fate_cells.letters(shown.fates, part, box, ASIDE) if shown.fates else ())],
    )


def terrain_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """The filled levels, or the map of fates with contour lines, and the known minima and stationary points."""
    if shown.fates:
        across, up = shown.part.window
        yield from fate_cells.cells(shown.fates.found, (*across, *up), box)
    for level in levels(shown.part, shown.whole, (box.width, box.height)):
        if level.rings:
            yield Shape(level.rings, TEXT["light"], THIN, "" if shown.fates else level.color, opacity=0.3)
    for x, y, look in shown.sketch.marks:
        yield from _known(np.stack([x, y], axis=-1) * _size(box), look)


def run_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """The runs on the map."""
    paths = shown.sketch.paths
    kept = few([[piece * _size(box) for piece in path.pieces] for path in paths], MAX_RUN_VERTICES)
    for path, pieces in zip(paths, kept, strict=True):
        yield line(pieces, Look.of(path.style), HALO)


def marker_shapes(shown: Content, box: Box) -> Iterator[Shape]:
    """Markers, which are not clipped at the border: changes, exits and ends of the runs, and the start."""
    size = _size(box)
    for style, place in shown.changes:
        if ((place >= 0.0) & (place <= 1.0)).all():
            yield circle(place * size, CHANGE, style["light"])
    for path in shown.sketch.paths:
        for place in path.exits:
            yield marker(place * size, "cross", MARKER, path.style["light"])
        if path.head is not None:
            yield marker(path.head * size, path.style["marker"], MARKER, path.style["light"])
    if ((shown.sketch.start >= 0.0) & (shown.sketch.start <= 1.0)).all():
        yield from start(shown.sketch.start * size)


def _size(box: Box) -> Array:
    return np.array([box.width, box.height])


def _known(places: Array, look: dict[str, Any]) -> Iterator[Shape]:
    """Minima as stars, rings and curves of them dotted, other stationary points as crosses."""
    if look["mode"] == "lines":
        yield minima(unbroken(places))
        return
    symbol = look["marker"]["symbol"]
    for place in places:
        yield cross(place) if symbol == "x-thin" else star(place, hollow=symbol == "star-open")


# The color scale


def _scale(shown: Content, box: Box) -> Scale:
    return Scale(box, shown.part.surface.height, [*scale_shapes(box)], scale_ticks(shown.whole, SIZE + 1.0, box.height))


def scale_shapes(box: Box) -> Iterator[Shape]:
    for band in range(LEVELS + 1):
        bottom, top = (min(max((band + edge) / LEVELS, 0.0), 1.0) * box.height for edge in (-0.5, 0.5))
        yield Shape([rectangle(0.0, bottom, box.width, top)], fill=color(band / LEVELS))


# The curve


def _curve(drawn: Curve, box: Box) -> Panel:
    across, up = drawn.reach
    x, y = drawn.titles
    beneath, above = spread_shapes(drawn, box)
    lines = [*above, *curve_shapes(drawn, box)]
    counts = range(int(across[1]) + 1) if across[1] < MANY else ()  # there is no half of a step
    ticks = [(float(count), str(count)) for count in counts] or None
    return Panel(box, Axis(x, across, ticks=ticks), Axis(y, up, drawn.logarithmic), beneath=beneath, lines=lines, grid=True)


def spread_shapes(drawn: Curve, box: Box) -> tuple[list[Shape], list[Shape]]:
    """The metric over many seeds: the quantile band, which lies below all lines, and the median."""
    if not drawn.band:
        return [], []
    low, median, high = (_placed(drawn, box, drawn.band.x, row) for row in drawn.band.quantiles)
    return [seeds.band(low, high, drawn.band.style)], [seeds.median(median, drawn.band.style)]


def curve_shapes(drawn: Curve, box: Box) -> Iterator[Shape]:
    """The lines of the curve, interrupted where there is no value."""
    there = [np.isfinite(row.y) & (row.y > 0.0 if drawn.logarithmic else True) for row in drawn.lines]
    rows = zip(drawn.lines, there, strict=True)
    found = [unbroken(_placed(drawn, box, row.x, np.where(known, row.y, np.nan))) for row, known in rows]
    for row, pieces in zip(drawn.lines, few(found, MAX_RUN_VERTICES), strict=True):
        if row.dotted:
            yield Shape(pieces, row.style["light"], 0.8, dashes=(0.8, 1.6))
        else:
            yield line(pieces, Look.of(row.style))


def _placed(drawn: Curve, box: Box, x: Array, y: Array) -> Array:
    """The positions of data values in the box, or just outside; NaN where a value is missing."""
    (left, right), (low, high) = drawn.reach
    with np.errstate(divide="ignore", invalid="ignore"):
        height = np.log10(y) if drawn.logarithmic else y
    up = np.clip((height - low) / (high - low), -1.0, 2.0) * box.height
    return np.stack([(x - left) / (right - left) * box.width, up], axis=-1)
