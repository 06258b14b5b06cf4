"""The files that a page with a stage needs, named in its document, so that the browser fetches them while Streamlit loads.

A module names the modules that it imports only when it is there, and those name others: a chain of round trips. Here the whole
chain is named at once. All of it is fetched after Streamlit's first scripts, which ask for the rest.
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
    """The links of a document whose server has these addresses, and whose page begins with these modules."""
    addresses = [*(root + name for name in streamlit_adapter.widgets()), *(base + name for name in chain(entries))]
    modules = "".join(f'<link rel="modulepreload" fetchpriority="low" href="{address}">' for address in addresses)
    sheets = "".join(f'<link rel="stylesheet" href="{base}{name}">' for name in styles())
    return f'{sheets}{modules}<link rel="prefetch" href="{base}plotly.min.js">'


def styles() -> list[str]:
    """The style sheets of the stage and the sliders, in the order of their names."""
    return [name for name in assets.FILES if STYLES.fullmatch(name)]


def chain(names: tuple[str, ...]) -> list[str]:
    """These modules and all that they import, each once, importers before their imports."""
    found = list(names)
    for name in found:  # the list grows during the loop
        imported = (normpath(join(dirname(name), other)) for other in IMPORT.findall(assets.FILES[name].read_text()))
        found += [other for other in dict.fromkeys(imported) if other not in found and other in assets.FILES]
    return found
