"""The architecture of a network, and where each part of it lies in the parameter vector."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.activations import ACTIVATIONS, Activation


@dataclass(frozen=True)
class Hidden:
    """A hidden layer: the number of units, and the key of their activation."""

    units: int
    activation: str


@dataclass(frozen=True)
class Layer:
    """One layer, and its slices of the parameter vector: weights (out, inputs) by rows, biases (out,), exponents (out,)."""

    inputs: int
    out: int
    activation: Activation | None  # None for the linear output
    first: int

    @property
    def weights(self) -> slice:
        return slice(self.first, self.first + self.inputs * self.out)

    @property
    def biases(self) -> slice:
        return slice(self.weights.stop, self.weights.stop + self.out)

    @property
    def exponents(self) -> slice:
        count = self.out if self.activation is not None and self.activation.has_exponent else 0
        return slice(self.biases.stop, self.biases.stop + count)

    @property
    def gain(self) -> float:
        return 1.0 if self.activation is None else self.activation.gain

    @property
    def all(self) -> slice:
        return slice(self.first, self.exponents.stop)


@dataclass(frozen=True)
class Architecture:
    """A multilayer perceptron: inputs, hidden layers, and a linear output for each class. `slope` is that of leaky units."""

    inputs: int
    hidden: tuple[Hidden, ...]
    outputs: int
    slope: float = 0.01

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        sizes = (self.inputs, *(layer.units for layer in self.hidden), self.outputs)
        activations: Sequence[Activation | None] = [*(ACTIVATIONS[layer.activation] for layer in self.hidden), None]
        made: list[Layer] = []
        for (inputs, out), activation in zip(pairwise(sizes), activations, strict=True):
            made.append(Layer(inputs, out, activation, made[-1].all.stop if made else 0))
        return tuple(made)

    @cached_property
    def dimension(self) -> int:
        """The number of parameters."""
        return int(self.layers[-1].all.stop)

    @cached_property
    def decayed(self) -> Array:
        """1 for the weights, which L2 and weight decay shrink towards 0, and 0 for biases and exponents, (d, 1)."""
        mask = np.zeros((self.dimension, 1))
        for layer in self.layers:
            mask[layer.weights] = 1.0
        return mask

    @property
    def title(self) -> str:
        return "-".join(str(size) for size in (self.inputs, *(layer.units for layer in self.hidden), self.outputs))
