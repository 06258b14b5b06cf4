"""What the browser fetches by URL, once, and keeps: plotly.js, KaTeX, the components' scripts, and each surface's terrain.

Whatever a component is given travels over the websocket at every move; these do not. Their address holds a fingerprint of
their content, so they may be cached for ever.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components import figures
from components.address import read
from components.settings import FORMULA, OWN, WINDOWS, Settings, surface_of, window
from components.terrain import terrain
from components.thumbnail import thumbnail
from surfaces import SURFACES

HERE = Path(__file__).parent
CODE = (HERE, HERE.parent / "optimizers", HERE.parent / "surfaces")  # the lab's results depend on all of it
SOURCES = sorted([*HERE.rglob("*.js"), *HERE.rglob("*.css"), *(path for folder in CODE for path in folder.rglob("*.py"))])
OTHERS = plotly.__version__ + st.__version__
VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES) + OTHERS.encode()).hexdigest()[:12]
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}

# Served by name, so that no path from outside ever reaches the file system.
FILES = {str(path.relative_to(HERE)): path for path in SOURCES if path.suffix in (".js", ".css")}
FILES["plotly.min.js"] = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
KATEX = list((Path(st.__file__).parent / "static" / "static" / "js").glob("katex.*.js"))  # its styles are in every page
assert len(KATEX) == 1, "Streamlit has changed: its KaTeX is not where it was"
(FILES["katex.js"],) = KATEX


def base() -> str:
    """The address under which the assets lie, with a slash at both ends."""
    return f"{root()}assets/{VERSION}/"


def root() -> str:
    """The path below which the pages lie, with a slash at both ends."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}/" if prefix else "/"


def routes() -> list[BaseRoute]:
    return [
        Route(base() + "terrain/{surface}/{window}/{theme}.json", _terrain),
        Route(base() + "picture/{surface}/{theme}.png", _picture),
        Route(base() + "{name:path}", _file),
    ]


def ground_address(settings: Settings) -> str:
    """Where the terrain of these settings is served, with `{theme}` for the theme."""
    typed = {name: kind.write(settings[name]) for name, kind in FORMULA.items()} if settings["surface"] == OWN else {}
    query = f"?{urlencode(typed)}" if typed else ""
    return f"{base()}terrain/{settings['surface']}/{settings['window']}/{{theme}}.json{query}"


def loader(script: str) -> str:
    """The few lines that a component sends along: they import its script from the assets and hand over to it."""
    return f"""export default async (component) => {{
  const script = new URL(component.data.assets + {json.dumps(script)}, document.baseURI);
  return (await import(script.href)).default(component);
}};"""


def _file(request: Request) -> Response:
    path = FILES.get(request.path_params["name"])
    return FileResponse(path, headers=FOREVER) if path else PlainTextResponse("No such asset.", status_code=404)


def _terrain(request: Request) -> Response:
    surface, wide, theme = (request.path_params[name] for name in ("surface", "window", "theme"))
    if surface not in (*SURFACES, OWN) or wide not in WINDOWS or theme not in figures.PAPER:
        return PlainTextResponse("No such terrain.", status_code=404)
    typed = {name: request.query_params.getlist(name) for name in request.query_params} if surface == OWN else {}
    settings, problems = read({**typed, "surface": [surface], "window": [wide]})
    if problems:
        return PlainTextResponse(problems[0], status_code=400)
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
    drawn = {"relief": figures.relief(ground, theme), "contour": figures.contour(ground, theme), "curve": figures.curve(theme)}
    return "{" + ",".join(f'"{name}":{figure.to_json()}' for name, figure in drawn.items()) + "}"
