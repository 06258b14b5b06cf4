"""A search for low points that needs no more than f: the tests look for what a record may have left out."""

from functools import cache

import numpy as np

SIDE, MAX_SEARCHES = 400, 30  # samples per side of the first grid, and grid minima that are followed
ROUNDS = 90
SHARES = 0.25 ** np.arange(8.0)[:, None]  # of a Newton step
DIRECTIONS = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)[:, None]


@cache
def valleys(surface):
    """(x, y, f) at the ends of local searches, inside the domain, from the lowest minima of a dense grid over it."""
    x, y = np.meshgrid(*(np.linspace(low, high, SIDE) for low, high in surface.domain))
    z = surface.value(x, y)
    walled = np.pad(z, 1, constant_values=np.inf)
    around = [walled[1 + i : 1 + i + SIDE, 1 + j : 1 + j + SIDE] for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)]
    minima = np.flatnonzero(z <= np.min(around, axis=0))
    lowest = minima[np.argsort(z.ravel()[minima], kind="stable")][:MAX_SEARCHES]
    return walk_down(surface, x.ravel()[lowest], y.ravel()[lowest], reach=1.0 / SIDE)


def walk_down(surface, x, y, reach):
    """Walk downhill from the points (x, y), arrays of shape (n,), and never out of the domain; return (x, y, f) at the end.

    In every round each walker tries Newton's step, shares of it, and a circle around itself, and takes what is lowest. The
    circle, at first of radius `reach` (a share of the domain), grows where it helps and shrinks where nothing does.
    """
    (x_low, x_high), (y_low, y_high) = surface.domain
    reach = np.full(x.shape, reach)
    for turn in range(ROUNDS):
        newton_x, newton_y = newton_step(surface, x, y)
        along_x, along_y = np.cos(DIRECTIONS + turn) * reach, np.sin(DIRECTIONS + turn) * reach
        try_x = np.clip(np.concatenate([x[None], x + SHARES * newton_x, x + along_x * (x_high - x_low)]), x_low, x_high)
        try_y = np.clip(np.concatenate([y[None], y + SHARES * newton_y, y + along_y * (y_high - y_low)]), y_low, y_high)
        best, everyone = np.argmin(surface.value(try_x, try_y), axis=0), np.arange(len(x))
        x, y = try_x[best, everyone], try_y[best, everyone]
        reach = np.where(best == 0, reach / 2, np.where(best > len(SHARES), reach * 2, reach))
    return x, y, surface.value(x, y)


def newton_step(surface, x, y):
    """Newton's step at the points (x, y), turned downhill where the surface is bent downwards; 0 along an axis without bend."""
    by_x, by_y = surface.gradient(x, y)
    xx, xy, yy = surface.hessian(x, y)
    curvatures, axes = np.linalg.eigh(np.stack([np.stack([xx, xy], -1), np.stack([xy, yy], -1)], -2))
    along = np.einsum("nik,ni->nk", axes, np.stack([by_x, by_y], -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(curvatures == 0.0, 0.0, -along / np.abs(curvatures))
    return np.einsum("nik,nk->in", axes, steps)
