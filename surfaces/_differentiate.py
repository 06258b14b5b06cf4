"""The value of f and both its partial derivatives from one pass of autograd, forward and backward.

`autograd.grad` differentiates by one argument at a time, so f and its gradient cost three passes. Here x and y are two
roots of one trace. Nothing is stacked or indexed, so an elementwise f handles a million points as it handles one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from autograd import numpy as anp
from autograd.core import VJPNode, add_outgrads
from autograd.tracer import isbox, new_box, toposort, trace_stack

from surfaces._numbers import Array as Array

Function = Callable[[Any, Any], Any]

ONE_TRACER = RLock()


def value_only(f: Function, x: Array, y: Array) -> tuple[Array]:
    """Return (f,) at the points (x, y)."""
    return (f(x, y),)


def value_and_partials(f: Function, x: Array, y: Array) -> tuple[Array, Array, Array]:
    """Return (f, ∂f/∂x, ∂f/∂y) at the points (x, y), two float64 arrays of one shape, for an elementwise f."""
    root_x, root_y = VJPNode.new_root(), VJPNode.new_root()
    with new_trace() as trace:
        end = f(new_box(x, trace, root_x), new_box(y, trace, root_y))
    if not made_in(trace, end):  # f is constant
        return anp.broadcast_to(end, anp.shape(x)), anp.zeros_like(x), anp.zeros_like(x)
    by_x, by_y = _back(end, x, trace, root_x, root_y)
    return end._value, by_x, by_y


def second_partials(f: Function, x: Array, y: Array) -> tuple[Array, Array, Array]:
    """Return (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²) at the points (x, y): first partials traced once, followed by two backward passes."""
    root_x, root_y = VJPNode.new_root(), VJPNode.new_root()
    with new_trace() as trace:
        _, by_x, by_y = value_and_partials(f, new_box(x, trace, root_x), new_box(y, trace, root_y))
    xx, xy = _back(by_x, x, trace, root_x, root_y)
    _, yy = _back(by_y, x, trace, root_x, root_y)
    return xx, xy, yy


@contextmanager
def new_trace() -> Iterator[int]:
    """A trace nested in those that this thread has begun. Autograd has one counter for all threads, so others wait."""
    with ONE_TRACER, trace_stack.new_trace() as trace:
        yield trace


def made_in(trace: int, value: Any) -> bool:
    """Whether a value depends on the roots of a trace; a box may also belong to an outer trace."""
    return bool(isbox(value) and value._trace == trace)


def _back(end: Any, x: Array, trace: int, *roots: VJPNode) -> list[Array]:
    """The backward pass from the end of a trace: the derivative by each root, 0 for roots that it does not depend on."""
    if not made_in(trace, end):
        return [anp.zeros_like(x) for _ in roots]
    gradients = {end._node: (anp.ones_like(end._value), False)}
    for node in toposort(end._node):
        if node in roots:
            continue
        outgoing = gradients.pop(node)[0]
        for parent, contribution in zip(node.parents, node.vjp(outgoing), strict=True):
            gradients[parent] = add_outgrads(gradients.get(parent), contribution)
    return [gradients[root][0] if root in gradients else anp.zeros_like(x) for root in roots]
