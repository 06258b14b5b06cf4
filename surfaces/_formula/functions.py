"""The functions and constants that a formula may name; a name that is not here has no meaning."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from autograd import numpy as anp


class Function(NamedTuple):
    """An elementwise function in autograd's numpy, how many arguments it takes at least, and its LaTeX."""

    f: Callable[..., Any]
    arguments: int
    latex: str


CONSTANTS = {"pi": np.pi, "e": np.e}
FUNCTIONS = {
    "sin": Function(anp.sin, 1, r"\sin\left({}\right)"),
    "cos": Function(anp.cos, 1, r"\cos\left({}\right)"),
    "tan": Function(anp.tan, 1, r"\tan\left({}\right)"),
    "asin": Function(anp.arcsin, 1, r"\arcsin\left({}\right)"),
    "acos": Function(anp.arccos, 1, r"\arccos\left({}\right)"),
    "atan": Function(anp.arctan, 1, r"\arctan\left({}\right)"),
    "sinh": Function(anp.sinh, 1, r"\sinh\left({}\right)"),
    "cosh": Function(anp.cosh, 1, r"\cosh\left({}\right)"),
    "tanh": Function(anp.tanh, 1, r"\tanh\left({}\right)"),
    "exp": Function(anp.exp, 1, r"\exp\left({}\right)"),
    "log": Function(anp.log, 1, r"\ln\left({}\right)"),  # as in Python; shown as ln, not to suggest base 10
    "log2": Function(anp.log2, 1, r"\log_{{2}}\left({}\right)"),
    "log10": Function(anp.log10, 1, r"\log_{{10}}\left({}\right)"),
    "sqrt": Function(anp.sqrt, 1, r"\sqrt{{{}}}"),
    "abs": Function(anp.abs, 1, r"\left|{}\right|"),
    "minimum": Function(anp.minimum, 2, r"\min\left({}\right)"),
    "maximum": Function(anp.maximum, 2, r"\max\left({}\right)"),
}
MANY = frozenset({"minimum", "maximum"})  # take more arguments as well
KINKED = frozenset({"abs", "minimum", "maximum", "sqrt", "asin", "acos"})  # have no gradient in places where they are finite
POWER = "pow"  # a function by its spelling only: pow(x, 2) is x^2

ALIASES = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "ln": "log",
    "log_2": "log2",
    "log_10": "log10",
    "min": "minimum",
    "max": "maximum",
    "fabs": "abs",
    "power": POWER,
    "π": "pi",
}
CALLABLE = frozenset({*FUNCTIONS, POWER})
KNOWN = frozenset({"x", "y", *CONSTANTS, *CALLABLE, *ALIASES})
