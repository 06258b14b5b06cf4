"""The pictures of the learning-rate lab, from arrays to Plotly figures: response curves with their zones, five curves, heat."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.plots.figures import FAINT, PAPER, STAR, TEXT, Theme, base_layout
from components.plots.palette import Style
from components.results.laboratory import FIVE, Array, Five, Heat, best_cell
from components.state.parameter_types import decimal
from optimizers import OPTIMIZERS, Hyperparameter, Response
from surfaces import Surface

ZONES = {  # from cold to hot, distinct for colour-blind people too; never without their names
    "light": {"too slow": "#c9d6e3", "good": "#a8d5c2", "best": "#2f9e77", "too high": "#f2c879", "diverges": "#d4694a"},
    "dark": {"too slow": "#33475c", "good": "#2a6b57", "best": "#35c08f", "too high": "#a5772a", "diverges": "#b2492d"},
}
FIVE_COLOURS = {
    "light": ("#3f6fae", "#077a8b", "#1d7f4f", "#9c5c00", "#b3261e"),
    "dark": ("#7fa8e0", "#4cc3d6", "#4fd394", "#f0a93c", "#ff7a6b"),
}
DASHES = ("dot", "dashdot", "solid", "dash", "longdash")
HEAT = {  # what is quick is light on paper and bright on a dark screen
    "light": [[0.0, "#fdf3c4"], [0.25, "#b9ddb0"], [0.5, "#5bb0a6"], [0.75, "#2f7a9a"], [1.0, "#274a7d"]],
    "dark": [[0.0, "#fff3a8"], [0.25, "#a5d98f"], [0.5, "#3fa99b"], [0.75, "#2a6a8c"], [1.0, "#1d3557"]],
}
ON_ZONES = {  # what can be read on the zones
    "light": dict.fromkeys(ZONES["light"], "#000000"),
    "dark": dict.fromkeys(ZONES["dark"], "#ffffff") | {"best": "#000000", "too high": "#000000"},
}
LOST = {"light": "#d4694a", "dark": "#8c3a25"}  # cells that diverge
NEVER = {"light": "#e4e7eb", "dark": "#232d38"}  # cells that do not reach the target
ROOM = 0.42  # decades that a name or a number needs beside the next one
SMALLEST = 1e-16  # of the height of the start: below lies round-off


# Responses


def response_figure(
    surface: Surface,
    start: tuple[float, float],
    responses: Mapping[str, Response],
    styles: Mapping[str, Style],
    measure: str,
    theme: Theme,
) -> go.Figure:
    """One line per optimizer over the learning rates, with its quantile band over the seeds, above a strip of its zones."""
    figure = go.Figure()
    height = float(surface.value(*start))
    above = surface.lowest if measure in ("value", "best") and surface.lowest is not None else 0.0
    logarithmic = measure in ("distance", "steps") or surface.lowest is not None
    smallest = SMALLEST * max(height - above, 1e-300) if measure in ("value", "best") else 1e-16
    for key, response in responses.items():
        band, colour = getattr(response, measure), styles[key][theme]
        rows = [_shown(row - above, logarithmic, smallest) for row in (band.median, band.low, band.high)]
        if (band.low != band.high).any():
            figure.add_trace(_band(response.rates, rows[1], rows[2], colour))
        line = {"color": colour, "dash": styles[key]["dash"], "width": 2.6}
        look = {"mode": "lines", "line": line, "name": OPTIMIZERS[key].title, "meta": key}
        figure.add_trace(go.Scatter(x=response.rates, y=rows[0], **look))
    axis = {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    strip = min(0.09 + 0.07 * len(responses), 0.5)
    figure.update_layout(
        base_layout(theme),
        margin={"l": 118, "r": 16, "t": 12, "b": 44},
        dragmode=False,
        shapes=[*_strips(responses, theme), *_limits(responses, styles, strip, theme)],
        annotations=[*_names(responses, theme), *_limit_notes(responses, styles, theme)],
        xaxis={**axis, "type": "log", "title": {"text": "learning rate α", "standoff": 4}, "exponentformat": "power"},
        yaxis={
            **axis,
            "type": "log" if logarithmic else "linear",
            "exponentformat": "power",
            "domain": [strip + 0.05, 1],
            "title": {"text": axis_title(surface, measure), "standoff": 4},
            "nticks": 7,
        },
        yaxis2={
            "domain": [0, strip],
            "range": [len(responses) - 0.5, -0.5],
            "tickvals": list(range(len(responses))),
            "ticktext": [OPTIMIZERS[key].title for key in responses],
            "showgrid": False,
            "zeroline": False,
        },
    )
    rates = next(iter(responses.values())).rates
    figure.update_xaxes(range=[float(np.log10(rates[0])), float(np.log10(rates[-1]))], anchor="y2", dtick=1, fixedrange=True)
    figure.update_yaxes(fixedrange=True)  # one scrubs along the axis, and does not move it
    figure.update_layout(yaxis={"range": _reach(figure, height - above if measure in ("value", "best") else None, logarithmic)})
    figure.add_trace(go.Scatter(x=[rates[0]], y=[0], yaxis="y2", mode="markers", marker={"opacity": 0}, hoverinfo="skip"))
    return figure


def axis_title(surface: Surface, measure: str) -> str:
    star = " − f*" if surface.lowest is not None else ""
    return {
        "value": f"final f{star}",
        "best": f"best f{star}",
        "distance": "final distance",
        "steps": "steps to target",
    }[measure]


def _shown(row: Array, logarithmic: bool, smallest: float) -> Array:
    row = np.where(np.isfinite(row), row, np.nan)
    return np.maximum(row, smallest) if logarithmic else row


def _band(rates: Array, low: Array, high: Array, colour: str) -> go.Scatter:
    there = np.isfinite(low) & np.isfinite(high)
    x, y = np.concatenate([rates[there], rates[there][::-1]]), np.concatenate([low[there], high[there][::-1]])
    look = {"fill": "toself", "fillcolor": colour, "opacity": 0.2, "line": {"width": 0}, "hoverinfo": "skip"}
    return go.Scatter(x=x, y=y, mode="lines", showlegend=False, **look)


def _reach(figure: go.Figure, height: float | None, logarithmic: bool) -> list[float]:
    """Room for everything but diverging runs, which leave through the upper edge."""
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


def _strips(responses: Mapping[str, Response], theme: Theme) -> Iterator[dict[str, Any]]:
    for row, response in enumerate(responses.values()):
        for zone in response.zones:
            place = {"x0": zone.low, "x1": zone.high, "y0": row - 0.36, "y1": row + 0.36}
            yield {"type": "rect", "yref": "y2", **place, "fillcolor": ZONES[theme][zone.name], "line": {"width": 0}}


def _names(responses: Mapping[str, Response], theme: Theme) -> Iterator[dict[str, Any]]:
    """The name of a zone where it is wide enough, and the number of a boundary where there is room for it."""
    for row, response in enumerate(responses.values()):
        for zone in response.zones:
            look = {"yref": "y2", "showarrow": False, "font": {"size": 11, "color": ON_ZONES[theme][zone.name]}}
            if zone.decades > ROOM * 1.35:
                middle = (np.log10(zone.low) + np.log10(zone.high)) / 2
                number = f"{zone.low:.3g}" if zone is not response.zones[0] else ""
                text = f"{zone.name}" if not number or zone.decades < 2.6 * ROOM else f"{zone.name} from {number}"
                yield {**look, "x": float(middle), "y": row, "text": text}


def _limits(
    responses: Mapping[str, Response], styles: Mapping[str, Style], strip: float, theme: Theme
) -> Iterator[dict[str, Any]]:
    for row, (key, response) in enumerate(responses.items()):
        if response.limit is not None:
            line = {"color": styles[key][theme], "width": 1.6, "dash": "dot"}
            yield {
                "type": "line",
                "yref": "paper",
                "x0": response.limit,
                "x1": response.limit,
                "y0": strip + 0.05,
                "y1": 1,
                "line": line,
            }
            edge = {"color": TEXT[theme], "width": 2.4}
            ends = {"x0": response.limit, "x1": response.limit, "y0": row - 0.46, "y1": row + 0.46}
            yield {"type": "line", "yref": "y2", **ends, "line": edge}


def _limit_notes(responses: Mapping[str, Response], styles: Mapping[str, Style], theme: Theme) -> Iterator[dict[str, Any]]:
    limits = {key: response.limit for key, response in responses.items() if response.limit is not None}
    for count, (key, limit) in enumerate(limits.items()):
        place = {"x": float(np.log10(limit)), "y": 1.0, "yref": "paper", "yshift": -4 - 17 * count, "xshift": 4}
        look = {"font": {"size": 12, "color": styles[key][theme]}, "bgcolor": PAPER[theme], "showarrow": False}
        yield {**place, **look, "text": f"theory: {limit:.3g}", "xanchor": "left", "yanchor": "top"}


def five_figure(result: Five, surface: Surface, theme: Theme) -> go.Figure:
    """The loss curves of five rates: f above its minimum where it has one, on a logarithmic scale."""
    figure = go.Figure()
    lowest = surface.lowest
    starts = result.results[0].trajectory.values[:1]  # empty where not even the start has a value
    first = float(starts[0]) - (lowest or 0.0) if len(starts) else 0.0
    for place, (name, rate, run_result) in enumerate(zip(FIVE, result.rates, result.results, strict=True)):
        values = run_result.trajectory.values - (lowest or 0.0)
        y = np.maximum(values, SMALLEST * max(first, 1e-300)) if lowest is not None else values
        look = {"color": FIVE_COLOURS[theme][place], "dash": DASHES[place], "width": 2.8}
        figure.add_trace(go.Scatter(x=np.arange(len(y)), y=y, mode="lines", line=look, name=f"{name} (α {decimal(rate)})"))
    axis = {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    scale = "log" if lowest is not None else "linear"
    figure.update_layout(
        base_layout(theme),
        margin={"l": 70, "r": 16, "t": 12, "b": 44},
        dragmode=False,
        xaxis={**axis, "title": {"text": "step", "standoff": 4}},
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


# Heat


def heat_figure(result: Heat, surface: Surface, coloured: str, theme: Theme) -> go.Figure:
    """The heat map: learning rate to the right, the second hyperparameter upwards; what diverges has a colour of its own."""
    x, y = np.log10(result.rates), places(result.item, result.seconds)
    z, bar = _steps(result) if coloured == "steps" else _ends(result, surface)
    lost = result.diverged
    figure = go.Figure()
    never = np.isnan(z) & ~lost
    for name, where, colour in ((result.never, never, NEVER[theme]), ("diverges", lost, LOST[theme])):
        look = {"size": 13, "color": ON_ZONES[theme]["too slow" if where is never else "diverges"]}
        flat = {
            "colorscale": [[0, colour], [1, colour]],
            "showscale": False,
            "hoverinfo": "skip",
            "name": name,
            "textfont": look,
        }
        figure.add_trace(
            go.Heatmap(x=x, y=y, z=np.where(where, 1.0, np.nan), **flat)
        )  # even of none: other settings may have some
        if where.sum() > 60:  # a name in the middle of the region, on one of its own cells
            rows, columns = np.nonzero(where)
            near = np.argmin((rows - np.median(rows)) ** 2 + (columns - np.median(columns)) ** 2)
            note = {"x": x[columns[near]], "y": y[rows[near]], "text": name, "showarrow": False, "font": look}
            figure.add_annotation(**note)
    bar |= {"thickness": 10, "outlinewidth": 0}
    figure.add_trace(go.Heatmap(x=x, y=y, z=z, colorscale=HEAT[theme], colorbar=bar, hoverinfo="skip", name="cells"))
    if result.bound is not None:
        bound = np.log10(np.where(result.bound > 0, result.bound, np.nan))
        look = {"color": TEXT[theme], "width": 2.4, "dash": "dash"}
        figure.add_trace(go.Scatter(x=bound, y=y, mode="lines", line=look, name="stability limit", hoverinfo="skip"))
    best = best_cell(result)
    star = {"symbol": "star", "size": 16, "color": STAR[theme], "line": {"width": 1.5, "color": PAPER[theme]}}
    place = {"x": [], "y": []} if best is None else {"x": [x[best[1]]], "y": [y[best[0]]]}
    figure.add_trace(go.Scatter(**place, mode="markers", marker=star, name="best", hoverinfo="skip"))
    axis = {"zeroline": False, "showgrid": False, "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    powers = np.arange(np.ceil(x[0]), np.floor(x[-1]) + 1)
    figure.update_layout(
        base_layout(theme),
        margin={"l": 70, "r": 10, "t": 12, "b": 48},
        dragmode=False,
        xaxis={**axis, **_powers(powers), "range": [x[0], x[-1]], "title": {"text": "learning rate α", "standoff": 6}},
        yaxis={
            **axis,
            **_second_ticks(result.item, y),
            "title": {"text": f"{result.item.title} {result.item.symbol}", "standoff": 6},
        },
    )
    figure.update_yaxes(range=[y[0], y[-1]])
    return figure


def _steps(result: Heat) -> tuple[Array, dict[str, Any]]:
    """The cells coloured by the steps to the target, on a logarithmic scale."""
    there = (result.steps >= 0) & ~result.diverged
    ticks = (1, 3, 10, 30, 100, 300, 1000, 3000)
    bar = {"title": {"text": "steps", "side": "top"}, "tickvals": np.log10(ticks), "ticktext": [str(tick) for tick in ticks]}
    return np.where(there, np.log10(np.maximum(result.steps, 1)), np.nan), bar


def _ends(result: Heat, surface: Surface) -> tuple[Array, dict[str, Any]]:
    """The cells coloured by the final f: above its minimum on a logarithmic scale, or as it is where none is known."""
    values = np.where(result.diverged, np.nan, result.values)
    if surface.lowest is None:
        return values, {"title": {"text": "f", "side": "top"}}
    above = values - surface.lowest
    smallest = 1e-12 * max(float(np.nanmax(above, initial=0.0)), 1e-300)
    powers = range(-40, 40, 2)
    ticks = {"tickvals": list(powers), "ticktext": [f"1e{power}".replace("-", "−") for power in powers]}
    return np.log10(np.maximum(above, smallest)), {"title": {"text": "f − f*", "side": "top"}, **ticks}


def places(item: Hyperparameter, values: Array) -> Array:
    """Where values of a hyperparameter lie on an even axis: as they are, or their logarithm; 0 one cell left of the first."""
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
