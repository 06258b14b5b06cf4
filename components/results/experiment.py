"""From settings to results: the race they describe, how each run ended, and the key finding in a sentence."""

from dataclasses import dataclass
from typing import Any

from components.results.shared import Progress, no_progress, shared
from components.state.mid_run_changes import changes_of
from components.state.settings import Settings
from optimizers import OPTIMIZERS, Run, RunResult, classify, explain, race
from surfaces import Surface

REMEMBERED = 16  # races kept for visitors of the same link, each up to about 10 MB


@dataclass(frozen=True)
class Experiment:
    settings: Settings
    surface: Surface
    results: dict[str, RunResult]
    sentence: str


def experiment(settings: Settings, progress: Progress = no_progress) -> Experiment:
    """The race that the settings describe; results are shared by all visitors, see `Shared`."""
    found: Experiment = _experiment(settings.of_runs, progress)
    return found


def run_of(settings: Settings, key: str, start: Any) -> Run:
    """One run of the race, from `start` (2,), or as many members as the starts (2, n) have columns."""
    own, changes = settings.hyperparameters(key), changes_of(key, settings)
    return Run(OPTIMIZERS[key], start, own, settings.bound_schedule, changes)


@shared(maxsize=REMEMBERED)
def _experiment(settings: Settings, progress: Progress) -> Experiment:
    surface = settings.surface_record
    runs = {key: run_of(settings, key, settings.start) for key in settings.optimizers}
    paths = race(surface, list(runs.values()), settings.steps, noise=settings.noise, seed=settings.seed, progress=progress)
    results = {
        key: RunResult(run, path, classify(surface, path, settings.plane_window))
        for (key, run), path in zip(runs.items(), paths, strict=True)
    }
    return Experiment(settings, surface, results, explain(surface, list(results.values())))
