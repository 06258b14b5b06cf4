"""Plotly figures of the network page: accuracy by step, and the learning-rate sweep."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from components.plots.figures import FAINT, TEXT, Theme, base_layout
from components.plots.palette import Style
from components.results.network_rates import NetworkRateSweep
from components.results.snapshots import Array, Trained
from optimizers import OPTIMIZERS

HIGHEST = 1e6  # loss above this is not drawn
LOST = 1e3
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
PERCENT = {"tickvals": QUARTERS, "ticktext": [f"{100 * share:.0f} %" for share in QUARTERS]}  # spelled as in the sentences


def accuracy_figure(trained: Trained, styles: Mapping[str, Style], theme: Theme) -> go.Figure:
    """Accuracy by step on the training set (solid) and the held-out set (dotted)."""
    figure = go.Figure()
    for k, key in enumerate(trained.keys):
        length, color = trained.lengths[k], styles[key][theme]
        for part, dash, name in ((0, "solid", "train"), (1, "dot", "held out")):
            y = trained.accuracy[part, :length, k]
            line = {"color": color, "dash": dash, "width": 2}
            title = f"{OPTIMIZERS[key].title}, {name}"
            figure.add_trace(go.Scatter(x=trained.steps[:length], y=y, mode="lines", line=line, name=title, hoverinfo="skip"))
    axis = _axis(theme)
    figure.update_layout(
        base_layout(theme),
        margin={"l": 56, "r": 14, "t": 8, "b": 44},
        dragmode=False,
        xaxis={**axis, "title": {"text": "step", "standoff": 4}, "range": [0, trained.total]},
        yaxis={**axis, "title": {"text": "accuracy", "standoff": 4}, "range": [0, 1.02], **PERCENT},
    )
    return figure


def rates(sweeps: Sequence[NetworkRateSweep], styles: Mapping[str, Style], theme: Theme) -> go.Figure:
    """Final loss, and below it accuracy, against the learning rate: the median of the starts, with their range."""
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.06)
    for sweep in sweeps:
        for part, dash, name in ((0, "solid", "train"), (1, "dot", "held out")):
            look = {
                "mode": "lines+markers",
                "line": {"color": styles[sweep.key][theme], "dash": dash, "width": 2},
                "marker": {"size": 4},
                "name": f"{OPTIMIZERS[sweep.key].title}, {name}",
                "hoverinfo": "skip",
            }
            losses, accuracies = np.nan_to_num(sweep.loss[part], nan=np.inf), sweep.accuracy[part]
            shown = np.where(losses < LOST, losses, np.nan)
            figure.add_trace(go.Scatter(x=sweep.rates, **_middle_and_spread(shown), **look, showlegend=True), row=1, col=1)
            figure.add_trace(
                go.Scatter(x=sweep.rates, **_middle_and_spread(accuracies), **look, showlegend=False), row=2, col=1
            )
    axis = _axis(theme)
    figure.update_layout(
        base_layout(theme),
        margin={"l": 62, "r": 14, "t": 28, "b": 44},
        dragmode=False,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": {"color": TEXT[theme]}},
    )
    figure.update_xaxes({**axis, "type": "log", "dtick": 1, "exponentformat": "power"})
    figure.update_xaxes({"title": {"text": "learning rate", "standoff": 4}}, row=2)
    figure.update_yaxes({**axis, "type": "log", "exponentformat": "power", "title": {"text": "loss", "standoff": 4}}, row=1)
    figure.update_yaxes({**axis, "range": [0, 1.05], **PERCENT, "title": {"text": "accuracy", "standoff": 4}}, row=2)
    return figure


def _middle_and_spread(values: Array) -> dict[str, Any]:
    """The median of each row of (rates, seeds), with error bars from minimum to maximum."""
    middle, filled = np.median(values, axis=1), _filled(values)
    up, down = np.nanmax(filled, axis=1) - middle, middle - np.nanmin(filled, axis=1)
    bars = {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "thickness": 1, "width": 3}
    return {"y": middle, "error_y": bars}


def _filled(values: Array) -> Array:
    """Rows without finite values stay NaN without a warning."""
    return np.where(np.isnan(values).all(axis=1, keepdims=True), 0.0, values)


def _axis(theme: Theme) -> dict[str, object]:
    return {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
