"""Test surfaces: functions of two variables with autograd gradients, one per file, found by a registry."""

from surfaces._counted import counted
from surfaces._discover import discover
from surfaces._fact import Fact
from surfaces._formula import FUNCTIONS, LONGEST, FormulaError, parse
from surfaces._lowest import LONGEST_SEARCH
from surfaces._minima import Ring
from surfaces._numbers import Array, Numbers
from surfaces._objective import Objective
from surfaces._own import own_surface
from surfaces._plane import Hidden, Plane
from surfaces._surface import PROPERTIES, Stationary, Surface
from surfaces._time_limit import interruptible

KINDS = PROPERTIES  # deprecated name

SURFACES: dict[str, Surface] = discover(__name__, "SURFACE")

__all__ = [
    "FUNCTIONS",
    "KINDS",
    "LONGEST",
    "LONGEST_SEARCH",
    "PROPERTIES",
    "SURFACES",
    "Array",
    "Fact",
    "FormulaError",
    "Hidden",
    "Numbers",
    "Objective",
    "Plane",
    "Ring",
    "Stationary",
    "Surface",
    "counted",
    "interruptible",
    "own_surface",
    "parse",
]
