"""An estimate of how long runs take, from their members, steps, evaluations per step and the size of the formula."""

from typing import Any

import numpy as np

from optimizers._optimizer import Optimizer
from optimizers._requests import MAX_REQUESTS, PASSES, Lowest, Request, Value, as_generator
from surfaces import Surface

CALL, ELEMENT = 1.2e-6, 4e-9  # seconds per numpy call, and per array element, on a 2024 processor
OWN, ASKING = 25, 12  # operations of a typical step besides its evaluations, and per additional request
KNOWN: dict[Any, tuple["_RequestCost", ...]] = {}  # requests by step function
RARELY = 0.3  # evaluations of f alone come from line searches, which usually need few of their trials


def seconds(surface: Surface, optimizer: Optimizer, steps: int, members: int = 1) -> float:
    """The estimated processor seconds for a number of members of an optimizer, the same on every machine."""
    requests = KNOWN.get(optimizer.step) or KNOWN.setdefault(optimizer.step, _requests(optimizer))
    evaluations = sum(RARELY * one.size if one.rare else one.size for one in requests)
    operations = OWN + ASKING * (len(requests) - 1) + evaluations * surface.gradient_operations
    return steps * operations * (CALL + members * ELEMENT)


class _RequestCost:
    """One request of a step: its size in gradients, and whether it is rarely needed."""

    def __init__(self, request: Request) -> None:
        self.rare = isinstance(request, Value)
        self.size = 0.0 if isinstance(request, Lowest) else float(np.max(request.passes)) / PASSES


def _requests(optimizer: Optimizer) -> tuple[_RequestCost, ...]:
    """The requests of one step. They are the same at every step, so a step on f = 0 shows them."""
    point = np.zeros((2, 1))
    own = {item.name: item.default for item in optimizer.hyperparameters}
    step = as_generator(optimizer)(point, optimizer.init(point), **own)
    asked: list[_RequestCost] = []
    given: Any = None
    with np.errstate(all="ignore"):
        while len(asked) <= MAX_REQUESTS:
            try:
                request = step.send(given)
            except StopIteration:
                break
            asked.append(_RequestCost(request))
            answer = (np.zeros(1), point, np.zeros((2, 2, 1))) if not isinstance(request, Lowest) else (0.0, None, None)
            given = request.reply(answer, point, None)
    return tuple(asked)
