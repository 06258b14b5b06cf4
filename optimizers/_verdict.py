"""The verdict on a run: how it ended, computed from its path."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from optimizers._check import check_surface
from optimizers._optimizer import Array
from optimizers._outcome import milestones, tolerance
from optimizers._trajectory import Steps, Trajectory
from surfaces import Surface
from surfaces._former import former_names

FLAT = 1e-3  # gradient norm below which a run counts as stalled; smaller in small windows, see `flat`
STEEP = 100.0  # times the range of f over the domain's diagonal: all but almost flat surfaces are steeper somewhere
LEVEL = 1e-2  # curvature below which the surface counts as level
NEWTON_STEPS = 12  # towards the bottom of a valley

Window = tuple[tuple[float, float], tuple[float, float]]
RunOutcome = Literal["converged", "stalled", "left", "diverged", "moving"]


@former_names(kind="outcome", arrival="reached_at")
@dataclass(frozen=True)
class Verdict:
    """How one run ended; reaching, converging and diverging are defined in `optimizers._outcome`.

    outcome     "converged": it stays within the tolerance of a known minimum to the end; "diverged"; "left": it ends outside
                the window; "stalled": it ends elsewhere, with ‖∇f‖ < 1e-3; or still "moving"
    step        the step from which it stays within the tolerance or outside the window; at which, or from which, it has
                diverged; else the last one
    where       for "stalled", the type of place: "at the saddle", "on the plain", …; for "left", the last point inside
    reached_at  the first step within the tolerance of a known minimum, whether or not the run stayed there, or None
    distance    from the last point to the nearest known minimum, inf where none is known
    length      of the path, from the start to the last point
    broke_off   whether it diverged because a number was no longer finite: the path ends before that step
    """

    outcome: RunOutcome
    step: int
    where: str
    reached_at: int | None
    distance: float
    length: float
    broke_off: bool = False

    @property
    def text(self) -> str:
        return {
            "converged": f"converged from step {self.step}",
            "stalled": f"stalled {self.where}",
            "left": f"left the window at step {self.step}" if self.step else "never in the window",
            "diverged": f"diverged {'at' if self.broke_off else 'from'} step {self.step}",
            "moving": "still moving",
        }[self.outcome]


def classify(surface: Surface, trajectory: Trajectory, window: Window | None = None) -> Verdict:
    """The verdict on the path of one member; `window` is the visible part of the plane, by default the domain."""
    points, surface = trajectory.points, check_surface(surface)
    if points.ndim != 2:
        raise ValueError(f"trajectory must hold one member, not points of shape {points.shape}")
    found = milestones(surface, trajectory)
    reached_at, converged_at, diverged_at = (int(steps[0]) for steps in found)
    x, y = points.T
    distance = float(surface.distance(x[-1], y[-1])) if len(points) else np.inf
    with np.errstate(over="ignore"):
        length = float(np.hypot(np.diff(x), np.diff(y)).sum())
    ends = points[-1:].T if len(points) else np.full((2, 1), np.nan)
    outcome: RunOutcome = outcomes(surface, ends, found.converged_at, found.diverged_at, window)[0].item()
    step, where = {"converged": converged_at, "diverged": diverged_at}.get(outcome, len(points) - 1), ""
    if outcome == "left":
        step = left_at(points, window or surface.domain) or 0
        x_last, y_last = points[max(step - 1, 0)]
        where = f"near {_point(x_last, y_last, 3)}"
    if outcome == "stalled":
        where = place(surface, x[-1], y[-1])
    broke_off = trajectory.diverged_at is not None
    return Verdict(outcome, step, where, reached_at if reached_at >= 0 else None, distance, length, broke_off)


def outcomes(surface: Surface, ends: Array, converged_at: Steps, diverged_at: Steps, window: Window | None = None) -> Any:
    """How runs ended, (n,) strings, from their last points (2, n) and their milestones; see `Verdict.outcome`."""
    x, y = ends
    (x_low, x_high), (y_low, y_high) = window or surface.domain
    with np.errstate(all="ignore"):
        inside = (x_low <= x) & (x <= x_high) & (y_low <= y) & (y <= y_high)
        level = np.hypot(*surface.gradient(x, y)) < flat(surface)
    return np.select(
        [diverged_at >= 0, converged_at >= 0, ~inside, level], ["diverged", "converged", "left", "stalled"], "moving"
    )


judge = classify  # deprecated name


def flat(surface: Surface) -> float:
    """The gradient norm below which a run has stalled: 1e-3, or less if f is nowhere steep, as in a tiny window."""
    low, high = surface.heights
    steep = STEEP * (high - low) / np.hypot(*np.ptp(surface.domain, axis=1))
    return FLAT * min(1.0, steep) if high > low else FLAT


def left_at(points: Any, window: Window) -> int | None:
    """The first step of the last stretch outside the window, or None where the path ends inside."""
    (x_low, x_high), (y_low, y_high) = window
    x, y = points.T
    inside = np.flatnonzero((x_low <= x) & (x <= x_high) & (y_low <= y) & (y <= y_high))
    after = int(inside[-1]) + 1 if inside.size else 0
    return after if after < len(points) else None


def place(surface: Surface, x: float, y: float) -> str:
    """The type of a point with a (nearly) vanishing gradient, from the record and the Hessian."""
    for point in surface.stationary:
        if np.hypot(x - point.x, y - point.y) <= 10 * tolerance(surface):
            return f"at the {point.kind} {_point(point.x, point.y)}"
    flattest, steepest = surface.curvatures(x, y)
    if max(abs(flattest), abs(steepest)) < LEVEL:
        return "on the plain"
    if steepest < -LEVEL:
        return "on a hilltop"
    if flattest < -LEVEL:
        return "on a ridge" if steepest < LEVEL else "at a saddle"
    bottom = _bottom(surface, x, y)
    if min(flattest, surface.curvatures(*bottom)[0]) < LEVEL:
        return "in a valley"
    return "short of the minimum" if surface.distance(*bottom) <= tolerance(surface) else "in a local minimum"


def _bottom(surface: Surface, x: float, y: float) -> tuple[float, float]:
    """The lowest point of the valley around a point, by Newton's method."""
    for _ in range(NEWTON_STEPS):
        (by_x, by_y), (xx, xy, yy) = surface.gradient(x, y), surface.hessian(x, y)
        determinant = xx * yy - xy * xy
        if not determinant > 0.0:
            break
        x, y = float(x - (yy * by_x - xy * by_y) / determinant), float(y - (xx * by_y - xy * by_x) / determinant)
    return x, y


def _point(x: float, y: float, digits: int = 6) -> str:
    return f"({x:.{digits}g}, {y:.{digits}g})".replace("-", "−")
