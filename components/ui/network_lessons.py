"""The lessons of the network page: the selected one with its scenes, its question and its claims."""

import streamlit as st

from components.lessons.networks import NETWORK_LESSONS, NetworkLesson, TrainedQuestion
from components.results.network_claims import settings_of
from components.state.network import NetworkSettings
from components.state.network_parameters import NO_LESSON, SHOWING
from components.ui import network_visit
from components.ui.network_visit import apply

ABOUT = "Each optimizer trains the same network, from the same start, on the same batches. The map is a plane through its loss."


def choose(settings: NetworkSettings) -> None:
    names = {NO_LESSON: "Lessons …", **{key: lesson.title for key, lesson in NETWORK_LESSONS.items()}}
    st.session_state["chosen lesson"] = settings["lesson"]
    st.selectbox(
        "Lesson",
        list(names),
        format_func=names.__getitem__,
        key="chosen lesson",
        label_visibility="collapsed",
        on_change=_open,
    )


def show(settings: NetworkSettings) -> None:
    """The selected lesson: its text and its scenes; without one, a description of the page."""
    if settings["lesson"] == NO_LESSON:
        with st.container(key="network-about"):
            st.markdown(ABOUT)
        return
    lesson = NETWORK_LESSONS[settings["lesson"]]
    if settings.shows("words"):
        with st.container(key="network-lesson"):
            st.markdown(" ".join(lesson.paragraphs))
    if settings.shows("scene") or settings.shows("question"):
        with st.container(key="network-scenes", horizontal=True):
            if settings.shows("scene"):
                _scenes(lesson, settings)
            if settings.shows("question"):
                _question(lesson.question, settings["lesson"])


def _scenes(lesson: NetworkLesson, settings: NetworkSettings) -> None:
    for place, scene in enumerate(lesson.scenes):
        st.button(scene.name, key=f"scene {place}", help=scene.note, on_click=_turn_to, args=(settings, place))


def _question(question: TrainedQuestion, lesson: str) -> None:
    """A question to predict; the explanation appears once an answer has been given."""
    with st.popover("Predict"):
        answer = st.radio(question.text, question.options, index=None, key=f"answer {lesson}")
        if answer:
            outcome = "**✓ Right.**" if answer == question.right else "**✗ Wrong.**"
            st.markdown(f"{outcome} {question.because.text}")


def claims(settings: NetworkSettings) -> None:
    """The claims of the selected lesson."""
    if settings["lesson"] == NO_LESSON or not settings.shows("claims"):
        return
    with st.expander("Claims, each checked on the runs of its scenes"):
        st.markdown("\n".join(f"- {claim.text}" for claim in NETWORK_LESSONS[settings["lesson"]].claims))


def _open() -> None:
    """Open a lesson with its first scene; closing a lesson changes no other settings."""
    key = st.session_state["chosen lesson"]
    if key == NO_LESSON:
        apply({"lesson": key})
    else:
        _turn_to(st.session_state.network_settings.replace(lesson=key), 0)


def _turn_to(settings: NetworkSettings, place: int) -> None:
    """Show a scene of the lesson of these settings; sections that are hidden stay hidden."""
    shown = {name: settings[name] for name in SHOWING}
    network_visit.show(settings_of(place, NETWORK_LESSONS[settings["lesson"]]).replace(**shown))
