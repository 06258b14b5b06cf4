"""The content of a figure of runs, independent of its size: the map, the curve, and the texts."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from components.plots.palette import Style, styles
from components.plots.paper.curve import Curve, curve
from components.plots.paper.drawing import Words
from components.plots.paper.fate_cells import SeenFates
from components.plots.paper.seeds import Seeds, seen_seeds
from components.plots.sketch import Sketch, sketch
from components.results.ensemble import Ensemble
from components.results.experiment import Experiment
from components.results.terrain import Array, Terrain, terrain
from components.state.parameters import MAX_STEPS
from components.state.settings import Settings

Change = tuple[Style, Array]


@dataclass(frozen=True)
class Content:
    """whole    the terrain of the whole map
    part     that of the visible part
    sketch   its runs and what is known of the surface, in shares of that part
    changes  where settings change during a run, likewise
    fates    the fate map below the runs, if it is shown
    seeds    those of one of the runs, if they are shown
    """

    whole: Terrain
    part: Terrain
    sketch: Sketch
    changes: tuple[Change, ...]
    curve: Curve
    words: Words
    fates: SeenFates | None = None
    seeds: Seeds | None = None


def content(
    settings: Settings, result: Experiment, words: Words, fates: SeenFates | None = None, many: Ensemble | None = None
) -> Content:
    """The figure of a race, up to the step of the clock."""
    whole = terrain(settings.surface_record, settings.plane_window)
    part, looks = _part(whole, settings), styles(settings.optimizers)
    runs = [(looks[key], run_result) for key, run_result in result.results.items()]
    low, high = np.array(part.window).T
    changes = tuple(
        (look, (run_result.trajectory.points[change.step] - low) / (high - low))
        for look, run_result in runs
        for change in run_result.run.changes
        if change.step <= settings.step and change.step < len(run_result.trajectory.points)
    )
    paths = [(look, run_result.trajectory.points) for look, run_result in runs]
    drawn = sketch(part, settings.start, paths, settings.step, MAX_STEPS + 1)
    seeds = seen_seeds(many, looks[settings.ensemble], settings.step, part.window) if many else None
    return Content(whole, part, drawn, changes, curve(settings, result, whole, looks, many), words, fates, seeds)


def _part(whole: Terrain, settings: Settings) -> Terrain:
    """The visible part, with the scale of the whole map."""
    if not settings.zoom:
        return whole
    left, right, low, high = settings.zoom
    part = terrain(settings.surface_record, ((left, right), (low, high)))
    return dataclasses.replace(part, levels=whole.levels, unit=whole.unit)
