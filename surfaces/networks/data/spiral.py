"""Arms that wind around each other: no straight line separates them."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data._dataset import Labels, Recipe

TURN = 10.0  # radians from the start of an arm to its end


def make(random: np.random.Generator, points: int, noise: float, arms: int) -> tuple[Array, Labels]:
    labels = np.arange(points) % arms
    radius = (np.arange(points) // arms + 1.0) / (points // arms + 1.0)
    angle = TURN * radius + 2.0 * np.pi * labels / arms
    return radius * np.array([np.cos(angle), np.sin(angle)]), labels


RECIPE = Recipe(title="Spiral", about="Two or three arms around each other.", make=make, has_arms=True)
