"""A sketch of the map as an SVG that fills any frame, light or dark as the reader's system prefers.

Lines keep their width and markers their shape when the frame is stretched: lines do not scale, and markers are placed at
percentages. The terrain is one small grayscale image, which a filter colors by the theme.
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import numpy as np
from PIL import Image

from components.plots.figures import HALO, HEIGHTS, LEVELS, PAPER, STAR, TEXT, Theme
from components.plots.palette import DASHES, outline
from components.plots.sketch import Array, Path, Sketch

UNITS = 1000  # side of the window
STARS = 6.5  # radius of a minimum, in pixels

Part = tuple[float, float, float, float]  # part of the window: left, right, low, high, as shares
WHOLE: Part = (0.0, 1.0, 0.0, 1.0)
Place = Callable[[Array], tuple[float, float]]  # position in the frame, as shares from its top left


def svg(sketch: Sketch, part: Part = WHOLE) -> str:
    """The SVG of a part of the window."""
    left, right, low, high = part
    view = f"{left * UNITS:.6g} {(1 - high) * UNITS:.6g} {(right - left) * UNITS:.6g} {(high - low) * UNITS:.6g}"

    def place(point: Array) -> tuple[float, float]:
        return (point[0] - left) / (right - left), (high - point[1]) / (high - low)

    lines = [_lines(number, path) for number, path in enumerate(sketch.paths)]
    markers = [text for number, path in enumerate(sketch.paths) for text in _markers(number, path, place)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><style>{_styles(sketch)}</style>{_filters()}'
        f'<svg width="100%" height="100%" viewBox="{view}" preserveAspectRatio="none">{_terrain(sketch)}'
        f"{''.join(_known_lines(sketch))}{''.join(lines)}</svg>"
        f"{''.join(_known_points(sketch, place))}{''.join(markers)}{_start(place(sketch.start))}</svg>"
    )


def _styles(sketch: Sketch) -> str:
    """The colors, those of the dark theme where it is asked for."""
    common = (
        "polyline,.ring{fill:none;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke;"
        "stroke:currentColor;stroke-width:2.6}svg .halo{stroke-width:5.2}"
        "polygon{fill:currentColor;paint-order:stroke;stroke-width:2}"
        "svg .star polyline{stroke-width:2;stroke-dasharray:2 5}.open polygon{fill:none;stroke:currentColor}"
        ".x{stroke-width:2;stroke:currentColor}"
    )
    return f"{common}{_theme(sketch, 'light')}@media (prefers-color-scheme:dark){{{_theme(sketch, 'dark')}}}"


def _theme(sketch: Sketch, theme: Theme) -> str:
    runs = "".join(f".r{number}{{color:{path.style[theme]}}}" for number, path in enumerate(sketch.paths))
    return (
        f"image{{filter:url(#{theme})}}.halo,.star polygon,.runs polygon{{stroke:{HALO[theme]}}}"
        f".star{{color:{STAR[theme]}}}.start{{color:{TEXT[theme]}}}svg{{background:{PAPER[theme]}}}{runs}"
    )


def _filters() -> str:
    """What makes the colors of a theme of shades of gray: its colors evenly along the scale, and straight between."""
    return "".join(
        f'<filter id="{theme}" color-interpolation-filters="sRGB" x="0" y="0" width="1" height="1"><feComponentTransfer>'
        + "".join(f'<feFunc{channel} type="table" tableValues="{_table(colors, at)}"/>' for at, channel in enumerate("RGB"))
        + "</feComponentTransfer></filter>"
        for theme, colors in HEIGHTS.items()
    )


def _table(colors: Iterable[str], channel: int) -> str:
    return " ".join(f"{int(color[1 + 2 * channel : 3 + 2 * channel], 16) / 255:.4g}" for color in colors)


def _terrain(sketch: Sketch) -> str:
    gray = np.rint(sketch.bands * (255 / LEVELS)).clip(0, 255).astype(np.uint8)[::-1]
    opaque = np.where(sketch.bands < 0, 0, 255).astype(np.uint8)[::-1]
    file = BytesIO()
    layers = [Image.fromarray(gray), *([Image.fromarray(opaque)] if opaque.min() == 0 else [])]
    Image.merge("LA" if len(layers) == 2 else "L", layers).save(file, "PNG", optimize=True)
    data = base64.b64encode(file.getvalue()).decode()
    half = UNITS / (len(gray) - 1) / 2  # the outermost samples lie on the window's border
    box = f'x="{-half:.4g}" y="{-half:.4g}" width="{UNITS + 2 * half:.6g}" height="{UNITS + 2 * half:.6g}"'
    return f'<image {box} preserveAspectRatio="none" href="data:image/png;base64,{data}"/>'


def _lines(number: int, path: Path) -> str:
    if not path.pieces:
        return ""
    dash = " ".join(map(str, DASHES[path.style["dash"]]))
    pieces = [_points(piece) for piece in path.pieces]
    under, over = ("".join(f'<polyline{name} points="{piece}"/>' for piece in pieces) for name in (' class="halo"', ""))
    return f'<g class="r{number}" stroke-dasharray="{dash or "none"}">{under}{over}</g>'


def _points(piece: Array) -> str:
    x, y = np.rint(np.stack([piece[:, 0], 1.0 - piece[:, 1]]) * UNITS * 2) / 2
    return " ".join(f"{across:g},{down:g}" for across, down in zip(x, y, strict=True))


def _markers(number: int, path: Path, place: Place) -> Iterator[str]:
    exits = [_polygon(place(point), "cross", 6.0) for point in path.exits]
    heads = [] if path.head is None else [_polygon(place(path.head), path.style["marker"], 5.5)]
    yield f'<g class="runs r{number}">{"".join(exits + heads)}</g>'


def _known_lines(sketch: Sketch) -> Iterator[str]:
    """Rings and curves of minima, dotted."""
    for x, y, look in sketch.marks:
        if look["mode"] == "lines":
            points = np.stack([x, y], axis=-1)
            breaks = np.flatnonzero(np.isnan(x))
            for piece in np.split(points, breaks):
                whole = piece[~np.isnan(piece).any(axis=1)]
                if len(whole) > 1:
                    yield f'<g class="star"><polyline points="{_points(whole)}"/></g>'


def _known_points(sketch: Sketch, place: Place) -> Iterator[str]:
    """Minima as stars, outlined if they were found numerically; other stationary points as crosses."""
    for x, y, look in sketch.marks:
        if look["mode"] != "markers":
            continue
        symbol = look["marker"]["symbol"]
        for point in np.stack([x, y], axis=-1):
            if symbol == "x-thin":
                yield _at(place(point), '<path class="star x" d="M-4.5,-4.5l9,9m0,-9l-9,9"/>')
            else:
                css_class = "star open" if symbol == "star-open" else "star"
                yield f'<g class="{css_class}">{_polygon(place(point), "star", STARS)}</g>'


def _start(place: tuple[float, float]) -> str:
    """A ring with a dot."""
    ring = '<circle class="ring halo" r="7"/><circle class="ring" r="7"/><circle r="2" fill="currentColor"/>'
    return f'<g class="start">{_at(place, ring)}</g>'


def _polygon(place: tuple[float, float], shape: str, radius: float) -> str:
    corners = " ".join(f"{x:.3g},{y:.3g}" for x, y in outline(shape, radius))
    return _at(place, f'<polygon points="{corners}"/>')


def _at(place: tuple[float, float], shape: str) -> str:
    x, y = place
    return f'<svg x="{100 * x:.5g}%" y="{100 * y:.5g}%" overflow="visible">{shape}</svg>'
