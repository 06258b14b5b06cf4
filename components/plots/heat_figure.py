"""The heat map of the learning-rate lab as a Plotly figure: learning rate against a second hyperparameter."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.plots.figures import FAINT, PAPER, STAR, TEXT, Theme, base_layout
from components.plots.lab_figures import ON_ZONES
from components.results.heat_map import Heat, best_cell
from components.results.laboratory import Array
from optimizers import Hyperparameter
from surfaces import Surface

HEAT = {  # fast is light on paper and bright on a dark screen
    "light": [[0.0, "#fdf3c4"], [0.25, "#b9ddb0"], [0.5, "#5bb0a6"], [0.75, "#2f7a9a"], [1.0, "#274a7d"]],
    "dark": [[0.0, "#fff3a8"], [0.25, "#a5d98f"], [0.5, "#3fa99b"], [0.75, "#2a6a8c"], [1.0, "#1d3557"]],
}
LOST = {"light": "#d4694a", "dark": "#8c3a25"}  # cells that diverge
NEVER = {"light": "#e4e7eb", "dark": "#232d38"}  # cells that do not reach the target


def heat_figure(result: Heat, surface: Surface, color_by: str, theme: Theme) -> go.Figure:
    """The heat map: learning rate on the x-axis, the second hyperparameter on the y-axis; diverging cells have one color."""
    x, y = np.log10(result.rates), places(result.item, result.seconds)
    z, bar = _ends(result, surface) if color_by == "value" else _to_target(result, color_by)
    figure = go.Figure()
    never = np.isnan(z) & ~result.diverged
    _add_region(figure, x, y, result.never, never, NEVER[theme], ON_ZONES[theme]["too slow"])
    _add_region(figure, x, y, "diverges", result.diverged, LOST[theme], ON_ZONES[theme]["diverges"])
    bar |= {"thickness": 10, "outlinewidth": 0}
    figure.add_trace(go.Heatmap(x=x, y=y, z=z, colorscale=HEAT[theme], colorbar=bar, hoverinfo="skip", name="cells"))
    if result.bound is not None:
        bound = np.log10(np.where(result.bound > 0, result.bound, np.nan))
        look = {"color": TEXT[theme], "width": 2.4, "dash": "dash"}
        figure.add_trace(go.Scatter(x=bound, y=y, mode="lines", line=look, name="stability limit", hoverinfo="skip"))
    best = best_cell(result, color_by)
    star = {"symbol": "star", "size": 16, "color": STAR[theme], "line": {"width": 1.5, "color": PAPER[theme]}}
    place = {"x": [], "y": []} if best is None else {"x": [x[best[1]]], "y": [y[best[0]]]}
    figure.add_trace(go.Scatter(**place, mode="markers", marker=star, name="best", hoverinfo="skip"))
    axis = {"zeroline": False, "showgrid": False, "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    powers = np.arange(np.ceil(x[0]), np.floor(x[-1]) + 1)
    second = {"text": f"{result.item.title} {result.item.symbol}", "standoff": 6}
    figure.update_layout(
        base_layout(theme),
        margin={"l": 70, "r": 10, "t": 12, "b": 48},
        dragmode=False,
        xaxis={**axis, **_powers(powers), "range": [x[0], x[-1]], "title": {"text": "learning rate α", "standoff": 6}},
        yaxis={**axis, **_second_ticks(result.item, y), "range": [y[0], y[-1]], "title": second},
    )
    return figure


def _add_region(figure: go.Figure, x: Array, y: Array, name: str, where: Array, color: str, text: str) -> None:
    """Cells in one color, even if there are none (other settings may have some); named where they are many."""
    font = {"size": 13, "color": text}
    flat = {"colorscale": [[0, color], [1, color]], "showscale": False, "hoverinfo": "skip", "name": name, "textfont": font}
    figure.add_trace(go.Heatmap(x=x, y=y, z=np.where(where, 1.0, np.nan), **flat))
    if where.sum() > 60:  # label the middle of the region, at one of its own cells
        rows, columns = np.nonzero(where)
        near = np.argmin((rows - np.median(rows)) ** 2 + (columns - np.median(columns)) ** 2)
        figure.add_annotation(x=x[columns[near]], y=y[rows[near]], text=name, showarrow=False, font=font)


def _to_target(result: Heat, color_by: str) -> tuple[Array, dict[str, Any]]:
    """The cells colored by the steps or the gradient evaluations to the target, on a logarithmic scale."""
    there = (result.steps >= 0) & ~result.diverged
    ticks = (1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000)
    bar = {"title": {"text": color_by, "side": "top"}, "tickvals": np.log10(ticks), "ticktext": [str(tick) for tick in ticks]}
    return np.where(there, np.log10(np.maximum(result.to_target(color_by), 1)), np.nan), bar


def _ends(result: Heat, surface: Surface) -> tuple[Array, dict[str, Any]]:
    """The cells colored by the final f: above its minimum on a logarithmic scale, or as it is where none is known."""
    values = np.where(result.diverged, np.nan, result.values)
    if surface.lowest is None:
        return values, {"title": {"text": "f", "side": "top"}}
    above = values - surface.lowest
    smallest = 1e-12 * max(float(np.nanmax(above, initial=0.0)), 1e-300)
    powers = range(-40, 40, 2)
    ticks = {"tickvals": list(powers), "ticktext": [f"1e{power}".replace("-", "−") for power in powers]}
    return np.log10(np.maximum(above, smallest)), {"title": {"text": "f − f*", "side": "top"}, **ticks}


def places(item: Hyperparameter, values: Array) -> Array:
    """The positions of values on an axis: the values or their logarithms; 0 is one cell before the first."""
    if item.scale == "linear":
        return values
    positive = np.log10(values[1:] if values[0] == 0 else values)
    return np.concatenate([[2 * positive[0] - positive[1]], positive]) if values[0] == 0 else positive


def _second_ticks(item: Hyperparameter, y: Array) -> dict[str, Any]:
    if item.scale == "linear":
        return {"nticks": 7}
    ticks = _powers(np.arange(np.ceil(np.log10(item.low)), np.floor(np.log10(item.high)) + 1))
    if item.zero:
        ticks = {"tickvals": [y[0], *ticks["tickvals"]], "ticktext": ["0", *ticks["ticktext"]]}
    return ticks


def _powers(powers: Sequence[float] | Array) -> dict[str, Any]:
    return {"tickvals": list(powers), "ticktext": [f"10<sup>{int(power)}</sup>".replace("-", "−") for power in powers]}
