"""Lessons: a few words, scenes to step through, a question, and claims that were checked on the paths that are shown.

With “Predict first”, only surface, start and settings are shown. Everything that gives the outcome away, titles included, is
hidden in place until the stage reveals it in the browser.
"""

from collections.abc import Collection
from html import escape
from typing import Any

import streamlit as st

from components.lessons import LESSONS
from components.lessons._lesson import Lesson
from components.results.claims import checked, settings_of
from components.results.experiment import experiment
from components.results.prediction import questions
from components.stage.stage import KEY, stage
from components.state.foreign import foreign
from components.state.parameters import NO_LESSON, SHOWING, TEACHING
from components.state.settings import Settings
from components.ui import sidebar, visit
from components.ui.page import Page
from components.ui.page_header import list_problems
from components.web.preview import Preview

FIRST = next(iter(LESSONS))
CHOSEN = "choose lesson"
PREDICT = "choose to predict"
CURTAIN = """<style>
html:not([data-revealed="{visit}"]) :is(.words, .scene .title, .st-key-title *, .st-key-claims *) {{ visibility: hidden; }}
html[data-revealed="{visit}"] .lesson .before {{ display: none; }}
</style>"""
BEFORE = (
    "Look at the surface, the start and the settings. Answer the questions under the map, then reveal. "
    "The text of the lesson returns with the paths."
)


def page() -> None:
    settings = _begun(visit.current(lesson=True))
    sidebar.sidebar(settings, visit.from_step())
    key = settings.lesson
    lesson, place = LESSONS[key], _place(settings)
    predicts = settings.predict == "1"
    if predicts:
        st.html(CURTAIN.format(visit=st.session_state.visit))
    with st.container():  # so that the stage keeps its place, whatever is hidden above it
        _above(key, lesson, place, settings)
        list_problems(st.session_state.problems)
    result = experiment(settings, visit.stay)
    stage(
        result,
        settings,
        on_edit=lambda: visit.take_edit(KEY),
        sections=sidebar.choosable(settings, "words", "scene", "question", "claims"),
        groups=list(sidebar.seen(settings, visit.from_step())),
        questions=questions(result, lesson.scenes[place - 1].asks) if predicts else None,
        acknowledged=visit.acknowledged(KEY),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
        turned=st.session_state.get("turned", 0),
        from_step=visit.from_step(),
    )
    if settings.shows("question"):
        st.subheader("Question", anchor=False)
        with st.expander(lesson.question):
            st.markdown(lesson.answer)
    if settings.shows("claims"):
        with st.container(key="claims"):
            _claims(key, lesson)


def _above(key: str, lesson: Lesson, place: int, settings: Settings) -> None:
    """Above the stage: the words and the scene side by side, or whichever of them is shown."""
    predicts = settings.predict == "1"
    if settings.shows("words") and settings.shows("scene"):
        words, scene = st.columns([3, 2], gap="large")
        with words:
            _words(key, lesson, predicts)
        with scene:
            _scene(key, lesson, place, settings)
    elif settings.shows("words"):
        _words(key, lesson, predicts)
    elif settings.shows("scene"):
        _narrow_scene(key, lesson, place)


def _words(key: str, lesson: Lesson, predicts: bool) -> None:
    st.session_state[CHOSEN] = key
    st.selectbox("Lesson", list(LESSONS), format_func=_neutral if predicts else _name, key=CHOSEN, on_change=_choose)
    with st.container(key="title"):
        st.header(lesson.title, anchor=False)
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in lesson.paragraphs)
    before = f'<p class="before">{BEFORE}</p>' if predicts else ""
    st.html(f'<div class="lesson">{before}<div class="words">{paragraphs}</div></div>')


def _begun(settings: Settings) -> Settings:
    """The settings, or those of a scene where the address names only a lesson, or no lesson has been opened yet."""
    state = st.session_state
    arrived = arrive(settings, () if state.get("lesson opened") == state.visit else visit.read_names())
    if arrived != settings:
        unread = state.problems
        visit.show(arrived)
        state.problems = unread
    state["lesson opened"] = state.visit
    return visit.current(from_address=False, lesson=True)  # it has been read


def arrive(settings: Settings, names: Collection[str]) -> Settings:
    """The settings of an address with these names, or those of a scene where it names only a lesson, or none."""
    own = {name for name in names if not foreign(name)}
    bare = bool(own) and own <= {*TEACHING, *SHOWING, "v"}
    if settings.lesson != NO_LESSON and not bare:
        return settings
    key = FIRST if settings.lesson == NO_LESSON else settings.lesson
    place = min(settings.scene, len(LESSONS[key].scenes))
    return _of_scene(key, place, settings.predict).replace(**{name: getattr(settings, name) for name in SHOWING})


