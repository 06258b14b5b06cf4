"""Accessibility: axe-core's rules, alt texts for every picture, and playback with reduced motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from optimizers import OPTIMIZERS
from surfaces import SURFACES

RULES = {"light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "dark": ["color-contrast"]}  # all else is alike in the dark
THEIRS = {  # what is not ours: a rule, and the parts on which it is not asked
    # KaTeX's formulas scroll where they are wider than the page; Chromium and Firefox reach whatever scrolls by Tab.
    "scrollable-region-focusable": ".katex-display",
}
PAGES = {
    "explore": ("", ""),
    "class": ("", "surface=rosenbrock&classroom=1"),
    "some of it": ("", "classroom=1&hide=surface,optimizers,schedule,start,relief"),
    "learning rate": ("learning-rate", "optimizers=adam"),
    "lessons": ("lessons", "lesson=ravine"),
    "lessons in class": ("lessons", "lesson=ravine&classroom=1"),
}


def violations(page, rules=RULES["light"]):
    """What axe-core finds, as sentences."""
    found = Axe().run(page, options={"runOnly": rules}).response
    assert found["passes"], "axe-core has looked at nothing"
    return [
        f"{rule['id']}: {node['target']} {node['html'][:150]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not page.evaluate(
            "([target, theirs]) => Boolean(theirs && document.querySelector(target)?.matches(theirs))",
            [node["target"][0], THEIRS.get(rule["id"], "")],
        )
    ]


@pytest.mark.parametrize(("theme", "rules"), RULES.items(), ids=RULES)
def test_axe_finds_no_accessibility_violation(visit, theme, rules):
    lab = visit(dark=theme == "dark", fresh=True)  # which ends where there is no stage
    for name, (page, query) in PAGES.items():
        lab.turn_to(query, page)
        if page == "learning-rate":
            lab.panels()
        if page == "lessons" and "class" not in name:
            lab.page.wait_for_selector(".claims li")
        assert violations(lab.page, rules) == [], name
        if name == "class":
            for key in "?sq":
                lab.page.keyboard.press(key)
                lab.page.wait_for_selector("dialog[open]")
                if key == "q":
                    lab.page.wait_for_selector("dialog[open] img")
                assert violations(lab.page, rules) == [], key
                lab.page.keyboard.press("Escape")
    lab.turn_to()
    lab.page.get_by_role("link", name="Catalogue").click()
    lab.page.get_by_role("heading", name=f"{len(SURFACES)} surfaces").wait_for()
    lab.page.get_by_role("heading", name=f"{len(OPTIMIZERS)} optimizers").wait_for()
    assert violations(lab.page, rules) == []


def test_a_fault_would_be_found(lab):
    lab.page.evaluate("document.querySelector('.transport .scrubber').removeAttribute('aria-label')")
    assert any("scrubber" in found for found in violations(lab.page))
    lab.page.evaluate("document.querySelector('.transport .scrubber').setAttribute('aria-label', 'Step')")


def words(lab, view):
    return lab.page.locator(f".stage .{view} .plot[role=img]").get_attribute("aria-label")


def test_alt_texts_describe_the_pictures_and_are_updated(visit):
    lab = visit("surface=matyas&optimizers=adam,gradient_descent")
    assert words(lab, "surface3d").startswith("The surface in three dimensions: Matyas' ravine, x from −5 to 5")
    assert words(lab, "map").startswith("Contour map: Matyas' ravine")
    assert "Adam converges from step 118" in words(lab, "map")
    assert "Gradient descent is still moving after 200 steps" in words(lab, "surface3d")
    assert words(lab, "curve").startswith("f − f* over 200 steps, from 0.625 at the start: Adam falls to")
    lab.changes(lambda: lab.page.select_option("[data-view=metric]", "distance"))
    assert words(lab, "curve").startswith(
        "Distance to the nearest minimum over 200 steps, from 5.32 at the start: Adam falls to"
    )


def test_words_change_as_one_scrubs(visit):
    lab = visit("surface=regression&optimizers=gradient_descent", "learning-rate").panels()
    lab.until("document.querySelector('.stage').dataset.frames")
    before = words(lab, "map"), words(lab, "curve")
    scrubber = lab.page.get_by_role("slider", name="Value to try")
    scrubber.focus()
    lab.page.keyboard.press("End")
    lab.until("document.querySelector('.stage').stage.runs[0].alt_text.end")  # sent once the slider is at rest
    assert "diverges at step" in words(lab, "map")
    assert "diverges at step" in words(lab, "curve")
    assert (words(lab, "map"), words(lab, "curve")) != before
    for panel, text in (("sweep", "Gradient descent: "), ("five", "Snail, too slow"), ("heat", "runs converge")):
        assert text in lab.page.locator(f".panel.{panel} .plot[role=img]").get_attribute("aria-label")


def test_reduced_motion_shows_still_pictures(visit):
    lab = visit("surface=rosenbrock&optimizers=adam&speed=4&step=0", fresh=True)
    lab.page.emulate_media(reduced_motion="reduce")
    lab.page.evaluate(
        """() => {
          const { stage } = document.querySelector('.stage');
          window.times = [];
          stage.clock.addEventListener('tick', () => window.times.push(stage.clock.time));
        }"""
    )
    lab.page.keyboard.press("Space")
    lab.until("document.querySelector('.stage').stage.clock.time === 200")
    times = lab.page.evaluate("window.times")
    assert all(time % 10 == 0 for time in times), "whole strides"
    assert len(set(times)) <= 21
    assert lab.page.locator(".stage .map .tools").evaluate("(tools) => getComputedStyle(tools).transitionDuration") in (
        "0s",
        "",
    )
