"""The document names all modules that a page with a stage imports, each once, and all of them are served."""

import re
from pathlib import Path

from components.web import assets, preload


def test_a_chain_holds_all_that_is_imported():
    found = preload.chain(preload.ENTRIES)
    assert len(set(found)) == len(found) > 50
    for name in found:
        text = assets.FILES[name].read_text()
        for other in re.findall(r'^(?:import|export|\}) .*from "(\.[^"]+)";|^import "(\.[^"]+)";', text, re.MULTILINE):
            path = (Path("/") / Path(name).parent / (other[0] or other[1])).resolve()
            assert str(path)[1:] in found, f"{name}: {other}"


def test_links_name_files_that_are_served():
    links = preload.links("/", assets.base())
    addresses = re.findall(r'href="([^"]+)"', links)
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        name = address.removeprefix(assets.base())
        assert name in assets.FILES or address.startswith("/static/js/")
    assert links.count('rel="stylesheet"') > 3
