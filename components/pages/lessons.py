"""Lessons: a short text, scenes to step through, a question, and claims checked on the computed paths.

With “Predict first”, only surface, start and settings are visible. Everything that gives the outcome away, including titles, is
hidden until the stage reveals it in the browser: in place, except for the claims at the end of the page.
"""

from collections.abc import Collection
from html import escape
from itertools import groupby

import streamlit as st

from components.lessons import LESSONS
from components.lessons._lesson import Lesson
from components.results.claims import checked, settings_of
from components.results.experiment import experiment
from components.results.prediction import questions
from components.stage.stage import KEY, stage
from components.state.ignored_parameters import is_ignored
from components.state.parameters import NO_LESSON, SHOWING, TEACHING
from components.state.settings import Settings
from components.text.settings_in_words import settings_in_words
from components.ui import sidebar, visit
from components.ui.overview import overview
from components.ui.page import Page
from components.ui.page_header import list_problems
from components.ui.reported import acknowledged
from components.web.experiment_sliders import choosable
from components.web.preview import Preview

ORDER = list(LESSONS)
FIRST = ORDER[0]
PREDICT = "choose to predict"
CURTAIN = """<style>
html:not([data-revealed="{visit}"]) :is(.words, .scene .title, .st-key-title *) {{ visibility: hidden; }}
html:not([data-revealed="{visit}"]) .st-key-claims {{ display: none; }}
html[data-revealed="{visit}"] .lesson .before {{ display: none; }}
</style>"""
BEFORE = (
    "Look at the surface, the start and the settings. Answer the questions, then reveal. "
    "The text of the lesson returns with the paths."
)


def page() -> None:
    settings = _begun(visit.current(lesson=True))
    sidebar.sidebar(settings, visit.from_step())
    key = settings.lesson
    lesson, place = LESSONS[key], _place(settings)
    predicts = settings.predict == "1"
    with st.container(key="above-lesson", gap=None):  # always present, so that the elements below keep their position
        if predicts:
            st.html(CURTAIN.format(visit=st.session_state.visit))
        list_problems(st.session_state.problems)
    with st.container(key="lesson"):  # positioned by `browser/lessons.css`
        _scene(key, lesson, place, settings)
        _stage(lesson, place, settings)
        if settings.shows("words"):
            _words(lesson, predicts)
        if settings.shows("words") and settings.shows("scene"):
            _more(settings)
    if settings.shows("question"):
        st.subheader("Question", anchor=False)
        with st.expander(lesson.question):
            st.markdown(lesson.answer)
    if settings.shows("claims"):
        with st.container(key="claims"):
            _claims(key, lesson)


def _stage(lesson: Lesson, place: int, settings: Settings) -> None:
    result = experiment(settings, visit.stay)
    stage(
        result,
        settings,
        on_edit=lambda: visit.take_edit(KEY),
        sections=choosable(settings, "words", "scene", "question", "claims"),
        questions=questions(result, lesson.scenes[place - 1].asks) if settings.predict == "1" else None,
        acknowledged=acknowledged(KEY),
        revision=st.session_state.revision,
        visit=st.session_state.visit,
        scene_changes=st.session_state.get("scene_changes", 0),
        from_step=visit.from_step(),
    )


def _words(lesson: Lesson, predicts: bool) -> None:
    with st.container(key="lesson-words"):
        with st.container(key="title"):
            st.header(lesson.title, anchor=False)
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in lesson.paragraphs)
        before = f'<p class="before">{BEFORE}</p>' if predicts else ""
        st.html(f'<div class="lesson">{before}<div class="words">{paragraphs}</div></div>')


def _begun(settings: Settings) -> Settings:
    """The settings, or those of a scene if the address names only a lesson, or no lesson has been opened yet."""
    state = st.session_state
    opened = opening(settings, () if state.get("lesson opened") == state.visit else visit.read_names())
    if opened != settings:
        unread = state.problems
        visit.show(opened)
        state.problems = unread
    state["lesson opened"] = state.visit
    return visit.current(from_address=False, lesson=True)  # the lesson has already been read from the address


def opening(settings: Settings, names: Collection[str]) -> Settings:
    """The settings of an address with these names, or those of a scene where it names only a lesson, or none."""
    own = {name for name in names if not is_ignored(name)}
    bare = bool(own) and own <= {*TEACHING, *SHOWING, "v"}
    if settings.lesson != NO_LESSON and not bare:
        return settings
    key = FIRST if settings.lesson == NO_LESSON else settings.lesson
    place = min(settings.scene, len(LESSONS[key].scenes))
    return _of_scene(key, place, settings.predict).replace(**{name: getattr(settings, name) for name in SHOWING})


