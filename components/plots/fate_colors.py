"""The colors of fates: one for each minimum, distinct for color-blind readers, and grays for runs that reach none."""

import numpy as np
from PIL import ImageColor

from components.plots.palette import hex_of
from components.results.fates import NUMBERS

# Based on Okabe & Ito (2008), adjusted until every pair, grays included, is distinct under each type of color blindness.
# Surfaces with more minima reuse the colors; letters still tell the minima apart.
COLORS = ("#1f6ec2", "#deab0d", "#04a860", "#b480b1", "#5dc9f5", "#d24814", "#f7e535", "#572f88")
GRAYS = {
    "saddle": "#7b624e",
    "plain": "#cbcfd5",
    "valley": "#a5a4a3",
    "left": "#fefef9",
    "diverged": "#121212",
    "moving": "#70727a",
}
LIGHTER = 0.45  # how far towards white, where a run converges at once
DARKER = 0.4  # how much brightness is lost where a run takes all steps
_GRAY = {NUMBERS[name]: color for name, color in GRAYS.items()}


def gray(number: int) -> bool:
    """Whether the color of a fate does not depend on the step."""
    return number in _GRAY


def color_of(number: int) -> str:
    """The color of a fate, see `FateMap.numbers`."""
    return _GRAY.get(number, COLORS[max(number, 0) % len(COLORS)])


def shaded(color: str, depth: float) -> str:
    """A color at a depth from 0, a run that converges at once, to 1, one that takes all steps."""
    white, bright = LIGHTER * (1.0 - depth) ** 2, 1.0 - DARKER * depth**2
    return hex_of(bright * (part + white * (255 - part)) for part in ImageColor.getrgb(color))


def text_color_on(color: str) -> str:
    """The text color on a background: dark or white, whichever has more contrast."""
    linear = (np.array(ImageColor.getrgb(color)) / 255.0) ** 2.2
    return "#10161f" if linear @ [0.2126, 0.7152, 0.0722] > 0.18 else "#ffffff"
