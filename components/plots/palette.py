"""The style of each optimizer in a race: a color that color-blind people can distinguish, a dash and a marker.

The colors are those of Okabe & Ito (2008), https://jfly.uni-koeln.de/color/, shifted for contrast on paper and on a dark
screen. Color is never the only difference.
"""

import math
from collections.abc import Iterable
from typing import TypedDict
from zlib import crc32


class Style(TypedDict):
    light: str
    dark: str
    dash: str  # Plotly's name
    marker: str


STYLES: tuple[Style, ...] = (
    {"light": "#5b3fa8", "dark": "#b9a2ff", "dash": "longdashdot", "marker": "cross"},
    {"light": "#8a6d00", "dark": "#f2dc4c", "dash": "dot", "marker": "pentagon"},
    {"light": "#0060a8", "dark": "#58b4ff", "dash": "solid", "marker": "circle"},
    {"light": "#3c4650", "dark": "#c3ced8", "dash": "dashdot", "marker": "hexagon"},
    {"light": "#c75000", "dark": "#ff8a3d", "dash": "dash", "marker": "square"},
    {"light": "#00805f", "dark": "#2fd6a5", "dash": "longdash", "marker": "triangle"},
    {"light": "#b0306a", "dark": "#ff86c0", "dash": "dot", "marker": "diamond"},
    {"light": "#000000", "dark": "#ffffff", "dash": "dash", "marker": "star"},
)

# Dashes in pixels, and markers as rings of corners: their number, the angle of the first, and the radius of those between.
# The browser draws the same (`components/browser/styles.js`).
DASHES = {
    "solid": (),
    "dot": (2, 5),
    "dash": (9, 5),
    "longdash": (16, 6),
    "dashdot": (10, 5, 2, 5),
    "longdashdot": (18, 5, 2, 5),
}
UP = -math.pi / 2
RINGS = {
    "circle": (24, UP, 1.0),
    "square": (4, UP + math.pi / 4, 1.0),
    "diamond": (4, UP, 1.0),
    "triangle": (3, UP, 1.0),
    "pentagon": (5, UP, 1.0),
    "hexagon": (6, UP, 1.0),
    "star": (5, UP, 0.45),
    "cross": (4, UP, 0.4),
}


def outline(marker: str, radius: float) -> list[tuple[float, float]]:
    """The corners of a marker around (0, 0), with y downwards; markers with few corners are enlarged to look the same size."""
    corners, first, inner = RINGS[marker]
    count = corners if inner == 1.0 else 2 * corners
    radius *= 1.0 if marker == "circle" else 1.15
    angles = [first + 2.0 * math.pi * corner / count for corner in range(count)]
    sizes = [radius * (inner if corner % 2 and count > corners else 1.0) for corner in range(count)]
    return [(size * math.cos(angle), size * math.sin(angle)) for size, angle in zip(sizes, angles, strict=True)]


# Which optimizer has which style, in order. Styles belong to names, not to positions in a growing registry: otherwise each new
# optimizer would recolor the others, and old links would look different.
OWNERS = ("adadelta", "adagrad", "adam", "adamax", "gradient_descent", "momentum", "nesterov", "rmsprop")


def styles(chosen: Iterable[str]) -> dict[str, Style]:
    """A style for each of up to eight optimizers, all different. An owner always has its own; another, its first choice of
    those that are left, so that it keeps it from race to race as far as the company allows.
    """
    chosen = list(chosen)
    free, given = list(STYLES), {}
    for key in sorted(chosen, key=lambda key: key not in OWNERS):
        first_choice = OWNERS.index(key) if key in OWNERS else crc32(key.encode()) % len(STYLES)
        given[key] = next(filter(free.__contains__, (*STYLES[first_choice:], *STYLES[:first_choice])))
        free.remove(given[key])
    return {key: given[key] for key in chosen}


def hex_of(channels: Iterable[float]) -> str:
    """The color of red, green and blue from 0 to 255."""
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)
