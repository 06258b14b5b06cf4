"""Exclusive or: opposite quarters of a square form one class. A network without a hidden layer cannot solve it."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.data._dataset import Labels, Recipe


def make(random: np.random.Generator, points: int, noise: float, arms: int) -> tuple[Array, Labels]:
    inputs = random.uniform(-1.0, 1.0, (2, points))
    return inputs, ((inputs[0] > 0.0) ^ (inputs[1] > 0.0)).astype(np.int64)


RECIPE = Recipe(title="XOR", about="Opposite quarters of a square are of one class.", make=make)
