"""What a figure of runs shows, before it has a size: the map, the curve, and what is written."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from components.plots.palette import Style, styles
from components.plots.paper.curve import Curve, curve
from components.plots.paper.drawing import Words
from components.plots.paper.fate_cells import SeenFates
from components.plots.sketch import Sketch, sketch
from components.results.experiment import Experiment
from components.results.terrain import Array, Terrain, terrain
from components.state.parameters import MOST_STEPS
from components.state.settings import Settings

Change = tuple[Style, Array]


@dataclass(frozen=True)
class Content:
    """whole    the terrain of the whole map
    ground   that of the part that is looked at
    sketch   its runs and what is known of the surface, in shares of that part
    changes  where settings change during a run, likewise
    fates    the map of them that lies beneath the runs, if one does
    """

    whole: Terrain
    ground: Terrain
    sketch: Sketch
    changes: tuple[Change, ...]
    curve: Curve
    words: Words
    fates: SeenFates | None = None


def content(settings: Settings, result: Experiment, words: Words, fates: SeenFates | None = None) -> Content:
    """The figure of a race, up to the step at which the clock stands."""
    whole = terrain(settings.surface_record, settings.plane_window)
    ground, looks = _part(whole, settings), styles(settings.optimizers)
    runs = [(looks[key], finish) for key, finish in result.finishes.items()]
    low, high = np.array(ground.window).T
    changes = tuple(
        (look, (finish.trajectory.points[change.step] - low) / (high - low))
        for look, finish in runs
        for change in finish.run.changes
        if change.step <= settings.step and change.step < len(finish.trajectory.points)
    )
    drawn = sketch(ground, settings.start, runs, settings.step, MOST_STEPS + 1)
    return Content(whole, ground, drawn, changes, curve(settings, result, whole, looks), words, fates)


def _part(whole: Terrain, settings: Settings) -> Terrain:
    """The part that is looked at, with the scale of the whole."""
    if not settings.zoom:
        return whole
    left, right, low, high = settings.zoom
    part = terrain(settings.surface_record, ((left, right), (low, high)))
    return dataclasses.replace(part, levels=whole.levels, unit=whole.unit)
