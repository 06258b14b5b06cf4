"""A figure of a panel of the lab, from its figure on the page: the sweep with its zones, the five runs, the heat map.

Its lines, ranges and ticks are those of the page.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.plots.figures import BORDER, TEXT
from components.plots.lab_figures import ZONES
from components.plots.paper import heat
from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Shape, Text, Ticks, Words
from components.plots.paper.layout import BELOW, BESIDE, LEFT, TOP, scale_beside
from components.plots.paper.legend import RIGHT, WIDTHS, Meaning, legend, wide
from components.plots.paper.marks import Look, line, rectangle, star, unbroken
from components.plots.paper.polylines import few
from components.plots.paper.type import LEADING, SIZE, width
from components.results.terrain import Array

STRIP = 13.0  # height of an optimizer's zones
MAX_VERTICES = 8_000  # vertices
SQUARE = 4.0  # half the side of a color sample
BAND = 0.2  # opacity of a quantile band
TILE = "#9aa7b4"


def drawing(shown: go.Figure, words: Words, name: str) -> Drawing:
    """The figure, in one of WIDTHS; `words` has a label for each line."""
    looks = [Look(trace.line.color, trace.line.dash) for trace in _curves(shown)]
    below = legend([*zip(looks, words.labels, strict=True)], _meanings(shown), words, name)
    whole, bar = WIDTHS[name], heat.bar(shown)
    names = list(shown.layout.yaxis2.ticktext) if "yaxis2" in shown.layout else []  # optimizers that have zones
    left = max([LEFT, *(width(text) + 8.0 for text in names)])
    side = whole - left - (BESIDE if bar else RIGHT)
    foot = below.height + BELOW
    bottom = foot + (STRIP * len(names) + 7.0 if names else 0.0)
    box = Box(left, bottom, side, (0.42 if wide(name) else 0.7) * side)
    panels = [_plot(shown, box, labeled=not names)]
    if names:
        panels.append(_strips(shown, Box(left, foot, side, STRIP * len(names)), names))
    scales = [heat.scale(bar, scale_beside(box))] if bar else []
    height = bottom + box.height + TOP + SIZE
    return Drawing(whole, height, panels, scales, below.shapes, below.texts, below.print, words)


def _curves(shown: go.Figure) -> list[Any]:
    """The traces of runs or optimizers."""
    lines = shown.select_traces({"type": "scatter", "mode": "lines", "fill": None})
    return [trace for trace in lines if trace.name != "stability limit"]


# The plot


def _plot(shown: go.Figure, box: Box, labeled: bool) -> Panel:
    curves = _curves(shown)
    steps = max((len(trace.x) - 1 for trace in curves), default=1)
    x, y = _axis(shown.layout.xaxis, box.width, labeled, (0, steps or 1)), _axis(shown.layout.yaxis, box.height)
    kept = few([_projected(trace, x, y, box) for trace in curves], MAX_VERTICES)
    lines = [line(pieces, Look(trace.line.color, trace.line.dash)) for trace, pieces in zip(curves, kept, strict=True)]
    bounds = shown.select_traces({"type": "scatter", "name": "stability limit"})
    dashed = [Shape(_projected(one, x, y, box), TEXT["light"], 1.0, dashes=(3.0, 2.0)) for one in bounds]
    best = [trace for trace in shown.select_traces({"name": "best"}) if len(trace.x)]
    stars = [star(piece[0]) for trace in best for piece in _projected(trace, x, y, box)]
    return Panel(
        box,
        x,
        y,
        beneath=[*heat.cells(shown, x.reach, y.reach, box), *_bands(shown, x, y, box)],
        lines=[*_limits(shown, x, box), *lines, *dashed],
        above=stars,
        texts=[*_notes(shown, x, y, box)],
        grid=not heat.heated(shown),
    )


def _axis(of: Any, length: float, labeled: bool = True, usual: tuple[float, float] = (0.0, 1.0)) -> Axis:
    """An axis of the page's figure, with those of its ticks that fit, and a default range if it has none."""
    ticks: Ticks | None = None if labeled else ()
    if labeled and of.tickvals is not None:
        ticks = [(float(place), heat.plain(text)) for place, text in zip(of.tickvals, of.ticktext, strict=True)]
        every = -(-len(ticks) * 2 * SIZE // length)
        ticks = ticks[:: max(1, int(every))]
    low, high = of.range or usual
    return Axis(heat.plain(of.title.text or "") if labeled else "", (float(low), float(high)), of.type == "log", ticks)


def _projected(trace: Any, x: Axis, y: Axis, box: Box) -> list[Array]:
    """A trace in points, interrupted where it has no value."""
    across, up = (_along(values, axis, side) for values, axis, side in ((trace.x, x, box.width), (trace.y, y, box.height)))
    return unbroken(np.stack([across, np.clip(up, -box.height, 2 * box.height)], axis=-1))


def _along(values: Any, axis: Axis, length: float) -> Array:
    low, high = axis.reach
    found = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log10(found) if axis.logarithmic else found
    return np.where(np.isfinite(found), (found - low) / (high - low) * length, np.nan)


# The sweep


def _bands(shown: go.Figure, x: Axis, y: Axis, box: Box) -> Iterator[Shape]:
    """The bands between two quantiles."""
    for trace in shown.select_traces({"fill": "toself"}):
        rings = [np.concatenate([piece, piece[:1]]) for piece in _projected(trace, x, y, box)]
        yield Shape(rings, fill=trace.fillcolor, cover=BAND)


def _limits(shown: go.Figure, x: Axis, box: Box) -> Iterator[Shape]:
    """The stability limits."""
    for one in shown.select_shapes({"type": "line", "yref": "paper"}):
        across = float(_along([one.x0], x, box.width)[0])
        yield Shape([np.array([[across, 0.0], [across, box.height]])], one.line.color, 0.9, dashes=(0.9, 1.8))


def _notes(shown: go.Figure, x: Axis, y: Axis, box: Box) -> Iterator[Text]:
    """The limits in numbers, one below the other; the names of regions of a heat map, in their middle."""
    for row, note in enumerate(shown.select_annotations({"yref": "paper"})):
        line, length = float(_along([10.0**note.x], x, box.width)[0]), width(note.text) + 3.0
        left = line + 3.0 if line + length < box.width else line - length
        yield Text(left, box.height - LEADING * SIZE * (row + 0.7), note.text, note.font.color)
    for note in shown.select_annotations({"yref": None}):
        middle = width(note.text) / 2 + 2.0
        across = float(np.clip(_along([note.x], x, box.width)[0], middle, max(middle, box.width - middle)))
        up = float(np.clip(_along([note.y], y, box.height)[0], SIZE, box.height - SIZE))
        yield Text(across, up, note.text, note.font.color, centered=True)


def _strips(shown: go.Figure, box: Box, names: Sequence[str]) -> Panel:
    """The zones of each optimizer, with their names where they have room; the first optimizer on top."""
    x = _axis(shown.layout.xaxis, box.width)
    up = (-0.5, len(names) - 0.5)
    top = len(names) - 1
    zones, texts = [], []
    notes = list(shown.select_annotations({"yref": "y2"}))
    for zone in shown.select_shapes({"type": "rect", "yref": "y2"}):
        left, right = _along([zone.x0, zone.x1], x, box.width).tolist()
        bottom, height = ((top - zone.y1 + 0.5) * STRIP, (zone.y1 - zone.y0) * STRIP)
        zones.append(Shape([rectangle(left, bottom, right, bottom + height)], fill=zone.fillcolor))
        for note in notes:
            across = float(_along([10.0**note.x], x, box.width)[0])
            if zone.y0 < note.y < zone.y1 and left < across < right:
                fit = [text for text in (note.text, note.text.split(" from ")[0]) if width(text) < right - left - 2.0]
                texts += [Text(across, bottom + height / 2, fit[0], note.font.color, centered=True)] if fit else []
    edges = []
    for one in shown.select_shapes({"type": "line", "yref": "y2"}):
        across = float(_along([one.x0], x, box.width)[0])
        ends = [[across, (top - end + 0.5) * STRIP] for end in (one.y0, one.y1)]
        edges.append(Shape([np.array(ends)], one.line.color, 1.2))
    ticks = [(float(top - row), name) for row, name in enumerate(names)]
    return Panel(box, x, Axis("", up, ticks=ticks), beneath=zones, above=edges, texts=texts)


# The legend


def _meanings(shown: go.Figure) -> list[Meaning]:
    present = dict.fromkeys(zone.fillcolor for zone in shown.select_shapes({"type": "rect", "yref": "y2"}))
    names = {color: zone_name for zone_name, color in ZONES["light"].items()}
    found = [_square(color, names[color]) for color in ZONES["light"].values() if color in present]
    if any(len(trace.x) for trace in shown.select_traces({"fill": "toself"})):
        found.append(_square(TILE, "10 to 90 % of the seeds", 2 * BAND))
    if any(shown.select_shapes({"type": "line", "yref": "paper"})):
        found.append(_dashed((0.9, 1.8)))
    for trace in heat.heated(shown):
        if trace.name != "cells" and np.isfinite(np.asarray(trace.z, dtype=float)).any():
            found.append(_square(trace.colorscale[0][1], trace.name))
    if any(len(trace.x) for trace in shown.select_traces({"name": "best"})):
        found.append(Meaning("best cell", lambda place: [star(place)]))
    if any(shown.select_traces({"type": "scatter", "name": "stability limit"})):
        found.append(_dashed((3.0, 2.0)))
    return found


def _square(color: str, words: str, cover: float = 1.0) -> Meaning:
    corners = rectangle(-SQUARE, -0.75 * SQUARE, SQUARE, 0.75 * SQUARE)
    return Meaning(words, lambda place: [Shape([place + corners], BORDER["light"], 0.4, color, cover=cover)])


def _dashed(dashes: tuple[float, ...]) -> Meaning:
    ends = np.array([[-6.0, 0.0], [6.0, 0.0]])
    return Meaning("stability limit", lambda place: [Shape([place + ends], TEXT["light"], 1.0, dashes=dashes)])
