"""Programs by URL, which the browser runs for live previews; generated from the records, and cached forever.

`program/{surface}.js` is a surface, `program/{surface}/{optimizer}/{schedule}.js` a run on it, and `metrics.js` the formulas of
the metrics. `normals/{seed}/{steps}.bin` is the noise that Python draws for a seed, two little-endian float64 numbers per step;
`normals/{seed}/{steps}/{count}.bin` is that of `count` consecutive seeds.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from components.metrics import METRICS, metrics_program
from components.state.choices import OWN, Choices
from components.state.parameters import LAST_SEED, MAX_STEPS
from components.web.assets import FOREVER, base
from components.web.guard import PIECE
from components.web.requested import requested
from optimizers import OPTIMIZERS, run_program, standard_normals, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES

ARITHMETIC = "browser/engine/arithmetic.js"
SCRIPT = "text/javascript"
NUMBERS = "application/octet-stream"
BLOCK = 100  # seeds per request
MAX_SEEDS = 2000  # of an ensemble, which may start at the last seed
MAX_DRAWN = 200_000  # steps × seeds per request: 3.2 MB


def routes() -> list[BaseRoute]:
    return [
        Route(base() + "program/{surface}.js", _surface),
        Route(base() + "program/{surface}/{optimizer}/{schedule}.js", _run),
        Route(base() + "metrics.js", _metrics),
        Route(base() + "normals/{seed:int}/{steps:int}.bin", _normals),
        Route(base() + "normals/{seed:int}/{steps:int}/{count:int}.bin", _normals),
    ]


def texts(choices: Choices) -> Iterator[tuple[str, str]]:
    """The programs that a race with these choices needs, by their names."""
    key, schedule = choices.surface, choices.schedule
    surface = Choices(surface=key, formula=choices.formula, domain=choices.domain)
    yield f"program/{key}.js", _surface_text(surface)
    for optimizer in choices.optimizers:
        yield f"program/{key}/{optimizer}/{schedule}.js", _run_text(surface, optimizer, schedule)


async def _surface(request: Request) -> Response:
    choices = await _chosen(request)
    return await _script(_surface_text, choices) if choices else _unknown()


async def _run(request: Request) -> Response:
    choices, optimizer, schedule = await _chosen(request), *(request.path_params[name] for name in ("optimizer", "schedule"))
    if not choices or optimizer not in OPTIMIZERS or schedule not in SCHEDULES:
        return _unknown()
    return await _script(_run_text, choices, optimizer, schedule)


def _metrics(request: Request) -> Response:
    text = metrics_program(METRICS).module(f"./{ARITHMETIC}")
    return Response(text, media_type=SCRIPT, headers=FOREVER)


async def _normals(request: Request) -> Response:
    seed, steps, count = (request.path_params.get(name, 1) for name in ("seed", "steps", "count"))
    if seed > LAST_SEED + MAX_SEEDS or not 1 <= steps <= MAX_STEPS or not 1 <= count <= min(BLOCK, MAX_DRAWN // steps):
        return PlainTextResponse("No such noise.", status_code=404)
    at_once = max(1, PIECE // (16 * steps))  # seeds: a client that reads slowly holds no more of them
    parts = (_drawn(first, steps, min(at_once, seed + count - first)) for first in range(seed, seed + count, at_once))
    return StreamingResponse(parts, media_type=NUMBERS, headers={**FOREVER, "Content-Length": str(16 * steps * count)})


def _drawn(seed: int, steps: int, count: int) -> bytes:
    """The normals of `count` seeds starting at `seed`, two per step."""
    rows = np.stack([*standard_normals(np.arange(seed, seed + count), steps)])  # (steps, 2, seeds)
    return rows.transpose(2, 0, 1).astype("<f8").tobytes()


async def _script(write: Callable[..., str], *arguments: Any) -> Response:
    return Response(await run_in_threadpool(write, *arguments), media_type=SCRIPT, headers=FOREVER)


async def _chosen(request: Request) -> Choices | None:
    """The requested surface, with its formula if it is a typed one; None if it is unknown."""
    surface = request.path_params["surface"]
    if surface not in (*SURFACES, OWN):
        return None
    chosen = (await requested(request, request.url.query if surface == OWN else "", surface=surface)).choices
    return Choices(surface=surface, formula=chosen.formula, domain=chosen.domain)


def _unknown() -> Response:
    return PlainTextResponse("No such program.", status_code=404)


@lru_cache(maxsize=128)
def _surface_text(choices: Choices) -> str:
    return surface_program(choices.surface_record).module(f"../{ARITHMETIC}")


@lru_cache(maxsize=512)
def _run_text(choices: Choices, optimizer: str, schedule: str) -> str:
    program = run_program(choices.surface_record, OPTIMIZERS[optimizer], SCHEDULES[schedule])
    return program.module(f"../../../{ARITHMETIC}")
