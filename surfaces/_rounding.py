"""The rounding error of a computed f: the first-order estimate of Linnainmaa (1976), doi:10.1007/BF01931367.

Each step of a computation rounds its result v by up to ε|v|, and f changes by the derivative ∂f/∂v times that. Autograd's
backward pass computes all these derivatives at once. So two values of f can be distinguished by the rounding errors at their
two points, however large or small f is elsewhere.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from autograd import numpy as anp
from autograd.core import VJPNode, add_outgrads
from autograd.tracer import new_box, notrace_primitives, toposort

from surfaces._differentiate import Array, Function, made_in, new_trace


def rounding_error(f: Function, x: Array, y: Array) -> Array:
    """ε · Σ |v · ∂f/∂v| over x, y and all steps v of an elementwise f, at float64 points (x, y) of one shape.

    A derivative that is not finite, as that of a root at 0, counts as 0.
    """
    with np.errstate(all="ignore"):
        terms = (np.nan_to_num(term, nan=0.0, posinf=0.0) for term in _terms(f, x, y))
        return np.asarray(np.finfo(float).eps * sum(terms, start=np.zeros_like(x)))


def traced_rounding_error(f: Function, x: Any, y: Any) -> Any:
    """The rounding error at points that an outer trace may follow; NaN or ∞ where a derivative is."""
    return np.finfo(float).eps * sum(_terms(f, x, y), start=0.0 * x)


def _terms(f: Function, x: Any, y: Any) -> Iterator[Any]:
    """|v · ∂f/∂v| for x, y and all steps v."""
    with new_trace() as trace:
        end = f(*(new_box(values, trace, _Step.new_root(values)) for values in (x, y)))
        if not made_in(trace, end):  # f is constant
            yield abs(end + 0.0 * x)
            return
        derivatives = {end._node: (anp.ones_like(end._value), False)}
        for step in toposort(end._node):
            derivative = derivatives.pop(step)[0]
            yield anp.abs(step.value * derivative)
            for parent, contribution in zip(step.parents, step.vjp(derivative), strict=True):
                derivatives[parent] = add_outgrads(derivatives.get(parent), contribution)


class _Step(VJPNode):
    """A step of the computation that keeps its result."""

    __slots__ = ["value"]

    def __init__(self, value: Any, *how: Any) -> None:
        super().__init__(value, *how)
        self.value = value

    def initialize_root(self, value: Array) -> None:
        super().initialize_root()
        self.value = value


notrace_primitives[_Step] = notrace_primitives[VJPNode]  # neither has a derivative for these
