"""Assets: plotly.js, KaTeX, and the components' scripts and styles, which the browser fetches once and caches.

The data of a component is sent over the websocket with every update; assets are not. Their address contains a fingerprint of
their content, so they may be cached forever.
"""

import hashlib
import json
from pathlib import Path

import plotly
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.web import streamlit_adapter
from components.web.compressed import FOREVER as FOREVER
from components.web.compressed import CompressedFiles, file_response

HERE = Path(__file__).parents[1]
CODE = (HERE, HERE.parent / "optimizers", HERE.parent / "surfaces")  # the lab's results depend on all of these
SOURCES = sorted([*HERE.rglob("*.js"), *HERE.rglob("*.css"), *(path for folder in CODE for path in folder.rglob("*.py"))])
OTHERS = plotly.__version__ + st.__version__
VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES) + OTHERS.encode()).hexdigest()[:12]

# Looked up by name, so that no requested path reaches the file system.
FILES = {str(path.relative_to(HERE)): path for path in SOURCES if path.suffix in (".js", ".css")}
FILES["plotly.min.js"] = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
FILES["katex.js"] = streamlit_adapter.katex()


def base() -> str:
    """The base path of the assets, with a slash at both ends."""
    return f"{root()}assets/{VERSION}/"


def root() -> str:
    """The base path of the pages, with a slash at both ends."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}/" if prefix else "/"


def routes() -> list[BaseRoute]:
    return [Route(base() + "{name:path}", _file)]


def middleware() -> Middleware:
    """The middleware that serves Streamlit's own scripts and styles."""
    files = {root() + name: path for name, path in streamlit_adapter.scripts().items()}
    return Middleware(CompressedFiles, files=files)


def loader(script: str) -> str:
    """The JavaScript sent with a component: it imports the component's script from the assets and calls it."""
    return f"""export default async (component) => {{
  const script = new URL(component.data.assets + {json.dumps(script)}, document.baseURI);
  return (await import(script.href)).default(component);
}};"""


def _file(request: Request) -> Response:
    path = FILES.get(request.path_params["name"])
    return file_response(request, path) if path else PlainTextResponse("No such asset.", status_code=404)
