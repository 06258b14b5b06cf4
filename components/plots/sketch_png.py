"""A sketch of the map as a picture of 1200 × 630 pixels with its title, legend and finding: the preview of a link in a chat."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path as File

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFont

from components.plots.figures import BORDER, HEIGHTS, LEVELS, PAPER, STAR, TEXT
from components.plots.palette import DASHES, Style, outline
from components.plots.sketch import Array, Path, Sketch

SIZE = (1200, 630)  # the size that services with link previews ask for
FRAME = 566  # height of the map
WIDE = 640  # width of a map with unequal axes
MARGIN = 32
FINE = 2  # supersampling factor
PEN = 1.4 * FINE  # lines are thicker than on the page: previews are shown small
MAX_DASHES = 400  # per line; on a longer one, dashes overlap anyway
HALO = (255, 255, 255, 217)
NAME = "Descent Lab"


@dataclass(frozen=True)
class Words:
    """The text beside the map: a title, the runs with their styles, and a sentence."""

    title: str
    legend: Sequence[tuple[Style, str]]
    sentence: str


def png(sketch: Sketch, words: Words, font: File) -> bytes:
    picture = Image.new("RGB", SIZE, PAPER["light"])
    drawn = _map(sketch)
    left, top = SIZE[0] - MARGIN - drawn.width, (SIZE[1] - drawn.height) // 2
    picture.paste(drawn, (left, top))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left - 1, top - 1, left + drawn.width, top + drawn.height), outline=BORDER["light"])
    _write(draw, words, font, left - 2 * MARGIN)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


# The map


def _map(sketch: Sketch) -> Image.Image:
    size = (FRAME if sketch.square else WIDE, FRAME)
    fine = (FINE * size[0], FINE * size[1])
    picture = _terrain(sketch, fine).convert("RGBA")
    for path in sketch.paths:
        picture.alpha_composite(_run(path, fine))
    top = Image.new("RGBA", fine)
    draw = ImageDraw.Draw(top)
    _known(draw, sketch, fine)
    for path in sketch.paths:
        _markers(draw, path, fine)
    _start(draw, _pixels(sketch.start[None], fine)[0])
    picture.alpha_composite(top)
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def _terrain(sketch: Sketch, size: tuple[int, int]) -> Image.Image:
    colors = np.array([ImageColor.getrgb(color) for color in HEIGHTS["light"]])
    places = np.linspace(0, LEVELS, len(colors))
    levels = sketch.bands[::-1]
    channels = [np.interp(levels, places, colors[:, channel]) for channel in range(3)]
    pixels = np.where((levels < 0)[..., None], ImageColor.getrgb(PAPER["light"]), np.stack(channels, axis=-1))
    half = 0.5  # the outermost samples lie on the window's border
    box = (half, half, levels.shape[1] - half, levels.shape[0] - half)
    return Image.fromarray(np.rint(pixels).astype(np.uint8)).resize(size, Image.Resampling.BICUBIC, box=box)


def _run(path: Path, size: tuple[int, int]) -> Image.Image:
    """The line of a run on its own layer: where it crosses itself, its halo does not add up."""
    layer = Image.new("RGBA", size)
    draw = ImageDraw.Draw(layer)
    parts: list[Array] = []
    for piece in path.pieces:
        parts += _dashed(_pixels(piece, size), DASHES[path.style["dash"]] if len(parts) < MAX_DASHES else ())
    for color, width in ((HALO, 5.2), (path.style["light"], 2.6)):
        for part in parts:
            _stroke(draw, part, color, width)
    return layer


def _stroke(draw: ImageDraw.ImageDraw, points: Array, color: str | tuple[int, ...], width: float) -> None:
    """A line with round joints and ends."""
    radius = PEN * width / 2
    draw.line([tuple(point) for point in points], fill=color, width=round(2 * radius), joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def _dashed(points: Array, dashes: Sequence[int], pen: float = PEN) -> Iterator[Array]:
    """The dashes of a line, the whole line where it has none; what is left after the last one is a whole line as well."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if not dashes or along[-1] == 0.0:
        yield points
        return
    borders = np.cumsum([0.0, *(pen * np.tile(dashes, MAX_DASHES))])[: 2 * MAX_DASHES]
    borders[-1] = np.inf
    borders = borders[: 2 * (np.searchsorted(borders[::2], along[-1]))].clip(None, along[-1])
    ends = np.stack([np.interp(borders, along, points[:, axis]) for axis in (0, 1)], axis=-1)
    vertices = np.searchsorted(along, borders)
    for at in range(0, len(borders), 2):
        yield np.concatenate([ends[at : at + 1], points[vertices[at] : vertices[at + 1]], ends[at + 1 : at + 2]])


