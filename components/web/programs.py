"""Programs by URL: what the browser runs while something is being dragged, made from the records and kept for ever.

`program/{surface}.js` is a surface; `program/{surface}/{optimizer}/{schedule}.js` a run on it; `normals/{seed}/{steps}.bin` the
noise that Python draws for a seed, as little-endian float64, two numbers a step.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.state.address import read
from components.state.settings import FORMULA, LAST_SEED, MOST_STEPS, OWN, surface_of
from components.web.assets import FOREVER, base
from optimizers import OPTIMIZERS, run_program, standard_normals, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, Surface

ARITHMETIC = "browser/arithmetic.js"
SCRIPT = "text/javascript"


def routes() -> list[BaseRoute]:
    return [
        Route(base() + "program/{surface}.js", _surface),
        Route(base() + "program/{surface}/{optimizer}/{schedule}.js", _run),
        Route(base() + "normals/{seed:int}/{steps:int}.bin", _normals),
    ]


def _surface(request: Request) -> Response:
    try:
        text = _surface_text(request.path_params["surface"], _typed(request))
    except (KeyError, ValueError) as reason:
        return _refused(reason)
    return Response(text, media_type=SCRIPT, headers=FOREVER)


def _run(request: Request) -> Response:
    names = (request.path_params[name] for name in ("surface", "optimizer", "schedule"))
    try:
        text = _run_text(*names, _typed(request))
    except (KeyError, ValueError) as reason:
        return _refused(reason)
    return Response(text, media_type=SCRIPT, headers=FOREVER)


def _normals(request: Request) -> Response:
    seed, steps = request.path_params["seed"], request.path_params["steps"]
    if seed > LAST_SEED or not 1 <= steps <= MOST_STEPS:
        return PlainTextResponse("No such noise.", status_code=404)
    drawn = np.concatenate([row.ravel() for row in standard_normals(seed, steps)])
    return Response(drawn.astype("<f8").tobytes(), media_type="application/octet-stream", headers=FOREVER)


def _typed(request: Request) -> tuple[Any, ...]:
    """The formula and the domain of a surface that somebody has typed; ValueError where they cannot be read."""
    if request.path_params["surface"] != OWN:
        return ()
    settings, problems = read({name: request.query_params.getlist(name) for name in FORMULA} | {"surface": [OWN]})
    if problems:
        raise ValueError(problems[0])
    return tuple(settings[name] for name in FORMULA)


def _refused(reason: Exception) -> Response:
    if isinstance(reason, KeyError):
        return PlainTextResponse("No such program.", status_code=404)
    return PlainTextResponse(str(reason), status_code=400)


@lru_cache(maxsize=128)
def _surface_text(surface: str, typed: tuple[Any, ...]) -> str:
    return surface_program(_record(surface, typed)).module(f"../{ARITHMETIC}")


@lru_cache(maxsize=512)
def _run_text(surface: str, optimizer: str, schedule: str, typed: tuple[Any, ...]) -> str:
    return run_program(_record(surface, typed), OPTIMIZERS[optimizer], SCHEDULES[schedule]).module(f"../../../{ARITHMETIC}")


def _record(surface: str, typed: tuple[Any, ...]) -> Surface:
    return surface_of({"surface": OWN, **dict(zip(FORMULA, typed, strict=True))}) if typed else SURFACES[surface]
