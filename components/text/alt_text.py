"""What each picture shows, in words computed from the data, for people who use a screen reader.

A description is an opening, `… From the start (4, 3)`, and a clause for each run that the browser puts after the run's name,
`converges from step 43, at (0, 0)`. So the browser can swap the clause of one run while values are being tried.
"""

from typing import Any

import numpy as np

from components.results.laboratory import FIVE, Five, Heat, best_cell
from components.state.parameter_types import decimal
from optimizers import Finish
from surfaces import Surface

QUANTITIES = {
    "value": "f",
    "distance": "Distance to the nearest minimum",
    "gradient": "Gradient norm ‖∇f‖",
    "rate": "Learning rate",
    "sharpness": "Sharpness λmax",
}
VANISHING = ("value", "distance", "gradient")  # 0 at a minimum: described by the power of ten that it falls below
LEAST, MOST = -16, 308  # the powers of ten that are named, between round-off and overflow

Window = tuple[tuple[float, float], tuple[float, float]]


def ground(surface: Surface, window: Window, start: tuple[float, float]) -> str:
    """The opening for the 3D surface and the map."""
    sides = (f"{axis} from {number(low)} to {number(high)}" for axis, (low, high) in zip(surface.axes, window, strict=True))
    return f"{surface.title}, {', '.join(sides)}. From the start ({number(start[0])}, {number(start[1])})"


def end(finish: Finish) -> str:
    """Where a run ends."""
    verdict, points = finish.verdict, finish.trajectory.points
    where = verdict.where
    if verdict.kind == "left":
        return f"leaves the window at step {verdict.step}, {where}" if verdict.step else "never enters the window"
    if verdict.kind == "diverged":
        return _diverges(finish)
    what = {
        "converged": f"converges from step {verdict.step}",
        "stalled": f"stalls {where}",
        "moving": f"is still moving after {verdict.step} steps",
    }[verdict.kind]
    return f"{what}, at ({number(points[-1, 0])}, {number(points[-1, 1])})"


def quantity(surface: Surface, metric: str, steps: int, first: float | None) -> str:
    """The opening for the curve; `first` is the quantity at the start, where all runs share it."""
    what = "f − f*" if metric == "value" and surface.lowest is not None else QUANTITIES[metric]
    return f"{what} over {steps} steps" + ("" if first is None else f", from {number(first)} at the start")


def course(surface: Surface, metric: str, row: Any) -> str:
    """How a quantity develops along a run, `row`, and from which step it is below which power of ten."""
    row = np.asarray(row, dtype=float)
    if not len(row):
        return "has no known minimum" if metric == "distance" else "has no step to show"
    row = row[~np.isnan(row)]  # where it cannot be computed
    if not len(row):
        return "has no value to show"
    first, last = float(row[0]), float(row[-1])
    trend = "falls" if last < first else "rises" if last > first else "returns"
    start = f" from {number(first)}" if metric == "rate" else ""
    told = f"stays at {number(first)}" if (row == first).all() else f"{trend}{start} to {number(last)}"
    vanishing = metric in VANISHING and (metric != "value" or surface.lowest is not None)
    return told + (_below(row) if vanishing else "")


def mishap(finish: Finish) -> str:
    """How the clause for a curve ends where the run has stalled, left the window or diverged."""
    kind, step = finish.verdict.kind, finish.verdict.step
    told = {
        "stalled": f" and stalls {finish.verdict.where}",
        "left": f" and leaves the window at step {step}" if step else " and never enters the window",
        "diverged": f" and {_diverges(finish)}",
    }
    return told.get(kind, "")


def _diverges(finish: Finish) -> str:
    return f"diverges {'at' if finish.verdict.broke_off else 'from'} step {finish.verdict.step}"


def _below(row: Any) -> str:
    """The power of ten below which a quantity ends, and the step from which it stays so; nothing where it rose."""
    last = float(row[-1])
    if not last < row[0] < np.inf:
        return ""
    power = min(max(int(np.ceil(np.log10(last))), LEAST), MOST) if last > 0.0 else LEAST
    if not last <= 10.0**power < row[0]:
        return ""
    return f", below {decimal(10.0**power)} from step {int(np.flatnonzero(row > 10.0**power)[-1]) + 1}"


def five(found: Five, title: str) -> str:
    """The five loss curves."""
    runs = zip(FIVE, found.kinds, found.rates, found.finishes, strict=True)
    told = "; ".join(f"{name}, {kind}, α {decimal(rate)}: {finish.verdict.text}" for name, kind, rate, finish in runs)
    return f"f against the step for five learning rates of {title}. {told}."


def heat(found: Heat, title: str) -> str:
    """The heat map: how many of its cells reach the target, how many diverge, and which is best."""
    symbol = found.item.symbol
    sides = [
        f"{name} from {number(side[0])} to {number(side[-1])}" for name, side in (("α", found.rates), (symbol, found.seconds))
    ]
    there, lost = int((found.steps >= 0).sum()), int(found.diverged.sum())
    done = "converge" if found.target is None else "reach the target"
    opening = f"{title}, {sides[0]} against {sides[1]}: {there} of {found.steps.size} runs {done}, {lost} diverge"
    best = best_cell(found)
    if best is None:
        return f"{opening}."
    row, column = best
    where = f"α {number(found.rates[column])}, {symbol} {number(found.seconds[row])}"
    step = int(found.steps[best])
    came = f"which {found.done} {step}" if step >= 0 else f"which ends at f = {number(found.values[best])}"
    return f"{opening}. Best is {where}, {came}."


def number(value: float, digits: int = 3) -> str:
    """So many significant digits."""
    value = float(value)
    sign, size = "−" if value < 0 else "", abs(value)
    if np.isnan(value):
        return "undefined"
    if np.isinf(value):
        return f"{sign}1.8e308 and beyond"
    rounded = float(f"{size:.{digits}g}")
    return f"{sign}{decimal(rounded) if np.isfinite(rounded) else f'{size:.{digits}g}'}"