def _markers(draw: ImageDraw.ImageDraw, path: Path, size: tuple[int, int]) -> None:
    for point in _pixels(path.exits, size):
        _shape(draw, point, "cross", 6.0, path.style["light"])
    if path.head is not None:
        _shape(draw, _pixels(path.head[None], size)[0], path.style["marker"], 5.5, path.style["light"])


def _known(draw: ImageDraw.ImageDraw, sketch: Sketch, size: tuple[int, int]) -> None:
    """Minima as stars, or as dotted lines; other stationary points as crosses."""
    star = STAR["light"]
    for x, y, look in sketch.marks:
        points = _pixels(np.stack([x, y], axis=-1), size)
        if look["mode"] == "lines":
            for piece in np.split(points, np.flatnonzero(np.isnan(x))):
                whole = piece[~np.isnan(piece).any(axis=1)]
                for part in _dashed(whole, DASHES["dot"]) if len(whole) > 1 else ():
                    _stroke(draw, part, star, 2.0)
            continue
        for point in points:
            if look["marker"]["symbol"] == "x-thin":
                for slope in (-1, 1):
                    arm = 4.5 * PEN * np.array([1, slope])
                    _stroke(draw, np.stack([point - arm, point + arm]), star, 2.0)
            else:
                _shape(draw, point, "star", 6.5, star, filled=look["marker"]["symbol"] == "star")


def _shape(draw: ImageDraw.ImageDraw, point: Array, shape: str, radius: float, color: str, filled: bool = True) -> None:
    corners = [tuple(point + PEN * np.array(corner)) for corner in outline(shape, radius)]
    if filled:
        draw.polygon(corners, outline=HALO, width=round(2 * PEN))
        draw.polygon(corners, fill=color)
    else:
        draw.polygon(corners, outline=color, width=round(2 * PEN))


def _start(draw: ImageDraw.ImageDraw, point: Array) -> None:
    """A ring with a dot."""
    for radius, color, width in ((9.5, HALO, 5), (8.1, TEXT["light"], 2), (2.0, TEXT["light"], 2)):
        box = (*(point - PEN * radius), *(point + PEN * radius))
        draw.ellipse(box, outline=color, width=round(width * PEN))


def _pixels(points: Array, size: tuple[int, int]) -> Array:
    return np.stack([points[:, 0], 1.0 - points[:, 1]], axis=-1) * size


# The words


def _write(draw: ImageDraw.ImageDraw, words: Words, file: File, width: int) -> None:
    """Title, legend and sentence from the top, the name of the site at the bottom."""
    color, y = TEXT["light"], float(MARGIN)
    bottom = SIZE[1] - MARGIN - 30
    title = _font(file, 44, 700)
    for line in _wrapped(words.title, title, width, 3):
        draw.text((MARGIN, y), line, fill=color, font=title)
        y += 50
    y += 14
    small = _font(file, 22 if len(words.legend) > 4 else 26, 600)
    room = small.size + 8
    for style, text in words.legend:
        sample = np.array([[MARGIN, y + room / 2 - 1], [MARGIN + 52, y + room / 2 - 1]])
        for part in _dashed(sample, DASHES[style["dash"]], 1.2):
            draw.line([tuple(point) for point in part], fill=style["light"], width=4)
        draw.polygon([tuple(sample.mean(axis=0) + corner) for corner in outline(style["marker"], 7.5)], style["light"])
        draw.text((MARGIN + 66, y), _cut(text, small, width - 66), fill=color, font=small)
        y += room
    y += 14
    plain = _font(file, 24, 400)
    for line in _wrapped(words.sentence, plain, width, int((bottom - y) // 31)):
        draw.text((MARGIN, y), line, fill=color, font=plain)
        y += 31
    draw.text((MARGIN, SIZE[1] - MARGIN), NAME, fill="#0f6b78", font=_font(file, 26, 700), anchor="ls")


def _font(file: File, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(file, size)
    font.set_variation_by_axes([weight])
    return font


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """A text in lines of this width; what is left after the last one is cut off with an ellipsis. A percent sign stays with its
    number.
    """
    lines: list[str] = []
    for word in re.findall(r"\S+(?: %\S*)?", text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1:] = [f"{lines[-1]} …"] if lines else []
            break
    return [_cut(line, font, width) for line in lines]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """A text no wider than this, with an ellipsis where it was cut off."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
