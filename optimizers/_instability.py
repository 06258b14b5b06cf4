"""Why a run diverges or cannot settle, in a sentence: a rate above the stability limit, an overflow, a climb."""

from collections.abc import Iterator

import numpy as np

from optimizers._quantities import curvatures_at_minimum, number, point, start_norm
from optimizers._run_result import RunResult
from optimizers._stability import rate_limits, stability_limits
from surfaces import Surface

HUGE = 1e50  # a step from smaller numbers cannot overflow


def too_high(surface: Surface, result: RunResult) -> Iterator[str]:
    """The last rate times the largest curvature at the minimum is above the stability limit, and the path shows it."""
    run, path, outcome = result.run, result.trajectory, result.verdict.outcome
    if (
        run.optimizer.rate_limit is None
        or surface.lowest is None
        or outcome in ("converged", "stalled")
        or not path.gradients.size
    ):
        return
    rate = float(path.learning_rates[-1])  # a schedule or a mid-run change may have lowered it
    limit = float(stability_limits(run, len(path.learning_rates))[-1])
    _, steepest = curvatures_at_minimum(surface, *np.asarray(run.start, dtype=float))
    if rate * steepest > limit:
        what = "diverges" if outcome == "diverged" else "cannot settle"
        yield f"{result.title} {what}: {_unstable(rate, steepest, limit)} at the minimum."


def _unstable(rate: float, steepest: float, limit: float) -> str:
    product = rate * steepest
    more = (digits for digits in range(3, 17) if number(product, digits) != number(limit, digits))
    digits = next(more, 17)  # 2.003 exceeds 2, but "2" does not
    numbers = f"{number(rate, 4)} × {number(steepest, digits)} = {number(product, digits)}"
    return f"α·λmax = {numbers}, above the stability limit {number(limit, digits)}"


def too_sharp(surface: Surface, result: RunResult) -> Iterator[str]:
    """A run without memory that ends where the curvature exceeds its stability limit, away from any minimum."""
    run, path = result.run, result.trajectory
    if run.optimizer.rate_limit is None or result.verdict.outcome in ("converged", "stalled") or not path.gradients.size:
        return
    rates = path.learning_rates
    limits = stability_limits(run, len(rates))
    steepest = surface.curvatures(*path.points[: len(rates)].T)[1]
    sharp = steepest > rate_limits(run, path)
    known = sharp & np.isfinite(steepest)
    if sharp.mean() > 0.5 and known.any():
        first = int(known.argmax())
        unstable = _unstable(float(rates[first]), float(steepest[first]), float(limits[first]))
        yield f"{result.title} is where the curvature exceeds its stability limit: at step {first}, {unstable}."


def overflow(surface: Surface, result: RunResult) -> Iterator[str]:
    if not result.verdict.broke_off:
        return
    path, step = result.trajectory, result.verdict.step
    there = path.broke_off_at
    too_large = bool(surface.overflows(*there))
    if not len(path.points):
        why = "too large for a float64" if too_large else "not defined"
        yield f"{result.title} cannot start: f is {why} at {point(surface, *there)}."
    elif np.isfinite(there).all() and not too_large:
        yield f"{result.title} leaves the domain of f at step {step}: f is not defined at {point(surface, *there)}."
    elif np.isnan(surface.gradient(*path.points[-1])).any():
        yield f"{result.title} stops at step {step}: the gradient at {point(surface, *path.points[-1])} cannot be computed."
    elif np.isnan(there).any() and np.abs([path.points[-1], surface.gradient(*path.points[-1])]).max() < HUGE:
        yield f"{result.title} leaves the domain of f at step {step}: it evaluates the gradient where f is not defined."
    else:
        norm = number(start_norm(surface, result))
        yield f"{result.title} overflows at step {step}; the gradient norm at the start is {norm}."


def climb(result: RunResult) -> Iterator[str]:
    if result.verdict.outcome == "diverged":
        since, f = result.verdict.step, number(float(result.trajectory.values[-1]))
        yield f"{result.title} diverges: from step {since} on, f exceeds its maximum in the domain; at the end it is {f}."
