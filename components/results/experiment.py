"""From settings to results: the race they describe, how each run ended, and the key finding in a sentence."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from components.state.address import read, write
from components.state.mid_run_changes import changes_of
from components.state.settings import Settings, hyperparameters_of, plan_of, surface_of, window
from optimizers import OPTIMIZERS, Finish, Run, explain, judge, race
from surfaces import Surface

REMEMBERED = 16  # races kept for other visitors of the same link; the largest takes some 10 MB


@dataclass(frozen=True)
class Experiment:
    settings: Settings
    surface: Surface
    finishes: dict[str, Finish]
    sentence: str


def experiment(settings: Settings) -> Experiment:
    """Run the race that the settings describe; the same settings again, from any visitor, cost nothing."""
    return _experiment(write(settings, laboratory=False, view=False))


@lru_cache(maxsize=REMEMBERED)
def _experiment(query: str) -> Experiment:
    settings, problems = read(parse_qs(query, keep_blank_values=True))
    assert not problems, problems  # what is written can be read
    surface = surface_of(settings)
    plan, start = plan_of(settings), (settings["x"], settings["y"])
    runs = {
        key: Run(OPTIMIZERS[key], start, hyperparameters_of(key, settings), plan, changes_of(key, settings))
        for key in settings["optimizers"]
    }
    paths = race(surface, list(runs.values()), settings["steps"], noise=settings["noise"], seed=settings["seed"])
    finishes = {
        key: Finish(run, path, judge(surface, path, window(settings)))
        for (key, run), path in zip(runs.items(), paths, strict=True)
    }
    return Experiment(settings, surface, finishes, explain(surface, list(finishes.values())))
