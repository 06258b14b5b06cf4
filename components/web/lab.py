"""The lab's results by URL, streamed as described in `components/web/work.py`."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots import figures, heat_figure, lab_figures
from components.plots.palette import styles
from components.results import laboratory as lab
from components.results.five_rates import FIVE, five
from components.results.heat_map import best_cell, heat
from components.results.shared import Progress, shared
from components.state.budget import MAX_SECONDS, too_long
from components.state.parameter_types import decimal
from components.state.parameters import MEASURES, SHOWING, TEACHING, VIEWED
from components.state.settings import Settings
from components.text import alt_text
from components.text.captions import caption, labeled
from components.text.zones import target_text, zones_text
from components.web import assets
from components.web.query import RefusedError
from components.web.requested import requested
from components.web.serialize import frame_json
from components.web.work import streamed
from optimizers import OPTIMIZERS


def routes() -> list[BaseRoute]:
    return [Route(assets.base() + "lab/{panel}/{theme}.ndjson", _panel)]


async def _panel(request: Request) -> Response:
    panel, theme = request.path_params["panel"], request.path_params["theme"]
    if panel not in PANELS or theme not in figures.PAPER:
        return PlainTextResponse("No such panel.", status_code=404)
    settings = await requested(request)
    if not can_show(panel, settings):
        raise RefusedError("Nothing to compute.")
    if (needed := lab.seconds_of(panel, settings)) > MAX_SECONDS:
        raise RefusedError(f"This {too_long(needed)}. Choose fewer steps, fewer optimizers or no noise.")
    shown = settings.usual(*VIEWED, *TEACHING, *SHOWING)
    return streamed(request, (panel, theme, shown), partial(result, panel, theme, shown), needed)


def can_show(panel: str, settings: Settings) -> bool:
    """Whether there is something to compute: a frame needs any hyperparameter, the other panels need a learning rate."""
    if panel in ("sweep", "frame"):
        return bool(settings.rated if panel == "sweep" else settings.optimizers)
    return settings.subject in settings.rated and (panel != "heat" or "second" in settings)


@shared(maxsize=48)  # up to about 30 MB in total
def result(panel: str, theme: figures.Theme, settings: Settings, progress: Progress) -> str:
    """One panel as JSON."""
    shown = settings.rated if panel == "sweep" else (settings.subject,)
    common = {
        "caption": compared(panel, settings),
        "file": "-".join((settings.surface, *shown, panel)),
        "title": settings.surface_record.title,
    }
    return json.dumps({**common, **PANELS[panel](settings, theme, progress)}, allow_nan=False)


def compared(panel: str, settings: Settings) -> str:
    """The description of a comparison: the sweep has a legend of optimizers, the other panels have one optimizer."""
    if panel == "sweep":
        return caption(settings, lab.SEEDS)
    key = settings.subject
    varied = {"learning_rate"} | ({settings.second} if panel == "heat" else set())
    return f"{labeled(OPTIMIZERS[key], settings.hyperparameters(key), varied)}, {caption(settings)}"


def _sweep(settings: Settings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    sweeps = lab.studies(settings, progress)
    surface, start = settings.surface_record, settings.start
    looks = styles(settings.optimizers)
    figure = lab_figures.sweep_figure(surface, start, sweeps, looks, settings.measure, theme)
    for trace in figure.select_traces(lambda trace: trace.meta):
        key = trace.meta
        trace.name = labeled(OPTIMIZERS[key], settings.hyperparameters(key), {"learning_rate"})
    texts = [zones_text(key, sweep) for key, sweep in sweeps.items()]
    return {
        "figure": json.loads(figure.to_json()),
        "rates": lab.RATES.tolist(),
        "texts": texts,
        "alt_text": f"{MEASURES[settings.measure]} against the learning rate. {' '.join(texts)}",
        "target": target_text(surface),
        "theory": any(sweep.limit is not None for sweep in sweeps.values()),
        "seeds": lab.SEEDS if settings.noise else 1,
    }


def _frame(settings: Settings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    name, _ = settings.parameter_of(settings.swept)
    (run_result,) = lab.runs(settings, name, np.array([settings[name]]), progress)
    return frame_json(run_result, settings)


def _five(settings: Settings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    found = five(settings, progress)
    surface = settings.surface_record
    tiles = [
        {
            "name": name,
            "about": zone,
            "rate": decimal(rate),
            "text": run_result.verdict.text,
            "color": lab_figures.FIVE_COLORS[theme][place],
            "path": [[float(f"{value:.5g}") for value in _thin(row)] for row in run_result.trajectory.points.T],
        }
        for place, (name, zone, rate, run_result) in enumerate(zip(FIVE, found.zones, found.rates, found.results, strict=True))
    ]
    figure = lab_figures.five_figure(found, surface, settings.across, theme)
    return {
        "figure": json.loads(figure.to_json()),
        "tiles": tiles,
        "parameter": f"{settings.subject}.learning_rate",
        "alt_text": alt_text.five(found, OPTIMIZERS[settings.subject].title, settings.across),
    }


def _thin(row: lab.Array) -> lab.Array:
    return row[lab.sample_steps(len(row) - 1, 200)]


def _heat(settings: Settings, theme: figures.Theme, progress: Progress) -> dict[str, Any]:
    found = heat(settings, progress)
    figure = heat_figure.heat_figure(found, settings.surface_record, settings.color_by, theme)
    name, _ = settings.parameter_of(settings.second)
    best = best_cell(found, settings.color_by)
    return {
        "figure": json.loads(figure.to_json()),
        "parameters": [f"{settings.subject}.learning_rate", name],
        "symbols": ["α", found.item.symbol],
        "values": [[decimal(value) for value in values.tolist()] for values in (found.rates, found.seconds)],
        "scales": ["log", found.item.scale],
        "best": None if best is None else list(best),
        "bounded": found.bound is not None,
        "target": target_text(settings.surface_record),
        "words": [found.done, found.never],
        "alt_text": alt_text.heat(found, OPTIMIZERS[settings.subject].title, settings.color_by),
    }


PANELS: dict[str, Callable[[Settings, figures.Theme, Progress], dict[str, Any]]] = {
    "sweep": _sweep,
    "frame": _frame,
    "five": _five,
    "heat": _heat,
}
