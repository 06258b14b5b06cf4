"""The elements of a figure for a paper: panels with axes, a color scale, a legend and small print, all in points.

A figure is laid out once; `vector` writes it as SVG and PDF, `pgf` as LaTeX.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.results.terrain import Array

Span = tuple[float, float]

THINNED = "Points of lines that are too close together for print are left out; the CSV has all numbers"


@dataclass(frozen=True)
class Words:
    """The texts: a label for each line, the settings that all lines share, and the link, "" for none."""

    title: str
    labels: Sequence[str]
    caption: str
    link: str

    @property
    def details(self) -> tuple[str, ...]:
        """The description in the file's metadata, besides title and link."""
        return (*self.labels, self.caption, THINNED)


class Box(NamedTuple):
    """A rectangle in points from the lower left corner of the figure."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Shape:
    """Lines, or rings that are filled together; "" for no color. `halo` is the width of a white line below, in points."""

    lines: Sequence[Array]
    edge: str = ""
    width: float = 0.0
    fill: str = ""
    dashes: tuple[float, ...] = ()
    opacity: float = 1.0  # opacity of the edge
    cover: float = 1.0  # opacity of the fill
    halo: float = 0.0


class Text(NamedTuple):
    """A text, vertically centered at `middle`; it starts at `left`, or is centered there."""

    left: float
    middle: float
    words: str
    color: str = ""  # "" for the default text color
    centered: bool = False


Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Axis:
    """The title and range of an axis; if it is logarithmic, range and ticks are powers of ten.

    ticks  positions and labels; None for about `most` automatic ones
    """

    title: str
    reach: Span
    logarithmic: bool = False
    ticks: Ticks | None = None
    most: int = 5


@dataclass(frozen=True)
class Panel:
    """A plot; its shapes and texts are in points from the lower left corner of its box, the shapes in the order of painting.

    beneath  what lies below the axes, clipped at the border
    lines    what stands in the coordinates of the axes
    above    what is drawn whole also at the border
    """

    box: Box
    x: Axis
    y: Axis
    beneath: Sequence[Shape] = ()
    lines: Sequence[Shape] = ()
    above: Sequence[Shape] = ()
    texts: Sequence[Text] = ()
    grid: bool = False


@dataclass(frozen=True)
class Scale:
    """A color scale: bands in a box, and ticks in points from its lower edge."""

    box: Box
    title: str
    bands: Sequence[Shape]
    ticks: Ticks


@dataclass(frozen=True)
class Drawing:
    """`shapes` and `texts` are those of the legend; `print` is the small print, with the base of each line."""

    width: float
    height: float
    panels: Sequence[Panel]
    scales: Sequence[Scale]
    shapes: Sequence[Shape]
    texts: Sequence[Text]
    print: Sequence[tuple[float, str]]
    words: Words
