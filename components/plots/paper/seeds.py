"""Many seeds of a run in a figure: where they are on the map, the spread of the metric on the curve, and the legend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from components.plots.figures import TEXT
from components.plots.palette import Style
from components.plots.paper.drawing import Box, Shape
from components.plots.paper.legend import Meaning
from components.plots.paper.marks import LINE, rectangle, unbroken
from components.plots.paper.polylines import few
from components.results.ensemble import Ensemble, Quantiles
from components.results.terrain import Array, Window

MANY = 600  # number of seeds from which smaller dots are drawn
DOTS = (1.5, 1.0)  # side of a dot in points, for few seeds and for many
FAINT, BAND = 0.6, 0.22  # opacity of the dots and of the quantile band
HALF = 4.0  # half the side of a sample in the legend
MAX_VERTICES = 4_000  # vertices of the quantile band


@dataclass(frozen=True)
class Seeds:
    """An ensemble on the map.

    words    the number of seeds, the run, and the step
    points   in fractions of the visible part of the map, (n, 2)
    ellipse  the theoretical one, in the same units; empty if there is none
    """

    style: Style
    words: str
    points: Array
    ellipse: Array


@dataclass(frozen=True)
class Band:
    """An ensemble on the curve; `x` has one value per row of the quantiles."""

    style: Style
    x: Array
    quantiles: Quantiles


def seen_seeds(found: Ensemble, style: Style, step: int, window: Window) -> Seeds:
    """An ensemble at a step, in a part of the map."""
    low, high = np.array(window).T
    step = min(step, len(found.path.points) - 1)
    words = f"{len(found.seeds):,} seeds of {found.run.optimizer.title} at step {step}"
    return Seeds(style, words, (found.points(step) - low) / (high - low), (found.ellipse(step) - low) / (high - low))


def on_map(seen: Seeds, box: Box) -> Iterator[Shape]:
    """A square for each seed, and the ellipse."""
    size = np.array([box.width, box.height])
    inside = ((seen.points >= 0.0) & (seen.points <= 1.0)).all(axis=1)
    yield _dots(seen.points[inside] * size, DOTS[len(seen.points) > MANY], seen.style)
    if len(seen.ellipse):
        yield _outline(seen.ellipse * size)


def band(low: Array, high: Array, style: Style) -> Shape:
    """The area between two lines."""
    known = np.isfinite(low + high).all(axis=1, keepdims=True)
    sides = [unbroken(np.where(known, side, np.nan)) for side in (low, high)]
    rings = [np.concatenate([below, above[::-1], below[:1]]) for below, above in zip(*sides, strict=True)]
    [kept] = few([rings], MAX_VERTICES)
    return Shape(kept, fill=style["light"], cover=BAND)


def median(points: Array, style: Style) -> Shape:
    """The median as a line that is thinner than those of runs."""
    [kept] = few([unbroken(points)], MAX_VERTICES)
    return _dashed(kept, style)


def meanings(seen: Seeds) -> list[Meaning]:
    """The entries of the legend."""
    dots = np.array([[-3.0, -1.5], [0.5, 2.0], [3.0, -0.5]])
    ends = np.array([[-6.0, 0.0], [6.0, 0.0]])
    square, color = rectangle(-HALF, -HALF, HALF, HALF), seen.style["light"]
    found = [
        Meaning(seen.words, lambda place: [_dots(place + dots, DOTS[0], seen.style)]),
        Meaning("10–90 % of the seeds", lambda place: [Shape([place + square], fill=color, cover=BAND)]),
        Meaning("their median", lambda place: [_dashed([place + ends], seen.style)]),
    ]
    ellipse = Meaning("95 % of them, by theory", lambda place: [_outline(place + ends)])
    return [*found, *([ellipse] if len(seen.ellipse) else ())]


def _dots(places: Array, side: float, style: Style) -> Shape:
    """Squares, drawn as lines that are as long as wide, which need the fewest characters in a file."""
    ends = np.array([[-side / 2, 0.0], [side / 2, 0.0]])
    return Shape(list(places[:, None, :] + ends), style["light"], side, opacity=FAINT)


def _dashed(lines: Sequence[Array], style: Style) -> Shape:
    return Shape(lines, style["light"], 0.6 * LINE, dashes=(1.8, 1.2))


def _outline(corners: Array) -> Shape:
    return Shape([corners], TEXT["light"], 0.8 * LINE, dashes=(3.0, 2.0), halo=2.0)
