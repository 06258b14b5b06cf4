"""The terrain of a surface, as the figures beneath the paths, and its thumbnail: fetched by URL, once, and kept."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.plots import figures
from components.plots.thumbnail import thumbnail
from components.results.terrain import terrain
from components.state.settings import FORMULA, OWN, WINDOWS, Settings, surface_of, window
from components.web.assets import FOREVER, base
from components.web.query import settings_from
from surfaces import SURFACES


def routes() -> list[BaseRoute]:
    return [
        Route(base() + "terrain/{surface}/{window}/{theme}.json", _terrain),
        Route(base() + "picture/{surface}/{theme}.png", _picture),
    ]


def terrain_address(settings: Settings) -> str:
    """Where the terrain of these settings is served, with `{theme}` for the theme."""
    typed = {name: kind.write(settings[name]) for name, kind in FORMULA.items()} if settings["surface"] == OWN else {}
    query = f"?{urlencode(typed)}" if typed else ""
    return f"{base()}terrain/{settings['surface']}/{settings['window']}/{{theme}}.json{query}"


def _terrain(request: Request) -> Response:
    surface, wide, theme = (request.path_params[name] for name in ("surface", "window", "theme"))
    if surface not in (*SURFACES, OWN) or wide not in WINDOWS or theme not in figures.PAPER:
        return PlainTextResponse("No such terrain.", status_code=404)
    settings = settings_from(request.url.query if surface == OWN else "", surface=surface, window=wide)
    formula = tuple(settings[name] for name in FORMULA) if surface == OWN else ()
    return Response(_terrain_json(surface, wide, theme, formula), media_type="application/json", headers=FOREVER)


def _picture(request: Request) -> Response:
    surface, theme = request.path_params["surface"], request.path_params["theme"]
    if surface not in SURFACES or theme not in figures.PAPER:
        return PlainTextResponse("No such picture.", status_code=404)
    return Response(thumbnail(surface, theme), media_type="image/png", headers=FOREVER)


@lru_cache(maxsize=128)
def _terrain_json(surface: str, wide: str, theme: figures.Theme, formula: tuple[Any, ...]) -> str:
    settings = {"surface": surface, "window": wide, **dict(zip(FORMULA, formula, strict=False))}
    ground = terrain(surface_of(settings), window(settings))
    drawn = {
        "surface3d": figures.relief(ground, theme),
        "contour": figures.contour(ground, theme),
        "curve": figures.curve(theme),
    }
    return "{" + ",".join(f'"{name}":{figure.to_json()}' for name, figure in drawn.items()) + "}"
