"""The lessons page without a browser: scenes change the picture, and every claim is marked."""

import json
from dataclasses import asdict
from html import escape

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.lessons import LESSONS
from components.results.claims import settings_of
from components.results.experiment import experiment
from components.results.prediction import questions
from components.ui import overview
from tests.components.pages.test_explore_page import component, problems, run, stage, visited

FIRST = next(iter(LESSONS))


def page_of_the_lessons():
    from components.pages import lessons

    lessons.page()


def page_of_explore():
    from components.pages import explore

    explore.page()


def opened(**texts):
    return visited(AppTest.from_function(page_of_the_lessons, default_timeout=120), texts)


def press(page, label):
    next(button for button in page.button if label in button.label).click()
    return run(page)


def claims(page):
    return next(block.proto.body for block in page.get("html") if 'class="claims"' in block.proto.body)


def curtain(page):
    """The styles that hide what tells of the outcome."""
    return [block.proto.body for block in page.get("html") if "data-revealed" in block.proto.body]


def settings(page):
    return page.session_state["settings"]


def words(page):
    """The settings as the scene says them."""
    (found,) = [block.proto.body for block in page.get("html") if 'class="settings"' in block.proto.body]
    return found.removeprefix('<div class="settings">').removesuffix("</div>")


def either_page():
    import streamlit

    from components.pages import explore, lessons

    (lessons if streamlit.session_state["on"] == "lessons" else explore).page()


def turn(app, page):
    """Another page of the app, without an address, as the navigation turns to it."""
    app.query_params.clear()
    app.session_state["on"] = page
    return run(app)


def shown(page, key, scene):
    """Whether the session is set to what a scene says."""
    wanted = settings_of({**LESSONS[key].scenes[scene].settings, "lesson": key, "scene": str(scene + 1)})
    return settings(page) == wanted.replace(predict=settings(page).predict)


def test_it_opens_with_the_first_lesson_and_every_claim_is_marked():
    page = opened()
    assert page.header[0].value == LESSONS[FIRST].title
    assert shown(page, FIRST, 0)
    assert claims(page).count("✓ checked") == len(LESSONS[FIRST].claims)
    assert all(escape(LESSONS[FIRST].text(claim)) in claims(page) for claim in LESSONS[FIRST].claims)
    assert f"lesson={FIRST}" in stage(page)["address"]
    assert page.expander[0].label == LESSONS[FIRST].question


def test_next_and_previous_turn_the_scenes():
    page = press(opened(), "Next")
    assert shown(page, FIRST, 1)
    assert "scene=2" in stage(page)["address"]
    assert shown(press(page, "Previous"), FIRST, 0)


def test_the_overview_has_every_lesson_of_every_chapter():
    overview = component(opened(lesson="ravine", scene="2"), "descent_overview")
    assert [overview["lesson"], overview["scene"]] == ["ravine", 2]
    assert {key: lesson["title"] for key, lesson in overview["lessons"].items()} == {
        key: lesson.title for key, lesson in LESSONS.items()
    }
    assert [key for _, keys in overview["chapters"] for key in keys] == list(LESSONS)
    assert all(LESSONS[key].chapter == chapter for chapter, keys in overview["chapters"] for key in keys)
    hidden = component(opened(lesson="too_high", predict="1"), "descent_overview")
    assert not {lesson.title for lesson in LESSONS.values()} & {lesson["title"] for lesson in hidden["lessons"].values()}


@pytest.fixture
def chosen(monkeypatch):
    """What comes of a report of the overview."""

    def choose(report):
        found = []
        monkeypatch.setattr(st, "session_state", {"overview": {"edit": report}, "revision": 1})
        monkeypatch.setattr(overview, "_component", lambda on_edit_change, **_: on_edit_change())
        lessons = {"ravine": {"title": "The ravine", "scenes": 2}}
        overview.overview(lessons, [["Surfaces", ["ravine"]]], "ravine", 1, lambda *what: found.append(what))
        return found

    return choose


