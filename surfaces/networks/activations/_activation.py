"""What an activation is: an elementwise function of a unit's sum, with its derivative written out beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from surfaces._numbers import Array


class Shape(NamedTuple):
    """What shapes an activation: the slope of its lower half, and the exponents of its units, (n, units, 1), if it has any."""

    slope: float
    exponent: Array


@dataclass(frozen=True, kw_only=True)
class Activation:
    """An elementwise function of sums z of shape (n, units, m): n networks, m examples.

    value        (z, shape) to the activations
    derivative   (z, shape) to ∂a/∂z; at a kink that from the left, as PyTorch has it
    by_exponent  (z, shape) to ∂a/∂p, where each unit has an exponent p that is learnt along with the weights, else None
    fails        how its units stop learning: "dies" where their sums are negative, "saturates" where they are large
    gain         √gain is the factor that keeps the variance from layer to layer (He et al. 2015): 2 where half is cut off
    """

    title: str
    latex: str
    value: Callable[[Array, Shape], Array]
    derivative: Callable[[Array, Shape], Array]
    reference: str
    by_exponent: Callable[[Array, Shape], Array] | None = None
    fails: Literal["", "dies", "saturates"] = ""
    gain: float = 2.0
    has_slope: bool = False

    @property
    def has_exponent(self) -> bool:
        return self.by_exponent is not None
