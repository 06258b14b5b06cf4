"""An objective as optimizers see it, in any number of dimensions: f, its gradient and, if available, its Hessian."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

from surfaces._differentiate import Array


@dataclass(frozen=True)
class Objective:
    """A function of d numbers, evaluated at n points at a time: the columns of a (d, n) float64 array.

    dimension           d, an integer of 1 or more
    value_and_gradient  from points (d, n) to f (n,) and ∇f (d, n), in one pass
    hessian             from points (d, n) to ∂²f/∂xᵢ∂xⱼ (d, d, n), or None
    value               from points (d, n) to f (n,) alone, if that is cheaper
    lowest              the minimum of f, or None if it is unknown

    `surface.objective` is a surface as an objective, the one with d = 2. The caller decides whether numpy warns of overflow.
    """

    dimension: int
    value_and_gradient: Callable[[Array], tuple[Array, Array]]
    hessian: Callable[[Array], Array] | None = None
    value: Callable[[Array], Array] | None = None
    lowest: float | None = None

    def __post_init__(self) -> None:
        try:
            dimension = operator.index(self.dimension)
        except TypeError:
            dimension = 0
        if dimension < 1:
            raise ValueError(f"dimension must be an integer of 1 or more, not {self.dimension!r}")

    def f(self, points: Array) -> Array:
        """f at points (d, n), computed in the cheapest way available."""
        return self.value(points) if self.value else self.value_and_gradient(points)[0]
