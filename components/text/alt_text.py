"""What each picture shows, in words computed from the data, for people who use a screen reader.

A description is an opening, `… From the start (4, 3)`, and a clause for each run that the browser puts after the run's name,
`converges from step 43, at (0, 0)`. So the browser can swap the clause of one run while values are being tried.
"""

from typing import Any

import numpy as np

from components.metrics import Metric
from components.results.five_rates import FIVE, Five
from components.results.heat_map import Heat, best_cell
from components.state.parameter_types import decimal
from components.text.number_format import number
from optimizers import RunResult
from surfaces import Surface, counted

MIN_POWER, MAX_POWER = -16, 308  # powers of ten that are named, between round-off and overflow

Window = tuple[tuple[float, float], tuple[float, float]]


def terrain(surface: Surface, window: Window, start: tuple[float, float]) -> str:
    """The opening for the 3D surface and the map."""
    sides = (f"{axis} from {number(low)} to {number(high)}" for axis, (low, high) in zip(surface.axes, window, strict=True))
    return f"{surface.title}, {', '.join(sides)}. From the start ({number(start[0])}, {number(start[1])})"


def end(run_result: RunResult) -> str:
    """Where a run ends."""
    verdict, points = run_result.verdict, run_result.trajectory.points
    where = verdict.where
    if verdict.outcome == "left":
        return f"leaves the window at step {verdict.step}, {where}" if verdict.step else "never enters the window"
    if verdict.outcome == "diverged":
        return _diverges(run_result)
    what = {
        "converged": f"converges from step {verdict.step}",
        "stalled": f"stalls {where}",
        "moving": f"is still moving after {counted(verdict.step, 'step')}",
    }[verdict.outcome]
    return f"{what}, at ({number(points[-1, 0])}, {number(points[-1, 1])})"


def quantity(surface: Surface, metric: Metric, steps: int, first: float) -> str:
    """The opening for the curve; `first` is the metric at the start, where all runs share it, or NaN."""
    what = metric.above if metric.above and surface.lowest is not None else metric.words
    return f"{what} over {counted(steps, 'step')}" + ("" if np.isnan(first) else f", from {number(first)} at the start")


def trend(surface: Surface, metric: Metric, row: Any) -> str:
    """How a metric develops along a run, `row`, and from which step it is below which power of ten."""
    row = np.asarray(row, dtype=float)
    known = row[~np.isnan(row)]
    if not len(known):
        return metric.missing if len(row) > 1 else "has no step to show"
    first, last = float(known[0]), float(known[-1])
    verb = "falls" if last < first else "rises" if last > first else "returns"
    start = f" from {number(first)}" if np.isnan(row[0]) else ""  # otherwise the opening contains it
    clause = f"stays at {number(first)}" if (known == first).all() else f"{verb}{start} to {number(last)}"
    vanishes = metric.vanishes and not (metric.above and surface.lowest is None)
    return clause + (_below(row, first, last) if vanishes else "")


def failure(run_result: RunResult) -> str:
    """The end of the clause for a curve if the run has stalled, left the window or diverged."""
    outcome, step = run_result.verdict.outcome, run_result.verdict.step
    clause = {
        "stalled": f" and stalls {run_result.verdict.where}",
        "left": f" and leaves the window at step {step}" if step else " and never enters the window",
        "diverged": f" and {_diverges(run_result)}",
    }
    return clause.get(outcome, "")


def _diverges(run_result: RunResult) -> str:
    return f"diverges {'at' if run_result.verdict.broke_off else 'from'} step {run_result.verdict.step}"


def _below(row: Any, first: float, last: float) -> str:
    """The power of ten below which a metric ends, and the step from which it stays so; nothing where it rose."""
    if not last < first < np.inf:
        return ""
    power = min(max(int(np.ceil(np.log10(last))), MIN_POWER), MAX_POWER) if last > 0.0 else MIN_POWER
    if not last <= 10.0**power < first:
        return ""
    return f", below {number(10.0**power)} from step {int(np.flatnonzero(row > 10.0**power)[-1]) + 1}"


def five(found: Five, title: str, across: str) -> str:
    """The five loss curves."""
    runs = zip(FIVE, found.zones, found.rates, found.results, strict=True)
    runs_in_words = "; ".join(
        f"{name}, {outcome}, α {decimal(rate)}: {run_result.verdict.text}" for name, outcome, rate, run_result in runs
    )
    axis = "gradient evaluations" if across == "evaluations" else "step"
    return f"f by {axis} at five learning rates of {title}. {runs_in_words}."


def heat(found: Heat, title: str, color_by: str) -> str:
    """The heat map: how many of its cells reach the target, how many diverge, and which is best."""
    symbol = found.item.symbol
    sides = [
        f"{name} from {number(side[0])} to {number(side[-1])}" for name, side in (("α", found.rates), (symbol, found.seconds))
    ]
    there, lost = int((found.steps >= 0).sum()), int(found.diverged.sum())
    done = "converge" if found.target is None else "reach the target"
    opening = f"{title}, {sides[0]} against {sides[1]}: {there} of {found.steps.size} runs {done}, {lost} diverge"
    best = best_cell(found, color_by)
    if best is None:
        return f"{opening}."
    row, column = best
    where = f"α {number(found.rates[column])}, {symbol} {number(found.seconds[row])}"
    step = int(found.steps[best])
    came = f"which {found.done} {step}" if step >= 0 else f"which ends at f = {number(found.values[best])}"
    if step >= 0 and color_by == "evaluations":
        came += f", after {number(found.evaluations[best], 4)} gradient evaluations"
    return f"{opening}. Best is {where}, {came}."
