"""What has to be on one screen is: bounding boxes at the sizes of telephones, laptops and projectors."""

import pytest

from tests.browser.lab import Lab

PHONES = [(390, 844), (844, 390)]
ZOOMED = [(640, 360), (700, 450)]  # laptops at 200 %
BOX = """(selector) => [...document.querySelectorAll(selector)]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .map((node) => node.getBoundingClientRect()).map(({ left, top, right, bottom }) => [left, top, right, bottom])"""


def boxes(lab, selector):
    """(left, top, right, bottom) of everything visible that a selector means; there is something."""
    found = lab.page.evaluate(BOX, selector)
    assert found, selector
    return found


def inside(lab, selector, below=None):
    """Whether all of it is on the screen, above `below` pixels."""
    size = lab.page.viewport_size
    return all(
        left >= -0.5 and top >= -0.5 and right <= size["width"] + 0.5 and bottom <= (below or size["height"]) + 0.5
        for left, top, right, bottom in boxes(lab, selector)
    )


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1400, 900)])
def test_rates_pictures_and_findings_are_on_the_screen_of_a_laptop(visit, width, height):
    many = "adam,gradient_descent,momentum,nesterov,rmsprop,adagrad,lion,amsgrad"
    for query in ("", f"optimizers={many}"):
        lab = visit(query, width=width, height=height)
        for part in (".card .track", ".view.map", ".view.surface3d", ".transport", ".view.curve", ".sentence"):
            assert inside(lab, part), (query, part)
        assert boxes(lab, ".results tbody tr")[0][3] <= height, query


def test_nothing_is_cut_where_the_screen_is_narrow(visit):
    lab = visit(width=1024, height=768)
    assert lab.page.evaluate("document.scrollingElement.scrollWidth <= 1024")
    for part in (".view.map", ".view.surface3d", ".transport *", ".switches", ".legend", ".room"):
        assert all(right <= 1024 for _, _, right, _ in boxes(lab, part)), part
    for part in (".card .track", ".view.map", ".transport", ".sentence"):
        assert inside(lab, part), part


@pytest.mark.parametrize(("width", "height"), [*PHONES, *ZOOMED])
def test_map_clock_slider_and_pages_are_together_where_there_is_little_room(visit, width, height):
    lab = visit(width=width, height=height, touch=True)
    tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
    for part in (".view.map", ".transport .play", ".pocket select", ".pocket .track", ".legend"):
        assert inside(lab, part, below=tabs), part
    assert not lab.page.locator(".view.surface3d").is_visible()
    assert lab.page.evaluate("document.scrollingElement.scrollWidth") <= width
    if width > height:  # nothing peeks out beside the clock and the slider, which lie over what scrolls
        assert boxes(lab, ".dock")[0][0] <= boxes(lab, ".findings")[0][0] + 0.5
    lab.page.locator(".results").scroll_into_view_if_needed()
    for part in (".view.map", ".transport .play", ".pocket .track"):
        assert inside(lab, part, below=tabs), part
    pages = [" ".join(text.split()) for text in lab.page.locator(".st-key-tabs a").all_inner_texts()]
    assert {"Explore", "Learning rate", "Lessons", "Catalogue"} <= set(pages)


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_finger_finds_what_it_aims_at(visit, width, height):
    lab = visit(width=width, height=height, touch=True)
    for part in (
        ".transport button",
        ".transport .scrubber",
        ".pocket select",
        ".pocket .track",
        ".pocket [type=text]",
        ".st-key-tabs a",
    ):
        for left, top, right, bottom in boxes(lab, part):
            assert right - left >= 43.5, part
            assert bottom - top >= 43.5, part


BENEATH_THE_FINGER = """() => {
  const { stage } = document.querySelector('.stage');
  window.pathsUnderFinger = [];
  const note = () => {
    const path = stage.runs[0].x.join();
    if (path !== pathsUnderFinger.at(-1)) pathsUnderFinger.push(path);
  };
  for (const name of ['touchstart', 'touchmove', 'touchend']) window.addEventListener(name, note, { capture: true });
}"""


