"""Predict, then reveal: nothing is visible before, the paths play after, and the score is right."""

import math
from urllib.parse import urlencode

import pytest

from components.lessons import LESSONS
from components.results.claims import settings_of
from components.results.experiment import experiment
from components.results.prediction import questions

VIEWS = ("map", "surface3d", "curve")
RAVINE = LESSONS["ravine"].scenes[1]
WORDS = (
    ".stage .sentence",
    ".stage .results",
    ".st-key-title h2",
    ".lesson .words",
    ".scene .title",
    ".scene .words",
    ".claims li >> nth=0",
)
FOCUSED = """() => {
  const element = document.activeElement;
  const seen = getComputedStyle(element.closest('label') ?? element).outlineStyle;
  return [element.matches('.map canvas') ? 'map' : element.value || element.textContent, seen];
}"""


def link(key, place, **changes):
    """The address of a scene, to be predicted."""
    teaching = {"lesson": key, "scene": str(place), "predict": "1"}
    return urlencode({**LESSONS[key].scenes[place - 1].settings, **teaching, **changes})


def truth(**changes):
    """The questions of the ravine's second scene by name, worked out here."""
    result = experiment(settings_of({**RAVINE.settings, **changes}))
    return {question.name: question for question in questions(result, RAVINE.asks)}


def begin(visit, key="ravine", place=2, **properties):
    """A scene to be predicted, and no score so far."""
    lab = visit(link(key, place), "lessons", **properties)
    lab.page.locator(".prediction").wait_for()
    clear = lab.page.locator(".prediction").get_by_role("button", name="Clear")
    if clear.is_visible():
        clear.click()
    return lab


def state(lab, wanted):
    lab.until("(wanted) => document.querySelector('.prediction').dataset.state === wanted", wanted)


def press(lab, name):
    lab.page.locator(".prediction").get_by_role("button", name=name).click()


def choose(lab, answer):
    lab.page.locator(".prediction .option").filter(has_text=answer).click()


def to_the_end(lab):
    press(lab, "Reveal")
    state(lab, "playing")
    press(lab, "To the end")
    state(lab, "revealed")


def outcomes(lab):
    return lab.page.locator(".prediction .outcome").all_inner_texts()


def score(lab):
    return lab.page.inner_text(".prediction .tally")


def point_at(lab, across, down):
    lab.page.locator(".view.map").scroll_into_view_if_needed()
    lab.page.mouse.click(*lab.point("map", across, down))


def guess(lab):
    return lab.stage("stage.prediction.answers['where:gradient_descent']")


def miss_of(lab, **changes):
    """What the panel has to say of the guess on the map, from Python's end of the run."""
    (x, y), (there_x, there_y) = guess(lab), truth(**changes)["where:gradient_descent"].end
    miss, share = math.hypot(x - there_x, y - there_y), math.hypot((x - there_x) / 10, (y - there_y) / 10)
    return f"Off by {miss:.3g}, {100 * share:.0f} % of the window."


def tab_to(lab, name):
    """Press Tab until the focus is there, and see that it can be seen."""
    for _ in range(40):
        lab.page.keyboard.press("Tab")
        focused, outline = lab.page.evaluate(FOCUSED)
        if focused == name:
            assert outline == "solid"
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_nothing_of_the_outcome_is_seen_before(visit):
    lab = visit(link("ravine", 2, optimizers="none", step="0", predict="0"), "lessons")
    empty = {view: lab.drawing(view) for view in VIEWS}
    lab.turn_to(link("ravine", 2), "lessons")
    assert {view: lab.drawing(view) for view in VIEWS} == empty
    for words in WORDS:
        assert lab.page.locator(words).count() == 1
        assert not lab.page.locator(words).is_visible()
    assert LESSONS["ravine"].title not in lab.page.locator("main").inner_text()  # not even in the menu of lessons
    for key in ("End", "ArrowRight", "Space"):
        lab.page.keyboard.press(key)
    lab.page.locator(".view.map").scroll_into_view_if_needed()
    lab.page.mouse.move(*lab.point("map", 0.5, 0.5))  # both runs end there
    assert lab.stage("[stage.clock.time, stage.clock.playing]") == [0, False]
    assert lab.page.inner_text(".transport .counter") == "step 0 of 200"
    assert lab.page.locator(".tip.shown").count() == 0
    assert {view: lab.drawing(view) for view in VIEWS} == empty
    assert "step" not in lab.address()
    assert lab.address()["predict"] == "1"


