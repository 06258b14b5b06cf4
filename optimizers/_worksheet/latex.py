"""Numbers and names as LaTeX."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

DIGITS = 5  # significant digits

SUM, PRODUCT, POWER, ATOM = range(4)  # binding strength: weaker expressions are parenthesized


class Piece(NamedTuple):
    latex: str
    level: int = ATOM

    def within(self, level: int) -> str:
        """This piece as part of one that binds this tightly."""
        return self.latex if self.level >= level else rf"\left({self.latex}\right)"


def number(value: Any) -> Piece:
    """A number with five significant digits: 0.1, 1234.5, 1.2346 · 10⁻⁸; just below 1, five digits of the difference to 1."""
    if isinstance(value, bool | np.bool_):
        return Piece(rf"\text{{{'true' if value else 'false'}}}")
    value = float(value) + 0.0  # turns −0 into 0
    if np.isnan(value):
        return Piece(r"\text{undefined}")
    if value < 0.0:
        return Piece("-" + number(-value).latex, SUM)
    if np.isinf(value):
        return Piece(r"\infty")
    mantissa, exponent = f"{value:.{DIGITS - 1}e}".split("e")
    power = int(exponent)
    if -4 < power < DIGITS:
        decimals = DIGITS - 1 - power
        if 0.99 <= value < 1.0:  # β₂ᵗ: 1 − β₂ᵗ needs five digits as well
            decimals = min(DIGITS - 1 - int(np.floor(np.log10(1.0 - value))), 10)
        return Piece(_without_zeros(f"{value:.{decimals}f}"))
    tens = f"10^{{{power}}}"
    return (
        Piece(tens, POWER) if _without_zeros(mantissa) == "1" else Piece(rf"{_without_zeros(mantissa)} \cdot {tens}", PRODUCT)
    )


def environment(name: str, rows: Iterable[str]) -> str:
    return rf"\begin{{{name}}} " + r" \\ ".join(rows) + rf" \end{{{name}}}"


def bracketed(items: Iterable[str]) -> str:
    return r"\left(" + r",\; ".join(items) + r"\right)"


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def symbol(text: str) -> str:
    r"""A symbol as records write it, in LaTeX: β₁ is \beta_1, η⁻ is \eta^-, Δmin is \Delta_{\text{min}}."""
    latex = ""
    for script_type, run in groupby(text, _script_type):
        characters = "".join(run)
        if script_type == "Greek":
            latex += "".join(map(_greek, characters))
        elif script_type == "plain":
            latex += rf"_{{\text{{{characters}}}}}" if latex and characters.isalpha() else characters
        else:
            plain = unicodedata.normalize("NFKD", characters).replace("−", "-")
            latex += ("_" if script_type == "<sub>" else "^") + script(plain)
    return latex


def _script_type(character: str) -> str:
    if "GREEK" in unicodedata.name(character, ""):
        return "Greek"
    mark = unicodedata.decomposition(character).partition(" ")[0]
    return mark if mark in ("<sub>", "<super>") else "plain"


def _greek(character: str) -> str:
    name = unicodedata.name(character).split()[-1].lower()
    name = {"epsilon": "varepsilon", "lamda": "lambda"}.get(name, name)
    return "\\" + (name.capitalize() if character.isupper() else name)


def script(latex: str) -> str:
    return latex if len(latex) == 1 else f"{{{latex}}}"


def loose(latex: str) -> int:
    r"""The precedence of a symbol: \hat m_t never needs parentheses, \beta_1^t does as the base of a power."""
    one = r"(\\[a-zA-Z]+ )?(\\[a-zA-Z]+|[a-zA-Z])"
    return ATOM if re.fullmatch(rf"{one}(_(\w|\\[a-z]+|\{{[^^]*\}}))?|\(.*\)", latex) else POWER
