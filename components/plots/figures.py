"""Plotly figures of a terrain: the 3D surface, the contour map and the empty curve, light and dark."""

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from components.results.terrain import Array, Terrain, Window
from surfaces import Ring, Stationary

Theme = Literal["light", "dark"]

LEVELS = 22
BEYOND = "Cut off where |f| exceeds 8·10³⁰⁷"
LETTER, LINE = 0.013, 0.045  # size of a letter on the map, relative to its width and height
FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'
TEXT = {"light": "#1d2939", "dark": "#e4e9f0"}
FAINT = {"light": "rgba(29, 41, 57, 0.14)", "dark": "rgba(228, 233, 240, 0.16)"}
BORDER = {"light": "#9aa7b4", "dark": "#5b6b7c"}
PAPER = {"light": "#ffffff", "dark": "#10161f"}
HALO = {"light": "rgba(255, 255, 255, 0.85)", "dark": "rgba(8, 12, 18, 0.8)"}
STAR = {"light": "#7a1f5c", "dark": "#ffd166"}
# Markers in 3D, where Plotly draws characters; its "x" is ❌, which few fonts have
SOLIDS = {"star": "diamond", "star-open": "diamond-open", "x-thin": "cross"}
HEIGHTS = {  # dark theme: reversed, so that heights are bright
    "light": ["#f4f1e8", "#dfe6df", "#bfd3d6", "#97b8c7", "#6f97b3", "#4d7499", "#35547a"],
    "dark": ["#0c1a2a", "#12273b", "#1b394f", "#295065", "#3f6a7d", "#5f8895", "#8aa9ae"],
}


def surface3d(terrain: Terrain, theme: Theme) -> go.Figure:
    """The surface in three dimensions, with its minima; colored by the levels of the contour map."""
    x, y, z = terrain.coarse
    z = z / terrain.unit
    shade = shade_of(terrain, terrain.fine[2])  # equal shades mean equal f in both views
    figure = go.Figure(
        go.Surface(
            x=_small(x),
            y=_small(y),
            z=_small(z),
            surfacecolor=_small(shade_of(terrain, terrain.coarse[2])),
            colorscale=_colors(theme),
            cmin=float(np.nanmin(shade)),
            cmax=float(np.nanmax(shade)),
            showscale=False,
            hoverinfo="skip",
            lighting={"ambient": 0.72, "diffuse": 0.55, "specular": 0.06, "roughness": 0.9, "fresnel": 0.05},
            lightposition={"x": -2000, "y": -4000, "z": 6000},
        )
    )
    lift = 0.015 * (np.nanmax(z) - np.nanmin(z))
    for x, y, style in marks(terrain, theme):
        if "marker" in style:
            style["marker"] |= {"symbol": SOLIDS[style["marker"]["symbol"]], "size": 5}
        figure.add_trace(go.Scatter3d(x=x, y=y, z=terrain.surface.value(x, y) / terrain.unit + lift, **style))
    (name_x, name_y), name = terrain.surface.axes, terrain.surface.height
    axis = {"showbackground": False, "gridcolor": FAINT[theme], "zeroline": False, "showspikes": False, "nticks": 6}
    figure.update_layout(
        base_layout(theme),
        meta={"unit": terrain.unit},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        scene={
            "xaxis": {**axis, "title": name_x, "range": terrain.window[0]},
            "yaxis": {**axis, "title": name_y, "range": terrain.window[1]},
            "zaxis": {
                **axis,
                "title": name if terrain.unit == 1.0 else f"{name} / {short(terrain.unit)}",
                "range": [float(np.nanmin(z)), float(np.nanmax(z))],
            },
            "aspectmode": "manual",
            "aspectratio": {"x": 1, "y": 1, "z": 0.62},
            "camera": {"eye": {"x": -0.68, "y": -1.22, "z": 1.2}, "center": {"x": 0, "y": 0, "z": -0.18}},
        },
    )
    return figure


