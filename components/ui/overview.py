"""The overview of the lessons: chapter by chapter, with the scenes already seen, which only the browser remembers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.ui.reported import acknowledged
from components.ui.visit import OVERVIEW, read_report
from components.web import assets

_component = st.components.v2.component(
    "descent_overview", html='<div class="overview"></div>', js=assets.loader("ui/overview.js"), isolate_styles=False
)


def overview(
    lessons: Mapping[str, Mapping[str, Any]],
    chapters: Sequence[Sequence[Any]],
    lesson: str,
    scene: int,
    on_choose: Callable[[str, int], None],
) -> None:
    """Show which lesson is open, and all of them to choose from.

    `lessons` has the `title` and the number of `scenes` by key, a chapter is its name and the keys of its lessons, and
    `on_choose` is called with a key and a scene.
    """

    def choose() -> None:
        edits = read_report(OVERVIEW)
        key, place = edits.get("lesson", ""), edits.get("scene", "1")
        if key in lessons and place in map(str, range(1, lessons[key]["scenes"] + 1)):
            on_choose(key, int(place))

    data = {"lessons": dict(lessons), "chapters": list(chapters), "lesson": lesson, "scene": scene}
    counters = {"acknowledged": acknowledged(OVERVIEW), "revision": st.session_state["revision"], "assets": assets.base()}
    _component(key=OVERVIEW, data={**data, **counters}, on_edit_change=choose)
