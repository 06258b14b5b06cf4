"""The compute budget of a training: estimated before it begins, and measured in processor time while it runs."""

import time
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from components.results.snapshots import FRAMES, Array
from optimizers import OPTIMIZERS, Training, gradients_per_step
from surfaces import Objective
from surfaces.networks import Architecture

MAX_SECONDS = 10.0  # of estimated time: no link may occupy a core for longer than twice this
LIMIT = 9.0  # seconds of processor time after which training stops; its plots take at most as long again
OVERHEAD, PER_UNIT, PER_WEIGHT = 1.5e-4, 1.2e-8, 2e-10  # seconds per step; per unit and example; per weight and example
PER_NUMBER, SPECTRUM = 5e-9, 1e-9  # seconds per number of an optimizer's state; per parameter³, where the state is a matrix
PROBE = 100  # the probe size that shows how a state grows with the parameters


class TimeUp(Exception):  # noqa: N818  (nothing has gone wrong)
    """A training has reached its time limit."""


def deadline(seconds: float | None = None) -> Callable[..., None]:
    """A check that raises TimeUp after this many seconds of work, by default LIMIT; call it before each step."""
    end = time.thread_time() + (LIMIT if seconds is None else seconds)

    def check(step: int = 0) -> None:
        if time.thread_time() > end:
            raise TimeUp

    return check


def within(objective: Objective, seconds: float, on_evaluation: Callable[[], object]) -> Objective:
    """An objective that raises TimeUp after this many seconds of work; `on_evaluation`, called each time, may raise as well."""
    check = deadline(seconds)

    def value_and_gradient(points: Array) -> tuple[Array, Array]:
        check()
        on_evaluation()
        return objective.value_and_gradient(points)

    return Objective(objective.dimension, value_and_gradient)


def estimate(architecture: Architecture, examples: int, training: Training, keys: Sequence[str]) -> float:
    """A rough upper estimate of the seconds of one core that a training takes."""
    seen = training.batch if 0 < training.batch < examples else examples
    units = sum(layer.out for layer in architecture.layers)
    step = OVERHEAD + seen * (PER_UNIT * units + PER_WEIGHT * architecture.dimension)
    looks = FRAMES * examples * (PER_UNIT * units + PER_WEIGHT * architecture.dimension)
    return sum(
        training.steps(examples) * (gradients_per_step(OPTIMIZERS[key]) * step + beside_gradient(key, architecture))
        + 3.0 * looks
        for key in keys
    )


def beside_gradient(key: str, architecture: Architecture) -> float:
    """The seconds of a step besides its gradients: its state is updated, and of a d × d matrix the spectrum computed."""
    if _state_size(key) >= PROBE**2:
        return SPECTRUM * architecture.dimension**3
    return PER_NUMBER * _state_size(key) / PROBE * architecture.dimension


@cache
def _state_size(key: str) -> int:
    """The numbers in the state of an optimizer with PROBE parameters."""
    return sum(map(np.size, OPTIMIZERS[key].init(np.zeros((PROBE, 1)))))
