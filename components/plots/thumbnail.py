"""A surface as a small picture: its levels as bands of color, its minima as dots, served as a PNG."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from components.plots.figures import HEIGHTS, LEVELS, PAPER, STAR, Theme
from components.results.terrain import terrain
from surfaces import SURFACES

SIZE = 240  # pixels per side
DOT = 4
COLORS = 64  # more look the same and only enlarge the file


@lru_cache(maxsize=256)
def thumbnail(key: str, theme: Theme) -> bytes:
    """The PNG of a surface over its domain."""
    surface = SURFACES[key]
    seen = terrain(surface, surface.domain)
    shade = seen.levels.shade(seen.fine[2])
    low, high = np.nanmin(shade), np.nanmax(shade)
    share = (shade - low) / ((high - low) or 1.0)
    bands = np.minimum(np.floor(share * LEVELS) / (LEVELS - 1), 1.0)
    colors = np.array([ImageColor.getrgb(color) for color in HEIGHTS[theme]])
    places = np.linspace(0.0, 1.0, len(colors))
    channels = [np.interp(bands, places, colors[:, channel]) for channel in range(3)]
    pixels = np.where(np.isfinite(shade)[..., None], np.stack(channels, axis=-1), ImageColor.getrgb(PAPER[theme]))
    image = Image.fromarray(pixels[::-1].astype(np.uint8)).resize((SIZE, SIZE), Image.Resampling.BILINEAR)
    _mark(ImageDraw.Draw(image), key, theme)
    file = BytesIO()
    image.quantize(COLORS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _mark(draw: ImageDraw.ImageDraw, key: str, theme: Theme) -> None:
    surface = SURFACES[key]
    (x_low, x_high), (y_low, y_high) = surface.domain
    for x, y in surface.minima:
        across, down = SIZE * (x - x_low) / (x_high - x_low), SIZE * (y_high - y) / (y_high - y_low)
        box = (across - DOT, down - DOT, across + DOT, down + DOT)
        draw.ellipse(box, fill=STAR[theme], outline=PAPER[theme])
