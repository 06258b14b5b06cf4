"""The layout of a figure of runs: map, color scale, curve and legend, in points."""

from dataclasses import dataclass

import numpy as np

from components.plots.figures import TEXT
from components.plots.paper import fate_cells, seeds
from components.plots.paper.content import Content
from components.plots.paper.drawing import Box
from components.plots.paper.legend import RIGHT, WIDTHS, Legend, Meaning, legend, wide
from components.plots.paper.marks import MARKER, Look, circle, cross, marker, minima, star, start
from components.plots.paper.type import SIZE

LEFT, BELOW, TOP = 38.0, 27.0, 6.0  # margins for tick labels and axis titles
SCALE_GAP, SCALE, SCALE_TEXT = 5.0, 6.0, 31.0  # the color scale: gap before it, width, and room for its numbers
BESIDE = SCALE_GAP + SCALE + SCALE_TEXT
CURVE = 0.62  # height of the curve below the map, relative to its width
CHANGE = 3.8  # radius of the ring at a mid-run change


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    map: Box
    scale: Box
    curve: Box
    legend: Legend


def layout(shown: Content, name: str) -> Layout:
    """Map and curve side by side if the width allows it, otherwise the curve below the map."""
    whole, beside = WIDTHS[name], wide(name)
    side = (whole - 2 * LEFT - BESIDE - RIGHT) / 2.1 if beside else whole - LEFT - BESIDE
    tall = side if shown.sketch.square else 0.8 * side
    runs = [(Look.of(path.style), text) for path, text in zip(shown.sketch.paths, shown.words.labels, strict=True)]
    below = legend(runs, meanings(shown), shown.words, name)
    curve_side = 1.1 * side if beside else whole - LEFT - RIGHT
    curve_tall = tall if beside else CURVE * curve_side
    curve = Box(LEFT + side + BESIDE + LEFT if beside else LEFT, below.height + BELOW, curve_side, curve_tall)
    bottom = below.height + BELOW if beside else curve.bottom + curve_tall + 8.0 + BELOW
    map_box = Box(LEFT, bottom, side, tall)
    return Layout(whole, bottom + tall + TOP + SIZE, map_box, scale_beside(map_box), curve, below)


def scale_beside(box: Box) -> Box:
    return Box(box.left + box.width + SCALE_GAP, box.bottom, SCALE, box.height)


START = Meaning("start", start)
MINIMUM = Meaning("minimum", lambda place: [star(place)])
FOUND = Meaning("minimum, found numerically", lambda place: [star(place, hollow=True)])
STATIONARY = Meaning("stationary point", lambda place: [cross(place)])
CURVE_OF = Meaning("curve of minima", lambda place: [minima([place + np.array([[-6.0, 0.0], [6.0, 0.0]])])])
LEAVES = Meaning("leaves the map", lambda place: [marker(place, "cross", MARKER, TEXT["light"])])
CHANGES = Meaning("settings change", lambda place: [circle(place, CHANGE, TEXT["light"])])


def meanings(shown: Content) -> list[Meaning]:
    """The legend of the marks that occur."""
    surface, sketch = shown.part.surface, shown.sketch
    there = (
        (START, True),
        (MINIMUM, bool(surface.minima) and not surface.found),
        (FOUND, bool(surface.minima) and bool(surface.found)),
        (STATIONARY, bool(surface.stationary)),
        (CURVE_OF, bool(surface.rings or surface.curves)),
        (LEAVES, any(len(path.exits) for path in sketch.paths)),
        (CHANGES, bool(shown.changes)),
    )
    colors = fate_cells.meanings(shown.fates) if shown.fates else []
    spread = seeds.meanings(shown.seeds) if shown.seeds else []
    return [*(meaning for meaning, is_there in there if is_there), *spread, *colors]
