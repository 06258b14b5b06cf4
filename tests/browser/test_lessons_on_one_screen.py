"""A lesson on one screen: the text of the scene, its settings, the picture, the question, and the button for the next scene."""

from urllib.parse import urlencode

import pytest

from components.lessons import LESSONS
from tests.browser.lab import Lab
from tests.browser.test_one_screen import PHONES, boxes, in_one_row, inside

SCENE = (".st-key-lesson .scene", ".st-key-lesson .settings", ".st-key-turn-previous button", ".st-key-turn-next button")
LONGEST = max(LESSONS, key=lambda key: max(len(scene.title + scene.text) for scene in LESSONS[key].scenes))
FOCUS = """() => {
  const { activeElement } = document;
  return activeElement === document.body ? 'body' : activeElement.innerText || activeElement.tagName;
}"""

CUT = """() => [...document.querySelectorAll('.st-key-scene-turn button *')]
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible')
  .map((node) => node.textContent)"""


def scene(key, place=1, **more):
    return urlencode({**LESSONS[key].scenes[place - 1].settings, "lesson": key, "scene": str(place), **more})


@pytest.mark.parametrize(("width", "height"), PHONES)
@pytest.mark.parametrize("key", ["too_high", LONGEST])
def test_scene_picture_and_next_are_on_the_screen_of_a_phone(visit, width, height, key):
    lab = visit(scene(key), "lessons", width=width, height=height, touch=True)
    tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
    for part in (*SCENE, ".view.map", ".transport .play", ".single-slider .track"):
        assert inside(lab, part, below=tabs), part
    for _, top, _, bottom in boxes(lab, ".st-key-scene-turn button"):
        assert bottom - top >= 43.5


ASKS_ONE, ASKS_TWO = scene("too_high", predict="1"), scene("ravine", 2, predict="1")


@pytest.mark.parametrize("query", [ASKS_ONE, ASKS_TWO])
@pytest.mark.parametrize(("width", "height"), PHONES)
def test_what_is_asked_is_on_one_screen_with_the_picture(visit, width, height, query):
    lab = visit(query, "lessons", width=width, height=height, touch=True)
    for place in (query, f"{query}&classroom=1"):
        lab.turn_to(place, "lessons")
        tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
        for part in (".view.map", ".question .text", ".option", ".reveal", ".st-key-turn-next button"):
            assert inside(lab, part, below=tabs), (place, part)
        assert not lab.page.locator(".dock").is_visible(), "nothing lies over what is asked"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_what_is_asked_in_class_stands_beside_the_picture(visit, width, height):
    lab = visit(f"{ASKS_TWO}&classroom=1", "lessons", width=width, height=height)
    ((_, top, _, bottom),) = boxes(lab, ".view.map")
    assert bottom - top >= 0.6 * height - 1
    for part in (".view.map", ".question", ".reveal", ".transport > *"):
        assert inside(lab, part), part
    lab.turn_to(f"{ASKS_TWO}&classroom=1&hide=sidebar,tools,notes,table,rules", "lessons")  # with the lesson's text
    ((_, top, _, bottom),) = boxes(lab, ".view.map")
    assert bottom - top >= 0.6 * height - 1
    assert in_one_row(lab, ".transport > *")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768), (1920, 1080)])
def test_scene_picture_curve_and_sentence_are_on_one_screen_in_class(visit, width, height):
    lab = visit(scene("ravine", 2, v="2", classroom="1"), "lessons", width=width, height=height)
    ((_, top, _, bottom),) = boxes(lab, ".view.map")
    assert bottom - top >= 0.6 * height - 1
    for part in (*SCENE, ".view.map", ".view.surface3d", ".transport", ".curve", ".sentence"):
        assert inside(lab, part), part


def test_the_overview_is_on_the_screen_of_a_phone(visit):
    for width, height in PHONES:
        lab = visit(scene("too_high"), "lessons", width=width, height=height, touch=True)
        lab.page.locator(".overview summary").click()
        tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
        assert inside(lab, ".overview .chapters", below=tabs)
        lab.page.locator(".overview summary").click()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768)])
def test_the_overview_has_every_chapter_within_its_edges(visit, width, height):
    lab = visit(scene("too_high"), "lessons", width=width, height=height)
    lab.page.locator(".overview summary").click()
    assert inside(lab, ".overview .chapters")
    ((left, _, right, _),) = boxes(lab, ".overview .chapters")
    assert all(left < start and end < right for start, _, end, _ in boxes(lab, ".overview section"))
    lab.page.locator(".overview summary").click()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768)])
