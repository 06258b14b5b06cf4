"""The functions and constants that a formula may use; any other name is refused."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from autograd import numpy as anp


class Function(NamedTuple):
    """An elementwise function in autograd's numpy, its least number of arguments, and its LaTeX."""

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
    "log": Function(anp.log, 1, r"\ln\left({}\right)"),  # as in Python; shown as ln, because log may mean base 10
    "log2": Function(anp.log2, 1, r"\log_{{2}}\left({}\right)"),
    "log10": Function(anp.log10, 1, r"\log_{{10}}\left({}\right)"),
    "sqrt": Function(anp.sqrt, 1, r"\sqrt{{{}}}"),
    "abs": Function(anp.abs, 1, r"\left|{}\right|"),
    "minimum": Function(anp.minimum, 2, r"\min\left({}\right)"),
    "maximum": Function(anp.maximum, 2, r"\max\left({}\right)"),
}
MANY = frozenset({"minimum", "maximum"})  # accept more than two arguments
KINKED = frozenset({"abs", "minimum", "maximum", "sqrt", "asin", "acos"})  # not differentiable at some points of their domain
POWER = "pow"  # parsed like a function call: pow(x, 2) is x^2

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

OTHER_NAMES = {  # functions that have another name here, or none
    "lg": "lg has two readings: write log10(x) or log2(x)",
    "tg": "Write tan(x) instead of tg",
    "arctg": "Write atan(x) instead of arctg",
    "cot": "Write 1/tan(x) instead of cot",
    "ctg": "Write 1/tan(x) instead of ctg",
    "sec": "Write 1/cos(x) instead of sec",
    "csc": "Write 1/sin(x) instead of csc",
    "atan2": "Write atan(y/x) instead of atan2, which is the same where x > 0",
    "arctan2": "Write atan(y/x) instead of arctan2, which is the same where x > 0",
    "sh": "Write sinh(x) instead of sh",
    "ch": "Write cosh(x) instead of ch",
    "th": "Write tanh(x) instead of th",
    "ld": "Write log2(x) instead of ld",
    "lb": "Write log2(x) instead of lb",
    "exp2": "Write 2^x instead of exp2",
    "expm1": "Write exp(x) - 1 instead of expm1",
    "log1p": "Write log(1 + x) instead of log1p",
    "square": "Write x^2 instead of square",
    "cbrt": "Write x^(1/3) instead of cbrt, where x > 0",
    "hypot": "Write sqrt(x^2 + y^2) instead of hypot",
    "norm": "Write sqrt(x^2 + y^2) instead of norm",
    "sign": "Write x/abs(x) instead of sign",
    "sgn": "Write x/abs(x) instead of sgn",
    "relu": "Write max(0, x) instead of relu",
    "sigmoid": "Write 1/(1 + exp(-x)) instead of sigmoid",
    "softplus": "Write log(1 + exp(x)) instead of softplus",
    "wurzel": "Write sqrt(x) instead of wurzel",
    "potenz": "Write pow(x, y) instead of potenz",
}
OTHER_NAMES |= dict.fromkeys(("asinh", "arcsinh", "arsinh"), "Write log(x + sqrt(x^2 + 1)) for the inverse of sinh")
OTHER_NAMES |= dict.fromkeys(("acosh", "arccosh", "arcosh"), "Write log(x + sqrt(x^2 - 1)) for the inverse of cosh")
OTHER_NAMES |= dict.fromkeys(("atanh", "arctanh", "artanh"), "Write log((1 + x)/(1 - x))/2 for the inverse of tanh")
