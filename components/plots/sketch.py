"""The map as a sketch that the server draws without a browser, in fractions of the window.

A sketch has no size and no theme yet. `sketch_svg` writes it for a page that is still loading, `sketch_png` for a preview of a
link.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import zoom

from components.plots.figures import LEVELS, marks
from components.plots.palette import Style
from components.results.terrain import Array, Terrain, Window

MIN_SAMPLES = 161  # terrain samples per side
MAX_VERTICES = 600  # per line: more cannot be distinguished
NEAREST = 1 / 700  # share of the window: vertices closer to the previous one are dropped
MAX_EXITS = 3
BEYOND = 0.05  # lines are clipped this far outside the window, so that their ends stay invisible


@dataclass(frozen=True)
class Path:
    """A run: its line as pieces of vertices (x, y), its exits from the window, and its last point, if that is inside."""

    style: Style
    pieces: tuple[Array, ...]
    exits: Array
    head: Array | None


@dataclass(frozen=True)
class Sketch:
    """bands   the level of each pixel, 0 to LEVELS, the lowest row first; −1 where f is not defined
    square  whether both axes have the same scale
    marks   what is known of the surface, as (x, y, style of Plotly's) in shares of the window
    """

    bands: np.ndarray[Any, np.dtype[np.int16]]
    square: bool
    marks: tuple[tuple[Array, Array, dict[str, Any]], ...]
    start: Array
    paths: tuple[Path, ...]


def sketch(
    terrain: Terrain, start: Sequence[float], runs: Sequence[tuple[Style, Array]], step: int, most: int = MAX_VERTICES
) -> Sketch:
    """The runs, points (n, 2) each, up to a step on the terrain of a window, with at most `most` vertices per line."""
    window = terrain.window
    (x_low, x_high), (y_low, y_high) = window
    known = tuple((*_shares(window, np.stack([x, y], axis=-1)).T, look) for x, y, look in marks(terrain, "light"))
    return Sketch(
        _bands(terrain),
        x_high - x_low == y_high - y_low,
        known,
        _shares(window, np.asarray(start, dtype=float)),
        tuple(_path(style, _shares(window, points[: step + 1]), most) for style, points in runs),
    )


def _shares(window: Window, points: Array) -> Array:
    low, high = np.array(window).T
    with np.errstate(over="ignore"):
        return np.asarray((points - low) / (high - low))


def _bands(terrain: Terrain) -> np.ndarray[Any, np.dtype[np.int16]]:
    """The levels of the contour map: the lowest and the highest are half as high as those between, as Plotly draws them."""
    shade = _finer(terrain.levels.shade(terrain.fine[2]))
    low, high = np.nanmin(shade), np.nanmax(shade)
    level = np.floor((shade - low) / ((high - low) or 1.0) * LEVELS + 0.5)
    return np.where(np.isfinite(level), level, -1).astype(np.int16)


def _finer(shade: Array) -> Array:
    """The levels with enough samples per side to be smooth."""
    factor = np.ceil((MIN_SAMPLES - 1) / (np.array(shade.shape) - 1)).clip(1)
    return shade if (factor == 1).all() else zoom(shade, ((np.array(shade.shape) - 1) * factor + 1) / shade.shape, order=1)


def _path(style: Style, points: Array, most: int) -> Path:
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return Path(style, (), np.empty((0, 2)), None)
    head = points[-1] if ((points[-1] >= 0.0) & (points[-1] <= 1.0)).all() else None
    return Path(style, tuple(_pieces(_thinned(points, most))), _exits(points), head)


def _thinned(points: Array, most: int) -> Array:
    """Vertices that can be distinguished; if they are too many, mostly early ones, where most runs move farthest."""
    cells = np.rint(np.clip(points, -1e12, 1e12) / NEAREST)
    moved = (np.diff(cells, axis=0) != 0.0).any(axis=1)
    kept = np.flatnonzero(np.concatenate([[True], moved]))
    if len(kept) > most:
        share = np.linspace(0.0, 1.0, most) ** 2
        kept = kept[np.unique(np.rint(share * (len(kept) - 1)).astype(int))]
    return points[kept]


def _pieces(points: Array) -> Iterator[Array]:
    """The parts of a line in and just around the window."""
    first, last, inside = _cut(points, -BEYOND, 1.0 + BEYOND)
    piece: list[Array] = []
    for begin, end, shown in zip(first, last, inside, strict=True):
        if shown and piece and (begin == piece[-1]).all():
            piece.append(end)
        else:
            if piece:
                yield np.array(piece)
            piece = [begin, end] if shown else []
    if piece:
        yield np.array(piece)


def _exits(points: Array) -> Array:
    """Where a line leaves the window, the first few times."""
    _, last, inside = _cut(points, 0.0, 1.0)
    leaves = inside & (last != points[1:]).any(axis=1)
    return last[leaves][:MAX_EXITS]


def _cut(points: Array, low: float, high: float) -> tuple[Array, Array, Any]:
    """Each segment of a line as far as it lies in the square [low, high]², and whether any of it does (Liang & Barsky 1984)."""
    points = np.clip(points, -1e12, 1e12)
    begin, along = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = np.sort(np.stack([(low - begin) / along, (high - begin) / along]), axis=0)
    within = (begin >= low) & (begin <= high)
    enter = np.where(along != 0.0, bounds[0], np.where(within, 0.0, 2.0)).max(axis=1).clip(0.0, 2.0)
    leave = np.where(along != 0.0, bounds[1], 1.0).min(axis=1).clip(-1.0, 1.0)
    first = np.where(enter[:, None] == 0.0, begin, begin + enter[:, None] * along)
    last = np.where(leave[:, None] == 1.0, points[1:], begin + leave[:, None] * along)
    shown = enter <= leave
    return *(np.where(shown[:, None], np.clip(ends, low, high), ends) for ends in (first, last)), shown  # up to rounding
