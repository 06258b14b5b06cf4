"""The learning-rate sweep of a network: each optimizer from several starts, at many rates, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.results.snapshots import Array, Trained, sample_steps
from components.results.training import TrainingError, prepared
from components.results.training_budget import OVERHEAD, PER_UNIT, PER_WEIGHT, TimeUp, beside_gradient, deadline
from components.state.network import NetworkSettings
from optimizers import OPTIMIZERS, Run, Training, gradients_per_step, train
from surfaces.networks import start

RATES = np.geomspace(1e-4, 30.0, 23)
SEEDS = 3
TOO_LONG = "The sweep takes too long here: choose a smaller network, fewer examples or other optimizers."
SECONDS = 6.0  # limit on the estimated time: a larger sweep trains fewer epochs


@dataclass(frozen=True, eq=False)
class NetworkRateSweep:
    """The results of an optimizer after `epochs`: loss and accuracy, (2, rates, seeds), on training and held-out set."""

    key: str
    rates: Array
    epochs: int
    loss: Array
    accuracy: Array


def rate_sweeps(settings: NetworkSettings, progress: Callable[[float], object] = lambda done: None) -> list[NetworkRateSweep]:
    """The sweep of each optimizer that has a learning rate. Raises TrainingError if none has."""
    found, training = prepared(settings)
    keys = [key for key in settings.choices.optimizers if OPTIMIZERS[key].has_learning_rate]
    if not keys:
        raise TrainingError("None of these optimizers has a learning rate to sweep.")
    data, network = found.parts.train, found.network
    each = _seconds_per_epoch(found, training, keys)
    if each > SECONDS:
        raise TrainingError(TOO_LONG)
    epochs = int(np.clip(SECONDS / each, 1, training.epochs))
    training = replace(training, epochs=epochs)
    rates, seeds = np.repeat(RATES, SEEDS), np.tile(np.arange(SEEDS), len(RATES))
    starts = np.stack([start(network.architecture, settings["start"], settings["seed"] + int(seed)) for seed in seeds], axis=1)
    runs = [
        Run(OPTIMIZERS[key], starts, {**settings.hyperparameters(key), "learning_rate": rates}, settings.bound_schedule)
        for key in keys
    ]
    steps = training.steps(len(data))
    try:
        for snapshot in train(network, data, runs, training, sample_steps(steps, 101), deadline()):
            progress(snapshot.step / steps)
    except TimeUp:
        raise TrainingError(TOO_LONG) from None
    loss, accuracy = _measured(found, snapshot.points)
    return [NetworkRateSweep(key, RATES, epochs, loss[:, k], accuracy[:, k]) for k, key in enumerate(keys)]


def _seconds_per_epoch(found: Trained, training: Training, keys: Sequence[str]) -> float:
    """All members of a run go through a step together: its overhead is paid once."""
    examples, architecture = len(found.parts.train), found.network.architecture
    each = PER_UNIT * sum(layer.out for layer in architecture.layers) + PER_WEIGHT * architecture.dimension
    run = training.steps_per_epoch(examples) * OVERHEAD + 2.0 * examples * SEEDS * len(RATES) * each
    beside = training.steps_per_epoch(examples) * SEEDS * len(RATES) * sum(beside_gradient(key, architecture) for key in keys)
    return sum(gradients_per_step(OPTIMIZERS[key]) for key in keys) * run + beside


def _measured(found: Trained, points: Array) -> tuple[Array, Array]:
    """Loss and accuracy, (2, runs, rates, seeds)."""
    parts, shape = (found.parts.train, found.parts.test), (2, -1, len(RATES), SEEDS)
    with np.errstate(all="ignore"):
        loss = np.array([found.network.loss(points, part) for part in parts])
        accuracy = np.array([found.network.accuracy(points, part) for part in parts])
    return loss.reshape(shape), accuracy.reshape(shape)
