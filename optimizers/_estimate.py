"""An estimate of how long runs take, from their members, steps, evaluations per step and the size of the formula."""

from typing import Any

import numpy as np

from optimizers._optimizer import Optimizer
from optimizers._requests import MAX_REQUESTS, PASSES, Lowest, Request, Value, as_generator
from surfaces import Surface

CALL, ELEMENT = 1.2e-6, 4e-9  # seconds per numpy call, and per array element, on a 2024 processor
OWN, ASKING = 25, 12  # operations of a typical step besides its evaluations, and per additional request
KNOWN: dict[Any, tuple[float, ...]] = {}  # the costs of a step's requests by step function
RARELY = 0.3  # evaluations of f alone come from line searches, which usually need few of their trials


def seconds(surface: Surface, optimizer: Optimizer, steps: int, members: int = 1) -> float:
    """The estimated processor seconds for a number of members of an optimizer, the same on every machine."""
    asking = ASKING * (len(_request_costs(optimizer)) - 1)
    operations = OWN + asking + gradients_per_step(optimizer) * surface.gradient_operations
    return steps * operations * (CALL + members * ELEMENT)


def gradients_per_step(optimizer: Optimizer) -> float:
    """The estimated cost of one step in gradients, counted as in `Trajectory.evaluations`."""
    return sum(_request_costs(optimizer))


def _request_costs(optimizer: Optimizer) -> tuple[float, ...]:
    return KNOWN.get(optimizer.step) or KNOWN.setdefault(optimizer.step, tuple(map(_cost, _requests(optimizer))))


def _cost(request: Request) -> float:
    match request:
        case Lowest():
            return 0.0
        case Value():
            return RARELY / PASSES
        case _:
            return request.passes / PASSES


def _requests(optimizer: Optimizer) -> list[Request]:
    """The requests of one step. They are the same at every step, so a step on f = 0 shows them."""
    point = np.zeros((2, 1))
    own = {item.name: item.default for item in optimizer.hyperparameters}
    step = as_generator(optimizer)(point, optimizer.init(point), **own)
    asked: list[Request] = []
    given: Any = None
    with np.errstate(all="ignore"):
        while len(asked) <= MAX_REQUESTS:
            try:
                request = step.send(given)
            except StopIteration:
                break
            asked.append(request)
            answer = (np.zeros(1), point, np.zeros((2, 2, 1))) if not isinstance(request, Lowest) else (0.0, None, None)
            given = request.reply(answer, point, None)
    return asked
