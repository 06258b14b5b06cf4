"""The worksheet of a step by URL: a few kilobytes, computed from the cached race of the page."""

import json
import math
import re
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.results.experiment import Experiment, experiment
from components.results.shared import Progress, TooLongError, shared
from components.state.address import write
from components.state.budget import race_seconds
from components.state.settings import Settings
from components.web import assets
from components.web.job_queue import Busy, Stopped, job_queue
from components.web.requested import requested
from optimizers import Worksheet, worksheet

KEPT = {"Cache-Control": "private, max-age=86400"}  # the address contains the version and all settings


def routes() -> list[BaseRoute]:
    return [Route(assets.base() + "worksheet/{run}/{step}.json", _worksheet)]


def address(result: Experiment) -> str:
    """The URL of a race's worksheets, with the placeholders `{run}` and `{step}`."""
    return f"{assets.base()}worksheet/{{run}}/{{step}}.json?{write(result.settings, short=True)}"


async def _worksheet(request: Request) -> Response:
    run, step = request.path_params["run"], request.path_params["step"]
    if not re.fullmatch(r"[1-9]\d{0,5}", step, re.ASCII):
        return PlainTextResponse("No such step.", status_code=404)
    settings = await requested(request)
    if run not in settings.optimizers:
        return PlainTextResponse("No such run.", status_code=404)
    wanted = settings.of_runs, run, int(step)
    try:
        text = await job_queue().result(
            request, wanted, partial(result, *wanted), race_seconds(settings.choices, settings.steps)
        )
    except ValueError as reason:  # the run has no such step
        return PlainTextResponse(f"{reason}.", status_code=404)
    except (Busy, TooLongError) as reason:
        return PlainTextResponse(str(reason), status_code=503)
    except Stopped:
        return PlainTextResponse("", status_code=499)
    return Response(text, media_type="application/json", headers=KEPT)


@shared(maxsize=512)  # up to about 4 MB in total
def result(settings: Settings, run: str, step: int, progress: Progress) -> str:
    """One worksheet as JSON. Raises ValueError if the run has no such step."""
    found = experiment(settings, progress)
    run_result = found.results[run]
    sheet = worksheet(found.surface, run_result.run, run_result.trajectory, step, noise=settings.noise, seed=settings.seed)
    return json.dumps(_sheet_json(sheet), allow_nan=False, separators=(",", ":"))


def _sheet_json(sheet: Worksheet) -> dict[str, Any]:
    lines = {"given": sheet.given, "evaluation": sheet.asked, "rule": sheet.rule, "outcome": sheet.outcome}
    points = {
        "point": sheet.point,
        "gradient_point": sheet.gradient_point,
        "gradient": sheet.gradient,
        "new_point": sheet.new_point,
    }
    parts = {name: [_line(line) for line in own] for name, own in lines.items()}
    places = {name: _numbers(values) for name, values in points.items()}
    glyphs = [vars(glyph) | {"values": _numbers(glyph.values)} for glyph in sheet.glyphs]
    return {"step": sheet.step, "axes": sheet.axes, "schedule": sheet.schedule, **parts, **places, "glyphs": glyphs}


def _line(line: Any) -> dict[str, Any]:
    """A line without empty parts, and without numbers that equal the result."""
    entry = {"symbol": line.symbol, "sign": line.sign, "results": line.results}
    if line.formula:
        entry["formula"] = line.formula
    if line.numbers and line.numbers != line.results:
        entry["numbers"] = line.numbers
    return entry


def _numbers(values: Any) -> list[float | None]:
    """Numbers for the drawing; None if they are not finite."""
    return [float(value) if math.isfinite(value) else None for value in values]
