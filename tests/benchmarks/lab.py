"""How fast the learning-rate lab computes, as ratios to rivals in one run: `python tests/benchmarks/lab.py`.

heat map    64 × 64 pairs of learning rate and momentum γ, 500 steps each, as the page asks for it: with the step from which
            each stays near the minimum and the divergence; on the bowl and on Easom
sweep       6 optimizers × 121 learning rates × 200 steps
homework    the loop that a student writes, three calls of autograd a step; timed on a few members and reckoned up: all of
            them would take a quarter of an hour or more
by hand     a numpy loop that finds out the same with the same update, its gradient worked out on paper

Nothing is asserted: a ratio that misses its target is marked for a person to see.
"""

import sys
from pathlib import Path

import numpy as np
from autograd import grad

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from components.results.heat_map import heat
from components.results.laboratory import CELLS
from components.results.shared import no_progress
from components.state.address import read
from optimizers import OPTIMIZERS, sweep, tolerance
from surfaces import SURFACES
from tests.benchmarks.engine import QUICK, bowl_by_hand, easom_by_hand, judged, milliseconds, ratio, table, take_turns

STEPS, TURNS, SAMPLE = (30, 1, 1) if QUICK else (500, 5, 4)
SIX = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
RATES = np.geomspace(1e-5, 100.0, 121)


def momentum_homework(surface, rate, gamma, steps):
    """One member, as a student runs it."""
    by_x, by_y = grad(surface.f, 0), grad(surface.f, 1)
    (x, y), v_x, v_y = surface.start, 0.0, 0.0
    values = [surface.f(x, y)]
    for _ in range(steps):
        slope_x, slope_y = by_x(x, y), by_y(x, y)
        v_x, v_y = gamma * v_x + rate * slope_x, gamma * v_y + rate * slope_y
        x, y = x - v_x, y - v_y
        values.append(surface.f(x, y))
    return x, y


def heat_by_hand(f, gradient, start, rates, gammas, minimum, radius):
    """Where all members end, the f there, and when they were last apart from the minimum."""
    point = np.repeat(np.array(start)[:, None], rates.size, axis=1)
    velocity, apart = np.zeros_like(point), np.full(rates.size, -1)
    for t in range(STEPS + 1):
        value = f(point[0], point[1])
        apart[(point[0] - minimum[0]) ** 2 + (point[1] - minimum[1]) ** 2 > radius**2] = t
        if t < STEPS:
            velocity = gammas * velocity + rates * np.stack(gradient(point[0], point[1]))
            point = point - velocity
    return point, value, apart


def settings_of(key):
    query = {"surface": key, "optimizers": "momentum", "second": "momentum", "steps": str(STEPS), "schedule": "constant"}
    settings, problems = read({name: [text] for name, text in query.items()})
    assert not problems, problems
    return settings


def measure_heat():
    rows = []
    for key, by_hand in (("bowl", bowl_by_hand), ("easom", easom_by_hand)):
        surface, settings = SURFACES[key], settings_of(key)
        result = heat(settings, no_progress)
        rates, gammas = np.tile(result.rates, CELLS), np.repeat(result.seconds, CELLS)
        ends = sweep(surface, OPTIMIZERS["momentum"], surface.start, {"learning_rate": rates, "momentum": gammas}, STEPS).points
        there = (surface.minima[0], tolerance(surface))
        by_hands, values, *_ = heat_by_hand(surface.value, by_hand, surface.start, rates, gammas, *there)
        same = np.isclose(ends, by_hands, rtol=1e-6, atol=1e-9).all(axis=0) | ~np.isfinite(values)
        assert same.mean() > 0.98, "rival and engine walk different paths"  # except for the few chaotic cells
        members = np.random.default_rng(0).choice(np.flatnonzero(same & np.isfinite(ends).all(axis=0)), SAMPLE, replace=False)

        def homework(surface=surface, members=members, rates=rates, gammas=gammas):
            return [momentum_homework(surface, float(rates[k]), float(gammas[k]), STEPS) for k in members]

        functions = {
            "homework": homework,
            "heat": lambda settings=settings: heat(settings, no_progress),
            "hand": lambda surface=surface, by_hand=by_hand, rates=rates, gammas=gammas, there=there: heat_by_hand(
                surface.value, by_hand, surface.start, rates, gammas, *there
            ),
        }
        taken = take_turns(functions, TURNS)
        faster = ratio(taken, "homework", "heat") * CELLS * CELLS / SAMPLE
        slower = ratio(taken, "heat", "hand")
        target = judged(slower, 3, "≤") if key == "bowl" else f"{slower:.1f}"
        rows.append([key, milliseconds(taken, "heat"), milliseconds(taken, "hand"), judged(faster, 1000, "≥"), target])
    header = [
        "surface",
        "heat map ms",
        "by hand ms",
        f"homework (from {SAMPLE} of {CELLS * CELLS:,}) / heat map",
        "heat map / by hand",
    ]
    table(f"heat map: momentum, {CELLS} × {CELLS} cells × {STEPS} steps", header, rows)


def measure_sweep():
    rows = []
    for key in ("bowl", "easom"):
        surface = SURFACES[key]

        def all_six(surface=surface):
            return [sweep(surface, OPTIMIZERS[name], surface.start, {"learning_rate": RATES}, 200) for name in SIX]

        def homework(surface=surface):
            return [momentum_homework(surface, rate, 0.9, 200) for rate in (1e-4, 1e-2)]

        taken = take_turns({"homework": homework, "sweep": all_six}, TURNS)
        faster = ratio(taken, "homework", "sweep") * len(SIX) * len(RATES) / 2
        rows.append([key, milliseconds(taken, "sweep"), judged(faster, 1000, "≥")])
    header = ["surface", "sweep ms", f"homework (from 2 of {len(SIX) * len(RATES)}) / sweep"]
    table(f"sweep: {len(SIX)} optimizers × {len(RATES)} rates × 200 steps", header, rows)


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        measure_heat()
        measure_sweep()
