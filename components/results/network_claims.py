"""The trainings of a lesson's scenes, as numbers for its claims to be checked on."""

from functools import cached_property

import numpy as np

from components.lessons.networks import NetworkLesson
from components.results.layers import LayerHistory, layers
from components.results.loss_plane import LossPlane, loss_plane, sharpness
from components.results.snapshots import Array, Trained
from components.results.training import trained
from components.state.network import NetworkSettings, change


def settings_of(scene: int, lesson: NetworkLesson) -> NetworkSettings:
    """The settings of a scene, with defaults for the rest."""
    settings, problems = change(NetworkSettings(), lesson.scenes[scene].settings)
    assert not problems, problems
    return settings


class Trainings:
    """The trainings of a lesson. Arguments are the index of a scene and, if it is not the first, the optimizer of a run."""

    def __init__(self, lesson: NetworkLesson) -> None:
        self.lesson = lesson

    @cached_property
    def _all(self) -> list[Trained]:
        return [trained(settings_of(scene, self.lesson)) for scene in range(len(self.lesson.scenes))]

    def _loss(self, scene: int, key: str = "") -> Array:
        found, k = self._run(scene, key)
        row: Array = found.loss[0, : found.lengths[k], k]
        return row

    def _run(self, scene: int, key: str) -> tuple[Trained, int]:
        found = self._all[scene]
        return found, found.keys.index(key) if key else 0

    def _steps(self, scene: int, key: str) -> Array:
        found, k = self._run(scene, key)
        lengths: Array = np.linalg.norm(found.updates[1 : found.lengths[k], :, k], axis=1)
        return lengths

    def _layers(self, scene: int) -> list[LayerHistory]:
        return layers(self._all[scene], 0)

    def _plane(self, scene: int) -> LossPlane:
        return loss_plane(self._all[scene], settings_of(scene, self.lesson)["plane"])

    def accuracy(self, scene: int, key: str = "") -> float:
        """The training accuracy at the end."""
        found, k = self._run(scene, key)
        return float(found.accuracy[0, -1, k])

    def reaches(self, scene: int, key: str, accuracy: float) -> float:
        """The first snapshot's step at which the training accuracy is at least `accuracy`, or infinity."""
        found, k = self._run(scene, key)
        there = np.flatnonzero(found.accuracy[0, :, k] >= accuracy)
        return float(found.steps[there[0]]) if len(there) else np.inf

    def first(self, scene: int) -> float:
        return float(self._loss(scene)[0])

    def last(self, scene: int) -> float:
        return float(self._loss(scene)[-1])

    def halfway(self, scene: int) -> float:
        return float(self._loss(scene)[len(self._loss(scene)) // 2])

    def least(self, scene: int) -> float:
        return float(self._loss(scene).min())

    def highest(self, scene: int) -> float:
        """The highest finite loss of all snapshots, including those after the run has diverged."""
        loss = self._all[scene].loss[0, :, 0]
        return float(loss[np.isfinite(loss)].max())

    def rises(self, scene: int) -> float:
        """The fraction of the snapshots at which the loss is higher than at the previous one."""
        return float(np.mean(np.diff(self._loss(scene)) > 0.0))

    def diverges(self, scene: int) -> bool:
        found = self._all[scene]
        return found.lengths[0] < len(found.steps)

    def first_step(self, scene: int, key: str = "") -> float:
        """The length of step 1, which the snapshots of a long run may skip."""
        begun = trained(settings_of(scene, self.lesson).replace(epochs=1))
        return float(np.linalg.norm(begun.updates[1, :, begun.keys.index(key) if key else 0]))

    def last_step(self, scene: int, key: str = "") -> float:
        return float(self._steps(scene, key)[-1])

    def sharpness(self, scene: int) -> Array:
        found = sharpness(self._all[scene])[0]
        return found[np.isfinite(found)]

    def held(self, scene: int) -> float:
        return self._plane(scene).share

    def off(self, scene: int) -> float:
        return max(float(np.nanmax(np.abs(hidden))) for hidden in self._plane(scene).hidden)

    def dead(self, scene: int) -> float:
        return float(sum(layer.dead[-1] for layer in self._layers(scene)))

    def stays_dead(self, scene: int) -> bool:
        count = np.sum([layer.dead for layer in self._layers(scene)], axis=0)
        some = np.flatnonzero(count)
        return bool(len(some) and np.all(count[some[0] :] > 0))

    def revives(self, scene: int) -> bool:
        """Whether the number of dead units of a layer ever falls from one snapshot to the next."""
        return any(bool(np.any(np.diff(layer.dead) < 0)) for layer in self._layers(scene))

    def without_gradient(self, scene: int) -> int:
        """How many units, whatever their activation, have weights whose gradient is 0 at the end."""
        found, last = self._all[scene], self._all[scene].lengths[0] - 1
        return sum(
            int(np.sum(~np.any(found.gradients[last, layer.weights, 0].reshape(layer.out, layer.inputs), axis=1)))
            for layer in found.network.architecture.layers
        )

    def saturated(self, scene: int) -> float:
        return max(float(layer.saturated[-1]) for layer in self._layers(scene))
