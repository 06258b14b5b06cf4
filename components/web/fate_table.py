"""Writes the fates as a JavaScript module: their numbers, colors and labels, which are defined in Python.

Run `python -m components.web.fate_table` after changing them.
"""

import json
from pathlib import Path

from components.plots.fate_colors import COLORS, DARKER, GRAYS, LIGHTER
from components.results.fates import NUMBERS
from components.text.fate_words import ENDS, LETTERS

PATH = Path(__file__).parents[1] / "browser" / "fates" / "table.js"


def module() -> str:
    """The text of the module."""
    numbers = [f"export const {name.upper()} = {number};" for name, number in NUMBERS.items()]
    grays = [f"  [{name.upper()}]: {json.dumps(color)}," for name, color in GRAYS.items()]
    ends = [f"  [{name.upper()}]: [{', '.join(map(json.dumps, words))}]," for name, words in ENDS.items()]
    lines = [
        "// The table of fates, written by `python -m components.web.fate_table`: their numbers, colors and words.",
        "",
        *numbers,
        "",
        f"export const COLORS = [{', '.join(map(json.dumps, COLORS))}];",
        "/** @type {Record<number, string>} */",
        *("export const GRAYS = {", *grays, "};"),
        f"export const LIGHTER = {LIGHTER};",
        f"export const DARKER = {DARKER};",
        "",
        f"export const LETTERS = {json.dumps(LETTERS)};",
        "/** @type {Record<number, [many: string, one: string]>} */",
        *("export const ENDS = {", *ends, "};"),
        "/** In this order. */",
        f"export const OTHERS = [{', '.join(name.upper() for name in ENDS)}];",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PATH.write_text(module())