def test_scene_picture_and_sentence_are_on_the_screen_of_a_laptop(visit, width, height):
    lab = visit(scene("local_minimum"), "lessons", width=width, height=height)
    for part in (*SCENE, ".view.map", ".view.surface3d", ".transport", ".sentence"):
        assert inside(lab, part), part
    lab.turn_to(scene("ravine", 2), "lessons")  # the button names the next lesson
    assert lab.page.evaluate(CUT) == []
    asked = visit(ASKS_TWO, "lessons", width=width, height=height)
    for part in (".view.map", ".question", ".reveal", ".st-key-turn-next button"):
        assert inside(asked, part), part


def test_keys_turn_the_scenes_answer_and_reveal_and_the_focus_stays_on_the_page(visit):
    lab = visit(scene("too_high", predict="1", classroom="1"), "lessons", fresh=True)
    page = lab.page
    page.locator(".st-key-turn-next button").focus()
    lab.changes(lambda: page.keyboard.press("n"))
    lab.parameter("scene", "2")
    lab.changes(lambda: page.keyboard.press("PageUp"))
    lab.until("!new URLSearchParams(location.search).has('scene')")
    assert page.evaluate(FOCUS) != "body"
    page.keyboard.press("1")
    assert page.evaluate(FOCUS) == "Reveal"
    assert lab.stage("stage.prediction.answers.diverges") == "yes"
    page.keyboard.press("2")
    assert lab.stage("stage.prediction.answers.diverges") == "no"
    page.keyboard.press("Space")
    lab.until("document.querySelector('.prediction').dataset.state === 'revealed'")  # 20 steps play quickly
    assert page.evaluate(FOCUS) == "Predict again"
    page.keyboard.press("Space")
    lab.until("document.querySelector('.prediction').dataset.state === 'hidden'")
    assert page.evaluate(FOCUS) == "Reveal"
    page.locator(".prediction .option").first.locator("input").focus()
    page.keyboard.press("Space")
    assert lab.stage("stage.prediction.answers.diverges") == "yes"
    page.keyboard.press("Space")  # with the focus on an answer, as after a click
    lab.until("document.querySelector('.prediction').dataset.state === 'revealed'")
    assert page.evaluate(FOCUS) == "Predict again"


def test_space_reveals_after_a_guess_has_been_placed_by_keys(visit):
    lab = visit(ASKS_TWO, "lessons", fresh=True)
    options = lab.page.locator(".prediction .option").all_inner_texts()
    on_map = next(place for place, text in enumerate(options, 1) if text.startswith("On the map"))
    for key in (str(on_map), "ArrowLeft", "Enter", "Space"):
        lab.page.keyboard.press(key)
    lab.until("document.querySelector('.prediction').dataset.state !== 'hidden'")


def test_the_focus_is_not_lost_where_there_is_no_scene_before(visit):
    lab = visit(scene(next(iter(LESSONS)), 2), "lessons", fresh=True)
    previous = lab.page.locator(".st-key-turn-previous button")
    previous.focus()
    lab.changes(lambda: lab.page.keyboard.press("Enter"))
    lab.parameter("lesson", next(iter(LESSONS)))
    lab.until("document.querySelector('.st-key-turn-previous button').disabled")
    lab.until("document.activeElement !== document.body")
    assert "Next" in lab.page.evaluate(FOCUS)


def test_the_overview_remembers_what_has_been_seen(windows, server):
    context = windows(width=1280, height=800, locale="en-GB")
    lab = Lab(context, server.url).open("lesson=too_high&scene=1", "lessons")
    page = lab.page
    count = len(LESSONS["too_high"].scenes)
    for place in range(2, count + 1):
        lab.changes(lambda: page.keyboard.press("n"))
        lab.parameter("scene", str(place))
    page.locator(".overview summary").click()
    row = page.locator(".overview .choice").filter(has_text=LESSONS["too_high"].title)
    assert row.locator(".dots").get_attribute("aria-label") == "all scenes seen"
    other = page.locator(".overview .choice").filter(has_text=LESSONS["ravine"].title)
    assert other.locator(".dots").get_attribute("aria-label") == f"0 of {len(LESSONS['ravine'].scenes)} scenes seen"
    lab.changes(other.click)
    lab.parameter("lesson", "ravine")
    assert page.evaluate(FOCUS) != "body"
    page.reload()
    lab.drawn()
    page.locator(".overview summary").click()
    page.get_by_text("1 of 21 lessons seen".replace("21", str(len(LESSONS)))).wait_for()
    page.get_by_role("button", name="Clear progress").click()
    page.get_by_text(f"0 of {len(LESSONS)} lessons seen").wait_for()
    page.close()