def _place(settings: Settings) -> int:
    """The number of the scene, from 1; a lesson may have fewer than the address names."""
    return min(int(settings.scene), len(LESSONS[settings.lesson].scenes))


def _show(key: str, place: int) -> None:
    visit.show(_of_scene(key, place, st.session_state.settings.predict))


def _of_scene(key: str, place: int, predict: str) -> Settings:
    return settings_of({**LESSONS[key].scenes[place - 1].settings, "lesson": key, "scene": str(place), "predict": predict})


def _scene(key: str, lesson: Lesson, place: int, settings: Settings) -> None:
    """The text of the scene, its settings, and navigation buttons, which shortcuts use even if they are hidden."""
    if not settings.shows("scene"):
        with st.container(key="scene-unseen"):
            _turning(key, place)
        return
    scene, count = lesson.scenes[place - 1], len(lesson.scenes)
    with st.container(key="lesson-scene"):
        if settings.shows("words"):
            _overview(key, place, settings)
        _turning(key, place)
        named = scene.title if settings.shows("words") else f"{lesson.title}: {scene.title}"
        title = f'Scene {place} of {count}<span class="title">: {escape(named)}</span>'
        st.html(f'<div class="scene"><strong>{title}</strong> <span class="words">{escape(scene.text)}</span></div>')
        with st.container(key="scene-settings", horizontal=True, vertical_alignment="center"):
            changed = settings.of_runs != settings_of(scene.settings).of_runs
            start = "You have changed this scene: " if changed else ""
            st.html(f'<div class="settings">{start}{escape(settings_in_words(settings, scene.settings))}</div>')
            if changed:
                st.button("Reset scene", on_click=_show, args=(key, place), help="Show the scene as it was.")


def _overview(key: str, place: int, settings: Settings) -> None:
    name = _neutral if settings.predict == "1" else _title
    chapters = [[chapter, list(keys)] for chapter, keys in groupby(LESSONS, lambda key: LESSONS[key].chapter)]
    lessons = {key: {"title": name(key), "scenes": len(lesson.scenes)} for key, lesson in LESSONS.items()}
    overview(lessons, chapters, key, place, on_choose=_show)


def _more(settings: Settings) -> None:
    surface = settings.surface_record
    with st.container(key="lesson-more"):
        _predict(settings)
        st.button("Open in Explore", on_click=visit.open_in_explore, args=({},), width="stretch")
        st.caption(f"{surface.title}: ${surface.latex}$")


def _title(key: str) -> str:
    return LESSONS[key].title


def _neutral(key: str) -> str:
    """A lesson without its title, which may give the answer away: “Too high” beside “does it diverge?”."""
    return f"{LESSONS[key].chapter} ({LESSONS[key].order:g})"


def _predict(settings: Settings) -> None:
    """The switch that hides the runs until they have been predicted."""
    st.session_state[PREDICT] = settings.predict == "1"
    st.toggle(
        "Predict first",
        key=PREDICT,
        on_change=lambda: visit.apply({"predict": str(int(st.session_state[PREDICT]))}),
        help="Hide the runs until you have predicted where they end, which is first, or whether they diverge.",
    )


def _turning(key: str, place: int) -> None:
    """Buttons for the previous and the next scene; at the ends of a lesson, those of its neighbors."""
    scenes = [(lesson, scene + 1) for lesson in LESSONS for scene in range(len(LESSONS[lesson].scenes))]
    here = scenes.index((key, place))
    before, after = scenes[here - 1] if here else None, scenes[here + 1] if here + 1 < len(scenes) else None
    forward = "Next →" if after is None or after[0] == key else "Next lesson →"
    with st.container(key="scene-turn", horizontal=True):
        for label, to, button in (("← Previous", before, "turn-previous"), (forward, after, "turn-next")):
            st.button(label, key=button, disabled=to is None, on_click=_show, args=to, width="stretch")


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
    """The scene and what to look for; with “Predict first”, nothing that gives the outcome away."""
    settings = opening(settings, ())
    key, place = settings.lesson, _place(settings)
    lesson, scene = LESSONS[key], LESSONS[key].scenes[place - 1]
    if settings.predict == "1":
        text = "Predict what the optimizers do from this start, then see them run."
        return Preview(f"Lesson {_neutral(key)}, scene {place}: predict first", settings, text=text, hides=True)
    unchanged = settings.of_runs == settings_of(scene.settings).of_runs
    return Preview(f"{lesson.title}: {scene.title}", settings, text=scene.text if unchanged else "")


PAGE = Page(title="Lessons", path="lessons", order=3, show=page, preview=preview, opening=opening)
