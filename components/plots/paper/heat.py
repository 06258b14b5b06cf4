"""A heat map as vectors: its cells, one shape per color, and the color scale."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.plots.figures import short
from components.plots.heat_figure import HEAT
from components.plots.paper.drawing import Box, Scale, Shape, Span
from components.plots.paper.marks import mixed, rectangle
from components.plots.paper.type import SIZE, raised
from components.results.terrain import Array

COLORS = 32
OVERLAP = 0.3  # points by which cells overlap: otherwise thin lines show between them


def heated(shown: go.Figure) -> list[Any]:
    return list(shown.select_traces({"type": "heatmap"}))


def cells(shown: go.Figure, across: Span, up: Span, box: Box) -> Iterator[Shape]:
    """The cells of each color; adjacent ones in a row are merged."""
    for trace in heated(shown):
        z = np.asarray(trace.z, dtype=float)
        colors = [trace.colorscale[0][1]] if trace.name != "cells" else [_heat(k / (COLORS - 1)) for k in range(COLORS)]
        low, high = _spread(z)
        share = np.clip((z - low) / ((high - low) or 1.0), 0.0, 1.0)
        which = np.where(np.isfinite(z), np.rint(share * (len(colors) - 1)), -1).astype(int)
        columns, rows = (_edges(np.asarray(values), *reach) for values, reach in ((trace.x, across), (trace.y, up)))
        for k, color in enumerate(colors):
            rings = [
                rectangle(*([columns[begin], rows[row], columns[end], rows[row + 1]] * np.tile([box.width, box.height], 2)))
                for row, found in enumerate(which == k)
                for begin, end in stretches(found)
            ]
            if rings:
                yield Shape(rings, color, OVERLAP, color)


def _spread(z: Array) -> Span:
    known = z[np.isfinite(z)]
    return (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)


def _edges(places: Array, low: float, high: float) -> Array:
    """The edges of cells around these positions, as shares of an axis; the outermost are cut off at its ends."""
    middles = (places[:-1] + places[1:]) / 2
    return np.asarray((np.array([low, *middles, high]) - low) / (high - low))


def stretches(found: Any) -> Iterator[tuple[int, int]]:
    """The ranges of consecutive true values."""
    changes = np.flatnonzero(np.diff(np.concatenate([[False], found, [False]])))
    yield from zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True)


def _heat(share: float) -> str:
    """The color of a share of the scale."""
    return mixed([str(color) for _, color in HEAT["light"]], share)


def bar(shown: go.Figure) -> Any:
    """The trace that the scale of colors belongs to, if there is one."""
    return next((trace for trace in heated(shown) if trace.name == "cells" and np.isfinite(np.asarray(trace.z)).any()), None)


def scale(trace: Any, box: Box) -> Scale:
    low, high = _spread(np.asarray(trace.z, dtype=float))
    bands = [
        Shape([rectangle(0.0, k / COLORS * box.height, box.width, (k + 1) / COLORS * box.height)], fill=_heat(k / (COLORS - 1)))
        for k in range(COLORS)
    ]
    look = trace.colorbar
    places = look.tickvals if look.tickvals is not None else np.linspace(low, high, 5)
    texts = look.ticktext if look.tickvals is not None else [short(float(place)) for place in places]
    ticks = [
        (float((place - low) / ((high - low) or 1.0) * box.height), plain(re.sub(r"^1e(.+)$", r"10<sup>\1</sup>", text)))
        for place, text in zip(places, texts, strict=True)
        if low <= place <= high
    ]
    every = max([1, *(int(np.ceil((SIZE + 1.0) / (after - before))) for (before, _), (after, _) in pairwise(ticks))])
    return Scale(box, look.title.text, bands, ticks[::every])


def plain(text: str) -> str:
    """A text without Plotly's markup, with powers of ten in Unicode."""
    return re.sub(r"10<sup>(.+?)</sup>", lambda power: raised(int(power[1].replace("−", "-"))), text)
