"""What the reference scripts share: which runs are made, and the files in which they are kept.

One JSON file an optimizer; `tests/optimizers/test_references.py` reads every file that lies here. A file holds the key of
the optimizer, what made it, and a list of runs; a run holds

    surface, start, hyperparameters, noise, seed    what the run was, in the names of this project
    decay                                           k of an inverse-time schedule, 0 for a constant rate
    iterates                                        "points", or "queries" for the points at which the gradient is taken
    steps, points                                   the steps that were kept and the iterates after them

A run that leaves for infinity is not kept: the last bits decide where it is. Optimizers that divide by small differences, or
compare values of f, may amplify the last bits without end; with `shake` a run is kept only for as long as it does not.
"""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

STEPS, EVERY = 100, 5
EARLY = 20  # steps that are kept in full, in case a run must end early
HERE = Path(__file__).parent
STARTS = {
    "bowl": (6.0, -4.0),
    "matyas": (4.0, 3.5),
    "easom": (2.5, 2.25),
    "mult": (1.75, 1.25),
    "regression": (0.5, 1.0),
    "monkey": (4.0, 3.0),
}

# From (surface, hyperparameters, decay, noise × ε per step) to the iterates by name, (steps + 1, 2) or fewer.
Trajectory = Callable[[str, Mapping[str, float], float, np.ndarray], Mapping[str, np.ndarray]]


SHAKE, SHAKEN = 4e-15, 1e-12  # perturbation of each gradient, and how far the paths may then differ, relative to their size
SHAKES = 5


def record(
    key: str,
    made_with: str,
    settings: Sequence[Mapping[str, float]],
    decays: bool,
    trajectory: Trajectory,
    shake: bool = False,
) -> None:
    """Write the file of one optimizer: each of its settings on each surface, the first of them with noise and decay, too."""
    runs = list(_runs(key, settings, decays, trajectory, shake))
    lines = ",\n".join(json.dumps(run) for run in runs)
    text = f'{{"optimizer": "{key}", "made_with": "{made_with}", "runs": [\n{lines}\n]}}\n'
    (HERE / f"{key}.json").write_text(text)
    print(f"{key}.json: {len(runs)} runs, {len(text) / 1000:.0f} kB")


def _runs(
    key: str, settings: Sequence[Mapping[str, float]], decays: bool, trajectory: Trajectory, shake: bool
) -> Iterator[dict[str, object]]:
    kept = sorted({*(range(EARLY) if shake else ()), *range(0, STEPS + 1, EVERY), STEPS})
    for surface, chosen in itertools.product(STARTS, settings):
        variants = [(0.0, 0.0, 0)]  # decay, noise, seed
        if chosen is settings[0]:
            variants += [(0.0, 0.5, 7)] + ([(0.05, 0.0, 0), (0.02, 0.25, 8)] if decays else [])
        for decay, noise, seed in variants:
            normals = np.random.default_rng(seed).standard_normal((STEPS, 2))
            shakings = SHAKE * np.random.default_rng(1).standard_normal((SHAKES, STEPS, 2)) if shake else ()
            shaken = [trajectory(surface, chosen, decay, noise * normals + shaking) for shaking in shakings]
            for iterates, points in trajectory(surface, chosen, decay, noise * normals).items():
                if not np.all(np.abs(points) < 1e3):
                    print(f"left out, leaves for infinity: {key} on {surface}, {chosen}, decay {decay}, noise {noise}")
                    continue
                last = min((_steady(points, other[iterates]) for other in shaken), default=STEPS)
                steps = [t for t in kept if t <= min(last, len(points) - 1)]
                if len(steps) < 2:
                    print(f"left out, the last bits decide: {key} on {surface}, {chosen}, decay {decay}, noise {noise}")
                    continue
                yield {
                    "surface": surface,
                    "start": STARTS[surface],
                    "hyperparameters": chosen,
                    "decay": decay,
                    "noise": noise,
                    "seed": seed,
                    "iterates": iterates,
                    "steps": steps,
                    "points": points[steps].tolist(),
                }


def _steady(points: np.ndarray, shaken: np.ndarray) -> int:
    """The last step before a path and the shaken one are too far apart."""
    rows = min(len(points), len(shaken))
    apart = np.abs(points[:rows] - shaken[:rows]).max(axis=1) > SHAKEN * np.abs(points).max()
    return int(apart.argmax()) - 1 if apart.any() else rows - 1
