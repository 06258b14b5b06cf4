"""The key finding of a race in one sentence, with its numbers, from the Hessian and the paths."""

from collections.abc import Iterator, Sequence

import numpy as np

from optimizers._instability import climb, overflow, too_high, too_sharp
from optimizers._outcome import tolerance
from optimizers._quantities import curvatures_at_minimum, length, number, point, start_norm
from optimizers._run_result import RunResult
from optimizers._trajectory import Trajectory
from optimizers._verdict import flat, place
from surfaces import Surface, counted


def explain(surface: Surface, results: Sequence[RunResult]) -> str:
    """The first finding that applies: a rate too high for the Hessian, divergence, no gradient, a stall, the race."""
    return next(_findings(surface, results), "")


def _findings(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    for result in results:
        yield from too_high(surface, result)
    for result in results:
        yield from too_sharp(surface, result)
    for result in results:
        yield from overflow(surface, result)
    for result in results:
        yield from climb(result)
    yield from _no_gradient(surface, results)
    for result in results:
        yield from _stall(surface, result)
    yield from _race(surface, results)
    for result in results:
        yield from _fall(surface, result)
    yield from _none_converged(surface, results)


def _no_gradient(surface: Surface, results: Sequence[RunResult]) -> Iterator[str]:
    lost = [result for result in results if result.verdict.reached_at is None and len(result.trajectory.points) > 1]
    norms = [start_norm(surface, result) for result in lost]
    if lost and max(norms) < flat(surface):
        lengths = [length(result.trajectory.points[:2]) for result in lost]
        shortest = int(np.argmin(lengths))
        yield (
            f"There is no gradient to follow: its norm at the start is {number(norms[shortest])}. "
            f"The first step of {lost[shortest].title} is {number(lengths[shortest])} long."
        )


def _stall(surface: Surface, result: RunResult) -> Iterator[str]:
    if result.verdict.outcome == "stalled":
        yield f"{result.title} stalls {result.verdict.where}: {_evidence(surface, result)}."


def _evidence(surface: Surface, result: RunResult) -> str:
    """The gradient norm and, where they can be computed, the curvatures at the last point, in words."""
    x, y = result.trajectory.points[-1]
    norm, curvatures = float(np.hypot(*surface.gradient(x, y))), [float(value) for value in surface.curvatures(x, y)]
    known = f", the curvatures are {number(curvatures[0])} and {number(curvatures[1])}" if np.isfinite(curvatures).all() else ""
    return f"the gradient norm is {number(norm)}{known}"


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
        away, spent = farthest.verdict.distance, counted(farthest.verdict.step, "step")
        yield f"{start}. {farthest.title} is still {number(away, 3)} away after {spent}{_why_slow(surface, farthest)}."
    elif latest > earliest > 0:
        yield f"{start}. {results[loser].title} needs {latest}, {number(latest / earliest, 2)} times as many."
    elif len(winners) > 1:
        yield f"{start}."
    else:
        points = winners[0].trajectory.points[: earliest + 1]
        straight = length(points[[0, -1]])
        yield f"{start}. Its path to step {earliest} is {number(length(points))} long, the straight line {number(straight)}."


def _stays(result: RunResult) -> str:
    """Whether a run that has reached a minimum stays there, and from when."""
    verdict = result.verdict
    if verdict.outcome != "converged":
        return " but does not stay"
    return "" if verdict.step == verdict.reached_at else f" and stays from step {verdict.step}"


def _why_slow(surface: Surface, result: RunResult) -> str:
    run = result.run
    if run.optimizer.rate_limit is None or len(run.optimizer.init(np.zeros((2, 1)))) > 0:
        return ""  # the formula below holds only for methods without memory
    flattest, _ = curvatures_at_minimum(surface, *result.trajectory.points[-1])
    rate = run.optimizer.complete(run.at(result.verdict.step).hyperparameters)["learning_rate"]
    if not 0 < rate * flattest < 0.1:
        return ""
    return (
        f": along the flattest axis (λmin {number(flattest, 3)} at the minimum) a step removes only "
        f"{number(100 * rate * flattest, 2)} % of the distance"
    )


def _fall(surface: Surface, result: RunResult) -> Iterator[str]:
    """A run that ends outside the window: where it settles, or why it keeps moving."""
    if result.verdict.outcome != "left":
        return
    path, step = result.trajectory, result.verdict.step
    at = point(surface, *path.points[-1])
    if np.hypot(*surface.gradient(*path.points[-1])) < flat(surface) and length(path.points[-2:]) <= tolerance(surface):
        found = place(surface, *path.points[-1])
        what = f"settles at {at}, at a minimum" if found == "in a local minimum" else f"stalls at {at}, {found},"
        yield f"{result.title} {what} outside the window: {_evidence(surface, result)}."
    elif not step:
        yield f"{result.title} never enters the window; after {counted(len(path.points) - 1, 'step')} it is at {at}."
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
        away, spent = best.verdict.distance, counted(best.verdict.step, "step")
        if len(results) == 1:
            yield f"{best.title} has not converged after {spent}: it is {number(away, 3)} from a minimum."
        else:
            yield f"No optimizer has converged after {spent}. Closest: {best.title}, {number(away, 3)} from a minimum."
    elif moving:
        best = min(moving, key=lambda result: float(result.trajectory.values[-1]))
        lowest, spent = number(float(best.trajectory.values[-1])), counted(best.verdict.step, "step")
        yield f"No minimum is known in this window. After {spent} {best.title} is at f = {lowest} and still moving."
