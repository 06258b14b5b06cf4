"""The lessons: scenes to step through on the stage, and claims that were checked."""

from urllib.parse import parse_qsl

from components.lessons import LESSONS
from components.results.claims import settings_of
from components.state.address import write

LESSON = LESSONS["ravine"]


def shows(lab, scene):
    """Wait until the address holds all settings of a scene."""
    for name, value in parse_qsl(write(settings_of(scene.settings))):
        lab.parameter(name, value)


def test_a_lesson_is_stepped_through_and_opened_in_explore(visit):
    lab = visit("lesson=ravine", "lessons", fresh=True)
    page = lab.page
    page.get_by_role("heading", name=LESSON.title).wait_for()
    shows(lab, LESSON.scenes[0])
    before = lab.drawing("map")
    lab.changes(lambda: page.get_by_role("button", name="Next →").click())
    lab.parameter("scene", "2")
    page.get_by_text(f"Scene 2 of {len(LESSON.scenes)}: ").wait_for()
    assert lab.drawing("map") != before
    claims = page.locator(".claims li")
    assert claims.count() == len(LESSON.claims)
    assert all(text.startswith("✓ checked") for text in claims.all_inner_texts())
    page.get_by_role("button", name="Open in Explore").click()
    page.get_by_text("Update rules").wait_for()
    lab.until("!new URLSearchParams(location.search).has('lesson')")
    shows(lab, LESSON.scenes[1])


def test_one_step_back_leads_to_the_scene_before(visit):
    lab = visit("lesson=ravine", "lessons", fresh=True)
    page = lab.page
    shows(lab, LESSON.scenes[0])
    lab.changes(lambda: page.get_by_role("button", name="Next →").click())
    lab.parameter("scene", "2")
    entries = page.evaluate("history.length")
    lab.changes(lambda: page.go_back())
    page.get_by_text(f"Scene 1 of {len(LESSON.scenes)}: ").wait_for()
    shows(lab, LESSON.scenes[0])
    lab.changes(lambda: page.go_forward())
    page.get_by_text(f"Scene 2 of {len(LESSON.scenes)}: ").wait_for()
    shows(lab, LESSON.scenes[1])
    assert page.evaluate("history.length") == entries


def test_a_bare_link_that_is_gone_back_to_shows_its_scene(visit):
    lab = visit("surface=bowl")
    lab.turn_to("lesson=ravine&scene=2", "lessons")
    lab.page.get_by_text(f"Scene 2 of {len(LESSON.scenes)}: ").wait_for()
    shows(lab, LESSON.scenes[1])
