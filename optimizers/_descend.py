"""The interface of the engine: a run, a race of several, or a sweep over starts and settings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optimizers._check import (
    check_at,
    check_changes,
    check_optimizer,
    check_race,
    check_schedule,
    check_start,
    check_target,
    common_members,
)
from optimizers._kernel import ActiveRun, Settings, iterate
from optimizers._optimizer import Optimizer
from optimizers._recorders import EndRecorder, PathRecorder
from optimizers._trajectory import Outcome, Trajectory
from optimizers.schedules import SCHEDULES, BoundSchedule
from surfaces import Objective, Surface
from surfaces._former import former_names

BLOCK = 16_384  # two-dimensional members per block of a sweep: their arrays stay in the processor's cache
CONSTANT = SCHEDULES["constant"]()


@dataclass(frozen=True)
class Change:
    """New settings from the step after `step` on: some of the hyperparameters, the schedule, or both.

    The optimizer's state carries over: a velocity is kept, and a running mean continues with its new decay rate.
    """

    step: int
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: BoundSchedule | None = None


@dataclass(frozen=True)
class Run:
    """One entry of a race: an optimizer, its start ((d,), or (d, n) for n members), its settings, and mid-run changes."""

    optimizer: Optimizer
    start: ArrayLike
    hyperparameters: Mapping[str, Any] = field(default_factory=dict)
    schedule: BoundSchedule = CONSTANT
    changes: Sequence[Change] = ()

    def at(self, t: int) -> "Run":
        """The run with the settings in force at step t (1, 2, …) from its start, and without changes."""
        past = sorted((change for change in self.changes if change.step < t), key=lambda change: change.step)
        settings = {name: value for change in past for name, value in change.hyperparameters.items()}
        schedules = [self.schedule, *(change.schedule for change in past if change.schedule is not None)]
        return replace(self, hyperparameters={**self.hyperparameters, **settings}, schedule=schedules[-1], changes=())


def descend(
    surface: Surface | Objective,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int,
    hyperparameters: Mapping[str, Any] | None = None,
    *,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: BoundSchedule = CONSTANT,
    keep_states: bool = True,
) -> Trajectory:
    """Run one optimizer on a surface; see `race`. `seed` may be an (n,) array, one per member of a (d, n) start."""
    run = Run(optimizer, start, {} if hyperparameters is None else hyperparameters, schedule)
    return race(surface, [run], steps, noise=noise, seed=seed, keep_states=keep_states)[0]


@former_names(watch="progress")
def race(
    surface: Surface | Objective,
    runs: Sequence[Run],
    steps: int,
    *,
    noise: float = 0.0,
    seed: Any = 0,
    keep_states: bool = True,
    progress: Callable[[float], object] | None = None,
) -> list[Trajectory]:
    """Run several optimizers side by side, `steps` steps each, on a surface or on an objective of d dimensions.

    One gradient pass per step serves all of them, plus one for each further request that any of them makes; see
    `optimizers.Gradient` and its like. Every run sees ∇f + noise·ε with the same ε, keyed by `seed` alone. Without
    `keep_states`, the trajectories hold none of the optimizers' states. `progress` is called often, with the fraction of
    the steps that is done; an exception raised by it ends the race. Divergence is not an error: see
    `Trajectory.diverged_at`. Raises ValueError naming the argument that is wrong.
    """
    objective, steps, noise, seed = check_race(surface, steps, noise, seed)
    if not isinstance(runs, Sequence) or not all(isinstance(run, Run) for run in runs):
        raise ValueError(f"runs must be a list of Run, not {runs!r}")
    entries = [_Entry.of(run, objective.dimension, steps, seed, keep_states) for run in runs]
    if entries:
        entries[0].recorder.progress = progress
    iterate(objective, [entry.active for entry in entries], steps, noise, seed)
    return [entry.recorder.trajectory(objective, entry.single) for entry in entries]


@former_names(watch="progress")
def sweep(
    surface: Surface | Objective,
    optimizer: Optimizer,
    starts: ArrayLike,
    hyperparameters: Mapping[str, Any] | None,
    steps: int,
    *,
    target: ArrayLike | None = None,
    noise: float = 0.0,
    seed: Any = 0,
    schedule: BoundSchedule = CONSTANT,
    at: Sequence[int] = (),
    progress: Callable[[float], object] | None = None,
) -> Outcome:
    """Run one optimizer from many starts, with many settings, or both, and keep only where the members ended.

    `starts` is (d,) or (d, n), with d = 2 on a surface; every hyperparameter (also of the schedule), `seed` and `target` may
    be an (n,) array. Members with the same seed see the same noise. `at` lists increasing steps at which the points are kept
    as well. `progress` is called often, with the fraction of the work that is done; an exception raised by it ends the sweep.
    Raises ValueError naming the argument that is wrong.
    """
    objective, steps, noise, seed = check_race(surface, steps, noise, seed)
    d, given = objective.dimension, check_optimizer(optimizer, objective.dimension).complete(hyperparameters)
    planned = check_schedule(schedule).hyperparameters
    start, targets = check_start(starts, d, "starts"), None if target is None else check_target(target)
    sample_steps = check_at(at, steps)
    others = {"seed": seed} | ({} if target is None else {"target": targets})
    n = common_members({"starts": start[0] if start.shape[1] > 1 else 0.0, **given, **others, **planned})
    outcome = Outcome.empty(d, n, len(sample_steps))
    for first in range(0, n, size := max(1, 2 * BLOCK // d)):
        block = slice(first, min(first + size, n))
        here = start[:, block] if start.shape[1] > 1 else np.repeat(start, block.stop - first, axis=1)
        settings = Settings(_columns(given, block), BoundSchedule(schedule.schedule, _columns(planned, block)))
        share = progress and _share(progress, first, block.stop, n)
        recorder = EndRecorder(surface, steps, outcome, block, _column(targets, block), sample_steps, share)
        iterate(objective, [ActiveRun(optimizer, here, {1: settings}, recorder)], steps, noise, _column(seed, block))
    return outcome


def _columns(settings: Mapping[str, Any], block: slice) -> dict[str, Any]:
    return {name: _column(value, block) for name, value in settings.items()}


def _column(value: Any, block: slice) -> Any:
    """A block of an argument that is shared by all members or has one value per member."""
    return value[block] if np.ndim(value) else value


def _share(progress: Callable[[float], object], first: int, last: int, n: int) -> Callable[[float], object]:
    return lambda done: progress((first + done * (last - first)) / n)


class _Entry(NamedTuple):
    """A run of a race under way."""

    active: ActiveRun
    recorder: PathRecorder
    single: bool

    @classmethod
    def of(cls, run: Run, dimension: int, steps: int, seed: Any, keep_states: bool) -> "_Entry":
        optimizer, start = check_optimizer(run.optimizer, dimension), check_start(run.start, dimension)
        sizes = {"start": start[0] if start.shape[1] > 1 else 0.0, "seed": seed}
        optimizer.complete(run.hyperparameters)  # raises an error for invalid hyperparameters, even if they change later
        settings: dict[int, Settings] = {}
        for step in {0, *(change.step for change in check_changes(run.changes))}:
            now = run.at(step + 1)
            settings[step + 1] = Settings(optimizer.complete(now.hyperparameters), check_schedule(now.schedule))
            since = f" from step {step}" if step else ""
            own = {**settings[step + 1].hyperparameters, **now.schedule.hyperparameters}
            sizes |= {name + since: value for name, value in own.items()}
        members = common_members(sizes)
        recorder = PathRecorder(steps, keep_states)
        start = np.broadcast_to(start, (dimension, members)).copy()
        single = np.ndim(run.start) == 1 and not any(np.ndim(value) for value in sizes.values())
        return cls(ActiveRun(optimizer, start, settings, recorder), recorder, single)
