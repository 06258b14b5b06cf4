"""What a standalone page contains: the modules of the components, their styles, and files.

A server would have them at `kept:/stage/stage.js` and so on, an address that no network knows. Modules are found there by an
import map, which leads to their text: so they import each other as they always do, and nothing of them is changed but their
addresses. Two of them, which need a server, have others in their place. Styles and files are found by their address as well:
see `exports/standalone/kept.js`.
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
    """An entry of an import map: a module with this text, which is found under that name, and names others by their address.

    `file` is where the text stands, if elsewhere: from there it names others.
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
    """The style sheets, each known by its address, for the components ask for them; the page's own comes last."""
    names = [*preload.styles(), "browser/tooltip.css", "exports/standalone/page.css"]
    return "".join(f'<style data-address="{BASE}{name}">{assets.FILES[name].read_text()}</style>' for name in names)


def file(name: str, content: bytes) -> str:
    """An element that holds a file."""
    return packed_file(name, gzip.compress(content, 9, mtime=0))


def packed_file(name: str, packed: bytes) -> str:
    """The same of a file that is compressed already."""
    text = base64.b64encode(packed).decode()
    return f'<script type="application/gzip" data-address="{BASE}{name}">{text}</script>'
