"""Decision regions with their examples as an SVG, light or dark as the reader's system prefers."""

import base64
from io import BytesIO

import numpy as np
from PIL import Image

from components.plots.class_marks import Mark, marks, palette
from components.plots.figures import PAPER, Theme
from components.results.regions import SIDE, Cells, Labels
from components.results.snapshots import Array

SIZE = 296  # pixels per side
OUTLINES = {  # relative to the center of an example
    "circle": "m-3,0a3,3 0 1 0 6,0a3,3 0 1 0-6,0z",
    "square": "m-3-3h6v6h-6z",
    "triangle-up": "m0-4l4,7h-8z",
}


def regions_svg(
    cells: Cells, window: tuple[float, float, float, float], examples: list[tuple[Array, Labels]], classes: int
) -> str:
    """`cells` (SIDE²,) of one network; `examples`: places (2, m) and labels (m,) of the training set and held out."""
    looks = marks(classes)
    paths = [
        f'<path class="c{label} {part}" d="{_path(places[:, labels == label], window, looks[label])}"/>'
        for part, (places, labels) in zip(("train", "test"), examples, strict=True)
        for label in range(classes)
    ]
    styles = f"{_theme(looks, 'light')}@media (prefers-color-scheme:dark){{{_theme(looks, 'dark')}}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><style>{styles}</style>'
        f'<image width="{SIZE}" height="{SIZE}" preserveAspectRatio="none" href="{_image(cells, classes)}"/>'
        f"{''.join(paths)}</svg>"
    )


def _theme(looks: list[Mark], theme: Theme) -> str:
    classes = "".join(f".c{label}{{fill:{look[theme]};stroke:{look[theme]}}}" for label, look in enumerate(looks))
    return f"svg{{background:{PAPER[theme]}}}{classes}.train{{stroke:none}}.test{{fill:none;stroke-width:1.2}}"


def _path(places: Array, window: tuple[float, float, float, float], look: Mark) -> str:
    left, right, low, high = window
    across, down = SIZE * (places[0] - left) / (right - left), SIZE * (high - places[1]) / (high - low)
    return "".join(f"M{x:.1f},{y:.1f}{OUTLINES[look['symbol']]}" for x, y in zip(across, down, strict=True))


def _image(cells: Cells, classes: int) -> str:
    file = BytesIO()
    colors: np.ndarray = palette(classes)[cells].reshape(SIDE, SIDE, 4)
    Image.fromarray(colors).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
