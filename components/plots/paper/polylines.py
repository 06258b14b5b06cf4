"""Lines with fewer vertices that look the same in print: invisible detail makes a vector file large, and LaTeX slow.

Everything is in points, 72 per inch.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from components.results.terrain import Array

Group = Sequence[Array]  # related polylines, each with vertices of shape (n, 2)

FINEST = 0.06  # points by which a vertex may move: a tenth of the thinnest line
COARSER = 1.4  # factor per attempt, until there are few enough vertices
MAX_TRIES = 16


def few(groups: Sequence[Group], most: int, *, closed: bool = False) -> list[Group]:
    """The lines of each group with at most `most` vertices in total; tiny closed ones are dropped."""
    tolerance = FINEST
    for _ in range(MAX_TRIES):
        if closed:
            groups = [_visible(group, 4.0 * tolerance) for group in groups]
        groups = [simplified(group, tolerance) for group in groups]
        if _count(groups) <= most:
            return [*groups]
        tolerance *= COARSER
    every = -(-_count(groups) // most)
    return [[line[::every] for line in group] for group in groups]


def simplified(group: Group, tolerance: float) -> Group:
    """Lines with fewer vertices, from which the original lines deviate by no more than the tolerance."""
    from matplotlib.path import Path  # takes a second to import; only exports need it

    if not group:
        return group
    starts = _starts(group)
    codes = np.full(sum(map(len, group)), Path.LINETO)
    codes[starts] = Path.MOVETO
    path = Path(np.concatenate(group), codes)
    path.simplify_threshold = tolerance
    clean = path.cleaned(simplify=True)
    vertices, codes = np.asarray(clean.vertices)[:-1], np.asarray(clean.codes)[:-1]  # the last vertex only marks the end
    return np.split(vertices, np.flatnonzero(codes == Path.MOVETO)[1:])


def _visible(group: Group, least: float) -> Group:
    """The lines that extend at least this far in x or y."""
    if not group:
        return group
    points, starts = np.concatenate(group), _starts(group)
    reach = np.maximum.reduceat(points, starts) - np.minimum.reduceat(points, starts)
    return [line for line, large in zip(group, np.any(reach > least, axis=1).tolist(), strict=True) if large]


def _starts(group: Group) -> Any:
    return np.cumsum([0, *map(len, group)])[:-1]


def _count(groups: Sequence[Group]) -> int:
    return sum(len(line) for group in groups for line in group)
