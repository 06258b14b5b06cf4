"""The loop: every path of this project, from one run to a sweep over a million, comes from here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimizers._check import (
    check_at,
    check_changes,
    check_optimizer,
    check_plan,
    check_race,
    check_start,
    check_target,
    common_members,
)
from optimizers._noise import standard_normals
from optimizers._optimizer import Array, Optimizer
from optimizers._outcome import Observer
from optimizers._trajectory import Outcome, Trajectory, records, stack
from optimizers.schedules import SCHEDULES, Plan
from surfaces import Surface

BLOCK = 16_384  # members that a sweep carries at a time: their arrays stay in the processor's cache
WATCH = 16  # steps between two calls of whoever watches a sweep
CONSTANT = SCHEDULES["constant"]()


@dataclass(frozen=True)
class Change:
    """Other settings from the step after `step` on: some of the hyperparameters, the schedule, or both.

    The optimizer's state carries over: a velocity is kept, and a running mean forgets from then on as it is told to.
    """

    step: int
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: Plan | None = None


@dataclass(frozen=True)
class Run:
    """One entry of a race: an optimizer, where it starts ((x, y), or (2, n) for n members), its settings, and their changes."""

    optimizer: Optimizer
    start: ArrayLike
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: Plan = CONSTANT
    changes: Sequence[Change] = ()

    def at(self, t: int) -> "Run":
        """The run whose settings are, from its start, those that are in force at step t (1, 2, …), with none of the changes."""
        past = sorted((change for change in self.changes if change.step < t), key=lambda change: change.step)
        settings = {name: value for change in past for name, value in change.hyperparameters.items()}
        plans = [self.schedule, *(change.schedule for change in past if change.schedule is not None)]
        return replace(self, hyperparameters={**self.hyperparameters, **settings}, schedule=plans[-1], changes=())


def descend(
    surface: Surface,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int,
    hyperparameters: Mapping[str, Any] | None = None,
    *,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: Plan = CONSTANT,
) -> Trajectory:
    """Run one optimizer on a surface; see `race`. `seed` may be an (n,) array, one a member of a (2, n) start."""
    run = Run(optimizer, start, {} if hyperparameters is None else hyperparameters, schedule)
    return race(surface, [run], steps, noise=noise, seed=seed)[0]


def race(surface: Surface, runs: Sequence[Run], steps: int, *, noise: float = 0.0, seed: Any = 0) -> list[Trajectory]:
    """Run several optimizers side by side, `steps` steps each, with one gradient pass a step for all of them.

    The Hessian, which is dearer, is computed for those alone that ask for it. Every run sees ∇f + noise·ε with the same ε,
    keyed by `seed` alone. Raises ValueError naming the argument that is wrong. Divergence is no error: see
    `Trajectory.diverged_at`.
    """
    steps, noise, seed = check_race(surface, steps, noise, seed)
    if not isinstance(runs, Sequence) or not all(isinstance(run, Run) for run in runs):
        raise ValueError(f"runs must be a list of Run, not {runs!r}")
    entries = [_Entry(run, seed) for run in runs]
    if not entries:
        return []
    normals = standard_normals(seed, steps) if noise else None
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            queries = [entry.query(t, steps) for entry in entries]
            x, y = np.concatenate(queries, axis=1)
            _, by_x, by_y = surface.value_and_gradient(x, y)
            gradients = np.array([by_x, by_y])
            disturbance = noise * next(normals) if normals else None
            first = 0
            for entry, query in zip(entries, queries, strict=True):
                last = first + entry.members
                gradient = gradients[:, first:last]
                hessian = _hessian(surface, entry.optimizer, query)
                entry.advance(gradient if disturbance is None else gradient + disturbance, *hessian)
                first = last
        return [entry.trajectory(surface) for entry in entries]


def sweep(
    surface: Surface,
    optimizer: Optimizer,
    starts: ArrayLike,
    hyperparameters: Mapping[str, Any] | None,
    steps: int,
    *,
    target: ArrayLike | None = None,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: Plan = CONSTANT,
    at: Sequence[int] = (),
    watch: Callable[[float], object] | None = None,
) -> Outcome:
    """Run one optimizer from many starts, with many settings, or both, and keep only where the members ended.

    `starts` is (x, y) or (2, n); every hyperparameter (of the schedule, too), `seed` and `target` may be an (n,) array.
    Members with the same seed see the same noise. `at` names steps, rising, at which the points are kept all the same.
    `watch` is called with the share of the work that is done, often; what it raises ends the sweep. Raises ValueError
    naming the argument that is wrong.
    """
    steps, noise, seed = check_race(surface, steps, noise, seed)
    given = {**check_optimizer(optimizer).complete(hyperparameters), "seed": seed}
    if target is not None:
        given["target"] = check_target(target)
    planned = check_plan(schedule).hyperparameters
    start = check_start(starts, "starts")
    moments = check_at(at, steps)
    n = common_members({"starts": start[0] if start.shape[1] > 1 else 0.0, **given, **planned})
    steps_of = (np.full(n, -1) for _ in range(4))
    outcome = Outcome(np.empty((2, n)), np.empty(n), next(steps_of), np.empty(n), np.empty((len(moments), 2, n)), *steps_of)
    for first in range(0, n, BLOCK):
        block = slice(first, first + BLOCK)
        here = start[:, block] if start.shape[1] > 1 else np.repeat(start, min(BLOCK, n - first), axis=1)
        own = {name: value[block] if np.ndim(value) else value for name, value in given.items()}
        plan = Plan(schedule.schedule, {k: v[block] if np.ndim(v) else v for k, v in planned.items()})
        part = _Part(outcome, block, moments, watch and _share(watch, first, min(first + BLOCK, n), n))
        _sweep_block(surface, optimizer, here, own, plan, steps, noise, part)
    return outcome


def _share(watch: Callable[[float], object], first: int, last: int, n: int) -> Callable[[float], object]:
    return lambda done: watch((first + done * (last - first)) / n)


class _Part(NamedTuple):
    """The members of an outcome that one block fills in."""

    outcome: Outcome
    block: slice
    moments: Mapping[int, int]  # from a step to its place in the path
    watch: Callable[[float], object] | None


def _sweep_block(
    surface: Surface, optimizer: Optimizer, point: Array, own: dict[str, Any], plan: Plan, steps: int, noise: float, part: _Part
) -> None:
    seed, target = own.pop("seed"), own.pop("target", None)
    rate = own["learning_rate"]
    normals = standard_normals(seed, steps) if noise else None
    state = optimizer.init(point)
    (outcome, block, moments, watch), n = part, point.shape[1]
    observer, first_hit = Observer(surface, steps, n), np.full(n, -1)

    def look(t: int, value: Array) -> None:
        observer.see(t, point, value)
        if target is not None:
            first_hit[(value <= target) & (first_hit < 0) & ~observer.broken] = t
        if t in moments:
            outcome.path[moments[t], :, block] = np.where(observer.broken, np.nan, point)
        if watch and t % WATCH == 0:
            watch(t / max(steps, 1))

    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            own["learning_rate"] = plan.rate(rate, t, steps)
            query = optimizer.query(point, state, **own) if optimizer.query else point
            value, by_x, by_y = surface.value_and_gradient(query[0], query[1])
            look(t - 1, surface.value(point[0], point[1]) if optimizer.query else value)
            gradient = np.array([by_x, by_y])
            if normals:
                gradient += noise * next(normals)
            point, state = optimizer.step(point, gradient, state, *_hessian(surface, optimizer, query), **own)
        value = surface.value(point[0], point[1])
        look(steps, value)
    outcome.points[:, block] = np.where(observer.broken, np.nan, point)
    outcome.values[block] = np.where(observer.broken, np.nan, value)
    outcome.first_hit[block], outcome.best[block] = first_hit, observer.best
    for kept, found in zip((outcome.reached_at, outcome.converged_at, outcome.diverged_at), observer.milestones(), strict=True):
        kept[block] = found


def _hessian(surface: Surface, optimizer: Optimizer, query: Array) -> tuple[Any, ...]:
    """What a step is given behind point, gradient and state: the Hessian if it asks for it, else nothing."""
    return (surface.hessian(query[0], query[1]),) if optimizer.curvature else ()


class _Entry:
    """A run under way: where it is now, and the history that becomes its trajectory."""

    def __init__(self, run: Run, seed: Any) -> None:
        self.optimizer, start = check_optimizer(run.optimizer), check_start(run.start)
        sizes = {"start": start[0] if start.shape[1] > 1 else 0.0, "seed": seed}
        self.optimizer.complete(run.hyperparameters)  # what is wrong with them is said, whatever changes later
        self.turns: dict[int, Run] = {}  # by the first step at which its settings are in force
        for step in {0, *(change.step for change in check_changes(run.changes))}:
            now = run.at(step + 1)
            settings, plan = self.optimizer.complete(now.hyperparameters), check_plan(now.schedule)
            self.turns[step + 1] = replace(now, hyperparameters=settings, schedule=plan)
            since = f" from step {step}" if step else ""
            sizes |= {name + since: value for name, value in {**settings, **plan.hyperparameters}.items()}
        self.members = common_members(sizes)
        self.single = np.ndim(run.start) == 1 and not any(np.ndim(value) for value in sizes.values())
        self.points = [np.broadcast_to(start, (2, self.members)).copy()]
        self.states = [self.optimizer.init(self.points[0])]
        self.gradients: list[Array] = []
        self.learning_rates: list[Any] = []

    def query(self, t: int, steps: int) -> Array:
        if now := self.turns.get(t):
            self.schedule, self.hyperparameters = now.schedule, dict(now.hyperparameters)
            self.learning_rate = self.hyperparameters["learning_rate"]
        self.hyperparameters["learning_rate"] = self.schedule.rate(self.learning_rate, t, steps)
        if self.optimizer.query is None:
            return self.points[-1]
        return self.optimizer.query(self.points[-1], self.states[-1], **self.hyperparameters)

    def advance(self, gradient: Array, *hessian: Any) -> None:
        point, state = self.optimizer.step(self.points[-1], gradient, self.states[-1], *hessian, **self.hyperparameters)
        self.points.append(point)
        self.states.append(state)
        self.gradients.append(gradient)
        self.learning_rates.append(self.hyperparameters["learning_rate"])

    def trajectory(self, surface: Surface) -> Trajectory:
        points = np.array(self.points)
        values = surface.value(points[:, 0], points[:, 1])
        finite = np.isfinite(points).all(axis=1) & np.isfinite(values)
        lost = ~np.logical_and.accumulate(finite, axis=0)  # from the first step that is not finite, all are lost
        diverged_at = np.where(lost.any(axis=0), lost.argmax(axis=0), -1)
        broke_off_at = np.where(diverged_at >= 0, points[diverged_at, :, np.arange(self.members)].T, np.nan)
        steps = len(self.gradients)
        gradients = np.array(self.gradients).reshape(steps, 2, self.members)
        if len(self.turns) > 1:  # a change may make of one rate a rate for each member, or the other way round
            self.learning_rates = [np.broadcast_to(rate, self.members) for rate in self.learning_rates]
        rates = stack(self.learning_rates).reshape(steps, -1 if steps else 1)
        if not self.single:
            points[np.broadcast_to(lost[:, None], points.shape)] = np.nan
            values[lost] = np.nan
            rates = np.broadcast_to(rates, (steps, self.members))
            return Trajectory(points, values, gradients, rates, records(self.states), diverged_at, broke_off_at)
        first = int(diverged_at[0])
        rows, moves = (first, max(first - 1, 0)) if first >= 0 else (steps + 1, steps)
        return Trajectory(
            points=points[:rows, :, 0],
            values=values[:rows, 0],
            gradients=gradients[:moves, :, 0],
            learning_rates=rates[:moves, 0],
            states=records(self.states, single=True)[:rows],
            diverged_at=first if first >= 0 else None,
            broke_off_at=broke_off_at[:, 0],
        )
