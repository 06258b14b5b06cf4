"""A Jupyter notebook with the runs, or the training of a network, and a picture of them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from components.exports import _network_code, _network_loop
from components.exports._network_code import TrainingRuns
from components.exports._numpy_code import code_of
from components.exports._numpy_loop import PRINTED
from components.exports._script import script_export
from components.exports._settings import Runs, quoted
from components.plots.palette import DASHES, Style, styles
from components.state.network_parameters import DATA_NAMES
from optimizers import OPTIMIZERS

PICTURE = """import matplotlib.pyplot as plt
from matplotlib.colors import BoundaryNorm

x, y = np.meshgrid(np.linspace({x_low!r}, {x_high!r}, 301), np.linspace({y_low!r}, {y_high!r}, 301))
heights = value(x.ravel(), y.ravel()).reshape(x.shape)
heights = np.where(np.isfinite(heights), heights, np.nan)
levels = np.unique(np.nanquantile(heights, np.linspace(0, 1, 25)))  # equal areas between levels

figure, axes = plt.subplots(figsize=(7, 6), layout="constrained")
axes.contourf(x, y, heights, levels, cmap="Blues", norm=BoundaryNorm(levels, 256))
for name, path in paths.items():
    axes.plot(*path.T, label=name, color=COLORS[name], dashes=DASHES[name])
axes.plot(*START, "ko", markerfacecolor="white")
axes.set(xlim=({x_low!r}, {x_high!r}), ylim=({y_low!r}, {y_high!r}), xlabel={x_name}, ylabel={y_name})
axes.legend()
plt.show()"""

PICTURE_OF_TRAINING = """import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
for k, name in enumerate(parameters):
    for split_index, dashes, label in ((0, DASHES[name], name), (1, (1, 2), None)):
        for axes, metric in ((left, 0), (right, 1)):
            axes.plot(samples, metrics[:, metric, split_index, k], label=label, color=COLORS[name], dashes=dashes)
left.set(xlabel="step", ylabel="loss (dotted: held out)", yscale="log")
right.set(xlabel="step", ylabel="accuracy (dotted: held out)", ylim=(0, 1.02))
left.legend()
plt.show()"""


def code(runs: Runs) -> str:
    """The notebook of runs on a surface."""
    ends = PRINTED.strip().replace("descend()", "paths").replace("for name", "paths = descend()\nfor name", 1)
    return _notebook(runs.request.title, runs.about, code_of(runs), ends, _picture(runs))


def code_of_training(runs: TrainingRuns) -> str:
    """The notebook of a training, with its loss and accuracy by step."""
    picture = _looks({OPTIMIZERS[key].title: style for key, style in styles(runs.titles).items()}) + PICTURE_OF_TRAINING
    title = f"Training a network on {DATA_NAMES[runs.settings.choices.data]}"
    return _notebook(title, runs.about, _network_code.code_of(runs), _network_loop.PRINTED, picture)


def _notebook(title: str, about: Sequence[str], *codes: str) -> str:
    """The notebook as JSON: a description, followed by the code."""
    words, link = about
    cells = [_cell("markdown", f"# {title}\n\n{words}\n\nFrom <{link}>."), *(_cell("code", text.strip()) for text in codes)]
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, "title": title}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1)


def _cell(cell_type: str, text: str) -> dict[str, Any]:
    """A cell of a notebook; the format stores its text as lines."""
    of_code: dict[str, Any] = {"execution_count": None, "outputs": []} if cell_type == "code" else {}
    return {"cell_type": cell_type, "metadata": {}, "source": text.splitlines(keepends=True), **of_code}


def _picture(runs: Runs) -> str:
    (x_low, x_high), (y_low, y_high) = runs.settings.plane_window
    x_name, y_name = map(quoted, runs.surface.axes)
    places = {"x_low": x_low, "x_high": x_high, "y_low": y_low, "y_high": y_high, "x_name": x_name, "y_name": y_name}
    looks = {runs.titles[key]: style for key, style in styles(runs.settings.optimizers).items()}
    return _looks(looks) + PICTURE.format(**places)


def _looks(looks: Mapping[str, Style]) -> str:
    """Colors and dashes of the runs, by name."""
    colors = {title: style["light"] for title, style in looks.items()}
    dashes = {title: [length / 2 for length in DASHES[style["dash"]]] for title, style in looks.items()}
    return f"COLORS = {json.dumps(colors, ensure_ascii=False)}\nDASHES = {json.dumps(dashes, ensure_ascii=False)}\n\n"


EXPORT = script_export(
    "Notebook",
    24,
    "A Jupyter notebook that computes the same with NumPy and plots it with Matplotlib.",
    code,
    code_of_training,
    ending="ipynb",
    media="application/x-ipynb+json",
)
