"""A plane in d dimensions: an objective on it, paths projected onto it, and what the projection hides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from surfaces._differentiate import Array
from surfaces._objective import Objective
from surfaces._surface import Surface

Domain = tuple[tuple[float, float], tuple[float, float]]


class Hidden(NamedTuple):
    """What a plane hides of n points: their distance from it, and f there minus f at their projections. Each (n,)."""

    distance: Array
    value: Array


@dataclass(frozen=True, eq=False)
class Plane:
    """The points origin + x u + y v: three arrays (d,); u and v have different directions, and any length and angle."""

    origin: Array
    u: Array
    v: Array

    def __post_init__(self) -> None:
        for name in ("origin", "u", "v"):
            vector = np.array(getattr(self, name), dtype=np.float64)
            if vector.ndim != 1 or vector.shape != np.shape(self.origin) or not np.all(np.isfinite(vector)):
                raise ValueError(f"{name} must be an array (d,) of finite numbers, the same d for origin, u and v")
            object.__setattr__(self, name, vector)
        if np.linalg.matrix_rank(self._basis) < 2:
            raise ValueError("u and v must point in different directions")

    @classmethod
    def of_path(cls, points: ArrayLike) -> "Plane":
        """The plane through the last point of a path, (steps + 1, d), closest to all of it: its principal axes."""
        path = np.asarray(points, dtype=np.float64)
        _, _, axes = np.linalg.svd(path - path[-1], full_matrices=False)
        return cls(path[-1], *axes[:2])

    @property
    def _basis(self) -> Array:
        return np.stack([self.u, self.v], axis=1)

    def points(self, x: ArrayLike, y: ArrayLike) -> Array:
        """The points (d, n) at the coordinates x and y, (n,) each, of the plane."""
        points: Array = self.origin[:, None] + self._basis @ np.stack([np.ravel(x), np.ravel(y)])
        return points

    def project(self, points: Array) -> tuple[Array, Array]:
        """The coordinates (x, y) of the points of the plane that lie nearest to points (d, n)."""
        x, y = np.linalg.pinv(self._basis) @ (points - self.origin[:, None])
        return x, y

    def hides(self, objective: Objective, points: Array) -> Hidden:
        """What is lost when points (d, n), such as `path.points.T`, are projected onto the plane."""
        shown = self.points(*self.project(points))
        return Hidden(np.linalg.norm(points - shown, axis=0), objective.f(points) - objective.f(shown))

    def surface(
        self, objective: Objective, domain: Domain, title: str = "Plane", axes: tuple[str, str] = ("x", "y"), height: str = "f"
    ) -> Surface:
        """The objective on this plane as a surface to view and descend; `domain` is in the plane's own coordinates."""
        if objective.dimension != len(self.origin):
            raise ValueError(f"the objective has {objective.dimension} dimensions, and the plane lies in {len(self.origin)}")
        (x_low, x_high), (y_low, y_high) = domain
        return _Slice(
            title=title,
            latex=r"f(o + x\, u + y\, v)",
            f=lambda x, y: objective.f(self.points(x, y)).reshape(np.shape(x)),
            domain=domain,
            start=((x_low + x_high) / 2, (y_low + y_high) / 2),
            teaches=f"A plane through a function of {objective.dimension} dimensions; the rest of them is not shown.",
            reference="Li et al. (2018), arXiv:1712.09913",
            axes=axes,
            height=height,
            whole=objective,
            plane=self,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Slice(Surface):
    """A surface whose derivatives are those of an objective along the two directions of a plane."""

    whole: Objective
    plane: Plane

    def value_and_gradient(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        value, gradient = self.whole.value_and_gradient(self.plane.points(x, y))
        return _shaped(x, [value, *self.plane._basis.T @ gradient])  # type: ignore[return-value]

    def hessian(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array, Array]:
        if self.whole.hessian is None:
            raise ValueError("the objective of this plane has no hessian")
        x, y = np.broadcast_arrays(np.asarray(x, dtype=np.float64), y)
        along = np.einsum("ia,ijn,jb->abn", self.plane._basis, self.whole.hessian(self.plane.points(x, y)), self.plane._basis)
        return _shaped(x, [along[0, 0], along[0, 1], along[1, 1]])  # type: ignore[return-value]


def _shaped(like: Array, rows: Sequence[Array]) -> tuple[Array, ...]:
    return tuple(row.reshape(np.shape(like))[()] for row in rows)
