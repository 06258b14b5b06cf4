"""The network's results, fetched by URL: the training with its frames as they are computed, the plane, and the rate sweep."""

import base64
import json
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots import figures, network_figures
from components.plots.class_marks import marks, palette
from components.plots.palette import styles
from components.results.layers import LayerHistory, layers
from components.results.loss_plane import LossPlane, loss_plane
from components.results.network_rates import rate_sweeps
from components.results.regions import SIDE, Cells, InputPlane, all_regions, examples_drawn, regions
from components.results.shared import Progress, shared
from components.results.snapshots import Glimpse, Trained, sample_steps
from components.results.training import TrainingError, prepared, trained
from components.results.training_budget import MOST_SECONDS
from components.state.network import FILE, VIEWED, NetworkSettings, write
from components.text import network_words as words
from components.text.numbers import percent
from components.web import assets
from components.web.job_queue import Busy, Stopped, job_queue
from components.web.network_scene import network_scene
from components.web.query import RefusedError, network_settings
from components.web.work import KEPT, UNKEPT, Next, Parts, streamed
from optimizers import OPTIMIZERS

SEEN = 41  # snapshots at which regions are drawn
PREVIEWS = 8
QUICK = 0.9  # seconds


def routes() -> list[BaseRoute]:
    base = assets.base() + "network/"
    return [
        Route(base + "training/{theme}.ndjson", _training),
        Route(base + "rates/{theme}.ndjson", _rates),
        Route(base + "plane/{theme}.json", _plane),
    ]


def training_query(settings: NetworkSettings) -> str:
    """The query under which a training is fetched: what shapes it, and the plane; the metric only where it costs something."""
    looked = [name for name in VIEWED if name != "metric" or settings["metric"] != "sharpness"]
    return write(settings.usual(*looked))


def _settings(request: Request) -> tuple[NetworkSettings, figures.Theme]:
    settings = network_settings(request.url.query)
    theme = request.path_params["theme"]
    if theme not in figures.PAPER:
        raise RefusedError("No such theme.")
    return settings, theme


def _training(request: Request) -> Response:
    settings, theme = _settings(request)
    parts: Parts = deque()
    kept = settings.choices.data != FILE

    def compute(progress: Progress) -> str:
        return _or_problem(lambda: _result(settings, theme, progress, parts))

    return streamed(request, ("training", theme, settings), compute, MOST_SECONDS, parts, kept, _plane_work(settings, theme))


def _rates(request: Request) -> Response:
    settings, theme = _settings(request)

    def compute(progress: Progress) -> str:
        return _or_problem(lambda: _sweep(settings, theme, progress))

    return streamed(request, ("rates", theme, settings), compute, MOST_SECONDS, kept=settings.choices.data != FILE)


def _plane_work(settings: NetworkSettings, theme: figures.Theme) -> Next:
    """The figures of a plane. Whoever comes for them has just heard of the training, which is kept: that is quick."""
    shaping = settings.usual(*VIEWED)
    return Next(("plane", theme, shaping), lambda progress: _terrain_json(plane_of(shaping, progress), theme), QUICK)


async def _plane(request: Request) -> Response:
    settings, theme = _settings(request)
    try:
        text = await job_queue().result(request, *_plane_work(settings, theme))
    except TrainingError as reason:
        return PlainTextResponse(str(reason), status_code=404)
    except Busy as reason:
        return PlainTextResponse(str(reason), status_code=503)
    except Stopped:
        return PlainTextResponse("", status_code=499)
    kept = settings.choices.data != FILE
    return Response(text, media_type="application/json", headers={"Cache-Control": KEPT if kept else UNKEPT})


def _or_problem(work: Callable[[], dict[str, Any]]) -> str:
    """A result as JSON or, if there is none, the sentence that says why."""
    try:
        return json.dumps(work(), allow_nan=False)
    except TrainingError as reason:
        return json.dumps({"problem": str(reason)})


def plane_of(settings: NetworkSettings, progress: Progress) -> LossPlane:
    """The plane through the loss of a training; kept with it."""
    found, kind = trained(settings, lambda glimpse: progress(glimpse.done)), settings["plane"]
    if kind not in found.planes:
        found.planes[kind] = loss_plane(found, kind)
    plane: LossPlane = found.planes[kind]
    return plane


def _terrain_json(plane: LossPlane, theme: figures.Theme) -> str:
    drawn = {
        "surface3d": figures.surface3d(plane.terrain, theme),
        "contour": figures.contour(plane.terrain, theme),
        "curve": figures.curve(theme, plane.surface.height),
    }
    return "{" + ",".join(f'"{name}":{figure.to_json()}' for name, figure in drawn.items()) + "}"


def _result(settings: NetworkSettings, theme: figures.Theme, progress: Progress, parts: Parts) -> dict[str, Any]:
    found = trained(settings, _Previews(progress, parts))
    progress(0.95)
    plane = plane_of(settings, progress)
    progress(0.99)
    layers_of = [layers(found, k) for k in range(len(found.keys))]
    query = write(settings.usual(*VIEWED))
    return {
        "scene": network_scene(plane, settings, f"{assets.base()}network/plane/{{theme}}.json?{query}"),
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
    """Which class the network sees in each cell of the plane of inputs, at some steps of each run."""
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


class _Previews:
    """Streams the progress of a training and, now and then, the current decision regions."""

    def __init__(self, progress: Progress, parts: Parts) -> None:
        self.progress, self.parts, self.next = progress, parts, 0.0
        self.inputs: InputPlane | None = None

    def __call__(self, glimpse: Glimpse) -> None:
        if glimpse.done >= self.next:
            self._show(glimpse)
        self.progress(0.95 * glimpse.done)

    def _show(self, glimpse: Glimpse) -> None:
        self.next = glimpse.done + 1.0 / PREVIEWS
        self.inputs = self.inputs or InputPlane.of(glimpse.trained.parts.train)
        cells = regions(glimpse.trained.network, glimpse.points, self.inputs.inputs)
        self.parts.append({"preview": {"step": glimpse.step, **_frames(glimpse.trained, self.inputs, cells)}})


def _frames(found: Trained, inputs: InputPlane, cells: Cells) -> dict[str, Any]:
    """What is drawn of regions at one step or at several, `cells` (k, …) of each run, with the examples."""
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


def _sweep(settings: NetworkSettings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    found: dict[str, Any] = (_kept_sweep if settings.choices.data != FILE else _swept)(settings.of_training, theme, progress)
    return found


def _swept(settings: NetworkSettings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    sweeps = rate_sweeps(settings, progress)
    figure, text = network_figures.rates(sweeps, styles(settings.choices.optimizers), theme), words.best_rates(sweeps)
    return {
        "figure": json.loads(figure.to_json()),
        "text": text,
        "alt_text": f"Loss and accuracy against the learning rate, on a logarithmic axis. {text}",
        "title": "Learning rates",
        "caption": f"{words.subject(prepared(settings)[0])}. {text}",
        "file": words.file_name(settings) + "-rates",
    }


_kept_sweep = shared(maxsize=16)(_swept)
