"""One sentence on the most striking thing about a race, in numbers, from the Hessian and the paths."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from optimizers._descend import Run
from optimizers._optimizer import Array
from optimizers._trajectory import Trajectory
from optimizers._verdict import FLAT, Verdict, tolerance
from surfaces import Surface

HUGE = 1e50  # a step from numbers below this overflows nothing


class Finish(NamedTuple):
    """A run of a race with what became of it."""

    run: Run
    trajectory: Trajectory
    verdict: Verdict

    @property
    def title(self) -> str:
        return self.run.optimizer.title


def explain(surface: Surface, finishes: Sequence[Finish]) -> str:
    """The first that applies: too high a rate by the Hessian, divergence, no slope, a stall, the race and its winner."""
    return next(_findings(surface, finishes), "")


def _findings(surface: Surface, finishes: Sequence[Finish]) -> Iterator[str]:
    for finish in finishes:
        yield from _too_high(surface, finish)
    for finish in finishes:
        yield from _too_sharp(surface, finish)
    for finish in finishes:
        yield from _overflow(surface, finish)
    yield from _no_slope(surface, finishes)
    for finish in finishes:
        yield from _stall(surface, finish)
    yield from _race(surface, finishes)
    for finish in finishes:
        yield from _fall(surface, finish)
    yield from _nobody(surface, finishes)


def _too_high(surface: Surface, finish: Finish) -> Iterator[str]:
    """The last rate times the steepest curvature at the minimum is above the limit of theory, and the path shows it."""
    run, path, kind = finish.run, finish.trajectory, finish.verdict.kind
    if (
        run.optimizer.rate_limit is None
        or surface.lowest is None
        or kind in ("converged", "stalled")
        or not path.gradients.size
    ):
        return
    rate = float(path.learning_rates[-1])  # a schedule, or a change, may have brought it down by now
    limit = float(stability_limits(run, len(path.learning_rates))[-1])
    _, steepest = _curvatures_at_minimum(surface, *np.asarray(run.start, dtype=float))
    if rate * steepest > limit:
        what = "diverges" if kind == "diverged" or (kind == "left" and _climbs(surface, path)) else "cannot settle"
        yield (
            f"{finish.title} {what}: {rate:.4g} × λmax {steepest:.3g} = {rate * steepest:.3g} > {limit:.3g}, "
            "the most that it bears at the minimum."
        )


def _too_sharp(surface: Surface, finish: Finish) -> Iterator[str]:
    """A run without memory that ends on ground too sharp for its rate, away from any minimum that would explain it."""
    run, path = finish.run, finish.trajectory
    if run.optimizer.rate_limit is None or finish.verdict.kind in ("converged", "stalled") or not path.gradients.size:
        return
    bound = rate_limits(run, path)
    sharp = surface.curvatures(*path.points[: len(bound)].T)[1] > bound
    if sharp.size and sharp.mean() > 0.5:
        first = int(sharp.argmax())
        steepest = float(surface.curvatures(*path.points[first])[1])
        yield (
            f"{finish.title} walks on ground too sharp for its rate: at step {first} λmax is {_number(steepest)}, above "
            f"{_number(float(bound[first]))}, the most that a rate of {_number(float(path.learning_rates[first]))} bears."
        )


def rate_limits(run: Run, path: Trajectory) -> Array:
    """The sharpest λmax that the method bears at each step's learning rate, (steps,): 2/α(t) for gradient descent."""
    with np.errstate(divide="ignore"):
        return np.asarray(stability_limits(run, len(path.learning_rates)) / path.learning_rates)


def stability_limits(run: Run, steps: int) -> Array:
    """The most that learning rate × λmax may be at each of the first `steps` steps, where theory knows it, (steps,)."""
    assert run.optimizer.rate_limit is not None
    limits = np.empty(steps)
    for step in sorted({0, *(change.step for change in run.changes)}):
        limits[step:] = run.optimizer.rate_limit(**run.optimizer.complete(run.at(step + 1).hyperparameters))
    return limits


def _climbs(surface: Surface, path: Trajectory) -> bool:
    """Whether a run ends far above all of the domain: where f is bounded it may be thrown out, but never diverges."""
    heights = surface.value(*np.meshgrid(*(np.linspace(low, high, 41) for low, high in surface.domain)))
    return bool(path.values[-1] - heights.min() > 2.0 * np.ptp(heights))


def _overflow(surface: Surface, finish: Finish) -> Iterator[str]:
    if finish.verdict.kind == "diverged":
        if not len(finish.trajectory.points):
            yield f"{finish.title} has no step to take: f is not finite at the start."
            return
        x, y = finish.trajectory.points[-1]
        if np.abs([x, y, *surface.gradient(x, y)]).max() < HUGE:
            where = f"from ({_number(x)}, {_number(y)}) to where f is not defined"
            yield f"{finish.title} steps off the ground at step {finish.verdict.step}: {where}."
            return
        slope = _number(_slope(surface, finish))
        yield (
            f"{finish.title} overflows at step {finish.verdict.step}: from a slope of {slope} at the start it leaves "
            "every number that a computer can hold."
        )


