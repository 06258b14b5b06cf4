"""A figure of the map of fates."""

from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Words
from components.plots.paper.fate_cells import SeenFates, cells, letters, meanings, signs
from components.plots.paper.layout import BELOW, LEFT, TOP
from components.plots.paper.legend import RIGHT, WIDTHS, legend, wide
from components.plots.paper.type import SIZE

NARROWER = 0.62  # two columns: the map's side as a share of the available width
LIKE_A_MAP = (0.5, 1.5)  # windows with an aspect ratio in this range are drawn to scale


def drawing(seen: SeenFates, axes: tuple[str, str], words: Words, name: str) -> Drawing:
    """The figure, in one of WIDTHS."""
    below = legend([], meanings(seen), words, name)
    left, right, low, high = seen.found.part
    whole = WIDTHS[name]
    room = whole - LEFT - RIGHT
    side = NARROWER * room if wide(name) else room
    shape = (high - low) / (right - left)
    box = Box(
        LEFT + (room - side) / 2, below.height + BELOW, side, side * (shape if LIKE_A_MAP[0] <= shape <= LIKE_A_MAP[1] else 1.0)
    )
    panel = Panel(
        box,
        Axis(axes[0], (left, right), most=8),
        Axis(axes[1], (low, high), most=8),
        beneath=[*cells(seen.found, seen.found.part, box)],
        above=[*signs(seen, seen.found.part, box)],
        texts=[*letters(seen, seen.found.part, box)],
    )
    return Drawing(whole, box.bottom + box.height + TOP + SIZE, [panel], [], below.shapes, below.texts, below.print, words)
