"""From the settings of the network page to a training of its runs."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from components.results.snapshots import FRAMES, Array, PartialTraining, Trained, sample_steps
from components.results.training_budget import MAX_SECONDS, TimeUp, deadline, estimate
from components.results.uploads import UPLOADS, Upload
from components.state.network import NetworkSettings
from components.state.network_parameters import FILE
from optimizers import OPTIMIZERS, Run, Training, train
from surfaces.networks import RECIPES, Architecture, Dataset, Network, TableError, split, start

OnPartial = Callable[[PartialTraining], object]

LARGEST = 6_000_000  # parameters × examples: a plane takes some thousand passes of this size


class TrainingError(ValueError):
    """There is no data to train on, or the training would take too long; the message says which."""


def trained(settings: NetworkSettings, on_partial: OnPartial = lambda partial: None) -> Trained:
    """The training of these settings. `on_partial` observes its progress and may stop it. Raises TrainingError."""
    wanted = settings.of_training
    if settings.choices.data != FILE:
        return _kept(wanted, _NotInKey(on_partial))
    upload = _upload(settings)
    if wanted not in upload.trained:
        found = _trained(wanted, on_partial)
        upload.trained.clear()  # one training at a time per upload
        upload.trained[wanted] = found
    return upload.trained[wanted]


class _NotInKey:
    """An argument that is not part of the cache key."""

    def __init__(self, on_partial: OnPartial) -> None:
        self.on_partial = on_partial

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _NotInKey)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)  # up to about 10 MB each
def _kept(settings: NetworkSettings, on_partial: _NotInKey) -> Trained:
    return _trained(settings, on_partial.on_partial)


def beginning(settings: NetworkSettings) -> tuple[Trained, Array]:
    """The training to run, and the point (d, 1) where all of its runs begin."""
    found, _ = prepared(settings)
    return found, start(found.network.architecture, settings["start"], settings["seed"])[:, None]


def _trained(settings: NetworkSettings, on_partial: OnPartial) -> Trained:
    found, training = prepared(settings)
    runs, sampled = runs_of(found), sample_steps(found.total, FRAMES)
    try:
        with np.errstate(all="ignore"):
            for snapshot in train(found.network, found.parts.train, runs, training, sampled, deadline()):
                found.see(snapshot)
                on_partial(PartialTraining(snapshot.step / found.total, snapshot.step, snapshot.points, found))
    except TimeUp:
        found.stopped = True
    return found


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
    if needed > MAX_SECONDS:
        raise TrainingError(
            f"This training would take about {needed:.0f} s; the limit is {MAX_SECONDS:.0f} s. Choose fewer epochs, larger "
            "batches, fewer optimizers or a smaller network."
        )
    if architecture.dimension * len(parts.train) > LARGEST:
        raise TrainingError(
            f"A network of {architecture.dimension:,} parameters with {len(parts.train):,} examples is too large to show here: "
            "choose a smaller network or fewer examples."
        )
    return Trained(settings, parts, Network(architecture, settings["l2"]), total), training


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


def runs_of(found: Trained) -> list[Run]:
    """The runs of a training, from their common start."""
    settings = found.settings
    begin = start(found.network.architecture, settings["start"], settings["seed"])
    return [
        Run(OPTIMIZERS[key], begin, settings.hyperparameters(key), settings.bound_schedule)
        for key in settings.choices.optimizers
    ]