def test_what_was_set_in_explore_is_there_after_a_lesson(visit):
    lab = visit("v=2&surface=beale&steps=77", fresh=True)
    lab.page.get_by_role("link", name="Lessons").first.click()
    lab.parameter("surface", LESSONS[next(iter(LESSONS))].scenes[0].settings["surface"])
    lab.at_rest()
    lab.page.get_by_role("link", name="Explore", exact=True).first.click()
    lab.parameter("surface", "beale")
    lab.parameter("steps", "77")
    lab.drawn()
    assert lab.stage("stage.scene.surface") == "beale"


def test_a_finger_turns_the_surface_sideways_and_scrolls_the_page_upwards(visit):
    lab = visit(width=390, height=844, touch=True, fresh=True)  # other settings replace the map by the surface
    lab.page.get_by_role("button", name="3D").click()
    lab.until("document.querySelector('.view.surface3d').checkVisibility({ visibilityProperty: true })")
    touch = lab.page.context.new_cdp_session(lab.page)
    (left, top, right, bottom), *_ = boxes(lab, ".view.surface3d")
    x, y = (left + right) / 2, (top + bottom) / 2
    camera = "stage.surface3d.camera().eye"
    before = lab.stage(camera)

    def swipe(*points):
        for event, point in zip(["touchStart", *["touchMove"] * (len(points) - 1), "touchEnd"], [*points, None], strict=True):
            at = [] if point is None else [{"x": point[0], "y": point[1]}]
            touch.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": at})

    swipe((x, y), (x, y - 20), (x, y - 80), (x, y - 160))
    lab.until("document.querySelector('[data-testid=stMain]').scrollTop > 50")
    assert lab.stage(camera) == before
    swipe((x, y), (x + 15, y), (x + 60, y - 40), (x + 90, y - 300))
    lab.until(f"(x) => Math.abs(document.querySelector('.stage').{camera}.x - x) > 0.05", before["x"])
    assert lab.stage("stage.surface3d.camera().eye.z > stage.surface3d.camera().center.z")


def test_a_mouse_cannot_take_the_camera_under_the_surface(visit):
    lab = visit(fresh=True)
    mouse = lab.page.mouse
    mouse.move(*lab.point("surface3d", 0.5, 0.7))
    mouse.down()
    mouse.move(*lab.point("surface3d", 0.55, 0.3), steps=4)
    mouse.move(*lab.point("surface3d", 0.6, 0.02), steps=4)
    mouse.up()
    lab.until("document.querySelector('.stage').stage.surface3d.movedCamera()")
    camera = lab.stage("stage.surface3d.camera()")
    assert 0 < camera["eye"]["z"] - camera["center"]["z"] < 0.4


def test_without_an_optimizer_the_prompt_stands_in_the_picture(visit):
    lab = visit("v=2&optimizers=none")
    (left, top, right, bottom), *_ = boxes(lab, ".view.map .prompt span")
    ((x, y, over, under),) = boxes(lab, ".view.map")
    assert x < left < right < over
    assert y < top < bottom < under
    assert lab.page.locator(".view.map .prompt").inner_text() == lab.page.locator(".sentence").inner_text()
    again = visit("v=2&optimizers=adam")
    assert not again.page.locator(".view.map .prompt").is_visible()


def test_the_curve_offers_the_logarithm_where_a_run_diverges(visit):
    eight = "adam,gradient_descent,momentum,nesterov,rmsprop,adagrad,lion,amsgrad"
    calm = visit(f"v=2&surface=bowl&optimizers={eight}&gradient_descent.learning_rate=0.1")
    offer = calm.page.locator(".curve .offer")
    assert not offer.is_visible()
    lab = visit(f"v=2&surface=bowl&optimizers={eight}&gradient_descent.learning_rate=3")
    lab.page.locator(".curve .offer").click()
    lab.parameter("scale", "log")
    lab.until("document.querySelector('.stage').stage.curve.log")
    assert not lab.page.locator(".curve .offer").is_visible()


def test_the_catalogue_is_jumped_through(visit):
    lab = visit(width=390, height=844, touch=True)
    page = lab.page
    page.goto(f"{lab.url}catalogue")
    for part in ("optimizers", "schedules", "surfaces"):
        page.locator(f".jump a[href='#{part}']").click()
        lab.until(
            f"Math.abs(document.getElementById('{part}').getBoundingClientRect().top - 90) < 90"
            if part != "schedules"
            else f"document.getElementById('{part}').getBoundingClientRect().top < innerHeight"
        )
        assert inside(lab, ".jump a")
    page.locator(".by-name summary").first.click()
    page.locator(".by-name a[href='#surfaces-himmelblau']").click()
    lab.until("(({ top }) => top > 40 && top < 400)(document.getElementById('surfaces-himmelblau').getBoundingClientRect())")