def _no_slope(surface: Surface, finishes: Sequence[Finish]) -> Iterator[str]:
    lost = [finish for finish in finishes if finish.verdict.arrival is None and len(finish.trajectory.points) > 1]
    slopes = [_slope(surface, finish) for finish in lost]
    if lost and max(slopes) < FLAT:
        lengths = [float(np.hypot(*(finish.trajectory.points[1] - finish.trajectory.points[0]))) for finish in lost]
        shortest = int(np.argmin(lengths))
        yield (
            f"There is no slope to follow: at the start it is {_number(slopes[shortest])}. {lost[shortest].title}'s first step "
            f"is {_number(lengths[shortest])} long."
        )


def _stall(surface: Surface, finish: Finish) -> Iterator[str]:
    if finish.verdict.kind == "stalled":
        x, y = finish.trajectory.points[-1]
        slope, curvature = float(np.hypot(*surface.gradient(x, y))), [float(value) for value in surface.curvatures(x, y)]
        yield (
            f"{finish.title} stalls {finish.verdict.where}: the slope is down to {_number(slope)}, "
            f"the curvatures are {_number(curvature[0])} and {_number(curvature[1])}."
        )


def _race(surface: Surface, finishes: Sequence[Finish]) -> Iterator[str]:
    """Who arrives first, and by how much; or why gradient descent does not."""
    arrivals = sorted((f.verdict.arrival, place) for place, f in enumerate(finishes) if f.verdict.arrival is not None)
    if not arrivals:
        return
    (earliest, winner), (latest, loser) = arrivals[0], arrivals[-1]
    first, last = finishes[winner], finishes[loser]
    start = f"{first.title} is first within {tolerance(surface):g} of a minimum, at step {earliest}"
    late = [finish for finish in finishes if finish.verdict.arrival is None and finish.verdict.kind == "moving"]
    if late:
        farthest = max(late, key=lambda finish: finish.verdict.distance)
        slow = _why_slow(surface, farthest)
        yield f"{start}. {farthest.title} is still {farthest.verdict.distance:.3g} away after {farthest.verdict.step}{slow}."
    elif len(arrivals) > 1 and earliest:
        yield f"{start}. {last.title} needs {latest}, {_number(latest / earliest, 2)} times as many."
    elif surface.lowest is not None:
        straight = float(surface.distance(*first.trajectory.points[0]))
        yield f"{start}, on a path {first.verdict.length:.3g} long; the straight way is {straight:.3g}."


def _why_slow(surface: Surface, finish: Finish) -> str:
    run = finish.run
    if run.optimizer.rate_limit is None or len(run.optimizer.init(np.zeros((2, 1)))) > 0:
        return ""  # the reckoning below holds for a method without memory only
    flattest, _ = _curvatures_at_minimum(surface, *finish.trajectory.points[-1])
    rate = run.optimizer.complete(run.at(finish.verdict.step).hyperparameters)["learning_rate"]
    if not 0 < rate * flattest < 0.1:
        return ""
    return (
        f": along the flattest axis (λmin {flattest:.2g}) a step removes only {_number(100 * rate * flattest, 2)}% of the way"
    )


def _fall(surface: Surface, finish: Finish) -> Iterator[str]:
    if finish.verdict.kind == "left":
        if surface.lowest is None:
            why = "f has no minimum, it falls for ever"
        elif finish.trajectory.values[-1] < surface.lowest and surface.lower_outside:
            why = "outside of the domain f is lower still"
        else:
            why = "its steps carry it out"
        yield f"{finish.title} leaves the window at step {finish.verdict.step}, {finish.verdict.where}: {why}."


def _nobody(surface: Surface, finishes: Sequence[Finish]) -> Iterator[str]:
    moving = [finish for finish in finishes if finish.verdict.kind == "moving"]
    if moving and surface.lowest is not None:
        best = min(moving, key=lambda finish: finish.verdict.distance)
        away, steps = best.verdict.distance, best.verdict.step
        yield f"Nobody has arrived after {steps} steps. {best.title} is nearest, {away:.3g} from a minimum."
    elif moving:
        best = min(moving, key=lambda finish: float(finish.trajectory.values[-1]))
        lowest, steps = best.trajectory.values[-1], best.verdict.step
        yield f"{best.title} is lowest after {steps} steps, at f = {_number(lowest)}, and still moving."


def _curvatures_at_minimum(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """(λmin, λmax) at the minimum nearest to (x, y); not a number on the border of the domain, where no run can rest."""
    there_x, there_y = surface.nearest_minimum(x, y)
    if np.hypot(*surface.gradient(there_x, there_y)) >= FLAT:
        return np.nan, np.nan
    flattest, steepest = surface.curvatures(there_x, there_y)
    return float(flattest), float(steepest)


def _slope(surface: Surface, finish: Finish) -> float:
    """‖∇f‖ at the start."""
    x, y = finish.trajectory.points[0]
    return float(np.hypot(*surface.gradient(x, y)))


def _number(value: float, digits: int = 3) -> str:
    """So many digits, as a reader writes them: 0.0123, −4.56, 2.4·10⁻⁸; whole numbers up to 10,000 in full."""
    if 10.0**digits <= abs(value) < 1e4:
        return f"{value:.0f}".replace("-", "−")
    mantissa, _, exponent = f"{value:.{digits}g}".replace("-", "−").partition("e")
    power = (str(int(exponent.replace("−", "-"))) if exponent else "").translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}·10{power}" if power else mantissa
