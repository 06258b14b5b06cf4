"""The color and the marker of each class, for pictures made by the server and by the browser."""

from typing import Any, TypedDict

import numpy as np

from components.plots.palette import hex_of
from components.results.regions import LEVELS, LOST

COLORS = np.array(  # distinct for color-blind readers too; examples also differ in shape
    [
        (0, 96, 168),
        (214, 96, 0),
        (0, 128, 95),
        (176, 48, 106),
        (138, 109, 0),
        (90, 90, 200),
        (120, 60, 30),
        (60, 70, 80),
        (0, 150, 160),
        (150, 0, 0),
    ]
)
SHAPES = (("circle", "●"), ("square", "■"), ("triangle-up", "▲"))  # Plotly's name, and the character
FAINTEST, STRONGEST = 0.12, 0.62  # opacity of a region's color where its network is least and most certain


class Mark(TypedDict):
    """The marker of a class's examples; `light` and `dark` are its colors in each theme, distinct from the class's region."""

    symbol: str
    glyph: str
    light: str
    dark: str


def marks(classes: int) -> list[Mark]:
    return [_mark(label) for label in range(classes)]


def _mark(label: int) -> Mark:
    symbol, glyph = SHAPES[label % len(SHAPES)]
    color = COLORS[label % len(COLORS)]
    return {"symbol": symbol, "glyph": glyph, "light": hex_of(0.75 * color), "dark": hex_of(255 - 0.55 * (255 - color))}


def palette(classes: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The color and opacity for each value of a cell of `regions`, (256, 4)."""
    cells = np.arange(256)
    opacity = FAINTEST + (STRONGEST - FAINTEST) * (cells % LEVELS) / (LEVELS - 1)
    known = (cells < classes * LEVELS) & (cells != LOST)
    colors = COLORS[np.minimum(cells // LEVELS, len(COLORS) - 1)]
    return np.column_stack([colors, np.where(known, np.rint(255 * opacity), 0)]).astype(np.uint8)
