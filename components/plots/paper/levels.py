"""The levels of the map as polygons: each covers everything above it, and is painted over the lower ones.

So each level needs one outline, for both its fill and its line. The levels and their colors are those of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from components.plots.figures import HEIGHTS, LEVELS, shade_of, short
from components.plots.paper.marks import mixed
from components.plots.paper.polylines import few
from components.results.terrain import Array, Terrain

MAX_VERTICES = 14_000


@dataclass(frozen=True)
class Level:
    """A color and the rings that it fills, in points from the lower left corner of the map; those of holes run backwards."""

    color: str
    rings: tuple[Array, ...]


def levels(terrain: Terrain, whole: Terrain, size: tuple[float, float]) -> list[Level]:
    """The levels on a map of this size, the lowest first. `terrain` is a part of the whole, which the colors belong to."""
    from contourpy import FillType, contour_generator  # installed with Matplotlib

    low, high = shades(whole)
    each = (high - low) / LEVELS or 1.0
    shade = np.ma.masked_invalid(shade_of(whole, terrain.fine[2]))
    across, up = (np.linspace(0.0, length, len(terrain.fine[0])) for length in size)
    lines = contour_generator(across, up, shade, fill_type=FillType.OuterOffset)
    edges = [-np.inf, *(low + (k + 0.5) * each for k in range(LEVELS))]
    found = [_rings(*lines.filled(edge, np.inf)) for edge in edges]
    kept = few(found, MAX_VERTICES, closed=True)
    return [Level(color(place / LEVELS), tuple(rings)) for place, rings in enumerate(kept)]


def _rings(points: Sequence[Array], offsets: Sequence[Array]) -> list[Array]:
    return [one[begin:end] for one, cuts in zip(points, offsets, strict=True) for begin, end in pairwise(cuts.tolist())]


def shades(terrain: Terrain) -> tuple[float, float]:
    """The lowest and highest position on the color scale."""
    shade = shade_of(terrain, terrain.fine[2])
    return float(np.nanmin(shade)), float(np.nanmax(shade))


def color(share: float) -> str:
    """The color of a height, from 0 for the lowest to 1."""
    return mixed(HEIGHTS["light"], share)


def scale_ticks(whole: Terrain, apart: float, length: float) -> list[tuple[float, str]]:
    """The ticks of a color scale of this length: positions at least a given distance apart, and labels."""
    low, high = shades(whole)
    ticks = np.array(whole.levels.ticks())
    places = (shade_of(whole, ticks) - low) / ((high - low) or 1.0) * length
    found: list[tuple[float, str]] = []
    for place, tick in sorted(zip(places.tolist(), ticks.tolist(), strict=True)):
        if 0.0 <= place <= length and (not found or place > found[-1][0] + apart):
            found.append((place, short(tick)))
    return found
