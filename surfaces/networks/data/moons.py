"""Two interleaving half-moons."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data._dataset import Labels, Recipe


def make(random: np.random.Generator, points: int, noise: float, arms: int) -> tuple[Array, Labels]:
    labels = np.arange(points) % 2
    angle = random.uniform(0.0, np.pi, points)
    side = 1.0 - 2.0 * labels
    return np.array([0.6 * np.cos(angle) - 0.3 * side, 0.6 * side * np.sin(angle) - 0.15 * side]), labels


RECIPE = Recipe(title="Moons", about="Two half-moons that reach into each other.", make=make)
