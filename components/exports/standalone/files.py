"""The content of a standalone page: the modules of the components, their styles, and files.

Their addresses are `kept:/stage/stage.js` and so on, a scheme that no network serves. An import map resolves these addresses to
the texts of the modules, so that only the addresses in their imports have to be changed. Two modules that need a server are
replaced by others. Styles and files are found by address as well: see `exports/standalone/kept.js`.
"""

import base64
import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from posixpath import dirname, join, normpath

from components.web import assets, preload, programs, streamlit_adapter

BASE = "kept:/"
ENTRY = "exports/standalone/page.js"
INSTEAD = {
    "browser/fetched.js": "exports/standalone/kept.js",
    "browser/streamlit_adapter.js": "exports/standalone/no_streamlit.js",
}
OWN_ADDRESS = "import.meta.url"


@cache
def modules() -> Mapping[str, str]:
    """The import map of the components, and of what programs import: the text of each module, by its address."""
    names = preload.chain((ENTRY, programs.ARITHMETIC, *INSTEAD.values()))
    files = {name: INSTEAD.get(name, name) for name in names if name not in INSTEAD.values()}
    return dict(module(name, assets.FILES[file].read_text(), file) for name, file in files.items())


def module(name: str, text: str, file: str = "") -> tuple[str, str]:
    """An entry of an import map: the address of a module, and its text with absolute imports.

    `file` is the file that the text comes from, if it is not `name`: its imports are relative to it.
    """

    def addressed(found: re.Match[str]) -> str:
        return found[0].replace(found[1], BASE + normpath(join(dirname(file or name), found[1])))

    text = preload.IMPORT.sub(addressed, text).replace(OWN_ADDRESS, json.dumps(BASE + name))
    encoded = base64.b64encode(f"{text}\n//# sourceURL={BASE}{name}\n".encode()).decode()
    return BASE + name, f"data:text/javascript;base64,{encoded}"


@cache
def font() -> str:
    """The font of the pages."""
    text = base64.b64encode(streamlit_adapter.font().read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{text}) format('woff2')"
    return f"<style>@font-face {{ font-family: 'Source Sans'; font-weight: 200 900; src: {source}; }}</style>"


@cache
def styles() -> str:
    """The style sheets, each with the address by which components request it; the page's own comes last."""
    names = [*preload.styles(), "browser/tooltip.css", "exports/standalone/page.css"]
    return "".join(f'<style data-address="{BASE}{name}">{assets.FILES[name].read_text()}</style>' for name in names)


def file(name: str, content: bytes) -> str:
    """An element that contains a file."""
    return packed_file(name, gzip.compress(content, 9, mtime=0))


def packed_file(name: str, packed: bytes) -> str:
    """An element that contains a file, which is already compressed."""
    text = base64.b64encode(packed).decode()
    return f'<script type="application/gzip" data-address="{BASE}{name}">{text}</script>'