@pytest.mark.parametrize(
    "edits", [{"lesson": "nobody"}, {"lesson": "ravine", "scene": "3"}, {"scene": "1"}, {"lesson": ["ravine"]}, {}, "ravine"]
)
def test_only_what_there_is_can_be_chosen_from_the_overview(chosen, edits):
    assert chosen({"number": 3, "edits": edits}) == []
    assert chosen(edits) == []


def test_a_lesson_is_chosen_from_the_overview(chosen):
    assert chosen({"number": 3, "edits": {"lesson": "ravine", "scene": "2"}}) == [("ravine", 2)]


def test_the_end_of_a_lesson_leads_to_the_next_and_its_beginning_to_the_one_before():
    order = list(LESSONS)
    for lesson in order[:-1]:
        page = opened(lesson=lesson, scene=str(len(LESSONS[lesson].scenes)))
        assert page.button(key="turn-next").label == "Next lesson →"
    assert opened(lesson=order[-1], scene=str(len(LESSONS[order[-1]].scenes))).button(key="turn-next").disabled
    page = press(opened(lesson=order[0], scene=str(len(LESSONS[order[0]].scenes))), "Next lesson")
    assert shown(page, order[1], 0)
    assert shown(press(page, "Previous"), order[0], len(LESSONS[order[0]].scenes) - 1)
    assert opened().button(key="turn-previous").disabled


def test_a_link_may_name_no_more_than_the_lesson_and_the_scene():
    assert shown(opened(lesson="too_low", scene="2"), "too_low", 1)
    assert shown(opened(lesson="too_low", scene="9"), "too_low", len(LESSONS["too_low"].scenes) - 1)


def test_a_changed_picture_is_that_of_the_address_and_can_be_put_back():
    page = opened(lesson="too_low", surface="bowl", steps="33")
    assert settings(page)["steps"] == 33
    assert shown(press(page, "Reset scene"), "too_low", 0)
    assert not any("Reset" in button.label for button in page.button)


def test_a_changed_scene_is_marked_with_its_settings():
    page = opened(lesson="too_high")
    assert words(page) == "Gradient descent α = 2; 20 steps from (6, 6); noise σ = 1"
    page = opened(**{**LESSONS["too_high"].scenes[0].settings, "lesson": "too_high", "steps": "33"})
    assert words(page) == "You have changed this scene: Gradient descent α = 2; 33 steps from (6, 6); noise σ = 1"
    assert words(press(page, "Reset scene")) == "Gradient descent α = 2; 20 steps from (6, 6); noise σ = 1"


def test_what_is_set_in_the_lessons_and_in_explore_is_kept_apart():
    app = AppTest.from_function(either_page, default_timeout=120)
    app.session_state["on"] = "explore"
    for name, text in {"v": "2", "surface": "beale", "steps": "77"}.items():
        app.query_params[name] = text
    assert settings(run(app))["surface"] == "beale"
    app = turn(app, "lessons")
    assert shown(app, FIRST, 0)
    app = press(app, "Next")
    app = turn(app, "explore")
    assert [settings(app)["surface"], settings(app)["steps"]] == ["beale", 77]
    app = turn(app, "lessons")
    assert shown(app, FIRST, 1)
    app.session_state["settings"] = settings(app).replace(steps=5)
    app = turn(turn(app, "explore"), "lessons")
    assert settings(app)["steps"] == 5  # not restarted
    app = turn(press(app, "Open in Explore"), "explore")
    assert settings(app)["steps"] == 5  # kept deliberately
    app.session_state["settings"] = settings(app).replace(steps=6)
    assert settings(turn(app, "lessons"))["steps"] == 5


def test_a_lesson_that_a_bare_link_has_opened_is_not_begun_anew():
    app = AppTest.from_function(either_page, default_timeout=120)
    app.session_state["on"], app.query_params["lesson"] = "lessons", "ravine"
    assert shown(run(app), "ravine", 0)
    app.session_state["settings"] = settings(app).replace(steps=5)
    assert settings(turn(turn(app, "explore"), "lessons"))["steps"] == 5


