"""The data of the stage as JSON."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from components.metrics import METRICS, Iterates, Metric
from components.plots.palette import styles
from components.results.experiment import Experiment
from components.state.address import write
from components.state.mid_run_changes import changes_in_words
from components.state.parameters import LABORATORY, SHOWING, VIEWED
from components.state.settings import Settings
from components.text import alt_text
from components.text.captions import caption, file_name
from components.web import assets, worksheet
from components.web.serialize import ALWAYS, run_json
from components.web.terrain import terrain_address
from optimizers import tolerance


def scene(
    result: Experiment, settings: Settings, *, laboratory: bool = False, metrics: Mapping[str, Metric] | None = None
) -> dict[str, Any]:
    """The data of the stage as JSON: paths as base64 of little-endian float32, everything else as plain values.

    `metrics` are those to send with the runs, by default only the one that is shown.
    """
    surface = result.surface
    (x_low, x_high), (y_low, y_high) = settings.plane_window
    chosen, metric = styles(settings.optimizers), METRICS[settings.metric]
    metrics = metrics or {settings.metric: metric}
    return {
        "assets": assets.base(),
        "surface": settings.surface,
        "terrain": terrain_address(settings),
        "title": surface.title,
        "axes": surface.axes,
        "window": [x_low, x_high, y_low, y_high],
        "widen": settings.window,
        "lowest": surface.lowest,
        "tolerance": tolerance(surface),
        "start": list(settings.start),
        "steps": settings.steps,
        "metrics": {key: metric.drawn for key, metric in METRICS.items()},
        "names": [*{**ALWAYS, **metrics}],
        "runs": [
            run_json(surface, key, run_result, metrics) | {"style": chosen[key]} for key, run_result in result.results.items()
        ],
        "alt_text": {
            "terrain": alt_text.terrain(surface, ((x_low, x_high), (y_low, y_high)), settings.start),
            "curve": alt_text.quantity(surface, metric, settings.steps, _at_start(settings, metric)),
        },
        "changes": [] if laboratory else list(changes_in_words(settings)),
        "sentence": result.sentence if result.results else "Choose one or more optimizers to see them descend.",
        "caption": caption(result.settings),
        "file": file_name(result.settings),
        "worksheets": worksheet.address(result),
        "address": write(shown := settings.usual(*VIEWED, *(() if laboratory else LABORATORY))),
        "link": {"here": write(shown, short=True), "open": write(shown.usual(*SHOWING), short=True)},
        "classroom": settings.classroom == "1",
        "hide": settings.hide,
        "view": {name: settings.values[name] for name in VIEWED},
    }


def _at_start(settings: Settings, metric: Metric) -> float:
    """The metric at the start; NaN if it is not the same for all runs, such as the learning rate."""
    with np.errstate(all="ignore"):
        return float(metric.formula(Iterates.at(settings.surface_record, settings.start)).item())
