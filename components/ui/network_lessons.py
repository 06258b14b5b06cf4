"""The lessons of the network's page: one that is chosen, with its scenes to train and its claims."""

import streamlit as st

from components.lessons.networks import NETWORK_LESSONS
from components.results.network_claims import settings_of
from components.state.network import NO_LESSON, NetworkSettings
from components.ui import network_visit
from components.ui.network_visit import apply

ABOUT = "Each optimizer trains the same network, from the same start, on the same batches. The map is a plane through its loss."


def choose(settings: NetworkSettings) -> None:
    names = {NO_LESSON: "Lessons …", **{key: lesson.title for key, lesson in NETWORK_LESSONS.items()}}
    st.session_state["network lesson"] = settings["lesson"]
    st.selectbox(
        "Lesson",
        list(names),
        format_func=names.__getitem__,
        key="network lesson",
        label_visibility="collapsed",
        on_change=lambda: apply({"lesson": st.session_state["network lesson"]}),
        width=360,
    )


def show(settings: NetworkSettings) -> None:
    """The lesson that is chosen: its words, its scenes, and what it claims; without one, what the page is about."""
    if settings["lesson"] == NO_LESSON:
        st.markdown(ABOUT)
        return
    lesson = NETWORK_LESSONS[settings["lesson"]]
    st.markdown(" ".join(lesson.paragraphs))
    with st.container(horizontal=True):
        for place, scene in enumerate(lesson.scenes):
            st.button(scene.name, key=f"scene {place}", help=scene.note, on_click=_turn_to, args=(settings["lesson"], place))
    with st.expander("What is claimed here, each checked on the computed runs"):
        st.markdown("\n".join(f"- {claim.text}" for claim in lesson.claims))


def _turn_to(key: str, place: int) -> None:
    network_visit.show(settings_of(place, NETWORK_LESSONS[key]).replace(lesson=key))
