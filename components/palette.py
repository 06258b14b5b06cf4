"""Who is drawn how: a colour that colour-blind people can tell apart, a dash and a marker for each optimizer of a race.

The colours are those of Okabe & Ito (2008), https://jfly.uni-koeln.de/color/, shifted for contrast on paper and on a dark
screen. Colour is never the only difference.
"""

from collections.abc import Iterable
from typing import TypedDict

from optimizers import OPTIMIZERS


class Style(TypedDict):
    light: str
    dark: str
    dash: str  # by Plotly's names
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


def styles(chosen: Iterable[str]) -> dict[str, Style]:
    """A style for each chosen optimizer, all different: its own where free, so that it keeps it from race to race."""
    order = {key: place for place, key in enumerate(OPTIMIZERS)}
    free = list(range(len(STYLES)))
    given = {}
    for key in chosen:
        place = min(free, key=lambda place: (place - order[key]) % len(STYLES))
        free.remove(place)
        given[key] = STYLES[place]
    return given
