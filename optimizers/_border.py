"""The roughness of the border between regions such as basins of attraction: its box-counting dimension."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import maximum_filter

SMALLEST = 4  # grid steps: smaller boxes contain too few points to resolve threads and bays
MIN_BOXES = 8  # along the shorter side: with larger boxes, the picture's edge matters as much as the border
SIZES = 9  # box sizes
SHORTEST = 4 * SMALLEST * MIN_BOXES + 1  # points per side: the largest box is at least four times the smallest


class Dimension(NamedTuple):
    """A measured dimension, and its standard error."""

    value: float
    error: float


def box_dimension(labels: ArrayLike) -> Dimension:
    """The box-counting dimension D of the border between the regions of a picture, with its standard error.

    `labels`, (rows, columns), holds a label for each point of a grid, such as `fates(…).minimum.reshape(rows, columns)`:
    numbers, booleans or strings. A box contains a part of the border if its points have more than one label. The number of such
    boxes of side s is N(s) ~ s^(−D), which is a fraction of about s^(2 − D) of all boxes. This fraction is measured over all
    positions of a box, so that the offset of the grid of boxes does not matter, with the picture mirrored at its edges. D is
    derived from the slope of a least-squares line in log-log coordinates, for s from 4 grid steps to an eighth of the shorter
    side.

    A smooth border has D = 1, one that fills the picture D = 2. The standard error is that of the slope; it does not include
    the effect of the grid's resolution: on about 512 × 512 points, the results for Koch's snowflake, Sierpinski's triangle and
    his carpet are within 0.02 of their dimensions. NaN if there is no border. Raises ValueError if `labels` is not such an
    array, or is smaller than 129 × 129.

    Source: McDonald, Grebogi, Ott & Yorke (1985), Fractal basin boundaries, Physica D 17, doi:10.1016/0167-2789(85)90001-6,
    where 2 − D is the uncertainty exponent.
    """
    try:
        picture = np.asarray(labels)
    except ValueError:  # a ragged list
        picture = np.asarray(None)
    if picture.dtype.kind not in "biufU" or picture.ndim != 2:
        raise ValueError(f"labels must be an array (rows, columns) of numbers or strings, not {labels!r:.80}")
    if min(picture.shape) < SHORTEST:
        raise ValueError(f"labels must be at least {SHORTEST} × {SHORTEST}, not {picture.shape[0]} × {picture.shape[1]}")
    if picture.dtype.kind == "f" and np.isnan(picture).any():
        raise ValueError("labels must not be NaN")
    corner = picture[:-1, :-1]
    mixed = (corner != picture[1:, :-1]) | (corner != picture[:-1, 1:]) | (corner != picture[1:, 1:])
    if not mixed.any():
        return Dimension(np.nan, np.nan)
    sizes = np.unique(np.geomspace(SMALLEST, min(mixed.shape) // MIN_BOXES, SIZES).round().astype(int))
    shares = [maximum_filter(mixed.astype(np.uint8), int(size), mode="reflect").mean() for size in sizes]
    (slope, _), covariance = np.polyfit(np.log(sizes), np.log(shares), 1, cov=True)
    return Dimension(2.0 - float(slope), float(np.sqrt(covariance[0, 0])))
