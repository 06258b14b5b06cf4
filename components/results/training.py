"""From the settings of the network page to numbers: the snapshots of a training."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from components.state.network import FILE, NetworkSettings
from optimizers import OPTIMIZERS, Run, Snapshot, Training, train
from surfaces import Objective
from surfaces.networks import RECIPES, Architecture, Dataset, Network, Split, Table, TableError, split, start

Array = np.ndarray[Any, np.dtype[np.float64]]
OnGlimpse = Callable[["Glimpse"], object]

FRAMES = 121  # snapshots of a training that are kept
MOST_SECONDS = 10.0  # of work, as it is estimated beforehand: no address may hold a core for longer than twice that
LIMIT = 9.0  # of work, by the processor's clock: then it stops where it is; what is made of it takes as long at most
OVERHEAD, PER_UNIT, PER_WEIGHT = 1.5e-4, 1.2e-8, 2e-10  # seconds: a step; a unit and an example; a weight and an example
SATURATED = 0.99  # |tanh| from here on
SPECTRUM, PROBE = 1e-9, 100  # seconds, times the cube of the parameters; and so many show how a state grows with them
LARGEST = 6_000_000  # numbers to learn × examples: a plane takes some thousand passes of that size
FULL = 1000.0  # a run whose loss is so many times that of its start has diverged, unless it comes back to where it started


class TrainingError(ValueError):
    """There is no data to train on, or the training would take too long; the message says which."""


class TimeUp(Exception):  # noqa: N818  (nothing has gone wrong)
    """A training has reached its time limit."""


@dataclass(eq=False)
class Upload:
    """An uploaded file, in memory for the visit and nowhere else, with its training."""

    table: Table
    token: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    trained: dict[NetworkSettings, "Trained"] = field(default_factory=dict)


UPLOADS: WeakValueDictionary[str, Upload] = WeakValueDictionary()  # whoever leaves takes the file along


def bring(table: Table) -> Upload:
    """Keep a table as long as the returned object lives."""
    upload = Upload(table)
    UPLOADS[upload.token] = upload
    return upload


@dataclass(frozen=True, eq=False)
class Glimpse:
    """The progress of a training, and the points of its runs: (d, k)."""

    done: float
    step: int
    points: Array
    trained: "Trained"


@dataclass(eq=False)
class Trained:
    """k runs of one network at f snapshots of their training, the start among them.

    steps           (f,)        the steps after which they are
    points          (f, d, k)   all parameters
    loss, accuracy  (2, f, k)   of the training set and of what is held out
    gradients       (f, d, k)   of the loss on the training set
    updates         (f, d, k)   of the step to there
    rates           (f, k)      learning rates of that step
    stopped         whether it was stopped at the limit of time
    """

    settings: NetworkSettings
    parts: Split
    network: Network
    total: int  # steps
    steps: list[int] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    losses: list[Array] = field(default_factory=list)
    accuracies: list[Array] = field(default_factory=list)
    _gradients: list[Array] = field(default_factory=list)
    stopped: bool = False
    planes: dict[str, Any] = field(default_factory=dict)  # that have been looked at, by their kind

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
    def loss(self) -> Array:
        return np.array(self.losses).swapaxes(0, 1)

    @cached_property
    def accuracy(self) -> Array:
        return np.array(self.accuracies).swapaxes(0, 1)

    @cached_property
    def lengths(self) -> list[int]:
        """Of each run, how many of its snapshots come before it diverges."""
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


def trained(settings: NetworkSettings, on_glimpse: OnGlimpse = lambda glimpse: None) -> Trained:
    """The training of these settings. `on_glimpse` observes its progress and may stop it. Raises TrainingError."""
    wanted = settings.of_training
    if settings.choices.data != FILE:
        return _kept(wanted, _Unkeyed(on_glimpse))
    upload = _upload(settings)
    if wanted not in upload.trained:
        found = _trained(wanted, on_glimpse)
        upload.trained.clear()  # one at a time
        upload.trained[wanted] = found
    return upload.trained[wanted]


class _Unkeyed:
    """An argument that is not part of the cache key."""

    def __init__(self, on_glimpse: OnGlimpse) -> None:
        self.on_glimpse = on_glimpse

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unkeyed)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)  # of some 10 MB each, at most
def _kept(settings: NetworkSettings, on_glimpse: _Unkeyed) -> Trained:
    return _trained(settings, on_glimpse.on_glimpse)


def beginning(settings: NetworkSettings) -> tuple[Trained, Array]:
    """The training to run, and the point (d, 1) where all of its runs begin."""
    found, _ = prepared(settings)
    return found, start(found.network.architecture, settings["start"], settings["seed"])[:, None]


def _trained(settings: NetworkSettings, on_glimpse: OnGlimpse) -> Trained:
    found, training = prepared(settings)
    runs, look = _runs(settings, found.network.architecture), sample_steps(found.total, FRAMES)
    try:
        with np.errstate(all="ignore"):
            for snapshot in train(found.network, found.parts.train, runs, training, look, deadline()):
                found.see(snapshot)
                on_glimpse(Glimpse(snapshot.step / found.total, snapshot.step, snapshot.points, found))
    except TimeUp:
        found.stopped = True
    return found


def deadline(seconds: float | None = None) -> Callable[..., None]:
    """What raises TimeUp when it is called after so many seconds of work, LIMIT if not told: a single step may take some."""
    end = time.thread_time() + (LIMIT if seconds is None else seconds)

    def check(step: int = 0) -> None:
        if time.thread_time() > end:
            raise TimeUp

    return check


def within(objective: Objective, seconds: float) -> Objective:
    """An objective that raises TimeUp when it is evaluated after so many seconds of work."""
    check = deadline(seconds)

    def value_and_gradient(points: Array) -> tuple[Array, Array]:
        check()
        return objective.value_and_gradient(points)

    return Objective(objective.dimension, value_and_gradient)


def prepared(settings: NetworkSettings) -> tuple[Trained, Training]:
    """The training before its first step."""
    if not settings.choices.optimizers:
        raise TrainingError("Choose one or more optimizers to train the network.")
    parts = split(dataset(settings), settings["held_out"], settings["seed"], settings["scaling"])
    classes = len(parts.train.classes)
    architecture = Architecture(len(parts.train.inputs), settings["layers"], classes, settings["slope"])
    training = Training(
        epochs=settings["epochs"],
        batch=settings["batch"],
        seed=settings["seed"],
        summed=settings["reduction"] == "sum",
        weight_decay=settings["weight_decay"],
    )
    total = training.steps(len(parts.train))
    needed = estimate(architecture, len(parts.train), training, settings.choices.optimizers)
    if needed > MOST_SECONDS:
        raise TrainingError(
            f"This training would take about {needed:.0f} s; the limit is {MOST_SECONDS:.0f} s. Choose fewer epochs, larger "
            "batches, fewer optimizers or a smaller network."
        )
    if architecture.dimension * len(parts.train) > LARGEST:
        raise TrainingError(
            f"A network of {architecture.dimension:,} parameters with {len(parts.train):,} examples is too large to show here: "
            "choose a smaller network or fewer examples."
        )
    return Trained(settings, parts, Network(architecture, settings["l2"]), total), training


def estimate(architecture: Architecture, examples: int, training: Training, keys: Sequence[str]) -> float:
    """A rough upper estimate of the seconds of one core that a training takes."""
    seen = training.batch if 0 < training.batch < examples else examples
    units = sum(layer.out for layer in architecture.layers)
    step = OVERHEAD + seen * (PER_UNIT * units + PER_WEIGHT * architecture.dimension)
    looks = FRAMES * examples * (PER_UNIT * units + PER_WEIGHT * architecture.dimension)
    return sum(training.steps(examples) * (COSTS.get(key, 1.0) * step + own(key, architecture)) + 3.0 * looks for key in keys)


def own(key: str, architecture: Architecture) -> float:
    """What a step takes beside its gradient: one that keeps a matrix of all parameters with all finds its spectrum."""
    return SPECTRUM * architecture.dimension**3 if _keeps_matrix(key) else 0.0


@cache
def _keeps_matrix(key: str) -> bool:
    return sum(map(np.size, OPTIMIZERS[key].init(np.zeros((PROBE, 1))))) >= PROBE**2


COSTS = {"sam": 2.0, "backtracking": 4.0, "lbfgs": 5.0}  # as many gradients a step, where it is not one


def dataset(settings: NetworkSettings) -> Dataset:
    if settings.choices.data != FILE:
        recipe = RECIPES[settings.choices.data]
        return recipe.dataset(settings["points"], settings["noise"], settings["seed"], settings.get("arms", 2))
    table = _upload(settings).table
    try:
        return table.dataset(settings["label"] or table.usual_label, settings.threshold)
    except TableError as reason:
        raise TrainingError(str(reason)) from None


def _upload(settings: NetworkSettings) -> Upload:
    upload = UPLOADS.get(settings["file"])
    if upload is None:
        raise TrainingError("Upload a CSV file to train on; a file is kept only as long as the visit in which it was uploaded.")
    return upload


def _runs(settings: NetworkSettings, architecture: Architecture) -> list[Run]:
    begin = start(architecture, settings["start"], settings["seed"])
    return [
        Run(OPTIMIZERS[key], begin, settings.hyperparameters(key), settings.bound_schedule)
        for key in settings.choices.optimizers
    ]


def sample_steps(steps: int, most: int) -> list[int]:
    """Steps from 0 to the last, at most so many, as even as can be."""
    return np.unique(np.linspace(0, steps, min(most, steps + 1)).round().astype(int)).tolist()
