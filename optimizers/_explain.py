"""The key finding of a race in one sentence, with its numbers, from the Hessian and the paths."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from optimizers._descend import Run
from optimizers._optimizer import Array
from optimizers._outcome import tolerance
from optimizers._stability import rate_limits, stability_limits
from optimizers._trajectory import Trajectory
from optimizers._verdict import FLAT, Verdict, flat, place
from surfaces import Surface

HUGE = 1e50  # a step from numbers below this overflows nothing


class RunResult(NamedTuple):
    """A run of a race with its trajectory and verdict."""

    run: Run
    trajectory: Trajectory
    verdict: Verdict

    @property
    def title(self) -> str:
        return self.run.optimizer.title


Finish = RunResult  # the former name


def explain(surface: Surface, results: Sequence[RunResult]) -> str:
    """The first finding that applies: a rate too high for the Hessian, divergence, no gradient, a stall, the race."""
    return next(_findings(surface, results), "")


def _findings(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    for result in results:
        yield from _too_high(surface, result)
    for result in results:
        yield from _too_sharp(surface, result)
    for result in results:
        yield from _overflow(surface, result)
    for result in results:
        yield from _climb(result)
    yield from _no_gradient(surface, results)
    for result in results:
        yield from _stall(surface, result)
    yield from _race(surface, results)
    for result in results:
        yield from _fall(surface, result)
    yield from _none_converged(surface, results)


def _too_high(surface: Surface, result: RunResult) -> Iterator[str]:
    """The last rate times the largest curvature at the minimum is above the stability limit, and the path shows it."""
    run, path, outcome = result.run, result.trajectory, result.verdict.outcome
    if (
        run.optimizer.rate_limit is None
        or surface.lowest is None
        or outcome in ("converged", "stalled")
        or not path.gradients.size
    ):
        return
    rate = float(path.learning_rates[-1])  # a schedule, or a change, may have brought it down by now
    limit = float(stability_limits(run, len(path.learning_rates))[-1])
    _, steepest = _curvatures_at_minimum(surface, *np.asarray(run.start, dtype=float))
    if rate * steepest > limit:
        what = "diverges" if outcome == "diverged" else "cannot settle"
        yield f"{result.title} {what}: {_unstable(rate, steepest, limit)} at the minimum."


def _unstable(rate: float, steepest: float, limit: float) -> str:
    product = rate * steepest
    more = (digits for digits in range(3, 17) if _number(product, digits) != _number(limit, digits))
    digits = next(more, 17)  # 2.003, not 2, is above 2
    numbers = f"{_number(rate, 4)} × {_number(steepest, digits)} = {_number(product, digits)}"
    return f"α·λmax = {numbers}, above the stability limit {_number(limit, digits)}"


def _too_sharp(surface: Surface, result: RunResult) -> Iterator[str]:
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


def _overflow(surface: Surface, result: RunResult) -> Iterator[str]:
    if not result.verdict.broke_off:
        return
    path, step = result.trajectory, result.verdict.step
    there = path.broke_off_at
    too_large = bool(surface.overflows(*there))
    if not len(path.points):
        why = "too large for a float64" if too_large else "not defined"
        yield f"{result.title} cannot start: f is {why} at {_point(surface, *there)}."
    elif np.isfinite(there).all() and not too_large:
        yield f"{result.title} leaves the domain of f at step {step}: f is not defined at {_point(surface, *there)}."
    elif np.isnan(surface.gradient(*path.points[-1])).any():
        yield f"{result.title} stops at step {step}: the gradient at {_point(surface, *path.points[-1])} cannot be computed."
    elif np.isnan(there).any() and np.abs([path.points[-1], surface.gradient(*path.points[-1])]).max() < HUGE:
        yield f"{result.title} leaves the domain of f at step {step}: it takes the gradient where f is not defined."
    else:
        yield f"{result.title} overflows at step {step}; the gradient norm at the start is {_number(_norm(surface, result))}."


def _climb(result: RunResult) -> Iterator[str]:
    if result.verdict.outcome == "diverged":
        f = _number(float(result.trajectory.values[-1]))
        yield f"{result.title} diverges: from step {result.verdict.step} on f is above all of its domain, at the end {f}."


def _no_gradient(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    lost = [result for result in results if result.verdict.reached_at is None and len(result.trajectory.points) > 1]
    norms = [_norm(surface, result) for result in lost]
    if lost and max(norms) < flat(surface):
        lengths = [_length(result.trajectory.points[:2]) for result in lost]
        shortest = int(np.argmin(lengths))
        yield (
            f"There is no gradient to follow: its norm at the start is {_number(norms[shortest])}. "
            f"The first step of {lost[shortest].title} is {_number(lengths[shortest])} long."
        )


def _stall(surface: Surface, result: RunResult) -> Iterator[str]:
    if result.verdict.outcome == "stalled":
        yield f"{result.title} stalls {result.verdict.where}: {_evidence(surface, result)}."


def _evidence(surface: Surface, result: RunResult) -> str:
    """The gradient norm and, where they can be computed, the curvatures at the last point, in words."""
    x, y = result.trajectory.points[-1]
    norm, curvatures = float(np.hypot(*surface.gradient(x, y))), [float(value) for value in surface.curvatures(x, y)]
    known = (
        f", the curvatures are {_number(curvatures[0])} and {_number(curvatures[1])}" if np.isfinite(curvatures).all() else ""
    )
    return f"the gradient norm is {_number(norm)}{known}"


def _race(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    """Which run is the first to reach a minimum, and by how much; or why gradient descent does not."""
    reached = sorted((f.verdict.reached_at, place) for place, f in enumerate(results) if f.verdict.reached_at is not None)
    if not reached:
        return
    (earliest, _), (latest, loser) = reached[0], reached[-1]
    winners = [results[place] for step, place in reached if step == earliest]
    names = " and ".join(filter(None, [", ".join(result.title for result in winners[:-1]), winners[-1].title]))
    stays = _stays(winners[0]) if len(winners) == 1 else ""
    if earliest == 0:
        yield f"{names} {'starts' if len(winners) == 1 else 'start'} at a minimum (within {tolerance(surface):g}){stays}."
        return
    what = "reaches" if len(results) == 1 else "is the first to reach" if len(winners) == 1 else "are the first to reach"
    start = f"{names} {what} a minimum (within {tolerance(surface):g}) at step {earliest}{stays}"
    late = [result for result in results if result.verdict.reached_at is None and result.verdict.outcome == "moving"]
    if late:
        farthest = max(late, key=lambda result: result.verdict.distance)
        away, steps = farthest.verdict.distance, farthest.verdict.step
        yield f"{start}. {farthest.title} is still {away:.3g} away after {steps} steps{_why_slow(surface, farthest)}."
    elif latest > earliest > 0:
        yield f"{start}. {results[loser].title} needs {latest}, {_number(latest / earliest, 2)} times as many."
    elif len(winners) > 1:
        yield f"{start}."
    else:
        points = winners[0].trajectory.points[: earliest + 1]
        straight = _length(points[[0, -1]])
        yield f"{start}. Its path to step {earliest} is {_number(_length(points))} long, the straight line {_number(straight)}."


def _stays(result: RunResult) -> str:
    """Whether a run that has reached a minimum stays there, and from when."""
    verdict = result.verdict
    if verdict.outcome != "converged":
        return " but does not stay"
    return "" if verdict.step == verdict.reached_at else f" and stays from step {verdict.step}"


def _why_slow(surface: Surface, result: RunResult) -> str:
    run = result.run
    if run.optimizer.rate_limit is None or len(run.optimizer.init(np.zeros((2, 1)))) > 0:
        return ""  # the calculation below holds for a method without memory only
    flattest, _ = _curvatures_at_minimum(surface, *result.trajectory.points[-1])
    rate = run.optimizer.complete(run.at(result.verdict.step).hyperparameters)["learning_rate"]
    if not 0 < rate * flattest < 0.1:
        return ""
    return (
        f": along the flattest axis (λmin {flattest:.2g} at the minimum) a step removes only "
        f"{_number(100 * rate * flattest, 2)} % of the distance"
    )


def _fall(surface: Surface, result: RunResult) -> Iterator[str]:
    """A run that ends outside the window: where it settles, or why it keeps moving."""
    if result.verdict.outcome != "left":
        return
    path, step = result.trajectory, result.verdict.step
    at = _point(surface, *path.points[-1])
    if np.hypot(*surface.gradient(*path.points[-1])) < flat(surface) and _length(path.points[-2:]) <= tolerance(surface):
        found = place(surface, *path.points[-1])
        what = f"settles at {at}, at a minimum" if found == "in a local minimum" else f"stalls at {at}, {found},"
        yield f"{result.title} {what} outside the window: {_evidence(surface, result)}."
    elif not step:
        yield f"{result.title} never enters the window; after {len(path.points) - 1} steps it is at {at}."
    else:
        yield f"{result.title} leaves the window at step {step}, {result.verdict.where}: {_why_out(surface, path, step)}."


def _why_out(surface: Surface, path: Trajectory, left: int) -> str:
    """What is known about a run that is outside the window from step `left` on, or else about the window."""
    if surface.lowest is not None:
        if path.values[-1] >= surface.lowest:
            return "its steps carry it out"
        return f"f is lower still outside the {'domain' if surface.lower_outside else 'window'}"
    if surface.unbounded_below:
        return "f is unbounded below"
    falls = bool(np.all(np.diff(path.values[left - 1 :]) < 0.0))
    return "no minimum is known in this window" + ("; f keeps falling along the path" if falls else "")


def _none_converged(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    moving = [result for result in results if result.verdict.outcome == "moving"]
    if moving and surface.lowest is not None:
        best = min(moving, key=lambda result: result.verdict.distance)
        away, steps = best.verdict.distance, best.verdict.step
        if len(results) == 1:
            yield f"{best.title} has not converged after {steps} steps: it is {away:.3g} from a minimum."
        else:
            yield f"No optimizer has converged after {steps} steps. Closest: {best.title}, {away:.3g} from a minimum."
    elif moving:
        best = min(moving, key=lambda result: float(result.trajectory.values[-1]))
        lowest, steps = _number(float(best.trajectory.values[-1])), best.verdict.step
        yield f"No minimum is known in this window. After {steps} steps {best.title} is at f = {lowest} and still moving."


def _curvatures_at_minimum(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """(λmin, λmax) at the minimum nearest to (x, y); NaN on the border of the domain, where no run can come to rest."""
    there_x, there_y = surface.nearest_minimum(x, y)
    if np.hypot(*surface.gradient(there_x, there_y)) >= FLAT:
        return np.nan, np.nan
    flattest, steepest = surface.curvatures(there_x, there_y)
    return float(flattest), float(steepest)


def _length(points: Array) -> float:
    """The length of a path, (n, 2)."""
    with np.errstate(over="ignore"):
        return float(np.hypot(*np.diff(points, axis=0).T).sum())


def _point(surface: Surface, x: float, y: float) -> str:
    """A point, to a tenth of the tolerance."""
    digits = 1 - int(np.floor(np.log10(tolerance(surface))))
    return f"({_number(round(float(x), digits) + 0.0, 6)}, {_number(round(float(y), digits) + 0.0, 6)})"


def _norm(surface: Surface, result: RunResult) -> float:
    """The gradient norm ‖∇f‖ at the start."""
    x, y = result.trajectory.points[0]
    return float(np.hypot(*surface.gradient(x, y)))


def _number(value: float, digits: int = 3) -> str:
    """A number with so many digits: 0.0123, −4.56, 2.4·10⁻⁸; integers up to 10,000 in full."""
    if 10.0**digits <= abs(value) < 1e4:
        return f"{value:.0f}".replace("-", "−")
    if np.isinf(value):
        return f"beyond {'−' if value < 0 else ''}1.8·10³⁰⁸"
    mantissa, _, exponent = f"{value:.{digits}g}".replace("-", "−").partition("e")
    power = (str(int(exponent.replace("−", "-"))) if exponent else "").translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}·10{power}" if power else mantissa
