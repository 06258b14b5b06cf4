"""The loop that computes every path of this project, from one run to a sweep over a million."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import isgeneratorfunction
from itertools import repeat
from typing import Any, NamedTuple, Protocol

import numpy as np

from optimizers._noise import standard_normals
from optimizers._optimizer import Array, Optimizer
from optimizers._requests import (
    MAX_REQUESTS,
    Answer,
    Gradient,
    Lowest,
    Request,
    answers,
)
from optimizers.schedules import BoundSchedule
from surfaces import Objective


class Settings(NamedTuple):
    """The hyperparameters and the schedule in force from a step on."""

    hyperparameters: Mapping[str, Any]
    schedule: BoundSchedule


class Recorder(Protocol):
    """Keeps results of a run: it is called at t = 0, 1, …, steps, while the run is at the point after step t.

    Except at the last, step t + 1 has already been computed by then, so that its requests at this point are known.
    """

    def record(self, t: int, run: "ActiveRun") -> None: ...


class _Nothing:
    """Keeps nothing; the caller inspects the runs itself."""

    def record(self, t: int, run: "ActiveRun") -> None:
        return


NOTHING_KEPT = _Nothing()


class ActiveRun:
    """A run in progress: n members of one optimizer, and the requests of the current step so far.

    point          (d, n)  the current point
    state          that of the optimizer
    value          (n,)    f there, or None if the step has not requested it
    gradient       (d, n)  the last gradient passed to the step, noise included, or None if it has requested none
    learning_rate  of the step, NaN if the optimizer has none
    passes         the cost of all requests so far, in passes through f: a number, or (n,)
    """

    def __init__(
        self, optimizer: Optimizer, start: Array, settings: Mapping[int, Settings], recorder: Recorder = NOTHING_KEPT
    ) -> None:
        """`settings` maps steps, 1 among them, to the settings from there on; `start` is (d, n) and is not copied."""
        self.optimizer, self.settings, self.recorder = optimizer, settings, recorder
        self.point, self.state = start, optimizer.init(start)
        self.value: Array | None = None
        self.gradient: Array | None = None
        self.learning_rate: Any = np.nan
        self.passes: Any = 0
        self._asks = isgeneratorfunction(optimizer.step)

    def begin(self, t: int, steps: int) -> Request | None:
        """Begin step t with the settings in force, and return its first request."""
        if now := self.settings.get(t):
            self.schedule, self.hyperparameters = now.schedule, dict(now.hyperparameters)
            self._base = self.hyperparameters.get("learning_rate")
        if self._base is not None:
            self.learning_rate = self.hyperparameters["learning_rate"] = self.schedule.rate(self._base, t, steps)
        self.value = self.gradient = None
        if not self._asks:
            return Gradient(self.point)
        self._asked = 0
        self._generator = self.optimizer.step(self.point, self.state, **self.hyperparameters)
        return self._send(None)

    def take(self, request: Request, answer: Answer, disturbance: Array | None) -> Request | None:
        """Send the answer to the step, and return its next request, or None once it is done."""
        given: Any = request.reply(answer, self.point, disturbance)
        self.passes = self.passes + request.passes
        value, gradient, _ = answer
        if request.point is self.point and value is not None:
            self.value = value
        if gradient is not None:
            self.gradient = given if isinstance(request, Gradient) else given[1]
        if self._asks:
            return self._send(given)
        self._next = self.optimizer.step(self.point, given, self.state, **self.hyperparameters)
        return None

    def _send(self, given: Any) -> Request | None:
        try:
            request: Request = self._generator.send(given)
        except StopIteration as end:
            self._next = end.value
            return None
        self._asked += 1
        self._check(request)
        return request

    def advance(self) -> None:
        """Move to the new point and state."""
        self.point, self.state = self._next

    def _check(self, request: Any) -> None:
        title, shape = self.optimizer.title, self.point.shape
        if not isinstance(request, Request):
            raise ValueError(f"{title} asks for {request!r}, which is not a request such as Gradient(point)")
        if self._asked > MAX_REQUESTS:
            raise ValueError(f"{title} makes more than {MAX_REQUESTS} requests in one step")
        if request.point is not self.point and not isinstance(request, Lowest) and np.shape(request.point) != shape:
            raise ValueError(f"{title} requests a point of shape {np.shape(request.point)}, not {shape}")


def iterate(objective: Objective, runs: Sequence[ActiveRun], steps: int, noise: float, seed: Any) -> None:
    """Take `steps` steps with each run. Simultaneous requests are answered in one pass for all of them."""
    with np.errstate(all="ignore"):
        for t, disturbance in enumerate(_disturbances(objective.dimension, steps, noise, seed), 1):
            step_all(objective, runs, t, steps, disturbance)
            for run in runs:
                run.recorder.record(t - 1, run)
                run.advance()
        for run in runs:
            run.value = run.gradient = None
            run.recorder.record(steps, run)


def step_all(objective: Objective, runs: Sequence[ActiveRun], t: int, steps: int, disturbance: Array | None = None) -> None:
    """Compute step t of each run without taking it; `advance` takes it."""
    asking = [(run, request) for run in runs if (request := run.begin(t, steps)) is not None]
    while asking:
        given = answers(objective, [request for _, request in asking])
        asking = [
            (run, following)
            for (run, request), answer in zip(asking, given, strict=True)
            if (following := run.take(request, answer, disturbance)) is not None
        ]


def _disturbances(dimension: int, steps: int, noise: float, seed: Any) -> Iterator[Array | None]:
    """σε for each step, or None where there is no noise."""
    if not noise:
        return repeat(None, steps)
    return (noise * normal for normal in standard_normals(seed, steps, dimension))
