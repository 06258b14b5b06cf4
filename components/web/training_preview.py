"""The preview of a link to the network page: the plane through the loss with the paths of its optimizers, and their results."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from components.plots.palette import Style, styles
from components.plots.sketch import Sketch, sketch
from components.plots.sketch_svg import WHOLE, Part
from components.results.loss_plane import plane_of
from components.results.shared import no_progress
from components.results.training import TrainingError, prepared, trained
from components.results.training_budget import estimate
from components.state import network
from components.state.network import NetworkSettings, write
from components.state.network_parameters import DATA_NAMES, FILE
from components.text import network_words as words
from components.web.preview import legend_of
from components.web.query import parameters_of

TITLE = "A network learns"
TEXT = "A small network, trained from scratch: each optimizer from the same start, on the same batches."
MAX_SECONDS = 3.0  # of training for a preview


@dataclass(frozen=True)
class TrainingPreview:
    """The preview of a training; if `meant` is false, the default training stands in, and only the page is described."""

    settings: NetworkSettings
    meant: bool = True
    text: str = TEXT
    part: Part = WHOLE

    @property
    def query(self) -> str:
        return write(self.settings)

    @property
    def title(self) -> str:
        """Network and data only, so that it stays short."""
        if not self.meant:
            return TITLE
        found, _ = prepared(self.settings)
        return f"{TITLE}: {found.network.architecture.title} on {DATA_NAMES[self.settings.choices.data].lower()}"

    @property
    def description(self) -> str:
        return TEXT  # the document does not wait for the training, which starts here

    @property
    def caption(self) -> str:
        return f"{TEXT} {words.finding(trained(self.settings))}" if self.meant else TEXT

    @property
    def alt(self) -> str:
        return "the loss on a plane through the weights, with the paths of the optimizers"

    @property
    def legend(self) -> Sequence[tuple[Style, str]]:
        return legend_of(self.settings.choices.optimizers) if self.meant else []

    def sketch(self) -> Sketch:
        found = trained(self.settings)
        plane, looks = plane_of(self.settings, no_progress), styles(found.keys)
        paths = [np.stack(plane.path(k), axis=-1) for k in range(len(found.keys))]
        start = next((path[0] for path in paths if len(path)), np.zeros(2))
        runs = [(looks[key], path) for key, path in zip(found.keys, paths, strict=True)]
        return sketch(plane.terrain, start.tolist(), runs, len(found.steps))


def training_preview(query: str) -> TrainingPreview:
    """The preview for a query; the default training stands in for one that takes long or needs an uploaded file."""
    settings, _ = network.read(parameters_of(query))  # the page reports problems in the query
    return TrainingPreview(settings) if _quick(settings) else TrainingPreview(network.read({})[0], meant=False)


def _quick(settings: NetworkSettings) -> bool:
    if settings.choices.data == FILE:
        return False
    try:
        found, training = prepared(settings)
    except TrainingError:
        return False
    return estimate(found.network.architecture, len(found.parts.train), training, found.keys) <= MAX_SECONDS
