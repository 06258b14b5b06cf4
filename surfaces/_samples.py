"""The starts of the search for a minimum: the minima of a surface on a grid, and the lowest points of its border."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import maximum_filter, minimum_filter

from surfaces._descent import golden_section, height
from surfaces._differentiate import Array
from surfaces._surface import Surface

Window = tuple[tuple[float, float], ...]

FINE = 6400  # samples per side of the border
MARGIN = 3  # cells beyond the border
SKEW = 0.382, 0.237  # offset of the grid in x and y, in cells
MAX_SEARCHES = 2000  # grid minima that are refined, of which a quarter may be equally low


@dataclass(frozen=True)
class Samples:
    """A surface on a grid: x of shape (columns,), y (rows,), z (rows, columns); a cell is this fraction of the domain."""

    x: Array
    y: Array
    z: Array
    cell: float


def sampled(surface: Surface, cells: int, window: Window | None = None) -> Samples:
    """The surface over a window, by default its domain."""
    steps = np.arange(-MARGIN, cells + MARGIN)
    sides = zip(window or surface.domain, SKEW, strict=True)
    x, y = (low + (high - low) * (steps + skew) / cells for (low, high), skew in sides)
    z = height(surface, np.stack(np.meshgrid(x, y)))
    return Samples(x, y, z, 1.0 / cells)


def grid_minima_of(samples: Samples) -> Array:
    """The samples that are no higher than any neighbor, and lower than one: (2, n), the lowest first."""
    z = samples.z
    minima = np.flatnonzero((z == minimum_filter(z, 3, mode="nearest")) & (z < maximum_filter(z, 3, mode="nearest")))
    row, column = np.unravel_index(minima[np.argsort(z.flat[minima], kind="stable")][:MAX_SEARCHES], z.shape)
    return np.stack([samples.x[column], samples.y[row]])


def lowest_on_border(surface: Surface) -> Array:
    """The lowest point on each side of the domain, of shape (2, 4)."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    x, y = np.linspace(x_low, x_high, FINE + 1), np.linspace(y_low, y_high, FINE + 1)
    sides = np.stack([np.broadcast_arrays(*side) for side in ((x, y_low), (x, y_high), (x_low, y), (x_high, y))], axis=1)
    best = np.argmin(height(surface, sides), axis=1)
    before, lowest, after = (sides[:, range(4), np.clip(best + step, 0, FINE)] for step in (-1, 0, 1))

    def point(share: Array) -> Any:
        return before + share * (after - before)

    closer = point(golden_section(lambda share: height(surface, point(share)), np.zeros(4), np.ones(4)))
    return np.where(height(surface, closer) < height(surface, lowest), closer, lowest)
