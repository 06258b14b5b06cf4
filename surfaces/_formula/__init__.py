"""A typed formula, such as `x^2 + 3 sin(y)`: parsed against an allow-list, never executed, and bounded in every way.

The text is split into tokens (`tokens`), which are parsed into a tree (`grammar`). The tree becomes a function in
autograd's numpy (`tree`), and LaTeX that shows how the text was understood (`latex`). Unambiguous formulas are accepted,
however they are spelled; ambiguous ones are refused with a message that shows both readings (`refusals`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from surfaces._formula import latex, tex, tokens, tree
from surfaces._formula.error import FormulaError
from surfaces._formula.functions import FUNCTIONS
from surfaces._formula.grammar import Grammar

__all__ = ["FUNCTIONS", "LONGEST", "Formula", "FormulaError", "parse"]

LONGEST = 500  # characters
MAX_TOKENS = 200


@dataclass(frozen=True)
class Formula:
    """A parsed formula: its text without a leading `f(x, y) =`; f in autograd's numpy, elementwise; its LaTeX; and
    whether it has a gradient wherever it is finite."""

    text: str
    f: Callable[[Any, Any], Any]
    latex: str
    smooth: bool


def parse(text: str) -> Formula:
    """Parse a formula in x and y. Raises FormulaError, which says how to write it instead, and in which column."""
    if len(text) > LONGEST:
        raise FormulaError(f"Shorten this formula of {len(text)} characters to {LONGEST}", LONGEST + 1)
    plain = tokens.plain(text)
    found = tokens.read(plain)
    if len(found) > MAX_TOKENS + 1:
        sentence = f"Shorten this formula of {len(found) - 1} numbers, names and signs to {MAX_TOKENS}"
        raise FormulaError(sentence, found[MAX_TOKENS].column)
    root = Grammar(plain, found).formula()
    f = tree.compute(root)
    level = not tree.depends(root)
    return Formula(
        text=tex.AROUND.sub("", text[tokens.start(plain) : found[-1].stop]).strip(),
        f=(lambda x, y: f(x, y) + 0.0 * x) if level else f,  # a constant formula must return an array of the same shape
        latex=latex.write(root).latex,
        smooth=tree.smooth(root),
    )