def test_predict_with_the_mouse_and_see_the_score(visit):
    lab = begin(visit)
    page = lab.page
    reveal = page.locator(".prediction").get_by_role("button", name="Reveal")
    assert reveal.is_disabled()
    choose(lab, "Momentum")
    point_at(lab, 0.7, 0.4)
    assert guess(lab) == pytest.approx([2, 1], abs=10 / lab.stage("stage.map.frame().width"))
    assert lab.address()["x"] == "4"  # the click was a guess, not a start
    places = "['.transport', '.view.curve', '.prediction', '.question'].map((part) => stage.root.querySelector(part).offsetTop)"
    before, hidden = lab.stage(places), lab.drawing("map")
    reveal.click()
    lab.until("document.querySelector('.stage').stage.clock.time > 10")
    assert not page.locator(WORDS[0]).is_visible()  # the finding appears last
    assert outcomes(lab) == ["", ""]
    state(lab, "revealed")
    assert lab.stage("stage.clock.time") == 200
    asked = truth()
    first, where = outcomes(lab)
    assert first == f"✓ Right. {asked['first'].explanation}"
    assert where == f"{miss_of(lab)} {asked['where:gradient_descent'].explanation}"
    share = miss_of(lab).split()[3]
    assert score(lab) == f"1 of 1 right; mean error {share} % of the window"
    assert lab.drawing("map") != hidden
    assert lab.stage(places) == before
    for words in WORDS:
        assert page.locator(words).is_visible()


def test_a_line_from_the_guess_to_the_truth_is_drawn(visit):
    lab = begin(visit)
    point_at(lab, 0.2, 0.2)
    between = """(() => {
      const { canvas, context } = stage.map.overlay, { project } = stage.map.projection();
      const ratio = canvas.width / canvas.offsetWidth;
      const { answers, where } = stage.prediction;
      const [from, to] = [answers[where.name], where.end].map((at) => project(...at));
      const drawn = Array.from({ length: 60 }, (_, i) => {
        const [x, y] = [0, 1].map((axis) => from[axis] + (0.2 + i / 100) * (to[axis] - from[axis]) + 8);
        return context.getImageData(x * ratio, y * ratio, 1, 1).data[3] > 200;
      });
      return drawn.filter(Boolean).length;
    })()"""
    assert lab.stage(between) == 0
    to_the_end(lab)
    assert 10 < lab.stage(between) < 60  # dotted


def test_predict_with_the_keyboard_alone(visit):
    lab = visit(link("ravine", 2, predict="0"), "lessons", fresh=True)
    page = lab.page
    page.get_by_role("switch", name="Predict first").focus()
    lab.changes(lambda: page.keyboard.press("Space"))
    state(lab, "hidden")
    page.locator(".st-key-turn-next button").focus()  # in tab order the stage comes next, then the switch
    tab_to(lab, "map")
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowLeft", "Shift+ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    before = lab.drawing("map")
    page.keyboard.press("Enter")
    assert guess(lab) == pytest.approx([4 - 2.1, 3.5 - 0.9])
    assert lab.drawing("map") != before
    assert page.inner_text(".prediction .announced") == "Your guess is at (1.9, 2.6)."
    tab_to(lab, "gradient_descent")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert lab.stage("stage.prediction.answers.first") == "nobody"
    tab_to(lab, "Reveal")
    page.keyboard.press("Enter")
    state(lab, "playing")
    state(lab, "revealed")
    asked = truth()
    expected = [
        f"✗ Wrong, you said “None of them”. {asked['first'].explanation}",
        f"{miss_of(lab)} {asked['where:gradient_descent'].explanation}",
    ]
    assert outcomes(lab) == expected
    assert page.inner_text(".prediction [role=status]") == " ".join(expected)
    assert score(lab).startswith("0 of 1 right; mean error ")
    page.keyboard.press("Enter")  # the same button: predict again
    state(lab, "hidden")
    assert lab.stage("stage.prediction.answers") == {}


