"""How fast the engine is, and how much memory it takes, as ratios to rivals in one run: `python tests/benchmarks/engine.py`
(with `--quick` at a tiny size, which tells nothing of the speed but that all of it runs).

Rivals are timed in turns with the engine, so that a busy machine slows both alike; each ratio is the median over the turns.
Nothing is asserted: absolute times differ between machines, and a ratio that misses its target is marked for a person to see.

homework loop    what a student writes: floats, one run at a time, three calls of autograd a step (f, ∂f/∂x, ∂f/∂y)
bare passes      `surface.value_and_gradient` on six members, 300 times, and nothing else
by hand          a numpy loop like the engine's, with a gradient worked out on paper in place of autograd
"""

import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
from autograd import grad

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from optimizers import OPTIMIZERS, Run, race, sweep
from surfaces import SURFACES

QUICK = "--quick" in sys.argv
STEPS, MEMBERS, TURNS = (12, 64, 1) if QUICK else (300, 65_536, 5)
RATE = 1e-3
CHECKED = 12  # steps after which rival and engine are compared: later, chaotic surfaces amplify their rounding errors


# The homework loop: an optimizer is a function from a derivative to a displacement, called for x and for y


def gradient_descent(g, memory, t):
    return RATE * g


def momentum(g, memory, t):
    memory["v"] = 0.9 * memory.get("v", 0.0) + RATE * g
    return memory["v"]


def adagrad(g, memory, t):
    memory["s"] = memory.get("s", 0.0) + g**2
    return RATE * g / (memory["s"] ** 0.5 + 1e-10)


def rmsprop(g, memory, t):
    memory["s"] = 0.9 * memory.get("s", 0.0) + 0.1 * g**2
    return RATE * g / (memory["s"] ** 0.5 + 1e-8)


def adam(g, memory, t):
    memory["m"] = 0.9 * memory.get("m", 0.0) + (1 - 0.9) * g
    memory["v"] = 0.999 * memory.get("v", 0.0) + (1 - 0.999) * g**2
    return RATE * memory["m"] / (1 - 0.9**t) / ((memory["v"] / (1 - 0.999**t)) ** 0.5 + 1e-8)


HOMEWORK = {
    "gradient_descent": gradient_descent,
    "momentum": momentum,
    "nesterov": momentum,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
}


def homework(f, displacement, start, look_ahead):
    """Run one optimizer from one start; return its path."""
    by_x, by_y = grad(f, 0), grad(f, 1)
    x, y = start
    path, values = [(x, y)], [f(x, y)]
    memory_x, memory_y = {}, {}
    for t in range(1, STEPS + 1):
        ahead_x = x - 0.9 * memory_x.get("v", 0.0) if look_ahead else x
        ahead_y = y - 0.9 * memory_y.get("v", 0.0) if look_ahead else y
        slope_x, slope_y = by_x(ahead_x, ahead_y), by_y(ahead_x, ahead_y)
        x, y = x - displacement(slope_x, memory_x, t), y - displacement(slope_y, memory_y, t)
        path.append((x, y))
        values.append(f(x, y))
    return np.array(path)


def homework_race(surface):
    return [homework(surface.f, rule, surface.start, key == "nesterov") for key, rule in HOMEWORK.items()]


# The handwritten loop

PI = np.pi


def bowl_by_hand(x, y):
    return 2.0 * x, 2.0 * y


def easom_by_hand(x, y):
    sin_x, cos_x, sin_y, cos_y = np.sin(x), np.cos(x), np.sin(y), np.cos(y)
    u, v = x - PI, y - PI
    bell = np.exp(-(u * u + v * v))
    return bell * cos_y * (sin_x + 2.0 * u * cos_x), bell * cos_x * (sin_y + 2.0 * v * cos_y)


def adam_by_hand(gradient, starts, block=16_384):
    """Adam's update from a gradient worked out on paper, over blocks that stay in the processor's cache."""
    ends = np.empty_like(starts)
    for first in range(0, starts.shape[1], block):
        point = starts[:, first : first + block]
        m, v, beta1_power, beta2_power = np.zeros_like(point), np.zeros_like(point), 1.0, 1.0
        for _ in range(STEPS):
            g = np.stack(gradient(point[0], point[1]))
            m = 0.9 * m + (1.0 - 0.9) * g
            v = 0.999 * v + (1.0 - 0.999) * (g * g)
            beta1_power, beta2_power = 0.9 * beta1_power, 0.999 * beta2_power
            corrected_m, corrected_v = m / (1.0 - beta1_power), v / (1.0 - beta2_power)
            point = point - RATE * corrected_m / (np.sqrt(corrected_v) + 1e-8)
        ends[:, first : first + block] = point
    return ends


# Measurements


def bare_passes(surface):
    x, y = (np.full(len(HOMEWORK), coordinate) for coordinate in surface.start)
    for _ in range(STEPS):
        surface.value_and_gradient(x, y)


def engine_race(surface):
    return race(surface, [Run(OPTIMIZERS[key], surface.start, {"learning_rate": RATE}) for key in HOMEWORK], STEPS)


def starts_of(surface, members=MEMBERS):
    random = np.random.default_rng(0)
    return np.stack([random.uniform(low, high, members) for low, high in surface.domain])


def engine_sweep(surface, starts, **noise):
    return sweep(surface, OPTIMIZERS["adam"], starts, {"learning_rate": RATE}, STEPS, **noise)


