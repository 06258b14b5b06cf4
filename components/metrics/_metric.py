"""The record of a metric: its formula at each step of a run, and how it is described and drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

from optimizers import Run, Trajectory

Number = Any  # an array over the steps; a symbol where the formula is traced for the browser
Pair = tuple[Number, Number]


class Iterate(Protocol):
    """The variables of a formula, NaN if missing: update and learning rate at the start, distance without a known minimum.

    x, y           the point
    update         the step that led there, as (Δx, Δy)
    learning_rate  that of the step that led there
    value          f
    lowest         f at the known minima; 0 where none is known
    distance       to the nearest known minimum
    gradient       (∂f/∂x, ∂f/∂y), without noise
    hessian        (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)
    curvatures     (λmin, λmax), the eigenvalues of the Hessian
    """

    x: Number
    y: Number

    @property
    def update(self) -> Pair: ...
    @property
    def learning_rate(self) -> Number: ...
    @property
    def value(self) -> Number: ...
    @property
    def lowest(self) -> Number: ...
    @property
    def distance(self) -> Number: ...
    @property
    def gradient(self) -> Pair: ...
    @property
    def hessian(self) -> tuple[Number, Number, Number]: ...
    @property
    def curvatures(self) -> Pair: ...


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric of the curve.

    label    in the list of metrics
    order    its position there
    words    its name in descriptions for screen readers, at the beginning of a sentence
    formula  from an `Iterate` to the number: elementwise, in arithmetic and functions of numpy, traced for the browser
    title    at the axis, if not the label
    symbol   in the tooltip of a step, if not the label
    above    its name as a difference from f*, if it is one: a linear axis adds f* again, a logarithmic one does not
    missing  the description of a run that has no value at any step
    vanishes whether it is 0 at a minimum: a description then names the power of ten that it falls below
    reach    the range of a linear axis: the heights of the terrain, up to four times the value at the start (higher values
             leave it at the top), or everything
    always   whether it is sent with every run, so that every tooltip shows it
    limit    its stability limit at each step, drawn dotted where theory gives one
    """

    label: str
    order: float
    words: str
    formula: Callable[[Iterate], Number]
    title: str = ""
    symbol: str = ""
    above: str = ""
    missing: str = "has no value to show"
    vanishes: bool = False
    reach: Literal["terrain", "start", "all"] = "start"
    always: bool = False
    limit: Callable[[Run, Trajectory], Any] | None = None

    @cached_property
    def drawn(self) -> dict[str, str]:
        """The data for the browser, besides the formula."""
        names = {"label": self.label, "title": self.title or self.label, "symbol": self.symbol or self.label}
        return {**names, "above": self.above, "reach": self.reach}
