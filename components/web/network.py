"""The network's results by URL: the training with its frames as they are computed, the plane, and the rate sweep."""

import json
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots import figures, network_figures
from components.plots.palette import styles
from components.results.loss_plane import LossPlane, plane_of
from components.results.network_rates import rate_sweeps
from components.results.shared import Progress, shared
from components.results.training import TrainingError, prepared, trained
from components.results.training_budget import MAX_SECONDS
from components.state.network import NetworkSettings, write
from components.state.network_parameters import FILE, VIEWED
from components.text import network_words as words
from components.web import assets
from components.web.job_queue import Busy, Stopped, job_queue
from components.web.query import RefusedError, network_settings
from components.web.training_result import Previews, training_result
from components.web.work import KEPT, UNKEPT, Next, Parts, streamed

QUICK = 0.9  # seconds


def routes() -> list[BaseRoute]:
    base = assets.base() + "network/"
    return [
        Route(base + "training/{theme}.ndjson", _training),
        Route(base + "rates/{theme}.ndjson", _rates),
        Route(base + "plane/{theme}.json", _plane),
    ]


def training_query(settings: NetworkSettings) -> str:
    """The query of a training: what determines it, the plane, and the metric if it is expensive."""
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

    return streamed(request, ("training", theme, settings), compute, MAX_SECONDS, parts, kept, _plane_work(settings, theme))


def _rates(request: Request) -> Response:
    settings, theme = _settings(request)

    def compute(progress: Progress) -> str:
        return _or_problem(lambda: _sweep(settings, theme, progress))

    return streamed(request, ("rates", theme, settings), compute, MAX_SECONDS, kept=settings.choices.data != FILE)


def _plane_work(settings: NetworkSettings, theme: figures.Theme) -> Next:
    """The figures of a plane: quick, because they are requested right after the training, which is cached."""
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
    """A result as JSON, or the reason why there is none."""
    try:
        return json.dumps(work(), allow_nan=False)
    except TrainingError as reason:
        return json.dumps({"problem": str(reason)})


def _terrain_json(plane: LossPlane, theme: figures.Theme) -> str:
    drawn = {
        "surface3d": figures.surface3d(plane.terrain, theme),
        "contour": figures.contour(plane.terrain, theme),
        "curve": figures.curve(theme, plane.surface.height),
    }
    return "{" + ",".join(f'"{name}":{figure.to_json()}' for name, figure in drawn.items()) + "}"


def _result(settings: NetworkSettings, theme: figures.Theme, progress: Progress, parts: Parts) -> dict[str, Any]:
    trained(settings, Previews(progress, parts))  # kept, and shown as it goes
    progress(0.95)
    plane = plane_of(settings, progress)
    terrain = f"{assets.base()}network/plane/{{theme}}.json?{write(settings.usual(*VIEWED))}"
    return training_result(plane, settings, terrain, theme, progress)


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
