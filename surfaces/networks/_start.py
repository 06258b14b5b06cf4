"""Initialization: random weights scaled so that signals neither vanish nor explode from layer to layer, and zero biases."""

from collections.abc import Callable

import numpy as np

from surfaces._numbers import Array
from surfaces.networks._architecture import Architecture, Layer
from surfaces.networks.activations.learnable_power import FIRST_HIGH, FIRST_LOW

Draw = Callable[[np.random.Generator, Layer], Array]


def he(random: np.random.Generator, layer: Layer) -> Array:
    """Normal, of variance gain / inputs (He et al. 2015, arXiv:1502.01852)."""
    return float(np.sqrt(layer.gain / layer.inputs)) * random.standard_normal((layer.out, layer.inputs))


def glorot(random: np.random.Generator, layer: Layer) -> Array:
    """Uniform within ±√(6 / (inputs + outputs)) (Glorot & Bengio 2010)."""
    bound = np.sqrt(6.0 / (layer.inputs + layer.out))
    return random.uniform(-bound, bound, (layer.out, layer.inputs))


def uniform(random: np.random.Generator, layer: Layer) -> Array:
    """Uniform within ±½, whatever the size of the layer."""
    return random.uniform(-0.5, 0.5, (layer.out, layer.inputs))


STARTS: dict[str, Draw] = {"he": he, "glorot": glorot, "uniform": uniform}
START_NAMES = {"he": "He", "glorot": "Glorot", "uniform": "uniform ±½"}


def start(architecture: Architecture, method: str, seed: int) -> Array:
    """An initial point (d,): the same seed gives the same point."""
    random, parameters = np.random.default_rng([seed, 2]), np.zeros(architecture.dimension)
    for layer in architecture.layers:
        parameters[layer.weights] = STARTS[method](random, layer).ravel()
        exponents = parameters[layer.exponents]
        exponents[:] = random.uniform(FIRST_LOW, FIRST_HIGH, exponents.shape)
    return parameters
