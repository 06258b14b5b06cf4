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

    `on_edit` is called when a person changes a setting on the stage itself; `sections` of the page can be shown and hidden in
    class; `frames` says what can be scrubbed through there (see `parameter_scrubber`); `beside` keeps the place beside the map
    for the laboratory's sweep; `questions` is what is asked before the runs are shown, None to show them at once.

    Counters: `from_step` is the step from which on the sliders change the run, 0 for all of it; `acknowledged` is the number of
    the last edit that these paths answer, `revision` that of the settings, and `visit` rises when the address has been read
    anew, or another scene has been opened, which raises `scene_changes` as well: then the stage takes the view (camera,
    clock, …) from the settings. Where it `plays` the run begins by itself, once.
    """
    data = scene(result, settings, laboratory=frames is not None)
    asked = None if questions is None else [asdict(question) for question in questions]
    more = {"sections": sections, "frames": frames, "beside": beside, "questions": asked}
    _component(key=KEY, data={**data, **more, **counters}, on_edit_change=on_edit)
