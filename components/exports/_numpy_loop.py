"""The loop of a script, as text: all runs side by side, like the engine (`optimizers/_kernel.py`).

There are two: if every step needs only the gradient at its point, the loop is short.
"""

HEAD = """from __future__ import annotations

{inspect}from typing import Any, NamedTuple

import numpy as np

np.seterr(all="ignore")  # a run that diverges is a result
Array = Numbers = Requests = Any

"""

RUN = '''
class Run:
    """The state of a run. `phases` maps a step to the hyperparameters of optimizer and schedule from there on."""

    def __init__(self, name, optimizer, phases):
        init, self.step = optimizer()
        self.name, self.phases = name, phases
        self.point = np.array(START)[:, None]
        self.state = init(self.point)

    def hyperparameters(self, t):
        """The hyperparameters at step t, with the learning rate from the schedule."""
        if t in self.phases:
            self.own, self.scheduled = self.phases[t]
        if "learning_rate" not in self.own:
            return self.own
        return self.own | {"learning_rate": rate(self.own["learning_rate"], t, STEPS, **self.scheduled)}

    def advance(self, point, state):
        self.point, self.state = point, state
'''

DESCEND = '''
def descend():
    """The path of each run, by name."""
    runs = [Run(*run) for run in RUNS]
    paths = {run.name: [run.point] for run in runs}
    for t in range(1, STEPS + 1):
        advance(runs, t, {evaluate}{noise})
        for run in runs:
            paths[run.name].append(run.point)
    return {name: finite_part(np.array(path)[:, :, 0]) for name, path in paths.items()}


def finite_part(path):
    """The path (steps + 1, 2) up to the first point at which a coordinate or f is not finite."""
    finite = np.isfinite(path).all(axis=1) & np.isfinite(value(*path.T))
    return path if finite.all() else path[: finite.argmin()]
'''

PLAIN = '''
def advance(runs, t, value_and_gradient{noise}):
    """Step t of all runs, with their gradients evaluated in one batch."""
    _, gradients = value_and_gradient(np.concatenate([run.point for run in runs], axis=1))
    for k, run in enumerate(runs):
        gradient = gradients[:, k : k + 1]{and_noise}
        run.advance(*run.step(run.point, gradient, run.state, **run.hyperparameters(t)))
'''

REQUESTS = """
# Requests: a step may be a generator that yields these and receives the results


class Gradient(NamedTuple):
    point: Array


class Value(NamedTuple):
    point: Array
    needed: Any = True


class ValueAndGradient(NamedTuple):
    point: Array


class Hessian(NamedTuple):
    point: Array


class Lowest(NamedTuple):
    pass
"""

ASKING = '''
def start_step(run, t):
    """Step t of a run as a generator; a plain step requests the gradient at its point."""
    if inspect.isgeneratorfunction(run.step):
        return run.step(run.point, run.state, **run.hyperparameters(t))

    def step():
        gradient = yield Gradient(run.point)
        return run.step(run.point, gradient, run.state, **run.hyperparameters(t))

    return step()


def evaluate(requests, evaluations):
    """The results (value, gradient, Hessian) of requests, with one batched evaluation per type."""
    results = [(np.full(1, np.nan), None, None)] * len(requests)
    for request_types, function in evaluations.items():
        of_type = [k for k, request in enumerate(requests) if isinstance(request, request_types)]
        needed = [k for k in of_type if np.any(getattr(requests[k], "needed", True))]
        if needed:
            batch = function(np.concatenate([requests[k].point for k in needed], axis=1))
            for column, k in enumerate(needed):
                results[k] = [None if array is None else array[..., column : column + 1] for array in batch]
    return results


def reply(request, start, result, noise):
    """The reply to a step that started at `start`: gradient noise tilts f around that point."""
    value, gradient, hessian = result
    if isinstance(request, Lowest):
        return LOWEST
    if isinstance(request, Hessian):
        return hessian
    if noise is not None and request.point is not start:
        value = value + np.sum(noise * (request.point - start), axis=0)
    if isinstance(request, Value):
        return value
    if noise is not None:
        gradient = gradient + noise
    return gradient if isinstance(request, Gradient) else (value, gradient)


def advance(runs, t, evaluations, noise=None):
    """Step t of all runs; simultaneous requests are evaluated in batches."""
    active = [(run, start_step(run, t), None) for run in runs]
    while active:
        pending = []
        for run, step, received in active:
            try:
                pending.append((run, step, step.send(received)))
            except StopIteration as end:
                run.next = end.value
        results = evaluate([request for _, _, request in pending], evaluations)
        active = [
            (run, step, reply(request, run.point, result, noise))
            for (run, step, request), result in zip(pending, results)
        ]
    for run in runs:
        run.advance(*run.next)
'''

EVALUATIONS = """
EVALUATIONS = {  # by type of request: a function that returns (value, gradient, Hessian), or None for what it lacks
    (Gradient, ValueAndGradient): lambda points: (*value_and_gradient(*points), None),
    (Value,): lambda points: (value(*points), None, None),
    (Hessian,): lambda points: (None, None, hessian(*points)),
}
"""

PRINTED = """
for name, path in descend().items():
    if len(path):
        x, y = path[-1]
        print(f"{name}: step {len(path) - 1}, x = {x:.17g}, y = {y:.17g}")
    else:
        print(f"{name}: f is not finite at the start")
"""


def plain(noise: str) -> list[str]:
    """The short loop; `noise` is the expression of a step's noise, empty without noise."""
    return [advance_plainly(bool(noise)), _descend("lambda points: value_and_gradient(*points)", noise)]


def advance_plainly(noisy: bool) -> str:
    """A step of runs that only need the gradient at their points."""
    return PLAIN.replace("{noise}", ", noise" if noisy else "").replace("{and_noise}", " + noise" if noisy else "")


def asking(noise: str, *, hessian: bool) -> list[str]:
    """The general loop, without Hessians if no step requests them."""
    lines = (line for line in EVALUATIONS.splitlines() if hessian or not line.startswith("    (Hessian,):"))
    return [ASKING, "\n".join(lines), _descend("EVALUATIONS", noise)]


def _descend(evaluate: str, noise: str) -> str:
    return DESCEND.replace("{evaluate}", evaluate).replace("{noise}", noise and f", {noise}")
