"""The symbols for the names in the code of an optimizer: from its record, or else by convention."""

import re
import unicodedata
from collections.abc import Mapping

from optimizers._worksheet.latex import symbol

USUAL = {"point": "x_t", "gradient": "g_t", "t": "t", "velocity": "v_t", "gradient_point": r"\tilde x_t"}


class Symbols:
    """The symbols of one optimizer. A symbol is for step t; `before` gives the same quantity one step earlier."""

    def __init__(self, own: Mapping[str, str], hyperparameters: Mapping[str, str], axes: tuple[str, str]) -> None:
        self.known = {**USUAL, **{name: symbol(text) for name, text in hyperparameters.items()}, **own}
        self.axes = axes

    def after(self, name: str) -> str:
        if name in self.known:
            return self.known[name]
        if name.endswith("_power"):  # β₁ᵗ, stored as a running product
            return f"{self.after(name.removesuffix('_power'))}^t"
        if name.startswith("corrected_"):
            return rf"\hat {self.after(name.removeprefix('corrected_'))}"
        if len(name) == 1:
            return f"{name}_t"
        if _is_greek(name):
            return rf"\{name}_t"
        return rf"\text{{{name.replace('_', ' ')}}}_t"

    def before(self, name: str) -> str:
        return earlier(self.after(name))


def _is_greek(name: str) -> bool:
    try:
        return bool(unicodedata.lookup(f"GREEK SMALL LETTER {name}"))
    except KeyError:
        return False


def earlier(latex: str) -> str:
    """A symbol of step t as that of the step before: every t that stands alone becomes t − 1."""
    if latex == "t":
        return "(t-1)"
    return re.sub(r"(?<![a-zA-Z\\])t(?![a-zA-Z])", "{t-1}", latex)


def component(latex: str, axis: str) -> str:
    """One coordinate of a vector: g_t along x."""
    plain = re.fullmatch(r"(.*)_(\w|\{[^{}]*\})", latex)
    return f"{plain[1]}_{{{plain[2].strip('{}')},{axis}}}" if plain else f"{{{latex}}}_{axis}"
