"""How far rounding carries a computed f: the first-order estimate of Linnainmaa (1976), doi:10.1007/BF01931367.

Each step of a computation rounds its result v by up to ε|v|, and f changes by the derivative ∂f/∂v times that. Autograd's
backward pass holds all of these derivatives at once. So two values of f are told from each other by what f can resolve at the
two points, however large or small f is elsewhere.
"""

from typing import Any

import numpy as np
from autograd.core import VJPNode, add_outgrads
from autograd.tracer import isbox, new_box, toposort

from surfaces._differentiate import Array, Function, new_trace


def rounding_error(f: Function, x: Array, y: Array) -> Array:
    """ε · Σ |v · ∂f/∂v| over x, y and all steps v of an elementwise f, at float64 points (x, y) of one shape.

    A derivative that is not finite, as that of a root at 0, counts as 0.
    """
    with np.errstate(all="ignore"), new_trace() as trace:
        end = f(*(new_box(values, trace, _Step.new_root(values)) for values in (x, y)))
        if not isbox(end):  # f is constant
            return np.full(np.shape(x), np.finfo(float).eps * np.abs(end))
        derivatives = {end._node: (np.ones_like(end._value), False)}
        total = np.zeros_like(x)
        for step in toposort(end._node):
            derivative = derivatives.pop(step)[0]
            total = total + np.nan_to_num(np.abs(step.value * derivative), nan=0.0, posinf=0.0)
            for parent, contribution in zip(step.parents, step.vjp(derivative), strict=True):
                derivatives[parent] = add_outgrads(derivatives.get(parent), contribution)
    return np.finfo(float).eps * total


class _Step(VJPNode):
    """A step of the computation that remembers its result."""

    __slots__ = ["value"]

    def __init__(self, value: Any, *how: Any) -> None:
        super().__init__(value, *how)
        self.value = value

    def initialize_root(self, value: Array) -> None:
        super().initialize_root()
        self.value = value
