"""Plotly figures of the learning-rate lab: the sweep with its zones, and five loss curves."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.plots.figures import FAINT, PAPER, TEXT, Theme, base_layout
from components.plots.palette import Style
from components.results.five_rates import FIVE, Five
from components.results.laboratory import Array
from components.state.parameter_types import decimal
from optimizers import OPTIMIZERS, RateSweep
from surfaces import Surface

ZONES = {  # cold to hot, distinct for color-blind readers; always shown with names
    "light": {"too slow": "#c9d6e3", "good": "#a8d5c2", "best": "#2f9e77", "too high": "#f2c879", "diverges": "#d4694a"},
    "dark": {"too slow": "#33475c", "good": "#2a6b57", "best": "#35c08f", "too high": "#a5772a", "diverges": "#b2492d"},
}
FIVE_COLORS = {
    "light": ("#3f6fae", "#077a8b", "#1d7f4f", "#9c5c00", "#b3261e"),
    "dark": ("#7fa8e0", "#4cc3d6", "#4fd394", "#f0a93c", "#ff7a6b"),
}
DASHES = ("dot", "dashdot", "solid", "dash", "longdash")
ON_ZONES = {  # text that is readable on the zones
    "light": dict.fromkeys(ZONES["light"], "#000000"),
    "dark": dict.fromkeys(ZONES["dark"], "#ffffff") | {"best": "#000000", "too high": "#000000"},
}
AXES = {"steps": "step", "evaluations": "gradient evaluations"}
ROOM = 0.42  # decades needed between two labels
SMALLEST = 1e-16  # relative to f at the start: anything smaller is round-off


# The learning-rate sweep


def sweep_figure(
    surface: Surface,
    start: tuple[float, float],
    sweeps: Mapping[str, RateSweep],
    styles: Mapping[str, Style],
    measure: str,
    theme: Theme,
) -> go.Figure:
    """One line per optimizer over the learning rates, with its quantile band over the seeds, above a strip of its zones."""
    height = float(surface.value(*start))
    above = surface.lowest if measure in ("value", "best") and surface.lowest is not None else 0.0
    logarithmic = measure not in ("value", "best") or surface.lowest is not None
    smallest = SMALLEST * max(height - above, 1e-300) if measure in ("value", "best") else 1e-16
    figure = go.Figure()
    for key, sweep in sweeps.items():
        band, color = getattr(sweep, measure), styles[key][theme]
        rows = [_shown(row - above, logarithmic, smallest) for row in (band.median, band.low, band.high)]
        if (band.low != band.high).any():
            figure.add_trace(_band(sweep.rates, rows[1], rows[2], color))
        line = {"color": color, "dash": styles[key]["dash"], "width": 2.6}
        look = {"mode": "lines", "line": line, "name": OPTIMIZERS[key].title, "meta": key}
        figure.add_trace(go.Scatter(x=sweep.rates, y=rows[0], **look))
    strip = min(0.09 + 0.07 * len(sweeps), 0.5)
    figure.update_layout(
        base_layout(theme),
        margin={"l": 118, "r": 16, "t": 12, "b": 44},
        dragmode=False,
        shapes=[*_strips(sweeps, theme), *_limits(sweeps, styles, strip, theme)],
        annotations=[*_names(sweeps, theme), *_limit_notes(sweeps, styles, theme)],
        **_axes(sweeps, axis_title(surface, measure), "log" if logarithmic else "linear", strip, theme),
    )
    figure.update_layout(yaxis={"range": _reach(figure, height - above if measure in ("value", "best") else None, logarithmic)})
    lowest = next(iter(sweeps.values())).rates[0]
    figure.add_trace(go.Scatter(x=[lowest], y=[0], yaxis="y2", mode="markers", marker={"opacity": 0}, hoverinfo="skip"))
    return figure


def _axes(sweeps: Mapping[str, RateSweep], title: str, scale: str, strip: float, theme: Theme) -> dict[str, Any]:
    """The learning rates to the right; upwards the quantity and, below it, a strip of zones per optimizer, `strip` high."""
    axis = {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    still = {"fixedrange": True}  # dragging scrubs along the axis instead of moving it
    rates = next(iter(sweeps.values())).rates
    reach = {"range": [float(np.log10(rates[0])), float(np.log10(rates[-1]))], "anchor": "y2", "dtick": 1}
    across = {"type": "log", "title": {"text": "learning rate α", "standoff": 4}, "exponentformat": "power"}
    upwards = {"type": scale, "title": {"text": title, "standoff": 4}, "exponentformat": "power", "nticks": 7}
    rows = {
        "domain": [0, strip],
        "range": [len(sweeps) - 0.5, -0.5],
        "tickvals": list(range(len(sweeps))),
        "ticktext": [OPTIMIZERS[key].title for key in sweeps],
        "showgrid": False,
        "zeroline": False,
    }
    return {
        "xaxis": {**axis, **across, **reach, **still},
        "yaxis": {**axis, **upwards, "domain": [strip + 0.05, 1], **still},
        "yaxis2": {**rows, **still},
    }


def axis_title(surface: Surface, measure: str) -> str:
    star = " − f*" if surface.lowest is not None else ""
    return {
        "value": f"final f{star}",
        "best": f"best f{star}",
        "distance": "final distance",
        "steps": "steps to target",
        "evaluations": "evaluations to target",
    }[measure]


def _shown(row: Array, logarithmic: bool, smallest: float) -> Array:
    row = np.where(np.isfinite(row), row, np.nan)
    return np.maximum(row, smallest) if logarithmic else row


def _band(rates: Array, low: Array, high: Array, color: str) -> go.Scatter:
    there = np.isfinite(low) & np.isfinite(high)
    x, y = np.concatenate([rates[there], rates[there][::-1]]), np.concatenate([low[there], high[there][::-1]])
    look = {"fill": "toself", "fillcolor": color, "opacity": 0.2, "line": {"width": 0}, "hoverinfo": "skip"}
    return go.Scatter(x=x, y=y, mode="lines", showlegend=False, **look)


def _reach(figure: go.Figure, height: float | None, logarithmic: bool) -> list[float]:
    """The range of all values except those of diverging runs, which leave the axes at the top."""
    values = np.concatenate([np.asarray(trace.y, dtype=float) for trace in figure.data])
    values = values[np.isfinite(values)]
    if height is not None:
        values = np.minimum(values, 1e3 * height if logarithmic else height + abs(height) + 1.0)
    if not values.size:
        return [0.0, 1.0]
    low, high = float(values.min()), float(values.max())
    if logarithmic:
        low, high = float(np.log10(max(low, 1e-300))), float(np.log10(max(high, 1e-300)))
    edge = 0.04 * (high - low) or 0.5
    return [low - edge, high + edge]


def _strips(sweeps: Mapping[str, RateSweep], theme: Theme) -> Iterator[dict[str, Any]]:
    for row, sweep in enumerate(sweeps.values()):
        for zone in sweep.zones:
            place = {"x0": zone.low, "x1": zone.high, "y0": row - 0.36, "y1": row + 0.36}
            yield {"type": "rect", "yref": "y2", **place, "fillcolor": ZONES[theme][zone.name], "line": {"width": 0}}


def _names(sweeps: Mapping[str, RateSweep], theme: Theme) -> Iterator[dict[str, Any]]:
    """The name of a zone where it is wide enough, and the number of a boundary where there is room for it."""
    for row, sweep in enumerate(sweeps.values()):
        for zone in sweep.zones:
            look = {"yref": "y2", "showarrow": False, "font": {"size": 11, "color": ON_ZONES[theme][zone.name]}}
            if zone.decades > ROOM * 1.35:
                middle = (np.log10(zone.low) + np.log10(zone.high)) / 2
                number = _short(zone.low) if zone is not sweep.zones[0] else ""
                text = f"{zone.name}" if not number or zone.decades < 2.6 * ROOM else f"{zone.name} from {number}"
                yield {**look, "x": float(middle), "y": row, "text": text}


def _short(number: float) -> str:
    return decimal(float(f"{number:.3g}"))


def _limits(
    sweeps: Mapping[str, RateSweep], styles: Mapping[str, Style], strip: float, theme: Theme
) -> Iterator[dict[str, Any]]:
    for row, (key, sweep) in enumerate(sweeps.items()):
        if sweep.limit is not None:
            line = {"color": styles[key][theme], "width": 1.6, "dash": "dot"}
            yield {
                "type": "line",
                "yref": "paper",
                "x0": sweep.limit,
                "x1": sweep.limit,
                "y0": strip + 0.05,
                "y1": 1,
                "line": line,
            }
            edge = {"color": TEXT[theme], "width": 2.4}
            ends = {"x0": sweep.limit, "x1": sweep.limit, "y0": row - 0.46, "y1": row + 0.46}
            yield {"type": "line", "yref": "y2", **ends, "line": edge}


def _limit_notes(sweeps: Mapping[str, RateSweep], styles: Mapping[str, Style], theme: Theme) -> Iterator[dict[str, Any]]:
    limits = {key: sweep.limit for key, sweep in sweeps.items() if sweep.limit is not None}
    for count, (key, limit) in enumerate(limits.items()):
        place = {"x": float(np.log10(limit)), "y": 1.0, "yref": "paper", "yshift": -4 - 17 * count, "xshift": 4}
        look = {"font": {"size": 12, "color": styles[key][theme]}, "bgcolor": PAPER[theme], "showarrow": False}
        yield {**place, **look, "text": f"theory: {_short(limit)}", "xanchor": "left", "yanchor": "top"}


def five_figure(result: Five, surface: Surface, across: str, theme: Theme) -> go.Figure:
    """The loss curves of five rates, per step or gradient evaluation: f above its minimum, on a logarithmic scale, if known."""
    figure = go.Figure()
    lowest = surface.lowest
    starts = result.results[0].trajectory.values[:1]  # empty if f is not finite at the start
    first = float(starts[0]) - (lowest or 0.0) if len(starts) else 0.0
    for place, (name, rate, run_result) in enumerate(zip(FIVE, result.rates, result.results, strict=True)):
        path = run_result.trajectory
        values = path.values - (lowest or 0.0)
        y = np.maximum(values, SMALLEST * max(first, 1e-300)) if lowest is not None else values
        look = {"color": FIVE_COLORS[theme][place], "dash": DASHES[place], "width": 2.8}
        x = path.evaluations if across == "evaluations" else np.arange(len(y))
        figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=look, name=f"{name} (α {decimal(rate)})"))
    axis = {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    scale = "log" if lowest is not None else "linear"
    figure.update_layout(
        base_layout(theme),
        margin={"l": 70, "r": 16, "t": 12, "b": 44},
        dragmode=False,
        xaxis={**axis, "title": {"text": AXES[across], "standoff": 4}},
        yaxis={
            **axis,
            "type": scale,
            "exponentformat": "power",
            "nticks": 6,
            "title": {"text": axis_title(surface, "value").removeprefix("final ")},
        },
    )
    figure.update_yaxes(range=_reach(figure, first, lowest is not None))
    return figure