def test_the_score_goes_with_the_visit_from_scene_to_scene_and_counts_a_picture_once(visit):
    lab = begin(visit, "too_high", 1)
    page = lab.page
    choose(lab, "No")
    to_the_end(lab)
    assert score(lab) == "0 of 1 right"
    assert outcomes(lab)[0].startswith("✗ Wrong, you said “No”. Yes. Gradient descent diverged from step ")
    press(lab, "Predict again")
    choose(lab, "Yes")
    to_the_end(lab)
    assert outcomes(lab)[0].startswith("✓ Right. Yes.")
    assert score(lab) == "0 of 1 right"  # its outcome was already known
    lab.changes(lambda: page.get_by_role("button", name="Next →").click())
    state(lab, "hidden")
    lab.parameter("scene", "2")
    assert lab.address()["predict"] == "1"
    choose(lab, "Outside the window")
    to_the_end(lab)
    assert outcomes(lab)[0].startswith("✗ Wrong, you said “Outside the window”. Gradient descent ends at (6, 6)")
    assert score(lab) == "0 of 2 right"
    press(lab, "Clear")
    assert score(lab) == ""


def test_space_reveals_what_has_been_answered(visit):
    lab = begin(visit, "explosion", 1)
    choose(lab, "Yes")
    lab.page.evaluate("document.activeElement.blur()")
    lab.page.keyboard.press("Space")
    state(lab, "playing")
    lab.page.keyboard.press("End")
    state(lab, "revealed")
    assert outcomes(lab) == ["✓ Right. Yes. Gradient descent diverged at step 322."]


def test_the_truth_is_that_of_what_is_set(visit):
    lab = begin(visit)
    page = lab.page
    point_at(lab, 0.6, 0.4)
    placed = guess(lab)
    field = lab.field("Gradient descent: learning rate α")
    field.fill("0.01")
    lab.changes(lambda: field.press("Enter"))
    state(lab, "hidden")
    assert guess(lab) == placed
    to_the_end(lab)
    changed = {"gradient_descent.learning_rate": "0.01"}
    expected = f"{miss_of(lab, **changed)} {truth(**changed)['where:gradient_descent'].explanation}"
    assert outcomes(lab) == [f"Not answered. {truth(**changed)['first'].explanation}", expected]
    assert expected != f"{miss_of(lab)} {truth()['where:gradient_descent'].explanation}"
    field.fill("0.02")
    lab.changes(lambda: field.press("Enter"))
    page.get_by_text("The settings have changed since.").wait_for()
    assert outcomes(lab) == ["", ""]
    assert page.locator(WORDS[1]).is_visible()


def test_switched_off_everything_is_shown_at_its_end(visit):
    lab = begin(visit)
    lab.changes(lambda: lab.page.get_by_text("Predict first").click())
    lab.until("!new URLSearchParams(location.search).has('predict')")
    assert lab.page.locator(".prediction").is_hidden()
    assert lab.stage("[stage.clock.time, stage.runs.length, stage.elements.transport.inert]") == [200, 2, False]
    assert all(lab.page.locator(words).is_visible() for words in WORDS)
    lab.changes(lambda: point_at(lab, 0.25, 0.25))  # sets the start again
    lab.until("Math.abs(new URLSearchParams(location.search).get('x') - -2.5) < 0.1")


def test_with_reduced_motion_the_reveal_goes_straight_to_the_end(visit):
    lab = begin(visit)
    lab.page.emulate_media(reduced_motion="reduce")
    choose(lab, "None of them")
    press(lab, "Reveal")
    assert lab.page.get_attribute(".prediction", "data-state") == "revealed"
    assert lab.stage("stage.clock.time") == 200
    lab.page.emulate_media(reduced_motion="no-preference")


def test_a_tap_on_a_phone_places_the_guess(visit):
    lab = begin(visit, width=390, height=844, touch=True)
    lab.page.locator(".view.map").scroll_into_view_if_needed()
    lab.page.touchscreen.tap(*lab.point("map", 0.3, 0.6))
    lab.until("document.querySelector('.stage').stage.prediction.answers['where:gradient_descent']")
    assert guess(lab) == pytest.approx([-2, -1], abs=10 / lab.stage("stage.map.frame().width"))
    assert lab.page.evaluate(
        "document.querySelector('.prediction').scrollWidth <= document.querySelector('.prediction').clientWidth"
    )
    lab.page.locator(".prediction").get_by_text("Momentum", exact=True).tap()
    under = "stage.root.querySelector('.view.map').offsetTop"  # the clock appears with the reveal, within reach of a thumb
    before = lab.stage(under)
    lab.page.locator(".prediction").get_by_role("button", name="Reveal").tap()
    state(lab, "revealed")
    assert lab.stage(under) == before
    assert score(lab).startswith("1 of 1 right; mean error ")
