"""A Jupyter notebook with the runs and a picture of them."""

import json
from typing import Any

from components.exports._numpy_code import code_of
from components.exports._numpy_loop import PRINTED
from components.exports._script import script_export
from components.exports._settings import Runs, quoted
from components.plots.palette import DASHES, styles

PICTURE = """import matplotlib.pyplot as plt
from matplotlib.colors import BoundaryNorm

x, y = np.meshgrid(np.linspace({x_low!r}, {x_high!r}, 301), np.linspace({y_low!r}, {y_high!r}, 301))
heights = value(x.ravel(), y.ravel()).reshape(x.shape)
heights = np.where(np.isfinite(heights), heights, np.nan)
levels = np.unique(np.nanquantile(heights, np.linspace(0, 1, 25)))  # the same area between any two of them

figure, axes = plt.subplots(figsize=(7, 6), layout="constrained")
axes.contourf(x, y, heights, levels, cmap="Blues", norm=BoundaryNorm(levels, 256))
for name, path in paths.items():
    axes.plot(*path.T, label=name, color=COLOURS[name], dashes=DASHES[name])
axes.plot(*START, "ko", markerfacecolor="white")
axes.set(xlim=({x_low!r}, {x_high!r}), ylim=({y_low!r}, {y_high!r}), xlabel={x_name}, ylabel={y_name})
axes.legend()
plt.show()"""


def code(runs: Runs) -> str:
    """The notebook as JSON."""
    title, link = runs.about
    cells = [
        _cell("markdown", f"# {runs.wanted.title}\n\n{title}\n\nFrom <{link}>."),
        _cell("code", code_of(runs).strip()),
        _cell("code", PRINTED.strip().replace("descend()", "paths").replace("for name", "paths = descend()\nfor name", 1)),
        _cell("code", _picture(runs)),
    ]
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "title": runs.wanted.title}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1)


def _cell(kind: str, text: str) -> dict[str, Any]:
    """A cell of a notebook; its text is kept by lines."""
    of_code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True), **of_code}


def _picture(runs: Runs) -> str:
    (x_low, x_high), (y_low, y_high) = runs.settings.plane_window
    x_name, y_name = map(quoted, runs.surface.axes)
    looks = {runs.runs[key].optimizer.title: style for key, style in styles(runs.settings.optimizers).items()}
    colours = {title: style["light"] for title, style in looks.items()}
    dashes = {title: [length / 2 for length in DASHES[style["dash"]]] for title, style in looks.items()}
    tables = f"COLOURS = {json.dumps(colours, ensure_ascii=False)}\nDASHES = {json.dumps(dashes, ensure_ascii=False)}\n\n"
    places = {"x_low": x_low, "x_high": x_high, "y_low": y_low, "y_high": y_high, "x_name": x_name, "y_name": y_name}
    return tables + PICTURE.format(**places)


EXPORT = script_export(
    "Notebook",
    24,
    "A Jupyter notebook with the same in NumPy, and a picture by Matplotlib.",
    code,
    ending="ipynb",
    media="application/x-ipynb+json",
)