def test_a_class_stays_one_on_the_way_to_the_lessons_and_back():
    app = AppTest.from_function(either_page, default_timeout=120)
    app.session_state["on"] = "lessons"
    app.query_params["lesson"] = "ravine"
    app.query_params["classroom"] = "1"
    app = turn(run(app), "explore")
    assert settings(app)["classroom"] == "1"
    assert settings(app)["lesson"] == "none"


def test_a_claim_that_fails_is_marked(monkeypatch):
    from components.pages import lessons

    monkeypatch.setattr(lessons, "checked", lambda key: (False,) * len(LESSONS[key].claims))
    page = opened()
    assert claims(page).count("✗ fails") == len(LESSONS[FIRST].claims)
    assert "✓" not in claims(page)


@pytest.mark.parametrize("lesson", ["nobody", "../..", "<b>"])
def test_an_unknown_lesson_is_reported_and_the_first_is_shown(lesson):
    page = opened(lesson=lesson)
    assert settings(page)["lesson"] == FIRST
    assert len(problems(page)) == 1
    assert problems(press(page, "Next")) == []


def test_other_pages_do_not_mention_the_lesson():
    page = AppTest.from_function(page_of_explore, default_timeout=120)
    page.query_params["lesson"] = "ravine"
    assert "lesson" not in stage(run(page))["address"]
    assert settings(page)["lesson"] == "ravine"  # so that going back works


def test_open_in_explore_takes_the_scene_along():
    page = press(opened(lesson="needle"), "Open in Explore")
    assert page.session_state["turn_to"] == "explore"
    assert shown(page, "needle", 0)


def test_a_scene_is_predicted_first_where_that_is_switched_on():
    page = opened(lesson="ravine", scene="2")
    assert stage(page)["questions"] is None
    assert curtain(page) == []
    page.toggle[0].set_value(True)
    page = run(page)
    expected = [asdict(question) for question in questions(experiment(settings(page)))]
    assert stage(page)["questions"] == json.loads(json.dumps(expected))
    assert "predict=1" in stage(page)["address"]
    assert shown(page, "ravine", 1)
    (style,) = curtain(page)
    assert f'data-revealed="{stage(page)["visit"]}"' in style


def test_a_link_opens_a_scene_to_be_predicted_and_so_do_the_scenes_after_it():
    page = opened(lesson="too_high", predict="1")
    assert shown(page, "too_high", 0)
    assert [question["name"] for question in stage(page)["questions"]] == ["diverges"]
    seen = stage(page)["visit"]
    page = press(page, "Next")
    assert shown(page, "too_high", 1)
    assert [question["name"] for question in stage(page)["questions"]] == ["where:gradient_descent"]
    assert stage(page)["visit"] > seen  # so that reports about the previous scene are ignored
    page.toggle[0].set_value(False)
    page = run(page)
    assert stage(page)["questions"] is None
    assert "predict" not in stage(page)["address"]


def test_what_is_asked_is_about_what_is_set():
    scene = {**LESSONS["ravine"].scenes[1].settings, "lesson": "ravine", "scene": "2", "predict": "1"}
    page = opened(**{**scene, "optimizers": "momentum"})
    assert [question["name"] for question in stage(page)["questions"]] == ["first", "where:momentum"]
    page = opened(lesson="ravine", surface="matyas", optimizers="none", predict="1")
    assert stage(page)["questions"] == []


def test_explore_shows_at_once():
    page = AppTest.from_function(page_of_explore, default_timeout=120)
    page.query_params["predict"] = "1"
    assert stage(run(page))["questions"] is None
    assert "predict" not in stage(page)["address"]


@pytest.mark.parametrize("text", ["2", "yes", "", "<b>"])
def test_an_invalid_predict_is_reported_and_nothing_is_hidden(text):
    page = opened(**{**LESSONS[FIRST].scenes[0].settings, "lesson": FIRST, "predict": text})
    assert stage(page)["questions"] is None
    assert len(problems(page)) == 1
