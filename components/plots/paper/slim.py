"""A smaller SVG: coordinates with two decimals, and an embedded font with only the characters that it uses."""

import base64
import re
from collections.abc import Iterable
from io import BytesIO
from xml.etree import ElementTree

from components.plots.paper.type import FAMILY

FALLBACK = "Verdana, sans-serif"  # about as wide
NAMESPACES = {
    "": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def slim(text: bytes) -> bytes:
    """An SVG with two decimals, which is a hundredth of a point, and the letters of its font that it uses."""
    for prefix, name in NAMESPACES.items():
        ElementTree.register_namespace(prefix, name)
    root = ElementTree.fromstring(text)
    for shape in root.iter(f"{{{NAMESPACES['']}}}path"):
        shape.set(
            "d", re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), shape.get("d", ""))
        )
        shape.set("d", " ".join(shape.get("d", "").split()))
    for element in root.iter(f"{{{NAMESPACES['']}}}text"):
        element.set("style", element.get("style", "").replace(f"'{FAMILY}'", f"'{FAMILY}', {FALLBACK}"))
    used = {letter for element in root.iter(f"{{{NAMESPACES['']}}}text") for letter in "".join(element.itertext())}
    style = ElementTree.Element(f"{{{NAMESPACES['']}}}style")
    style.text = f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff;base64,{_letters(used)}) format('woff')}}"
    root.insert(0, style)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _letters(used: Iterable[str]) -> str:
    """The font with these letters only, as base64 of WOFF."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import findfont

    font = TTFont(findfont(FAMILY), recalcTimestamp=False)
    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # of a font editor
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(used))
    subsetter.subset(font)
    font.flavor = "woff"
    file = BytesIO()
    font.save(file)
    return base64.b64encode(file.getvalue()).decode()