def test_a_slider_is_moved_sideways_and_a_swipe_over_it_scrolls(visit):
    lab = visit(width=390, height=844, touch=True)
    (left, top, right, bottom), *_ = boxes(lab, ".pocket .track")
    middle, y = (left + right) / 2, (top + bottom) / 2
    touch = lab.page.context.new_cdp_session(lab.page)

    def swipe(*points):
        for kind, point in zip(["touchStart", *["touchMove"] * (len(points) - 1), "touchEnd"], [*points, None], strict=True):
            at = [] if point is None else [{"x": point[0], "y": point[1]}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    swipe((middle, y), (middle, y - 15), (middle + 2, y - 60), (middle + 3, y - 140))
    lab.at_rest()
    assert lab.address()["adam.learning_rate"] == "0.1"
    lab.page.evaluate(BENEATH_THE_FINGER)
    lab.changes(lambda: swipe((middle, y), (middle + 10, y), (middle + 30, y), (middle + 60, y + 2)))
    assert lab.page.evaluate("pathsUnderFinger.length") > 1, "the path does not follow the finger"
    lab.at_rest()
    assert float(lab.address()["adam.learning_rate"]) > 0.2


def test_another_slider_is_chosen_on_a_telephone(visit):
    lab = visit(width=390, height=844, touch=True)
    lab.page.get_by_role("combobox", name="Whose slider").select_option("Momentum")
    lab.page.get_by_role("combobox", name="Which slider").select_option("momentum γ")
    field = lab.field("Momentum: momentum γ")
    field.fill("0.5")
    lab.changes(lambda: field.press("Enter"))
    lab.parameter("momentum.momentum", "0.5")


def test_shares_of_the_fates_are_seen_on_a_telephone(visit):
    lab = visit("v=2&surface=himmelblau&optimizers=momentum&fates=momentum", width=390, height=844, touch=True)
    lab.page.locator(".fate-legend li").nth(3).wait_for()
    (_, dock, _, _), *_ = boxes(lab, ".dock")
    assert inside(lab, ".view.map", below=dock)
    assert inside(lab, ".fate-legend li", below=dock)


def test_in_class_a_telephone_has_the_slider_that_the_teacher_has_ticked(visit):
    shown = "surface,optimizers,schedule,start,run,buttons,gradient_descent,momentum,adam.beta1,adam.beta2,adam.epsilon"
    lab = visit(f"classroom=1&hide=tools,notes,table,heading,rules,{shown}", width=390, height=844, touch=True)
    assert inside(lab, ".pocket .track")
    assert lab.page.locator(".pocket select").first.locator("option").all_inner_texts() == ["Adam"]
    plain = visit("classroom=1", width=390, height=844, touch=True)
    assert not plain.page.locator(".pocket").is_visible()


@pytest.mark.parametrize("query", ["", "worksheet=adam&step=20", "hide=relief,tools,notes,table,heading,rules,surface"])
def test_the_picture_has_three_fifths_of_the_height_in_class(visit, query):
    lab = visit(f"classroom=1&{query}", width=1280, height=720)
    (_, top, _, bottom), *_ = boxes(lab, ".view.map")
    assert bottom - top >= 0.6 * 720 - 1
    for part in (".view.map", ".transport *", ".legend"):
        assert inside(lab, part), part
    (_, _, drawn, _), *_ = boxes(lab, ".view.curve .plot")
    assert all(left >= drawn for left, _, _, _ in boxes(lab, ".view.curve select")), "they hide nothing of the curve"
    rows = {round((top + bottom) / 2) for _, top, _, bottom in boxes(lab, ".transport > *")}
    assert max(rows) - min(rows) < 8, "one row of controls"


def test_a_view_that_is_hidden_gives_its_room_to_the_others_at_once(visit):
    lab = visit("classroom=1", width=1280, height=720)
    wide = "document.querySelector('.stage').stage.map.plot._fullLayout.width"
    before = lab.page.evaluate(wide)
    lab.stage("stage.reports.add({ hide: [...stage.scene.hide, 'surface3d'].join() })")
    lab.until(f"(before) => {wide} > 1.8 * before", before)


@pytest.mark.parametrize("still", [False, True])
def test_somebody_who_comes_without_a_link_sees_the_runs_part_once(windows, server, still):
    context = windows(width=1280, height=720, reduced_motion="reduce" if still else "no-preference")
    lab = Lab(context, server.url)
    lab.page.goto(server.url)
    lab.page.wait_for_selector(".stage[data-drawn]")
    assert lab.page.get_by_text("drag a slider, or the start on the map").is_visible()
    if not still:
        lab.until("document.querySelector('.stage').stage.clock.playing")
    lab.until("!document.querySelector('.stage').stage.clock.playing")
    assert lab.stage("stage.clock.time") == 80
    ends = lab.stage("stage.runs.map((run) => [run.x.at(-1), run.y.at(-1)])")
    halfway = lab.stage("stage.runs.map((run) => [run.x[8], run.y[8]])")
    apart = [
        max(abs(a - b) for a, b in zip(one, other, strict=True)) for one in halfway for other in halfway if one is not other
    ]
    assert min(apart) > 0.5, "the paths part"
    assert max(abs(number) for end in ends for number in end) < 0.6, "and meet again"
    lab.changes(lambda: lab.slider("Adam: learning rate α").press("ArrowRight"))
    assert not lab.stage("stage.clock.playing")
    lab.page.close()
