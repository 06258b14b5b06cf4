"""Programs: surfaces, runs and formulas as straight-line code, traced from their records alone, for the browser to run."""

from optimizers._programs.formula_program import formula_program
from optimizers._programs.program import Program
from optimizers._programs.run_program import run_program
from optimizers._programs.surface_program import surface_program

__all__ = ["Program", "formula_program", "run_program", "surface_program"]
