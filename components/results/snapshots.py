"""The snapshots of a training: parameters, loss, accuracy, gradients and updates of each run."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from components.state.network import NetworkSettings
from optimizers import Snapshot
from surfaces import Objective
from surfaces.networks import Network, Split

Array = np.ndarray[Any, np.dtype[np.float64]]

FRAMES = 121  # snapshots kept per training
FULL = 1000.0  # a run has diverged when its loss exceeds the initial loss by this factor, unless it recovers


@dataclass(frozen=True, eq=False)
class PartialTraining:
    """The progress of a training, and the points of its runs: (d, k)."""

    done: float
    step: int
    points: Array
    trained: "Trained"


@dataclass(eq=False)
class Trained:
    """k runs of one network at f snapshots of their training, including the start.

    steps           (f,)        step numbers
    points          (f, d, k)   parameters
    loss, accuracy  (2, f, k)   on the training set and on the held-out set
    gradients       (f, d, k)   of the loss on the training set
    updates         (f, d, k)   of the last step
    rates           (f, k)      learning rates of the last step
    evaluations     (f, k)      gradient evaluations so far, on a batch
    stopped         whether training was stopped at the time limit
    """

    settings: NetworkSettings
    parts: Split
    network: Network
    total: int  # number of steps
    steps: list[int] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    losses: list[Array] = field(default_factory=list)
    accuracies: list[Array] = field(default_factory=list)
    _gradients: list[Array] = field(default_factory=list)
    stopped: bool = False
    planes: dict[str, Any] = field(default_factory=dict)  # computed loss planes by type

    @property
    def keys(self) -> tuple[str, ...]:
        return self.settings.choices.optimizers

    @property
    def objective(self) -> Objective:
        return self.network.objective(self.parts.train)

    @cached_property
    def points(self) -> Array:
        return np.array([snapshot.points for snapshot in self.snapshots])

    @cached_property
    def updates(self) -> Array:
        return np.array([snapshot.updates for snapshot in self.snapshots])

    @cached_property
    def gradients(self) -> Array:
        return np.array(self._gradients)

    @cached_property
    def rates(self) -> Array:
        return np.array([snapshot.learning_rates for snapshot in self.snapshots])

    @cached_property
    def evaluations(self) -> Array:
        return np.array([snapshot.evaluations for snapshot in self.snapshots])

    @cached_property
    def loss(self) -> Array:
        return np.array(self.losses).swapaxes(0, 1)

    @cached_property
    def accuracy(self) -> Array:
        return np.array(self.accuracies).swapaxes(0, 1)

    @cached_property
    def lengths(self) -> list[int]:
        """The number of snapshots of each run before it diverges."""
        finite = np.isfinite(self.loss[0]) & np.isfinite(self.points).all(axis=1)
        loss = np.where(finite, self.loss[0], np.inf)
        lowest_yet_to_come = np.minimum.accumulate(loss[::-1])[::-1]
        fine = finite & ((loss <= FULL * np.maximum(loss[0], 1.0)) | (lowest_yet_to_come <= loss[0]))
        return [int(np.logical_and.accumulate(fine[:, k]).sum()) for k in range(fine.shape[1])]

    def see(self, snapshot: Snapshot) -> None:
        train, test = self.parts.train, self.parts.test
        loss, gradient = self.network.loss_and_gradient(snapshot.points, train)
        self.steps.append(snapshot.step)
        self.snapshots.append(snapshot)
        self._gradients.append(gradient)
        self.losses.append(np.array([loss, self.network.loss(snapshot.points, test)]))
        self.accuracies.append(np.array([self.network.accuracy(snapshot.points, part) for part in (train, test)]))


def sample_steps(steps: int, most: int) -> list[int]:
    """At most `most` steps from 0 to the last, as evenly spaced as possible."""
    return np.unique(np.linspace(0, steps, min(most, steps + 1)).round().astype(int)).tolist()