def _place(settings: Settings) -> int:
    """Which scene is shown, counted from 1; a lesson may have fewer than the address says."""
    return min(int(settings.scene), len(LESSONS[settings.lesson].scenes))


def _show(key: str, place: int) -> None:
    visit.show(_of_scene(key, place, st.session_state.settings.predict))


def _of_scene(key: str, place: int, predict: str) -> Settings:
    return settings_of({**LESSONS[key].scenes[place - 1].settings, "lesson": key, "scene": str(place), "predict": predict})


def _choose() -> None:
    _show(st.session_state[CHOSEN], 1)


def _name(key: str) -> str:
    return f"{LESSONS[key].chapter}: {LESSONS[key].title}"


def _neutral(key: str) -> str:
    """A lesson without its title, which may give the answer away: “Too high” beside “does it diverge?”."""
    return f"{LESSONS[key].chapter} ({LESSONS[key].order:g})"


def _scene(key: str, lesson: Lesson, place: int, settings: Settings) -> None:
    """What to look at in this scene, and the buttons to the others."""
    scene, count = lesson.scenes[place - 1], len(lesson.scenes)
    surface = settings.surface_record
    title = f'Scene {place} of {count}<span class="title">: {escape(scene.title)}</span>'
    st.html(f'<div class="scene"><strong>{title}</strong><div class="words">{escape(scene.text)}</div></div>')
    left, right = st.columns(2)
    _turning(left, right, key, place, count)
    _predict(settings)
    if settings.of_runs != settings_of(scene.settings).of_runs:
        st.button("Reset scene", on_click=_show, args=(key, place), width="stretch")
    st.button("Open in Explore", on_click=visit.open_in_explore, args=({},), width="stretch")
    st.caption(f"{surface.title}: ${surface.latex}$")


def _predict(settings: Settings) -> None:
    """The switch that hides the runs until they have been predicted."""
    st.session_state[PREDICT] = settings.predict == "1"
    st.toggle(
        "Predict first",
        key=PREDICT,
        on_change=lambda: visit.apply({"predict": str(int(st.session_state[PREDICT]))}),
        help="Hide the runs until you have predicted where they end, which is first, or whether they diverge.",
    )


def _turning(left: Any, right: Any, key: str, place: int, count: int) -> None:
    left.button("← Previous", disabled=place == 1, on_click=_show, args=(key, place - 1), width="stretch")
    right.button("Next →", disabled=place == count, on_click=_show, args=(key, place + 1), width="stretch")


def _narrow_scene(key: str, lesson: Lesson, place: int) -> None:
    """The same in a narrow strip, where the words are hidden and the stage has the space."""
    scene, count = lesson.scenes[place - 1], len(lesson.scenes)
    text, left, right = st.columns([8, 1, 1], vertical_alignment="center")
    caption = escape(f"{lesson.title}: {scene.title}. {scene.text}")
    text.html(f'<div class="scene"><strong>Scene {place} of {count}</strong> <span class="words">{caption}</span></div>')
    _turning(left, right, key, place, count)


def _claims(key: str, lesson: Lesson) -> None:
    """Each claim with the result of its check. They come last, because paths over many seeds may take a moment."""
    st.subheader("Claims", anchor=False)
    items = (
        f"<li><b>✓ checked</b>{escape(lesson.text(claim))} <small>Scene {claim.scene + 1}</small></li>"
        if holds
        else f'<li class="fails"><b>✗ fails</b>{escape(lesson.text(claim))} This does not hold here.</li>'
        for claim, holds in zip(lesson.claims, checked(key), strict=True)
    )
    st.html(f'<ul class="claims">{"".join(items)}</ul>')
    st.caption("Each claim is checked on the paths of its scene, with the scene's own settings. “About” means within 2 %.")


def preview(settings: Settings) -> Preview:
    """The scene and what there is to look at; where it is to be predicted first, nothing that gives the outcome away."""
    settings = arrive(settings, ())
    key, place = settings.lesson, _place(settings)
    lesson, scene = LESSONS[key], LESSONS[key].scenes[place - 1]
    if settings.predict == "1":
        text = "Predict what the optimizers do from this start, then see them run."
        return Preview(f"Lesson {_neutral(key)}, scene {place}: predict first", settings, text=text, hides=True)
    unchanged = settings.of_runs == settings_of(scene.settings).of_runs
    return Preview(f"{lesson.title}: {scene.title}", settings, text=scene.text if unchanged else "")


PAGE = Page(title="Lessons", path="lessons", order=3, show=page, preview=preview, arrive=arrive)
