"""The stage: 3D surface, contour map and curve on one clock, drawn in the browser from the paths that Python sends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from components.results.experiment import Experiment
from components.results.prediction import Question
from components.state.settings import Settings
from components.web import assets
from components.web.scene import scene

KEY = "stage"

_component = st.components.v2.component(
    "descent_stage", html='<div class="stage"></div>', js=assets.loader("stage/stage.js"), isolate_styles=False
)


def stage(
    result: Experiment,
    settings: Settings,
    on_edit: Callable[[], None],
    sections: Sequence[Mapping[str, Any]] = (),
    frames: dict[str, Any] | None = None,
    beside: bool = False,
    questions: Sequence[Question] | None = None,
    **counters: int,
) -> None:
    """Show an experiment.

    on_edit    called when a visitor changes a setting on the stage itself
    sections   of the page that can be shown and hidden in class
    frames     the values to scrub through, see `parameter_scrubber`
    beside     whether to reserve the space beside the map for the laboratory's sweep
    questions  asked before the runs are shown; None to show them at once
    counters   from_step      the step from which sliders change the run; 0 for the whole run
               acknowledged   the number of the last edit that these paths include
               revision       the number of the settings
               visit          increased when the address is read or another scene is opened; the stage then takes its view
                              (camera, clock, …) from the settings
               scene_changes  increased when another scene is opened
               plays          whether to play the run once
    """
    data = scene(result, settings, laboratory=frames is not None)
    asked = None if questions is None else [asdict(question) for question in questions]
    more = {"sections": sections, "frames": frames, "beside": beside, "questions": asked}
    _component(key=KEY, data={**data, **more, **counters}, on_edit_change=on_edit)
