"""A training as data for its page: the stage's scene, decision regions, accuracy and layers."""

import base64
import json
from typing import Any

import numpy as np

from components.plots import figures, network_figures
from components.plots.class_marks import marks, palette
from components.plots.palette import styles
from components.results.layers import LayerHistory, layers
from components.results.loss_plane import LossPlane
from components.results.regions import SIDE, Cells, InputPlane, all_regions, examples_drawn, regions
from components.results.shared import Progress
from components.results.snapshots import PartialTraining, Trained, sample_steps
from components.state.network import NetworkSettings
from components.state.network_parameters import FILE
from components.text import network_words as words
from components.text.number_format import percent
from components.web.network_scene import network_scene
from components.web.work import Parts
from optimizers import OPTIMIZERS

SEEN = 41  # snapshots at which regions are drawn
PREVIEWS = 8


def training_result(
    plane: LossPlane, settings: NetworkSettings, terrain: str, theme: figures.Theme, progress: Progress
) -> dict[str, Any]:
    """The page's data for a training; `terrain` is the URL of the plane's figures."""
    found = plane.trained
    layers_of = [layers(found, k) for k in range(len(found.keys))]
    return {
        "scene": network_scene(plane, settings, terrain, progress),
        "about": words.network_described(found),
        "notes": [*words.plane_sentences(plane), *(words.wild(found) if settings.choices.data == FILE else [])],
        "troubles": [sentence for k, own in enumerate(layers_of) for sentence in words.layer_sentences(found, k, own)],
        "regions": _regions(found) | _saved_as(settings, found, "Decision regions", "regions"),
        "accuracy": {
            "figure": json.loads(network_figures.accuracy_figure(found, styles(found.keys), theme).to_json()),
            "alt_text": _accuracy_text(found),
            **_saved_as(settings, found, "Accuracy", "accuracy"),
        },
        "layers": _layers(found, layers_of),
    }


def _saved_as(settings: NetworkSettings, found: Trained, title: str, name: str) -> dict[str, str]:
    """The caption of a saved picture, and its file name."""
    return {"title": title, "caption": words.caption(found), "file": f"{words.file_name(settings)}-{name}"}


def _regions(found: Trained) -> dict[str, Any]:
    """The predicted class in each cell of the input plane, at some steps of each run."""
    inputs = InputPlane.of(found.parts.train)
    places = sample_steps(len(found.steps) - 1, SEEN)
    return {
        **_frames(found, inputs, all_regions(found, inputs, places)),
        "steps": [found.steps[place] for place in places],
        "names": list(inputs.names),
        "classes": list(found.parts.train.classes),
        "alt_texts": [_region_text(found, k, inputs) for k in range(len(found.keys))],
    }


def _layers(found: Trained, layers_of: list[list[LayerHistory]]) -> dict[str, Any]:
    """The statistics of each layer of each run, step by step."""
    names = ("gradient", "update", "weights", "dead", "saturated")
    return {
        "steps": found.steps,
        "runs": [
            {
                "title": OPTIMIZERS[key].title,
                "accuracy": [_list(found.accuracy[part, : found.lengths[k], k]) for part in (0, 1)],
                "layers": [{name: _list(getattr(layer, name)) for name in names} for layer in layers_of[k]],
            }
            for k, key in enumerate(found.keys)
        ],
        "names": [
            f"{place}: {layer.out} {layer.activation.title if layer.activation else 'linear'}"
            for place, layer in enumerate(found.network.architecture.layers, 1)
        ],
    }


class Previews:
    """Streams the progress of a training and, now and then, the current decision regions."""

    def __init__(self, progress: Progress, parts: Parts) -> None:
        self.progress, self.parts, self.next = progress, parts, 0.0
        self.inputs: InputPlane | None = None

    def __call__(self, partial: PartialTraining) -> None:
        if partial.done >= self.next:
            self._show(partial)
        self.progress(0.95 * partial.done)

    def _show(self, partial: PartialTraining) -> None:
        self.next = partial.done + 1.0 / PREVIEWS
        self.inputs = self.inputs or InputPlane.of(partial.trained.parts.train)
        cells = regions(partial.trained.network, partial.points, self.inputs.inputs)
        self.parts.append({"preview": {"step": partial.step, **_frames(partial.trained, self.inputs, cells)}})


def _frames(found: Trained, inputs: InputPlane, cells: Cells) -> dict[str, Any]:
    """Regions at one or several steps, with the examples; `cells` is (k, …), one entry per run."""
    classes = len(found.parts.train.classes)
    return {
        "side": SIDE,
        "window": list(inputs.window),
        "titles": [OPTIMIZERS[key].title for key in found.keys],
        "cells": [_base64(row) for row in cells],
        "palette": _base64(palette(classes)),
        "marks": marks(classes),
        "examples": [[*map(_list, places), labels.tolist()] for places, labels in examples_drawn(found, inputs)],
    }


def _base64(array: Cells) -> str:
    return base64.b64encode(array.tobytes()).decode()


def _list(row: Any) -> list[float | None]:
    return [float(f"{value:.4g}") if np.isfinite(value) else None for value in row]


def _region_text(found: Trained, k: int, inputs: InputPlane) -> str:
    at = words.last(found, k)
    right = [percent(float(found.accuracy[part, at, k])) for part in (0, 1)]
    title, classes = OPTIMIZERS[found.keys[k]].title, len(found.parts.train.classes)
    return (
        f"Decision regions of {classes} classes over {inputs.names[0]} and {inputs.names[1]}, {title}: at the end {right[0]} "
        f"of the training examples and {right[1]} of those held out lie in the region of their class."
    )


def _accuracy_text(found: Trained) -> str:
    parts = []
    for k, key in enumerate(found.keys):
        at = words.last(found, k)
        ends = [percent(float(found.accuracy[part, at, k])) for part in (0, 1)]
        parts.append(f"{OPTIMIZERS[key].title} from {percent(float(found.accuracy[0, 0, k]))} to {ends[0]}, held out {ends[1]}")
    return f"Accuracy by step: {'; '.join(parts)}."
