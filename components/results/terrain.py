"""The terrain that paths are drawn on: a surface sampled over a window, with levels that keep its valleys readable."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from surfaces import Surface

Array = np.ndarray[Any, np.dtype[np.float64]]
Window = tuple[tuple[float, float], tuple[float, float]]

FINE, ARROWS = 161, 19  # samples per side: of the contour map (the 3D surface has every other one) and of the gradient field
MAX_POWERS = 7  # ticks on a logarithmic scale
ROUND_OFF = 1e-12  # relative rounding error of a height
HIGHEST = 8e307  # heights are drawn up to here: twice this value is still finite
MODERATE = 1e30  # the browser draws in float32: heights above this, or all below its inverse, get a unit
WIDE_RANGE = 4.0  # if the highest point exceeds the median height by this factor, linear levels miss the valley


@dataclass(frozen=True)
class Levels:
    """A color scale for f: even steps of f, or, where f spans decades, even steps of log(1 + (f − base) / unit)."""

    base: float
    unit: float | None
    top: float

    @classmethod
    def of(cls, z: Array, lowest: float | None) -> "Levels":
        finite = z[np.isfinite(z)]
        base = min(float(finite.min()), np.inf if lowest is None else lowest)
        top = float(finite.max())
        twentieth, median = np.quantile(finite, (0.05, 0.5)) - base
        wide = twentieth > 0 and (top - base) / WIDE_RANGE > median
        return cls(base, float(twentieth) / 10 if wide else None, top)

    def shade(self, z: Array) -> Array:
        """The position of f = z on the scale."""
        if self.unit is None:
            return np.asarray(z, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):  # log 0 and ∞; the quotient may overflow
            above = np.log(np.maximum(z - self.base, 0.0)) - np.log(self.unit)
            return np.asarray(np.logaddexp(0.0, above) / np.log(10.0))

    def ticks(self) -> list[float]:
        """Round values of f for the ticks of the scale."""
        height = self.top - self.base
        if height == 0.0:
            return [self.base]
        if self.unit is None:
            size = 10.0 ** np.floor(np.log10(height))
            step = size * next(factor for factor in (0.1, 0.2, 0.5, 1, 2) if height / (size * factor) <= 7)
            return [float(step * k) for k in range(int(np.ceil(self.base / step)), int(np.floor(self.top / step)) + 1)]
        powers = range(int(np.ceil(np.log10(self.unit))), int(np.floor(np.log10(height))) + 1)
        sizes = [10.0**power for power in powers[:: -(-len(powers) // MAX_POWERS)]]
        above = [size * float(np.round(self.base / size + 1.0)) + 0.0 for size in sizes]  # round numbers of about the same size
        return [self.base if abs(self.base) > ROUND_OFF * height else 0.0, *(tick for tick in above if tick <= self.top)]


@dataclass(frozen=True)
class Terrain:
    """A surface over a window: two grids of f (rows are y, columns are x), its levels, and the direction downhill.

    f is clipped at ±HIGHEST; `beyond` says whether anything was. Where f is undefined, it is NaN. `unit` is the power of ten in
    which heights are drawn, 1 unless they are extreme.
    """

    surface: Surface
    window: Window
    levels: Levels
    fine: tuple[Array, Array, Array]
    coarse: tuple[Array, Array, Array]
    field: tuple[Array, Array, Array, Array]
    unit: float
    beyond: bool


def terrain(surface: Surface, window: Window, samples: int = FINE) -> Terrain:
    """The terrain of a surface over a window; the contour map has `samples` points per side, an odd number."""
    fine = _sample(surface, window, samples)
    coarse = (fine[0][::2], fine[1][::2], fine[2][::2, ::2])
    levels = Levels.of(fine[2], surface.lowest)
    depth = float(np.nanmedian(fine[2])) - levels.base
    beyond = bool((np.abs(fine[2]) == HIGHEST).any())
    return Terrain(surface, window, levels, fine, coarse, _downhill(surface, window, depth), _unit(fine[2]), beyond)


def _sample(surface: Surface, window: Window, samples: int) -> tuple[Array, Array, Array]:
    x, y = (np.linspace(low, high, samples) for low, high in window)
    grid = np.meshgrid(x, y)
    z = surface.value(*grid)
    if np.isinf(z).any():  # a pole, such as log at 0, is a hole; finite values that are too large are clipped
        z[np.isinf(z) & ~surface.overflows(*grid)] = np.nan
    return x, y, np.clip(z, -HIGHEST, HIGHEST)


def _unit(z: Array) -> float:
    largest = float(np.nanmax(np.abs(z)))
    return 1.0 if largest == 0.0 or 1.0 / MODERATE < largest < MODERATE else float(10.0 ** np.floor(np.log10(largest)))


def _downhill(surface: Surface, window: Window, depth: float) -> tuple[Array, Array, Array, Array]:
    """Arrows (x, y, u, v) along −∇f on a grid inset from the border, each as long on the screen as the others.

    There is no arrow where the gradient is not finite, or so small that following it across the whole window would descend by
    less than a millionth of the median depth.
    """
    x, y = np.meshgrid(*(np.linspace(low, high, ARROWS + 2)[1:-1] for low, high in window))
    u, v = (-partial for partial in surface.gradient(x, y))
    (x_low, x_high), (y_low, y_high) = window
    width, height = x_high - x_low, y_high - y_low
    with np.errstate(over="ignore"):
        length, fall = np.hypot(u / width, v / height), np.hypot(u * width, v * height)
    slope = np.isfinite(fall) & (fall > 1e-6 * depth)
    x, y, u, v, length = (array[slope] for array in (x, y, u, v, length))
    return x, y, 0.6 / ARROWS * (u / length), 0.6 / ARROWS * (v / length)
