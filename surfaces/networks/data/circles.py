"""A disc inside a ring."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data._dataset import Labels, Recipe

INNER, OUTER = 0.4, 0.9


def make(random: np.random.Generator, points: int, noise: float, arms: int) -> tuple[Array, Labels]:
    labels = np.arange(points) % 2
    angle = random.uniform(0.0, 2.0 * np.pi, points)
    radius = np.where(labels == 0, INNER, OUTER)
    return radius * np.array([np.cos(angle), np.sin(angle)]), labels


RECIPE = Recipe(title="Circles", about="One circle within another.", make=make)
