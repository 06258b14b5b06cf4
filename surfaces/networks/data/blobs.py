"""One cloud of points per class: easy, unless they overlap."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data._dataset import Labels, Recipe

FAR, WIDTH = 0.7, 0.15


def make(random: np.random.Generator, points: int, noise: float, arms: int) -> tuple[Array, Labels]:
    labels = np.arange(points) % arms
    angle = 2.0 * np.pi * labels / arms + np.pi / 4.0
    return FAR * np.array([np.cos(angle), np.sin(angle)]) + WIDTH * random.standard_normal((2, points)), labels


RECIPE = Recipe(title="Blobs", about="One cloud of points a class, two or three of them.", make=make, has_arms=True)
