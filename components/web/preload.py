"""Preload links for the files that a page needs, so that the browser fetches them while Streamlit loads.

Without them the browser discovers the imports of a module only when it has arrived: a chain of round trips. The whole chain is
listed here. It is fetched after Streamlit's first scripts, which request the rest.
"""

import re
from functools import cache
from posixpath import dirname, join, normpath

from components.web import assets, streamlit_adapter

IMPORT = re.compile(r'^(?:import|export)\b[^"]*?"(\.[^"]+)";$', re.MULTILINE)
ENTRIES = ("stage/stage.js", "sliders/sliders.js", "ui/head.js")
STYLES = re.compile(r"(stage|sliders)/\w+\.css")  # without these, content is briefly unstyled


@cache
def links(root: str, base: str, entries: tuple[str, ...] = ENTRIES) -> str:
    """The links for a document with these base paths, whose page starts with these modules."""
    addresses = [*(root + name for name in streamlit_adapter.widgets()), *(base + name for name in chain(entries))]
    modules = "".join(f'<link rel="modulepreload" fetchpriority="low" href="{address}">' for address in addresses)
    sheets = "".join(f'<link rel="stylesheet" href="{base}{name}">' for name in styles())
    return f'{sheets}{modules}<link rel="prefetch" href="{base}plotly.min.js">'


def styles() -> list[str]:
    """The style sheets of the stage and the sliders, in the order of their names."""
    return [name for name in assets.FILES if STYLES.fullmatch(name)]


def chain(names: tuple[str, ...]) -> list[str]:
    """These modules and everything they import, each once, importers first."""
    found = list(names)
    for name in found:  # the list grows during the loop
        imported = (normpath(join(dirname(name), other)) for other in IMPORT.findall(assets.FILES[name].read_text()))
        found += [other for other in dict.fromkeys(imported) if other not in found and other in assets.FILES]
    return found