def contour(terrain: Terrain, theme: Theme) -> go.Figure:
    """The map: filled levels of f, its minima and other stationary points, and the field −∇f (hidden at first)."""
    x, y, z = terrain.fine
    shade = shade_of(terrain, z)
    low, high = float(np.nanmin(shade)), float(np.nanmax(shade))
    ticks = terrain.levels.ticks()
    size = (high - low) / LEVELS or 1.0
    figure = go.Figure(
        go.Contour(
            x=_small(x),
            y=_small(y),
            z=_small(shade),
            colorscale=_colors(theme),
            contours={"start": low + size / 2, "end": high, "size": size},
            line={"width": 0.6, "color": FAINT[theme]},
            hoverinfo="skip",
            colorbar={
                "tickvals": shade_of(terrain, np.array(ticks)),
                "ticktext": [short(tick) for tick in ticks],
                "thickness": 8,
                "outlinewidth": 0,
                "ticklen": 2,
                "title": {"text": terrain.surface.height, "side": "top"},
                "xpad": 6,
            },
        )
    )
    figure.add_trace(_field(terrain, theme))
    for x, y, style in marks(terrain, theme):
        figure.add_trace(go.Scatter(x=x, y=y, **style))
    for label in _labels(terrain):
        figure.add_annotation(label, showarrow=False, font={"size": 12}, bgcolor=PAPER[theme], opacity=0.8, borderpad=2)
    name_x, name_y = terrain.surface.axes
    (x_low, x_high), (y_low, y_high) = terrain.window
    equal = {"scaleanchor": "x"} if x_high - x_low == y_high - y_low else {}  # circles stay circles
    axis = {"showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme], "nticks": 9}
    axis["constrain"] = "domain"  # both axes: on a wide page x would otherwise extend past its window
    figure.update_layout(
        base_layout(theme),
        margin={"l": 46, "r": 4, "t": 8, "b": 38},
        dragmode=False,
        xaxis={**axis, "title": {"text": name_x, "standoff": 4}, "range": terrain.window[0]},
        yaxis={**axis, "title": {"text": name_y, "standoff": 4}, "range": terrain.window[1], **equal},
    )
    return figure


def _labels(terrain: Terrain) -> Iterator[dict[str, Any]]:
    """The labels on the map: the types of stationary points, and a note where f exceeds the colors."""
    for point, anchor in _named(terrain):
        side = {"xanchor": anchor, "xshift": 9 if anchor == "left" else -9}
        yield {"text": point.kind, "x": point.x, "y": point.y, **side}
    if terrain.beyond:
        corner = {"xref": "paper", "yref": "paper", "x": 0.01, "y": 0.01, "xanchor": "left", "yanchor": "bottom"}
        yield {"text": BEYOND, **corner}


def curve(theme: Theme, quantity: str = "f") -> go.Figure:
    """The empty axes of the curve."""
    axis = {"zeroline": False, "gridcolor": FAINT[theme], "ticks": "outside", "ticklen": 3, "tickcolor": FAINT[theme]}
    figure = go.Figure(go.Scatter(x=[0], y=[1], mode="markers", marker={"opacity": 0}, hoverinfo="skip"))
    figure.update_layout(
        base_layout(theme),
        margin={"l": 62, "r": 14, "t": 8, "b": 44},
        dragmode=False,
        xaxis={**axis, "title": {"text": "step", "standoff": 4}, "rangemode": "nonnegative"},
        yaxis={**axis, "nticks": 6, "exponentformat": "power", "title": {"text": quantity, "standoff": 4}},
    )
    return figure


def base_layout(theme: Theme) -> dict[str, Any]:
    return {
        "font": {"family": FONT, "size": 13, "color": TEXT[theme]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": False,
    }


def shade_of(terrain: Terrain, z: Array) -> Array:
    """The positions of heights on the color scale, as numbers that fit into float32."""
    shade = terrain.levels.shade(z)
    return shade / terrain.unit if terrain.levels.unit is None else shade


def short(value: float) -> str:
    text = f"{value:.0f}" if 1e4 <= abs(value) < 1e6 else f"{value:.4g}"
    return text.replace("e+0", "e").replace("e+", "e").replace("e-0", "e-").replace("-", "−")


def _colors(theme: Theme) -> list[list[Any]]:
    colors = HEIGHTS[theme]
    return [[position / (len(colors) - 1), color] for position, color in enumerate(colors)]


def _small(array: Array) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.ascontiguousarray(array, dtype=np.float32)


def _field(terrain: Terrain, theme: Theme) -> go.Scatter:
    x, y, u, v = terrain.field
    (x_low, x_high), (y_low, y_high) = terrain.window
    ratio = (x_high - x_low) / (y_high - y_low)
    across = np.stack([-v * ratio, u / ratio])  # perpendicular on the screen
    barbs = [0.35 * (np.cos(0.35) * np.stack([-u, -v]) + side * np.sin(0.35) * across) for side in (1.0, -1.0)]
    tip = np.stack([x + u, y + v])
    lift = np.full_like(tip, np.nan)  # breaks the line
    points = np.stack([np.stack([x, y]), tip, lift, tip + barbs[0], tip, tip + barbs[1], lift], axis=-1)
    look = {"line": {"color": TEXT[theme], "width": 1}, "opacity": 0.55}
    x, y = points.reshape(2, -1)
    return go.Scatter(x=x, y=y, mode="lines", name="−∇f", visible=False, hoverinfo="skip", **look)


def marks(terrain: Terrain, theme: Theme) -> Iterator[tuple[Array, Array, dict[str, Any]]]:
    """Marks of the surface as (x, y, style): stars and dotted lines at minima, crosses at other stationary points."""
    surface, star = terrain.surface, STAR[theme]
    if surface.minima:
        x, y = np.array(surface.minima).T
        known = {"symbol": "star", "line": {"width": 1, "color": PAPER[theme]}}
        found = {"symbol": "star-open", "line": {"width": 2, "color": star}}  # minima found numerically
        marker = {"size": 13, "color": star, **(found if surface.found else known)}
        yield x, y, {"mode": "markers", "marker": marker, "name": "minimum", "hoverinfo": "skip"}
    dots = {"mode": "lines", "line": {"color": star, "width": 2, "dash": "dot"}, "hoverinfo": "skip"}
    for ring in surface.rings:
        for x, y in _circles(ring, terrain.window):
            yield *_within(terrain.window, x, y), {"name": "ring of minima", **dots}
    for curve in surface.curves:
        yield *_within(terrain.window, *np.array(curve).T), {"name": "curve of minima", **dots}
    for point in surface.stationary:
        marker = {"symbol": "x-thin", "size": 9, "color": star, "line": {"width": 2, "color": star}}
        style = {"mode": "markers", "marker": marker, "name": point.kind, "hoverinfo": "skip"}
        yield np.array([point.x]), np.array([point.y]), style


def _named(terrain: Terrain) -> Iterator[tuple[Stationary, Literal["left", "right"]]]:
    """The stationary points with room for a label, and the side of the label that touches the point.

    A name stands to the right of its point; or to the left, where it would cover another point or name, or leave the map.
    """
    (x_low, x_high), (y_low, y_high) = terrain.window
    width, height = x_high - x_low, y_high - y_low
    marks = [*terrain.surface.minima, *((point.x, point.y) for point in terrain.surface.stationary)]
    crowd = [((x - x_low) / width, (x - x_low) / width, (y - y_low) / height) for x, y in marks]  # left, right, middle
    for point in terrain.surface.stationary:
        x, y = (point.x - x_low) / width, (point.y - y_low) / height
        room = LETTER * (len(point.kind) + 1)
        names: dict[Literal["left", "right"], tuple[float, float]] = {"left": (x, x + room), "right": (x - room, x)}
        for anchor, (left, right) in names.items():
            covers = any(start < right and left < end and abs(middle - y) < LINE for start, end, middle in crowd)
            if left >= 0.0 and right <= 1.0 and not covers:
                crowd.append((left, right, y))
                yield point, anchor
                break


def _circles(ring: Ring, window: Window) -> Iterator[tuple[Array, Array]]:
    """The circles of a ring that reach into the window."""
    (x_low, x_high), (y_low, y_high) = window
    farthest = np.hypot(max(abs(x_low - ring.x), abs(x_high - ring.x)), max(abs(y_low - ring.y), abs(y_high - ring.y)))
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    for radius in np.arange(ring.radius, farthest, ring.spacing or np.inf):
        yield ring.x + radius * np.cos(angle), ring.y + radius * np.sin(angle)


def _within(window: Window, x: Array, y: Array) -> tuple[Array, Array]:
    """The points (x, y) of a line, NaN outside the window."""
    (x_low, x_high), (y_low, y_high) = window
    inside = (x_low <= x) & (x <= x_high) & (y_low <= y) & (y <= y_high)
    return np.where(inside, x, np.nan), np.where(inside, y, np.nan)
