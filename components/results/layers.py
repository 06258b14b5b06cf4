"""Each layer during training: its gradients, its updates, and the units that have stopped learning."""

from dataclasses import dataclass

import numpy as np

from components.results.snapshots import Array, Trained

SATURATED = 0.99  # |tanh| above which a unit is saturated


@dataclass(frozen=True, eq=False)
class LayerHistory:
    """One layer of one run, a row for each snapshot.

    gradient, update, weights  the norms of its gradient, its update and its weights
    dead                       the number of units that are 0 for all examples
    saturated                  the fraction of its activations that are within a hundredth of ±1
    exponents                  (f, units), where they are trained
    """

    gradient: Array
    update: Array
    weights: Array
    dead: Array
    saturated: Array
    exponents: Array


def layers(trained: Trained, k: int) -> list[LayerHistory]:
    """The layers of run k, at its snapshots before it diverges."""
    length = trained.lengths[k]
    points = trained.points[:length, :, k]
    dead, saturated = _stuck(trained, points)
    gradients, updates = trained.gradients[:length, :, k], trained.updates[:length, :, k]
    return [
        LayerHistory(
            np.linalg.norm(gradients[:, layer.all], axis=1),
            np.linalg.norm(updates[:, layer.all], axis=1),
            np.linalg.norm(points[:, layer.weights], axis=1),
            dead[:, place],
            saturated[:, place],
            points[:, layer.exponents],
        )
        for place, layer in enumerate(trained.network.architecture.layers)
    ]


def _stuck(trained: Trained, points: Array) -> tuple[Array, Array]:
    """The number of dead units, and the fraction of saturated activations, each (f, layers)."""
    found = trained.network.architecture.layers
    dead, saturated = np.zeros((len(points), len(found))), np.zeros((len(points), len(found)))
    for row, point in enumerate(points):
        _, passes = trained.network.forward(point[:, None], trained.parts.train.inputs)
        for place, (layer, (_, sums)) in enumerate(zip(found, passes, strict=True)):
            if layer.activation is not None and layer.activation.fails == "dies":
                dead[row, place] = np.sum(np.all(sums <= 0.0, axis=2))
            if layer.activation is not None and layer.activation.fails == "saturates":
                saturated[row, place] = np.mean(np.abs(np.tanh(sums)) > SATURATED)
    return dead, saturated
