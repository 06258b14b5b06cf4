"""A network from scratch: forward to the scores of the classes, and backward to the gradient of every parameter.

n networks of one architecture are computed at a time, one per column of the points (d, n). Sums and activations have the shape
(n, units, m) for m examples. A network's loss is an `Objective`, so any optimizer descends it like a surface.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from surfaces._numbers import Array
from surfaces._objective import Objective
from surfaces.networks._architecture import Architecture, Layer
from surfaces.networks._cross_entropy import cross_entropy, cross_entropy_and_delta
from surfaces.networks.activations._activation import Shape
from surfaces.networks.activations.learnable_power import LEAST
from surfaces.networks.data import Dataset

CHUNK = 65_000  # elements of the widest array in a pass: larger than the processor's cache takes twice as long


class Pass(NamedTuple):
    """A layer's inputs (n, inputs, m) and sums (n, out, m) of one forward pass."""

    given: Array
    sums: Array


@dataclass(frozen=True)
class Network:
    """An architecture with its loss: cross-entropy plus λ/2 times the sum of the squared weights."""

    architecture: Architecture
    l2: float = 0.0

    def forward(self, points: Array, inputs: Array) -> tuple[Array, list[Pass]]:
        """The scores (n, classes, m) of networks (d, n) for inputs (features, m), and the pass of each layer."""
        numbers, passes = np.ascontiguousarray(points.T), []
        values = inputs[None]
        for layer in self.architecture.layers:
            weights, biases = _matrix(numbers, layer), numbers[:, layer.biases, None]
            sums = weights @ values + biases
            passes.append(Pass(values, sums))
            values = sums if layer.activation is None else layer.activation.value(sums, self._shape(numbers, layer))
        return values, passes

    def backward(self, points: Array, passes: list[Pass], delta: Array) -> Array:
        """The gradient (d, n) from the derivative of the loss by the scores: the chain rule, layer by layer."""
        numbers, gradient = np.ascontiguousarray(points.T), np.empty(points.T.shape)
        for layer, (given, sums) in zip(reversed(self.architecture.layers), reversed(passes), strict=True):
            if layer.activation is not None:
                shape, by_exponent = self._shape(numbers, layer), layer.activation.by_exponent
                if by_exponent is not None:
                    gradient[:, layer.exponents] = (delta * by_exponent(sums, shape)).sum(axis=2)
                delta = delta * layer.activation.derivative(sums, shape)
            gradient[:, layer.weights] = (delta @ given.swapaxes(1, 2)).reshape(len(numbers), -1)
            gradient[:, layer.biases] = delta.sum(axis=2)
            if layer.first:
                delta = _matrix(numbers, layer).swapaxes(1, 2) @ delta
        return gradient.T

    def loss(self, points: Array, data: Dataset) -> Array:
        """The mean loss (n,) of networks (d, n)."""
        parts = [cross_entropy(self.forward(part, data.inputs)[0], data).mean(axis=1) for part in self._parts(points, data)]
        return np.concatenate(parts) + self._penalty(points)

    def loss_and_gradient(self, points: Array, data: Dataset) -> tuple[Array, Array]:
        """The mean loss (n,) and its gradient (d, n)."""
        losses, gradients = [], []
        for part in self._parts(points, data):
            scores, passes = self.forward(part, data.inputs)
            loss, delta = cross_entropy_and_delta(scores, data)
            losses.append(loss.mean(axis=1))
            gradients.append(self.backward(part, passes, delta / len(data)))
        loss, gradient = (np.concatenate(of, axis=-1) if len(of) > 1 else of[0] for of in (losses, gradients))
        if self.l2:
            return loss + self._penalty(points), gradient + self.l2 * (self.architecture.decayed * points)
        return loss, gradient

    def predict(self, points: Array, inputs: Array) -> Array:
        """The most likely class according to each network (d, n) for inputs (features, m): (n, m)."""
        predicted: Array = self.forward(points, inputs)[0].argmax(axis=1)
        return predicted

    def accuracy(self, points: Array, data: Dataset) -> Array:
        """The fraction of examples that networks (d, n) classify correctly, (n,); NaN where a network is not finite."""
        right = (self.predict(points, data.inputs) == data.labels).mean(axis=1)
        return np.where(np.isfinite(points).all(axis=0), right, np.nan)

    def objective(self, data: Dataset, times: float = 1.0) -> Objective:
        """The loss on these examples as an objective, multiplied by `times` where a batch is summed instead of averaged."""

        def value_and_gradient(points: Array) -> tuple[Array, Array]:
            loss, gradient = self.loss_and_gradient(points, data)
            return (loss, gradient) if times == 1.0 else (times * loss, times * gradient)

        return Objective(self.architecture.dimension, value_and_gradient, None, lambda points: times * self.loss(points, data))

    def within(self, points: Array) -> Array:
        """Points (d, n) with each exponent clipped to its range."""
        for layer in self.architecture.layers:
            if layer.exponents.stop > layer.exponents.start:
                points = points.copy()
                points[layer.exponents] = np.maximum(points[layer.exponents], LEAST)
        return points

    def _shape(self, numbers: Array, layer: Layer) -> Shape:
        return Shape(self.architecture.slope, numbers[:, layer.exponents, None])

    def _penalty(self, points: Array) -> Array:
        penalty: Array = 0.5 * self.l2 * np.sum(self.architecture.decayed * points * points, axis=0)
        return penalty

    def _parts(self, points: Array, data: Dataset) -> list[Array]:
        """Networks in chunks that fit into memory."""
        if points.shape[1] == 1:
            return [points]
        widest = max(max(layer.inputs, layer.out) for layer in self.architecture.layers)
        size = max(1, CHUNK // (widest * len(data)))
        return [points[:, first : first + size] for first in range(0, points.shape[1], size)]


def _matrix(numbers: Array, layer: Layer) -> Array:
    return numbers[:, layer.weights].reshape(len(numbers), layer.out, layer.inputs)
