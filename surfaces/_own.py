"""A surface of one's own: from a typed formula and a domain to the record that every other surface has."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from surfaces._differentiate import Array
from surfaces._formula import parse
from surfaces._surface import Surface

Domain = tuple[tuple[float, float], tuple[float, float]]

SAMPLES = 181  # a side, when minima are looked for
MOST = 24  # places worth a closer look; with more minima than half of these, none is told from the others
SAME = 1e-3  # how near two finds have to be to be one, as a share of the domain


@lru_cache(maxsize=64)
def own_surface(text: str, domain: Domain) -> Surface:
    """The surface of a formula over a domain ((x low, x high), (y low, y high)), its minima found numerically.

    Raises FormulaError (a ValueError) where the formula is not understood, ValueError where it is finite nowhere.
    """
    formula = parse(text)
    ground = Surface(
        title="Your own",
        latex=f"f(x, y) = {formula.latex}",
        f=formula.f,
        domain=domain,
        start=(0.0, 0.0),
        teaches="",
        reference="typed by hand",
        not_differentiable="" if formula.smooth else "Where the gradient does not exist, it counts as 0.",
    )
    x, y, z = _sample(ground)
    if not np.isfinite(z).any():
        raise ValueError("f is not finite anywhere in the domain")
    minima = tuple(_lowest(ground, x, y, z))
    return replace(ground, start=_start(ground, x, y, z), minima=minima, found=True, teaches=_told(minima))


def _sample(surface: Surface) -> tuple[Array, Array, Array]:
    x, y = np.meshgrid(*(np.linspace(low, high, SAMPLES) for low, high in surface.domain))
    return x, y, surface.value(x, y)


def _start(surface: Surface, x: Array, y: Array, z: Array) -> tuple[float, float]:
    """Up to the right, as with most surfaces, or the nearest point to there at which f has a slope."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    away = np.hypot((x - x_low) / (x_high - x_low) - 0.85, (y - y_low) / (y_high - y_low) - 0.8)
    usable = np.isfinite(z) & np.all(np.isfinite(surface.gradient(x, y)), axis=0)
    place = np.argmin(np.where(usable, away, np.inf))
    return float(x.flat[place]), float(y.flat[place])


def _told(minima: tuple[tuple[float, float], ...]) -> str:
    if not minima:
        return "No lowest point was found inside the domain: f falls towards its border, or is level."
    points = ", ".join(f"({x:.5g}, {y:.5g})" for x, y in minima[:4])
    more = f" and {len(minima) - 4} more" if len(minima) > 4 else ""
    return f"Lowest point{'s' * (len(minima) > 1)} found numerically: {points}{more}."


def _lowest(surface: Surface, x: Array, y: Array, z: Array) -> Iterator[tuple[float, float]]:
    """The lowest points inside the domain; none where f is lower on the border, or as low in more places than can be told."""
    z = np.where(np.isfinite(z), z, np.inf)
    places, border = _hollows(z)
    if not places.size:
        return
    points = _descended(surface, np.stack([x.flat[places], y.flat[places]]))
    values = surface.value(*points)
    room = float(np.ptp(z[np.isfinite(z)]))
    least = values.min()
    if not z.min() - room < least < z[border].min() - 1e-9 * room:  # it falls without end at a pole, or across the border
        return
    kept: list[Array] = []
    widths = np.array([high - low for low, high in surface.domain])
    for point in points.T[values <= least + 1e-9 * room]:
        if all(np.max(np.abs(point - other) / widths) > SAME for other in kept):
            kept.append(point)
    if len(kept) <= MOST // 2:
        for point in kept:
            tidy = np.where(np.abs(point) < 1e-9 * widths, 0.0, point)
            best = tidy if surface.value(*tidy) <= surface.value(*point) + 1e-9 * room else point
            yield float(best[0]), float(best[1])


def _hollows(z: Array) -> tuple[Any, Any]:
    """The places of samples that are no higher than those beside them, the lowest first; and the border as a mask.

    What lies beside a hole belongs to the border: nobody knows what f does in between.
    """
    around = np.pad(z, 1, constant_values=np.inf)
    shifts = [(i, j) for i in (0, 1, 2) for j in (0, 1, 2) if (i, j) != (1, 1)]
    beside = np.stack([around[i : SAMPLES + i, j : SAMPLES + j] for i, j in shifts])
    border = np.isinf(beside).any(axis=0)
    places = np.flatnonzero((z <= beside.min(axis=0)) & np.isfinite(z) & ~border)
    return places[np.argsort(z.flat[places], kind="stable")][:MOST], border


def _descended(surface: Surface, points: Array) -> Array:
    """Points brought to the bottom of the hollow that they lie in: by looking around ever closer, then by Newton's step."""
    (x_low, x_high), (y_low, y_high) = surface.domain
    lows, highs = np.array([[x_low], [y_low]]), np.array([[x_high], [y_high]])
    reach = (highs - lows) / (SAMPLES - 1)
    angles = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    around = np.stack([np.append(np.cos(angles), 0.0), np.append(np.sin(angles), 0.0)])
    for _ in range(44):  # halved each time, until it is round-off
        tried = np.clip(points[:, :, None] + (reach * around)[:, None, :], lows[:, :, None], highs[:, :, None])
        values = surface.value(*tried)
        best = np.argmin(np.where(np.isfinite(values), values, np.inf), axis=1)
        points = np.take_along_axis(tried, best[None, :, None], axis=2)[:, :, 0]
        reach = reach * 0.6
    with np.errstate(all="ignore"):
        for _ in range(4):
            (g, h), (xx, xy, yy) = surface.gradient(*points), surface.hessian(*points)
            step = np.stack([yy * g - xy * h, xx * h - xy * g]) / (xx * yy - xy * xy)
            tried = points - step
            near = np.all(np.abs(step) < 1e-3 * (highs - lows), axis=0)
            better = near & (surface.value(*tried) <= surface.value(*points))
            points = np.where(better, tried, points)
    return points
