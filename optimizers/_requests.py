"""Requests of a step for f, its gradient or its Hessian at any point, answered in one pass for all runs.

A step with requests is a generator: `gradient = yield Gradient(point)`. It makes the same requests at every step, whatever the
numbers are (`np.where` chooses between results), so that it runs for n members at once and can be written as straight-line
code. Within a step all answers belong to one function: noise tilts f by σ ε·(p − x), where x is the point at which the step
begins, so that ∇f becomes ∇f + σε everywhere, while f(x) and the Hessian do not change.
"""

from collections.abc import Callable, Generator, Sequence
from inspect import isgeneratorfunction
from typing import Any, NamedTuple

import numpy as np

from optimizers._optimizer import Array, Optimizer
from surfaces import Objective

PASSES = 3  # cost of a gradient in evaluations of f: one forward pass, and a backward pass that costs about two
MAX_REQUESTS = 64  # per step


Answer = tuple[Any, Any, Any]  # f (n,), ∇f (d, n) and the Hessian; None if not computed


class Gradient(NamedTuple):
    """∇f at `point` (d, n), noise included. The answer is (d, n)."""

    point: Array

    @property
    def passes(self) -> int:
        return PASSES

    def reply(self, answer: Answer, start: Array, disturbance: Array | None) -> Array:
        gradient: Array = answer[1]
        return gradient if disturbance is None else gradient + disturbance


class Value(NamedTuple):
    """f at `point` (d, n). The answer is (n,). It costs nothing for members for which it is not `needed`, (n,) booleans."""

    point: Array
    needed: Any = True

    @property
    def passes(self) -> Any:
        return np.asarray(self.needed, dtype=np.int64)

    def reply(self, answer: Answer, start: Array, disturbance: Array | None) -> Array:
        value: Array = answer[0]
        if disturbance is None or self.point is start:
            return value
        shifted: Array = value + np.sum(disturbance * (self.point - start), axis=0)
        return shifted


class ValueAndGradient(NamedTuple):
    """f and ∇f at `point` (d, n) at the cost of the gradient. The answer is the pair (n,), (d, n)."""

    point: Array

    @property
    def passes(self) -> int:
        return PASSES

    def reply(self, answer: Answer, start: Array, disturbance: Array | None) -> tuple[Array, Array]:
        value = Value(self.point).reply(answer, start, disturbance)
        return value, Gradient(self.point).reply(answer, start, disturbance)


class Hessian(NamedTuple):
    """The second derivatives at `point` (d, n). The answer is (d, d, n)."""

    point: Array

    @property
    def passes(self) -> int:
        return PASSES * len(self.point)  # counted as d gradients, from whose differences it can be approximated

    def reply(self, answer: Answer, start: Array, disturbance: Array | None) -> Array:
        hessian: Array = answer[2]
        return hessian


class Lowest(NamedTuple):
    """The known minimum of f. The answer is a number, −∞ where none is known. It costs nothing."""

    @property
    def point(self) -> None:
        return None

    @property
    def passes(self) -> int:
        return 0

    def reply(self, answer: Answer, start: Array, disturbance: Array | None) -> Any:
        return answer[0]


Request = Gradient | Value | ValueAndGradient | Hessian | Lowest
Requests = Generator[Request, Any, tuple[Array, Any]]


def answers(objective: Objective, requests: Sequence[Request]) -> Sequence[Answer]:
    """The answers to simultaneous requests: one pass for all gradients, one for all that need f alone, one for Hessians."""
    types = set(map(type, requests))
    if len(types) == 1:
        return EVALUATIONS[types.pop()](objective, requests)
    found: dict[int, Answer] = {}
    for evaluate in {EVALUATIONS[request_type] for request_type in types}:
        places = [place for place, request in enumerate(requests) if EVALUATIONS[type(request)] is evaluate]
        found |= zip(places, evaluate(objective, [requests[place] for place in places]), strict=True)
    return [found[place] for place in range(len(requests))]


def _gradients(objective: Objective, requests: Sequence[Any]) -> list[Answer]:
    value, gradient = objective.value_and_gradient(_together(requests))
    if len(requests) == 1:
        return [(value, gradient, None)]
    return [(value[part], gradient[:, part], None) for part in _parts(requests)]


def _values(objective: Objective, requests: Sequence[Any]) -> list[Answer]:
    """f alone; where no member needs it, it is not computed and is NaN."""
    needed = [place for place, request in enumerate(requests) if np.any(request.needed)]
    found: list[Answer] = [(np.full(request.point.shape[1], np.nan), None, None) for request in requests]
    if needed:
        asked = [requests[place] for place in needed]
        value = objective.f(_together(asked))
        for place, part in zip(needed, _parts(asked), strict=True):
            found[place] = value[part], None, None
    return found


def _hessians(objective: Objective, requests: Sequence[Any]) -> list[Answer]:
    if objective.hessian is None:
        raise ValueError("a step asks for the Hessian, which this objective does not have")
    hessian = objective.hessian(_together(requests))
    return [(None, None, hessian[..., part]) for part in _parts(requests)]


def _lowest(objective: Objective, requests: Sequence[Any]) -> list[Answer]:
    return [(-np.inf if objective.lowest is None else objective.lowest, None, None)] * len(requests)


EVALUATIONS: dict[type, Callable[[Objective, Sequence[Any]], list[Answer]]] = {
    Gradient: _gradients,
    ValueAndGradient: _gradients,
    Value: _values,
    Hessian: _hessians,
    Lowest: _lowest,
}


def _together(requests: Sequence[Any]) -> Array:
    return requests[0].point if len(requests) == 1 else np.concatenate([request.point for request in requests], axis=1)


def _parts(requests: Sequence[Any]) -> list[slice]:
    """The columns of each request in the points of all."""
    parts, last = [], 0
    for request in requests:
        first, last = last, last + request.point.shape[1]
        parts.append(slice(first, last))
    return parts


def as_generator(optimizer: Optimizer) -> Callable[..., Requests]:
    """The step of an optimizer as a generator of requests: a plain step requests one gradient, at its point."""
    if isgeneratorfunction(optimizer.step):
        return optimizer.step

    def step(point: Array, state: Any, **hyperparameters: Any) -> Requests:
        gradient = yield Gradient(point)
        update: tuple[Array, Any] = optimizer.step(point, gradient, state, **hyperparameters)
        return update

    return step
