"""The known minima of a surface, at points, on circles and along curves, and the nearest of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy.spatial import KDTree

from surfaces._differentiate import Array

Point = tuple[float, float]
FAR = 1e100  # its square is still finite


class Ring(NamedTuple):
    """Circles around (x, y) on which f is lowest: of `radius` and, if `spacing` > 0, radius + spacing, radius + 2 spacing, …"""

    x: float
    y: float
    radius: float
    spacing: float = 0.0


@dataclass(frozen=True)
class Minima:
    """Minima at points, on the circles of rings, and along curves, each a chain of points."""

    points: Sequence[Point]
    rings: Sequence[Ring]
    curves: Sequence[Sequence[Point]]

    def nearest(self, x: Array, y: Array) -> tuple[Array, Array]:
        """The minimum nearest to each point (x, y), on rings and curves their nearest point; inf without one."""
        nearest_x, nearest_y, nearest = (np.full(x.shape, np.inf) for _ in range(3))
        with np.errstate(all="ignore"):
            for there_x, there_y in chain(self._on_chains(x, y), (on_ring(ring, x, y) for ring in self.rings)):
                distance = np.hypot(x - there_x, y - there_y)
                nearer = distance < nearest
                nearest_x, nearest_y = np.where(nearer, there_x, nearest_x), np.where(nearer, there_y, nearest_y)
                nearest = np.where(nearer, distance, nearest)
        return nearest_x[()], nearest_y[()]

    @cached_property
    def _chains(self) -> tuple[KDTree, Array, Array]:
        """All points of minima and curves, as a tree; the next and the previous one in the chain of each, of shape (2, n)."""
        chains = [_linked(np.array(points)) for points in (*([minimum] for minimum in self.points), *self.curves)]
        points, following, previous = (np.concatenate(of) for of in zip(*chains, strict=True))
        return KDTree(points), following.T, previous.T

    def _on_chains(self, x: Array, y: Array) -> Iterator[tuple[Array, Array]]:
        """The nearest points on the two lines that end in the point, of all chains, which is nearest to each (x, y)."""
        if not self.points and not self.curves:
            return
        tree, *neighbors = self._chains
        places = tree.query(np.clip(np.nan_to_num(np.stack([x, y], axis=-1)), -FAR, FAR))[1]
        start_x, start_y = tree.data.T[:, places]
        for line_x, line_y in (ends[:, places] - (start_x, start_y) for ends in neighbors):
            length = line_x * line_x + line_y * line_y
            share = np.clip(((x - start_x) * line_x + (y - start_y) * line_y) / np.where(length == 0.0, 1.0, length), 0.0, 1.0)
            yield start_x + share * line_x, start_y + share * line_y


def _linked(chain: Array) -> tuple[Array, Array, Array]:
    """The points of a chain, (n, 2), with the next and the previous one of each; an open end is its own neighbor."""
    closed = len(chain) > 1 and bool(np.all(chain[0] == chain[-1]))
    points = chain[:-1] if closed else chain
    following, previous = np.roll(points, -1, axis=0), np.roll(points, 1, axis=0)
    if not closed:
        following[-1], previous[0] = points[-1], points[0]
    return points, following, previous


def on_ring(ring: Ring, x: Array, y: Array) -> tuple[Array, Array]:
    """The point of the ring's circles nearest to each (x, y); from the center, which is as near to all, the one due east."""
    out_x, out_y = x - ring.x, y - ring.y
    away = np.hypot(out_x, out_y)
    circle = np.maximum(np.round((away - ring.radius) / ring.spacing), 0.0) if ring.spacing else 0.0
    center, radius = away == 0.0, ring.radius + circle * ring.spacing
    length = np.where(center, 1.0, away)
    return ring.x + radius * (np.where(center, 1.0, out_x) / length), ring.y + radius * (out_y / length)
