"""A figure of a network's training: loss and accuracy by step, on the training set and on the held-out set."""

from collections.abc import Iterator

import numpy as np

from components.plots.figures import TEXT
from components.plots.palette import styles
from components.plots.paper.curve import powers
from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Shape, Words
from components.plots.paper.layout import BELOW, LEFT, TOP
from components.plots.paper.legend import RIGHT, WIDTHS, Legend, Meaning, legend, wide
from components.plots.paper.marks import LINE, Look, line, unbroken
from components.plots.paper.polylines import few
from components.plots.paper.type import SIZE
from components.results.snapshots import Trained
from components.results.terrain import Array

TALL = 0.62  # height of a plot, relative to its width
HELD_OUT = (0.8, 1.6)  # dash pattern of held-out values: dotted
MAX_VERTICES = 4_000  # vertices
PERCENT = [(share / 100, str(share)) for share in range(0, 101, 20)]


def drawing(found: Trained, words: Words, name: str) -> Drawing:
    """The figure, in one of WIDTHS; `words` has a label for each run. The plots are side by side if the width allows it."""
    looks = [Look(style["light"], style["dash"]) for style in styles(found.keys).values()]
    below = legend([*zip(looks, words.labels, strict=True)], MEANINGS if len(found.parts.test) else [], words, name)
    upper, lower = _boxes(name, below)
    losses = [found.loss[part, : found.lengths[k], k] for k in range(len(found.keys)) for part in (0, 1)]
    steps = Axis("step", (0.0, float(max(found.total, 1))))
    loss, accuracy = Axis("loss", powers(losses), True), Axis("accuracy, %", (0.0, 1.02), ticks=PERCENT)
    panels = [
        Panel(box, steps, axis, lines=[*_lines(found, values, looks, steps, axis, box)], grid=True)
        for box, values, axis in ((upper, found.loss, loss), (lower, found.accuracy, accuracy))
    ]
    height = upper.bottom + upper.height + TOP + SIZE
    return Drawing(WIDTHS[name], height, panels, [], below.shapes, below.texts, below.print, words)


def _boxes(name: str, below: Legend) -> tuple[Box, Box]:
    """The boxes of loss and accuracy."""
    whole, foot = WIDTHS[name], below.height + BELOW
    if wide(name):
        side = (whole - 2 * LEFT - RIGHT) / 2 - 6.0
        return Box(LEFT, foot, side, TALL * side), Box(LEFT + side + 12.0 + LEFT, foot, side, TALL * side)
    side = whole - LEFT - RIGHT
    return Box(LEFT, foot + TALL * side + BELOW + 8.0, side, TALL * side), Box(LEFT, foot, side, TALL * side)


def _lines(found: Trained, values: Array, looks: list[Look], x: Axis, y: Axis, box: Box) -> Iterator[Shape]:
    """The lines of all runs; those of held-out data are dotted and lie below."""
    low, high = y.reach
    for part in (1, 0):
        rows = []
        for k, length in enumerate(found.lengths):
            with np.errstate(divide="ignore", invalid="ignore"):
                row = np.log10(values[part, :length, k]) if y.logarithmic else values[part, :length, k]
            up = np.where(np.isfinite(row), np.clip((row - low) / (high - low), -1.0, 2.0) * box.height, np.nan)
            across = np.array(found.steps[:length]) / x.reach[1] * box.width
            rows.append(unbroken(np.stack([across, up], axis=-1)))
        for look, pieces in zip(looks, few(rows, MAX_VERTICES), strict=True):
            yield Shape(pieces, look.color, 0.8 * LINE, dashes=HELD_OUT) if part else line(pieces, look)


def _sample(words: str, dashes: tuple[float, ...]) -> Meaning:
    ends = np.array([[-6.0, 0.0], [6.0, 0.0]])
    return Meaning(words, lambda place: [Shape([place + ends], TEXT["light"], LINE, dashes=dashes)])


MEANINGS = [_sample("training set", ()), _sample("held out", HELD_OUT)]
