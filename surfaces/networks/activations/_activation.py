"""The record of an activation: an elementwise function of a unit's sum, and its derivative."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from surfaces._numbers import Array


class Shape(NamedTuple):
    """The parameters of an activation: the slope below 0, and the exponents of its units, (n, units, 1), if it has any."""

    slope: float
    exponent: Array


@dataclass(frozen=True, kw_only=True)
class Activation:
    """An elementwise function of sums z of shape (n, units, m): n networks, m examples.

    value        (z, shape) to the activations
    derivative   (z, shape) to ∂a/∂z; at a kink the left derivative, as in PyTorch
    by_exponent  (z, shape) to ∂a/∂p, if each unit learns an exponent p, else None
    fails        how its units stop learning: "dies" if their sums are negative, "saturates" if they are large
    torch, jax   the value in PyTorch and in JAX, as an expression in z, `slope` and `exponent`
    gain         √gain is the factor that keeps the variance from layer to layer (He et al. 2015): 2 where half is cut off
    """

    title: str
    latex: str
    value: Callable[[Array, Shape], Array]
    derivative: Callable[[Array, Shape], Array]
    reference: str
    torch: str
    jax: str
    by_exponent: Callable[[Array, Shape], Array] | None = None
    fails: Literal["", "dies", "saturates"] = ""
    gain: float = 2.0
    has_slope: bool = False

    @property
    def has_exponent(self) -> bool:
        return self.by_exponent is not None
