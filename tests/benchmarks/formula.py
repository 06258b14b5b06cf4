"""How fast a typed formula descends, against the same surface built in: `python tests/benchmarks/formula.py`."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from surfaces import SURFACES, own_surface
from tests.benchmarks.engine import (
    MEMBERS,
    STEPS,
    TURNS,
    engine_race,
    engine_sweep,
    judged,
    milliseconds,
    ratio,
    starts_of,
    table,
    take_turns,
)

TYPED = {
    "bowl": "x**2 + y**2",
    "matyas": "0.26*(x**2 + y**2) - 0.48*x*y",
    "easom": "-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
    "rosenbrock": "(1 - x)**2 + 100*(y - x**2)**2",
    "himmelblau": "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
}


def measure() -> None:
    rows = []
    for key, text in TYPED.items():
        built, typed = SURFACES[key], own_surface(text, SURFACES[key].domain)
        starts = starts_of(built)
        ends = [engine_sweep(surface, starts[:, :100]).points for surface in (built, typed)]
        np.testing.assert_allclose(*ends, rtol=1e-6, atol=1e-9)
        functions = {
            "built sweep": lambda surface=built, starts=starts: engine_sweep(surface, starts),
            "typed sweep": lambda surface=typed, starts=starts: engine_sweep(surface, starts),
            "built race": lambda surface=built: engine_race(surface),
            "typed race": lambda surface=typed: engine_race(surface),
        }
        taken = take_turns(functions, TURNS)
        sweeps, races = ratio(taken, "typed sweep", "built sweep"), ratio(taken, "typed race", "built race")
        shown = (milliseconds(taken, name) for name in functions)
        rows.append([key, *shown, judged(sweeps, 1.2, "≤"), judged(races, 1.2, "≤")])
    header = ["surface", *(f"{name} ms" for name in functions), "typed / built, sweep", "typed / built, race"]
    table(f"Adam, {MEMBERS:,} members × {STEPS} steps, and a race of six from one start", header, rows)


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        measure()
