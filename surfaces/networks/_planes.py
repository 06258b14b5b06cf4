"""Planes through a loss of many parameters, to view it and the paths of its training: three ways to choose two directions.

Such a plane hides much, and the page says how much: the fraction of the paths' variance that lies in it, and for each run the
difference between the loss and the loss at its projection (`Plane.hides`). Even a random walk in many dimensions has 76 % of
its variance in its two principal directions (Antognini & Sohl-Dickstein 2018, arXiv:1806.08805).
"""

import numpy as np

from surfaces._numbers import Array
from surfaces._objective import Objective
from surfaces._plane import Plane
from surfaces.networks._architecture import Architecture
from surfaces.networks._curvature import steepest

RANDOM_WALK = 6.0 / np.pi**2 * (1.0 + 1.0 / 4.0)  # in a random walk, the k-th direction holds 6 / (π k)² of the variance
SMALL = 1e-12


def principal(paths: Array) -> Plane:
    """The plane closest to points (d, n), through their mean: their two principal directions. ValueError for a single point.

    Each points towards the last of the points.
    """
    if paths.shape[1] < 2:
        raise ValueError(f"paths must hold at least two points, not {paths.shape[1]}")
    middle = paths.mean(axis=1)
    axes = _principal_axes(paths - middle[:, None])
    u, v = (axes * np.where((paths[:, -1] - middle) @ axes < 0.0, -1.0, 1.0)).T
    return Plane(middle, u, v)


def _principal_axes(centered: Array) -> Array:
    """The two directions (d, 2) in which centered points (d, n) vary most.

    Computed from the smaller Gram matrix: a singular value decomposition takes several times as long.
    """
    if len(centered) <= centered.shape[1]:
        return np.linalg.eigh(centered @ centered.T)[1][:, :-3:-1]
    return np.linalg.qr(centered @ np.linalg.eigh(centered.T @ centered)[1][:, :-3:-1])[0]


def share_held(plane: Plane, paths: Array) -> float:
    """The fraction of the variance of points (d, n) about their mean that lies in a plane."""
    centered = paths - paths.mean(axis=1, keepdims=True)
    axes = np.linalg.qr(np.stack([plane.u, plane.v], axis=1))[0]
    return float(np.sum((axes.T @ centered) ** 2) / np.sum(centered**2))


def random_directions(architecture: Architecture, point: Array, seed: int) -> Plane:
    """Two random directions from a point (d,), normalized unit by unit to its weights (Li et al. 2018, arXiv:1712.09913).

    A step along them changes every unit by the same fraction. As in the paper, biases and exponents do not change.
    """
    random = np.random.default_rng([seed, 4])
    u, v = (_filter_normalised(architecture, point, random.standard_normal(len(point))) for _ in range(2))
    return Plane(point, u, v)


def _filter_normalised(architecture: Architecture, point: Array, direction: Array) -> Array:
    made = np.zeros_like(direction)
    for layer in architecture.layers:
        weights, drawn = (numbers[layer.weights].reshape(layer.out, layer.inputs) for numbers in (point, direction))
        size, length = (np.linalg.norm(rows, axis=1, keepdims=True) for rows in (weights, drawn))
        made[layer.weights] = (drawn * (size / np.maximum(length, SMALL))).ravel()
    return made


def steepest_directions(objective: Objective, point: Array) -> Plane:
    """The plane through a point (d,) along the two directions in which the loss is most curved there."""
    values, vectors = steepest(objective, point, 2)
    if not np.all(np.isfinite(values)):
        raise ValueError("the curvature at this point cannot be computed")
    return Plane(point, vectors[:, 0], vectors[:, 1])
