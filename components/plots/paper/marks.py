"""The parts of a figure: the lines of runs, their markers, and the known minima and stationary points."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from PIL import ImageColor

from components.plots.figures import STAR, TEXT
from components.plots.palette import DASHES, Style, hex_of, outline
from components.plots.paper.drawing import Shape
from components.results.terrain import Array

LINE, HALO = 1.2, 2.6  # widths in points: of a run, and of its white outline
MARKER, STARS = 2.9, 3.6  # radii
DASH = 0.5  # points per pixel on the page


class Look(NamedTuple):
    """The style of a line, with or without a marker."""

    color: str
    dash: str
    marker: str = ""

    @classmethod
    def of(cls, style: Style) -> "Look":
        return cls(style["light"], style["dash"], style["marker"])


def line(pieces: Sequence[Array], look: Look, halo: float = 0.0) -> Shape:
    return Shape(pieces, look.color, LINE, dashes=tuple(DASH * length for length in DASHES[look.dash]), halo=halo)


def marker(place: Array, name: str, radius: float, color: str, hollow: bool = False) -> Shape:
    corners = place + np.array(outline(name, radius)) * [1.0, -1.0]
    ring = np.concatenate([corners, corners[:1]])
    return Shape([ring], color, 0.8) if hollow else Shape([ring], "#ffffff", 0.5, color)


def star(place: Array, hollow: bool = False) -> Shape:
    return marker(place, "star", STARS, STAR["light"], hollow)


def cross(place: Array) -> Shape:
    return Shape([place + 2.6 * np.array(arm) for arm in ([[-1, -1], [1, 1]], [[-1, 1], [1, -1]])], STAR["light"], 0.9)


def minima(pieces: Sequence[Array]) -> Shape:
    """A ring or a curve of minima."""
    return Shape(pieces, STAR["light"], 0.9, dashes=(1.0, 2.0))


def start(place: Array) -> Iterator[Shape]:
    """A ring with a dot."""
    yield circle(place, 3.4, TEXT["light"])
    yield circle(place, 0.6, TEXT["light"])


def circle(place: Array, radius: float, color: str) -> Shape:
    angle = np.linspace(0.0, 2.0 * np.pi, 25)
    return Shape([place + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)], color, 1.0)


def rectangle(left: float, bottom: float, right: float, top: float) -> Array:
    """A rectangle as a ring."""
    return np.array([[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]])


def unbroken(points: Array) -> list[Array]:
    """The parts of a line between its gaps."""
    known = np.isfinite(points.sum(axis=1))
    parts = np.split(np.arange(len(points)), np.flatnonzero(np.diff(known)) + 1)
    return [points[part] for part in parts if len(part) and known[part[0]]]


def mixed(colors: Sequence[str], share: float) -> str:
    """A color interpolated between evenly spaced colors, from 0 to 1."""
    table = np.array([ImageColor.getrgb(color) for color in colors], dtype=float)
    places = np.linspace(0.0, 1.0, len(table))
    return hex_of(float(np.interp(share, places, channel)) for channel in table.T)