def seconds(function):
    begin = time.perf_counter()
    function()
    return time.perf_counter() - begin


def take_turns(functions, turns):
    """Seconds of each function, turn by turn: a list a function. The order is reversed at every other turn."""
    taken = {name: [] for name in functions}
    for turn in range(turns):
        for name in list(functions)[:: 1 if turn % 2 else -1]:
            taken[name].append(seconds(functions[name]))
    return taken


def ratio(taken, above, below):
    return statistics.median(a / b for a, b in zip(taken[above], taken[below], strict=True))


def milliseconds(taken, name):
    return f"{1e3 * statistics.median(taken[name]):.1f}"


def judged(number, target, wanted):
    """A number with its target, marked where it is missed."""
    met = number >= target if wanted == "≥" else number <= target
    return f"{number:,.1f} (target {wanted} {target:,}){'' if met else '  MISSED'}"


def table(title, header, rows):
    print(f"\n{title}\n")
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, ["-" * width for width in widths], *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def check_race(surface):
    """Rival and engine must have walked the same paths, or their times say nothing."""
    for theirs, ours in zip(homework_race(surface), engine_race(surface), strict=True):
        last = min(len(ours.points), CHECKED + 1)
        np.testing.assert_allclose(ours.points[:last], theirs[:last], rtol=1e-6, atol=1e-9)


def measure_race():
    rows = []
    for key, surface in SURFACES.items():
        check_race(surface)
        functions = {
            "homework": lambda surface=surface: homework_race(surface),
            "engine": lambda surface=surface: engine_race(surface),
            "bare": lambda surface=surface: bare_passes(surface),
        }
        taken = take_turns(functions, TURNS)
        rows.append(
            [
                key,
                *(milliseconds(taken, name) for name in functions),
                judged(ratio(taken, "homework", "engine"), 5, "≥"),
                judged(ratio(taken, "engine", "bare"), 3, "≤"),
            ]
        )
    header = ["surface", "homework ms", "race ms", "bare ms", "homework / race", "race / bare"]
    table(f"race: {len(HOMEWORK)} optimizers × {STEPS} steps × 1 start", header, rows)


def measure_sweep():
    """The homework loop is timed on one start and reckoned up: 65,536 of them would take hours."""
    rows = []
    for key, by_hand, target in (("bowl", bowl_by_hand, 2_000), ("easom", easom_by_hand, None)):
        surface = SURFACES[key]
        starts = starts_of(surface)
        np.testing.assert_allclose(engine_sweep(surface, starts).points, adam_by_hand(by_hand, starts), rtol=0, atol=1e-9)
        functions = {
            "homework": lambda surface=surface: homework(surface.f, adam, surface.start, False),
            "engine": lambda surface=surface, starts=starts: engine_sweep(surface, starts),
            "hand": lambda by_hand=by_hand, starts=starts: adam_by_hand(by_hand, starts),
        }
        taken = take_turns(functions, TURNS)
        per_member = {"homework": STEPS, "engine": STEPS * MEMBERS, "hand": STEPS * MEMBERS}
        nanoseconds = {name: 1e9 * statistics.median(taken[name]) / count for name, count in per_member.items()}
        faster = ratio(taken, "homework", "engine") * MEMBERS
        rows.append(
            [
                key,
                *(f"{nanoseconds[name]:,.0f}" for name in functions),
                judged(faster, target, "≥") if target else f"{faster:,.0f}",
                judged(ratio(taken, "engine", "hand"), 3, "≤"),
            ]
        )
    header = ["surface", "homework ns", "sweep ns", "by hand ns", "homework / sweep", "sweep / by hand"]
    title = f"sweep: Adam, {MEMBERS:,} members × {STEPS} steps, per member and step (homework reckoned up from one start)"
    table(title, header, rows)


NOISE = {"": {}, ", noise and a seed a member": {"noise": 0.1, "seed": np.arange(MEMBERS)}}


def measure_memory():
    """Each sweep in a process of its own, for a peak never goes down again."""
    rows = []
    for key in ("bowl", "easom"):
        for what in NOISE:
            command = [sys.executable, __file__, "--memory", key, what, *["--quick"] * QUICK]
            grown, allocated = map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
            rows.append([key + what, judged(grown, 200, "≤"), f"{allocated:.1f}"])
    header = ["sweep", "peak resident memory, growth in MB", "peak of Python's allocations, MB"]
    table(f"memory: Adam, {MEMBERS:,} members × {STEPS} steps", header, rows)


def resident(field):
    """Megabytes of this process, from Linux: "VmRSS" now, "VmHWM" at its peak. (`getrusage` would count the parent's peak.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def print_memory(key, what):
    """In a fresh process: how far memory grows above what it was, then, in a second and shorter run, tracemalloc's peak."""
    surface = SURFACES[key]
    starts = starts_of(surface)
    engine_sweep(surface, starts[:, :2])  # loading and caching do not count
    before = resident("VmRSS")
    engine_sweep(surface, starts, **NOISE[what])
    grown = resident("VmHWM") - before
    tracemalloc.start()
    sweep(surface, OPTIMIZERS["adam"], starts, None, 80, **NOISE[what])
    print(grown, tracemalloc.get_traced_memory()[1] / 2**20)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        print_memory(*sys.argv[2:4])
    else:
        with np.errstate(all="ignore"):
            measure_race()
            measure_sweep()
            measure_memory()
