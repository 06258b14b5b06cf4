"""The terrain figures of a surface and its thumbnail by URL, cached forever."""

from functools import lru_cache
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots import figures
from components.plots.thumbnail import thumbnail
from components.results.terrain import terrain
from components.state.choices import FORMULA, OWN, WINDOWS, Choices
from components.web.assets import FOREVER, base
from components.web.requested import requested
from surfaces import SURFACES


def routes() -> list[BaseRoute]:
    return [
        Route(base() + "terrain/{surface}/{window}/{theme}.json", _terrain),
        Route(base() + "picture/{surface}/{theme}.png", _picture),
    ]


def terrain_address(choices: Choices) -> str:
    """The URL of the terrain of these choices, with the placeholder `{theme}`."""
    typed = (
        {name: parameter.write(getattr(choices, name)) for name, parameter in FORMULA.items()} if choices.surface == OWN else {}
    )
    query = f"?{urlencode(typed)}" if typed else ""
    return f"{base()}terrain/{choices.surface}/{choices.window}/{{theme}}.json{query}"


async def _terrain(request: Request) -> Response:
    surface, wide, theme = (request.path_params[name] for name in ("surface", "window", "theme"))
    if surface not in (*SURFACES, OWN) or wide not in WINDOWS or theme not in figures.PAPER:
        return PlainTextResponse("No such terrain.", status_code=404)
    query = request.url.query if surface == OWN else ""
    chosen = (await requested(request, query, surface=surface, window=wide)).choices
    shaping = Choices(surface=surface, window=wide, formula=chosen.formula, domain=chosen.domain)
    text = await run_in_threadpool(terrain_json, shaping, theme)
    return Response(text, media_type="application/json", headers=FOREVER)


def _picture(request: Request) -> Response:
    surface, theme = request.path_params["surface"], request.path_params["theme"]
    if surface not in SURFACES or theme not in figures.PAPER:
        return PlainTextResponse("No such picture.", status_code=404)
    return Response(thumbnail(surface, theme), media_type="image/png", headers=FOREVER)


@lru_cache(maxsize=128)
def terrain_json(choices: Choices, theme: figures.Theme) -> str:
    """The figures below the paths; they depend only on the surface and the window."""
    found = terrain(choices.surface_record, choices.plane_window)
    drawn = {
        "surface3d": figures.surface3d(found, theme),
        "contour": figures.contour(found, theme),
        "curve": figures.curve(theme),
    }
    return "{" + ",".join(f'"{name}":{figure.to_json()}' for name, figure in drawn.items()) + "}"
