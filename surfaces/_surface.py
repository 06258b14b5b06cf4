"""The record of a surface: a function of two variables, and what is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from surfaces._differentiate import Array, Function, second_partials, value_and_partials, value_only
from surfaces._fact import Fact, text_of
from surfaces._former import former_names
from surfaces._minima import Minima, Point, Ring
from surfaces._objective import Objective
from surfaces._repair import all_finite, repaired, repaired_derivatives
from surfaces._replay import Replay, replayed
from surfaces._wide import Wide, wide

SAMPLES = 81  # per side of the grid on which the domain's heights are sampled

PROPERTIES = {
    "convex": "curved upwards in the whole domain, so every descent leads to the minimum",
    "ravine": "far steeper across than along",
    "many minima": "three or more valleys, and the start decides which one is reached",
    "saddle": "a stationary point from which f rises on some sides and falls on others",
    "plain": "a wide region with almost no gradient",
    "not smooth": "the gradient does not exist everywhere",
    "unbounded below": "f has no lower bound, perhaps only outside the domain",
}


class Stationary(NamedTuple):
    """A point where the gradient vanishes (or does not exist) and that is not a global minimum."""

    x: float
    y: float
    kind: str


@former_names(kinds="properties")
@dataclass(frozen=True, kw_only=True)
class Surface:
    """A function R² → R to descend, and what a student should know about it.

    `f` is elementwise and written with `autograd.numpy`. `domain` is ((x low, x high), (y low, y high)), the window in
    which the surface is shown; `start` lies in it. `minima` holds every global minimum that is a point in or near the
    domain, `rings` those that are circles, `curves` those along other curves, as chains of close points with straight
    lines between them; all are empty if f has none. `stationary` holds other points where descent may come to rest.
    `not_differentiable` says where the gradient does not exist and is defined as 0. `properties` are those of `PROPERTIES` that
    apply, in their order. `facts` are sentences on what it teaches, each with its check; `teaches` is their text. `rates` are
    default learning rates by optimizer, for surfaces where the usual ones fail at once or hardly move. `axes` and `height` are
    the names of x, y and f in pictures.

    At a minimum f is flat, with two exceptions that the record names. With `sharp_minima`, f comes to a point there and
    has no gradient. With `lower_outside`, f is lower outside the domain: the minima are those within the domain, and
    a run does not come to rest at one on the border, because f keeps falling across it.
    """

    title: str
    latex: str
    f: Function
    domain: tuple[tuple[float, float], tuple[float, float]]
    start: tuple[float, float]
    reference: str
    facts: tuple[Fact, ...] = ()
    rates: Mapping[str, float] = field(default_factory=dict, hash=False)  # not hashed: a surface is a cache key
    teaches: str = ""
    minima: tuple[tuple[float, float], ...] = ()
    rings: tuple[Ring, ...] = ()
    curves: tuple[tuple[Point, ...], ...] = ()
    stationary: tuple[Stationary, ...] = ()
    sharp_minima: bool = False
    lower_outside: bool = False
    unbounded_below: bool = False
    not_differentiable: str = ""
    axes: tuple[str, str] = ("x", "y")
    height: str = "f"
    found: bool = False  # whether minima were found numerically rather than analytically
    properties: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.facts:
            object.__setattr__(self, "teaches", text_of(self.facts))

    def value(self, x: ArrayLike, y: ArrayLike) -> Array:
        """f at the points (x, y): any shapes that broadcast, float64 out; a scalar for scalars. Overflow gives ±inf."""
        x, y = _points(x, y)
        value = np.empty(x.shape)
        with np.errstate(all="ignore"):
            f, witness = results = self._zeroth.run(x, y)
            value[...] = f if all_finite(witness) else repaired(self._zeroth, x, y, results)[0]
        return value[()]

    def overflows(self, x: ArrayLike, y: ArrayLike) -> Any:
        """Where f, or an intermediate value that it needs, is too large for a float64; not where f is undefined."""
        x, y = _points(x, y)
        with np.errstate(all="ignore"):
            if not self._zeroth.source:
                return np.isinf(self.value(x, y))
            f = wide(self._zeroth(Wide(x), Wide(y))[0])
            return (~np.isfinite(self.value(x, y)) & (np.isfinite(f.mantissa) | f.beyond))[()]

    def gradient(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """(∂f/∂x, ∂f/∂y) at the points (x, y), shapes as in `value`.

        Where f has no gradient it is 0 by convention; where it has one that cannot be computed, NaN.
        """
        with np.errstate(all="ignore"):
            _, by_x, by_y = self.value_and_gradient(*_points(x, y))
        return by_x[()], by_y[()]

    @cached_property
    def _zeroth(self) -> Replay:
        return replayed(value_only, self.f)

    @cached_property
    def _first(self) -> Replay:
        return replayed(value_and_partials, self.f)

    @property
    def gradient_operations(self) -> int:
        """The cost of f and its gradient per point, in additions."""
        return self._first.operations

    @cached_property
    def _second(self) -> Replay:
        return replayed(second_partials, self.f)

    def value_and_gradient(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """(f, ∂f/∂x, ∂f/∂y) from one pass. This is the engine's inner call, without checks: x and y are float64 arrays
        of one shape, and the caller decides whether numpy warns of overflow.
        """
        value, by_x, by_y, witness = results = self._first.run(x, y)
        if not all_finite(witness):
            value, by_x, by_y = repaired_derivatives(self._first, x, y, results, self.value, self._at_kink)
        return value, by_x, by_y

    def hessian(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Array]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²) at the points (x, y), shapes as in `value`; 0 or NaN as in `gradient`."""
        x, y = _points(x, y)
        with np.errstate(all="ignore"):
            xx, xy, yy, witness = results = self._second.run(x, y)
            if not all_finite(witness):
                xx, xy, yy = repaired_derivatives(self._second, x, y, results, self.value, self._at_kink)
        return xx[()], xy[()], yy[()]

    @property
    def _at_kink(self) -> float:
        return 0.0 if self.not_differentiable else np.nan

    def curvatures(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """(λmin, λmax), the eigenvalues of the Hessian at the points (x, y): the curvature along its two axes."""
        with np.errstate(all="ignore"):
            return eigenvalues(*self.hessian(x, y))

    @cached_property
    def objective(self) -> Objective:
        """This surface as an objective over (2, n) arrays."""

        def value_and_gradient(points: Array) -> tuple[Array, Array]:
            value, by_x, by_y = self.value_and_gradient(points[0], points[1])
            return value, np.array([by_x, by_y])

        def hessian(points: Array) -> Array:
            xx, xy, yy = self.hessian(points[0], points[1])
            return np.array([[xx, xy], [xy, yy]])

        return Objective(2, value_and_gradient, hessian, lambda points: self.value(points[0], points[1]), self.lowest)

    @cached_property
    def lowest(self) -> float | None:
        """f at its known global minima, or None where f has none."""
        points = [*self.minima, *((ring.x + ring.radius, ring.y) for ring in self.rings), *(curve[0] for curve in self.curves)]
        return min(float(self.value(x, y)) for x, y in points) if points else None

    @cached_property
    def heights(self) -> tuple[float, float]:
        """(lowest, highest) finite f over a grid on the domain; (nan, nan) where f is finite nowhere on it."""
        sampled = self.value(*np.meshgrid(*(np.linspace(low, high, SAMPLES) for low, high in self.domain)))
        sampled = sampled[np.isfinite(sampled)]
        return (float(sampled.min()), float(sampled.max())) if sampled.size else (np.nan, np.nan)

    @cached_property
    def _known_minima(self) -> Minima:
        return Minima(self.minima, self.rings, self.curves)

    def nearest_minimum(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """The known global minimum nearest to each point (x, y), on rings and curves their nearest point; inf without one."""
        return self._known_minima.nearest(*_points(x, y))

    def distance(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Distance from the points (x, y) to the nearest known global minimum, in units of x and y; inf without one."""
        x, y = _points(x, y)
        nearest_x, nearest_y = self.nearest_minimum(x, y)
        with np.errstate(all="ignore"):
            return np.hypot(x - nearest_x, y - nearest_y)[()]


def eigenvalues(xx: Array, xy: Array, yy: Array) -> tuple[Array, Array]:
    """(λmin, λmax) of the symmetric matrix [[xx, xy], [xy, yy]], elementwise."""
    middle, radius = (xx + yy) / 2, np.hypot((xx - yy) / 2, xy)
    return middle - radius, middle + radius


def _points(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    x, y = np.broadcast_arrays(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
    return x, y
