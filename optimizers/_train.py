"""Training: optimizers side by side on one network, from one start, on the same batches in the same order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optimizers._check import check_changes, check_optimizer, check_schedule, check_start, common_members
from optimizers._descend import Run
from optimizers._kernel import ActiveRun, Settings, step_all
from optimizers._optimizer import Array
from optimizers._requests import PASSES
from surfaces import Objective
from surfaces._former import former_names
from surfaces.networks import Dataset, Network
from surfaces.networks.data import Labels


@dataclass(frozen=True, kw_only=True)
class Training:
    """The length of a training, and its batches.

    epochs        passes through all examples
    batch         examples per step; 0 for all of them
    seed          seed of the order of the examples, which are reshuffled each epoch
    summed        whether the gradient of a batch is the sum over its examples, which multiplies the rate by `batch` in effect
    weight_decay  λ, decoupled: each step also shrinks the weights by a fraction αλ, whatever the optimizer (Loshchilov &
                  Hutter 2019); a penalty in the loss is `Network.l2`
    """

    epochs: int
    batch: int = 0
    seed: int = 0
    summed: bool = False
    weight_decay: float = 0.0

    def steps_per_epoch(self, examples: int) -> int:
        return -(-examples // self.batch) if 0 < self.batch < examples else 1

    def steps(self, examples: int) -> int:
        return self.epochs * self.steps_per_epoch(examples)


setattr(Training, "steps_an_epoch", Training.steps_per_epoch)  # noqa: B010  (a deprecated name, not part of exported code)


@former_names(moves="updates")
class Snapshot(NamedTuple):
    """k runs after a step: their points (d, k), and the gradients, updates (d, k) and learning rates (k,) of that step.

    `evaluations` (k,) is the cost so far, in gradients of a batch: see `Trajectory`. A run of n members has n columns. At step
    0, gradients, updates and rates are NaN.
    """

    step: int
    points: Array
    gradients: Array
    updates: Array
    learning_rates: Array
    evaluations: Array


Moment = Snapshot  # deprecated name


@former_names(look="sample_steps")
def train(
    network: Network,
    data: Dataset,
    runs: Sequence[Run],
    training: Training,
    sample_steps: Sequence[int],
    before: Callable[[int], object] = lambda step: None,
) -> Iterator[Snapshot]:
    """Train a network from the start of each run, (d,) or (d, n); yield a snapshot after each of the `sample_steps`.

    Nothing is kept between them: stop iterating to end the training. `before` is called before each step; an exception that
    it raises ends the training. A run that diverges continues as NaN.
    Raises ValueError naming the argument that is wrong.
    """
    steps, active = training.steps(len(data)), [_active(network, run) for run in runs]
    sampled = _checked(sample_steps, steps)
    batches = _batches(network, data, training)
    with np.errstate(all="ignore"):
        if 0 in sampled:
            yield _snapshot(0, active, [run.point for run in active])
        for t in range(1, (max(sampled) if sampled else 0) + 1):
            before(t)
            points = [run.point for run in active]
            step_all(next(batches), active, t, steps)
            for run, before_step in zip(active, points, strict=True):
                run.advance()
                run.point = network.within(_decayed(network, run, before_step, training.weight_decay))
            if t in sampled:
                yield _snapshot(t, active, points)


def _active(network: Network, run: Run) -> ActiveRun:
    dimension = network.architecture.dimension
    optimizer, start = check_optimizer(run.optimizer, dimension), check_start(run.start, dimension)
    settings = {
        step + 1: Settings(optimizer.complete(run.at(step + 1).hyperparameters), check_schedule(run.at(step + 1).schedule))
        for step in {0, *(change.step for change in check_changes(run.changes))}
    }
    own = {f"{name} {step}": value for step, now in settings.items() for name, value in now.hyperparameters.items()}
    members = common_members({"start": start[0] if start.shape[1] > 1 else 0.0, **own})
    return ActiveRun(optimizer, network.within(np.broadcast_to(start, (dimension, members)).copy()), settings)


def _checked(sample_steps: Sequence[int], steps: int) -> set[int]:
    if any(not 0 <= step <= steps for step in sample_steps):
        raise ValueError(f"sample_steps must be steps from 0 to {steps}, not {sample_steps!r}")
    return set(sample_steps)


def _batches(network: Network, data: Dataset, training: Training) -> Iterator[Objective]:
    """The objective of each step: the loss on its batch."""
    for chosen in batch_indices(len(data), training):
        part = data if len(chosen) == len(data) else data.taken(chosen)
        yield network.objective(part, len(part) if training.summed else 1.0)


def batch_indices(examples: int, training: Training) -> Iterator[Labels]:
    """The examples of each step, as indices: all of them, or one batch after another, shuffled each epoch."""
    size, random = training.batch, np.random.default_rng([training.seed, 3])
    if not 0 < size < examples:
        whole = np.arange(examples)
        while True:
            yield whole
    while True:
        order = random.permutation(examples)
        for first in range(0, examples, size):
            yield order[first : first + size]


def _decayed(network: Network, run: ActiveRun, before: Array, decay: float) -> Array:
    """The point of a run minus αλ times its weights before the step; without a learning rate, minus λ times them."""
    if not decay:
        return run.point
    rate = np.where(np.isnan(run.learning_rate), 1.0, run.learning_rate)
    shrunk: Array = run.point - rate * decay * network.architecture.decayed * before
    return shrunk


def _snapshot(step: int, active: Sequence[ActiveRun], before: Sequence[Array]) -> Snapshot:
    points = np.concatenate([run.point for run in active], axis=1)
    if step == 0:
        nothing = np.full_like(points, np.nan)
        return Snapshot(0, points, nothing, nothing, nothing[0], np.zeros(points.shape[1]))
    gradients = [np.full_like(run.point, np.nan) if run.gradient is None else run.gradient for run in active]
    rates, passes = (
        np.concatenate([np.broadcast_to(getattr(run, name), run.point.shape[1]) for run in active])
        for name in ("learning_rate", "passes")
    )
    updates = points - np.concatenate(before, axis=1)
    return Snapshot(step, points, np.concatenate(gradients, axis=1), updates, rates, passes / PASSES)
