"""What must fit on one screen does: bounding boxes at the sizes of phones, laptops and projectors."""

from itertools import pairwise

import pytest

from tests.browser.lab import Lab

PHONES = [(390, 844), (844, 390)]
SMALL = (360, 640)  # a small phone, or a larger one with its browser's bars
ZOOMED = [(640, 360), (700, 450)]  # laptops at 200 %
EIGHT = "adam,gradient_descent,momentum,nesterov,rmsprop,adagrad,lion,amsgrad"
FATES = "v=2&surface=himmelblau&optimizers=momentum&fates=momentum"
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


def in_one_row(lab, selector):
    """Whether the middles of these boxes lie at one height."""
    middles = [(top + bottom) / 2 for _, top, _, bottom in boxes(lab, selector)]
    return max(middles) - min(middles) < 8


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1400, 900)])
def test_rates_pictures_and_findings_are_on_the_screen_of_a_laptop(visit, width, height):
    for query in ("", f"optimizers={EIGHT}"):
        lab = visit(query, width=width, height=height)
        for part in (".card .track", ".view.map", ".view.surface3d", ".transport", ".view.curve", ".sentence"):
            assert inside(lab, part), (query, part)
        assert boxes(lab, ".results tbody tr")[0][3] <= height, query


WIDE_TABLES = (  # powers of ten, and long outcomes and names
    f"v=2&surface=beale&optimizers={EIGHT}",
    "v=2&surface=rosenbrock&optimizers=schedule_free,barzilai_borwein,polyak,gradient_descent"
    "&gradient_descent.learning_rate=1&schedule_free.learning_rate=1",
)
BESIDE_NAMES = """() => [...document.querySelectorAll('.sliders .card')].filter((card) => {
  const name = document.createRange();
  name.selectNodeContents(card.querySelector('.title'));
  return name.getBoundingClientRect().right > card.querySelector('label').getBoundingClientRect().left;
}).map((card) => card.innerText)"""


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1400, 900)])
def test_all_columns_of_the_table_are_seen_beside_the_curve(visit, width, height):
    lab = visit(width=width, height=height)
    for query in WIDE_TABLES:
        lab.turn_to(query)
        ((_, _, edge, _),) = boxes(lab, ".results")
        assert all(right <= edge + 0.5 for _, _, right, _ in boxes(lab, ".results :is(th, td)")), query
        assert lab.page.evaluate(BESIDE_NAMES) == [], "a name lies over the sign of its slider"
        assert " the window" in lab.page.inner_text(".notes span")
        (note,), (first, *_) = boxes(lab, ".notes span"), boxes(lab, ".view")
        assert note[3] <= first[1] + 0.5, "the note stands whole above the views"


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
    for part in (".view.map", ".transport .play", ".single-slider select", ".single-slider .track", ".legend"):
        assert inside(lab, part, below=tabs), part
    assert not lab.page.locator(".view.surface3d").is_visible()
    assert lab.page.evaluate("document.scrollingElement.scrollWidth") <= width
    if width > height:  # nothing shows beside the clock and the slider, which cover the scrolled content
        assert boxes(lab, ".dock")[0][0] <= boxes(lab, ".findings")[0][0] + 0.5
    lab.page.locator(".results").scroll_into_view_if_needed()
    for part in (".view.map", ".transport .play", ".single-slider .track"):
        assert inside(lab, part, below=tabs), part
    pages = [" ".join(text.split()) for text in lab.page.locator(".st-key-tabs a").all_inner_texts()]
    assert {"Explore", "Learning rate", "Lessons", "Catalogue"} <= set(pages)


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_finger_finds_what_it_aims_at(visit, width, height):
    lab = visit(width=width, height=height, touch=True)
    for part in (
        ".transport button",
        ".transport .scrubber",
        ".single-slider select",
        ".single-slider .track",
        ".single-slider [type=text]",
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


SCROLLED = """() => {
  const { top } = document.querySelector('.stage').getBoundingClientRect();
  window.framesAtRest = top === window.lastTop ? window.framesAtRest + 1 : 0;
  window.lastTop = top;
  return window.framesAtRest > 5;
}"""


def test_a_slider_is_moved_sideways_and_a_swipe_over_it_scrolls(visit):
    lab = visit(width=390, height=844, touch=True)
    (left, top, right, bottom), *_ = boxes(lab, ".single-slider .track")
    middle, y = (left + right) / 2, (top + bottom) / 2
    touch = lab.page.context.new_cdp_session(lab.page)

    def swipe(*points):
        for event, point in zip(["touchStart", *["touchMove"] * (len(points) - 1), "touchEnd"], [*points, None], strict=True):
            at = [] if point is None else [{"x": point[0], "y": point[1]}]
            touch.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": at})

    swipe((middle, y), (middle, y - 15), (middle + 2, y - 60), (middle + 3, y - 140))
    lab.at_rest()
    lab.until(SCROLLED)  # a finger that comes down during a fling only stops it
    assert lab.address()["adam.learning_rate"] == "0.1"
    lab.page.evaluate(BENEATH_THE_FINGER)
    lab.changes(lambda: swipe((middle, y), (middle + 10, y), (middle + 30, y), (middle + 60, y + 2)))
    assert lab.page.evaluate("pathsUnderFinger.length") > 1, "the path does not follow the finger"
    lab.at_rest()
    assert float(lab.address()["adam.learning_rate"]) > 0.2


def test_another_slider_is_chosen_on_a_phone(visit):
    lab = visit(width=390, height=844, touch=True)
    lab.page.get_by_role("combobox", name="Slider of").select_option("Momentum")
    lab.page.get_by_role("combobox", name="Parameter").select_option("momentum γ")
    field = lab.field("Momentum: momentum γ")
    field.fill("0.5")
    lab.changes(lambda: field.press("Enter"))
    lab.parameter("momentum.momentum", "0.5")


def said_of_many_runs(lab):
    """Wait until all is said of the fates and of the seeds that are shown."""
    lab.until("""() => ['.fate-words', '.ensemble-words'].every((part) => {
      const { hidden, dataset } = document.querySelector(part);
      return hidden || dataset.fine || dataset.all;
    })""")


def above_the_dock(lab, selector):
    """Whether nothing of it lies behind the clock and the slider."""
    (left, top, _, _), *_ = boxes(lab, ".dock")
    return all(bottom <= top + 0.5 or right <= left + 0.5 for _, _, right, bottom in boxes(lab, selector))


OF_MANY_RUNS = ".many-runs :is(select, .fate-legend li, .head p)"  # whose they are, what became of them
SCROLLED = """() => [...document.querySelectorAll('.many-runs, .many-runs *')]
  .filter((node) => node.clientHeight && node.scrollHeight > node.clientHeight + 1).map((node) => node.className)"""
MANY_RUNS = f"{FATES}&noise=1&seeds=100&ensemble=momentum"
OF_EIGHT = MANY_RUNS.replace("optimizers=momentum", f"optimizers={EIGHT}")
SEEDS = "v=2&surface=bowl&optimizers=gradient_descent&noise=1&seeds=100&ensemble=gradient_descent"


@pytest.mark.parametrize(("width", "height"), [*PHONES, SMALL])
def test_what_became_of_fates_and_seeds_is_above_the_clock_of_a_phone(visit, width, height):
    lab = visit(width=width, height=height, touch=True)
    for query in (FATES, SEEDS, MANY_RUNS, OF_EIGHT):
        lab.turn_to(query)
        said_of_many_runs(lab)
        for part in (".view.map", ".legend", ".many-runs .head", OF_MANY_RUNS):
            assert above_the_dock(lab, part), (query, part)
        assert lab.page.evaluate(SCROLLED) == [], query
        ((_, top, _, bottom),) = boxes(lab, ".view.map")
        assert bottom - top >= 170, "it is still a map"
    assert in_one_row(lab, ".transport .switches > :not(.front)")


def test_fates_and_seeds_stand_side_by_side_and_their_switches_in_the_row_of_the_clock(visit):
    lab = visit(MANY_RUNS, width=1280, height=720)
    said_of_many_runs(lab)
    for part in (".view.map", ".transport *", ".fate-words", ".ensemble-words"):
        assert inside(lab, part), part
    assert in_one_row(lab, ".transport > *")
    (fates,), (seeds,) = boxes(lab, ".fate-words"), boxes(lab, ".ensemble-words")
    assert fates[2] <= seeds[0]


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_in_class_a_phone_has_the_slider_that_the_teacher_has_ticked(visit, width, height):
    lab = visit(f"classroom=1&hide=tools,notes,table,heading,rules,{TICKED}", width=width, height=height, touch=True)
    tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
    for part in (".view.map", ".legend", ".transport .play", ".single-slider .track"):
        assert inside(lab, part, below=tabs), part
        assert above_the_dock(lab, part) or part.startswith((".transport", ".single-slider")), part
    ((left, top, right, bottom),) = boxes(lab, ".view.map")
    assert min(right - left, bottom - top) >= 250
    assert lab.page.locator(".single-slider select").first.locator("option").all_inner_texts() == ["Adam"]
    plain = visit("classroom=1", width=width, height=height, touch=True)
    assert not plain.page.locator(".single-slider").is_visible()


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_sheets_are_on_the_screen_of_a_phone(visit, width, height):
    lab = visit(width=width, height=height, touch=True)
    for key, part in (("q", "dialog[open] .code img"), ("?", "dialog[open] dt"), ("e", "dialog[open] .place:first-child")):
        lab.page.keyboard.press(key)
        lab.page.locator(part).first.wait_for()
        lab.until("(part) => [...document.querySelectorAll(part)].every((node) => node.complete ?? true)", part)
        assert inside(lab, "dialog[open]"), key
        assert inside(lab, part), key
        lab.page.keyboard.press("Escape")


def test_nothing_shows_through_the_navigation(visit):
    lab = visit(width=1280, height=720)
    (header,) = boxes(lab, "[data-testid=stHeader]")
    clip = {"x": header[0], "y": header[1], "width": header[2] - header[0], "height": header[3] - header[1]}
    lab.page.mouse.move(640, 700)
    before = lab.page.screenshot(clip=clip)
    lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 60")
    assert boxes(lab, ".st-key-surface-title h2")[0][1] < header[3], "the title has gone beneath it"
    assert lab.page.screenshot(clip=clip) == before


WITHOUT = "tools,notes,table,heading,rules,surface"
TICKED = "surface,optimizers,schedule,start,run,buttons,gradient_descent,momentum,adam.beta1,adam.beta2,adam.epsilon"
IN_CLASS = (
    f"v=2&surface=goldstein_price&hide=tools,notes,rules,{TICKED}",  # a long formula, one slider and the table
    f"v=2&surface=eggholder&worksheet=adam&step=7&hide=tools,notes,rules,{TICKED}",
    "",
    f"hide=relief,{WITHOUT}",
    f"hide=sidebar,curve,{WITHOUT}",
    MANY_RUNS,
    f"{MANY_RUNS}&worksheet=momentum&step=20",
    f"surface=himmelblau&optimizers={EIGHT}&hide={WITHOUT}",
    f"surface=himmelblau&optimizers={EIGHT}&worksheet=adam&step=20&hide={WITHOUT}",
)


def test_a_phone_that_comes_back_finds_the_drawer_of_all_settings_closed(visit):
    lab = visit(width=390, height=844, touch=True, fresh=True)
    right_edge = "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right"
    lab.page.get_by_test_id("stExpandSidebarButton").click()
    lab.until(f"{right_edge} > 200")
    lab.page.reload()
    lab.drawn()
    lab.until(f"{right_edge} <= 0")


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1920, 1080)])
def test_the_picture_has_three_fifths_of_the_height_in_class(visit, width, height):
    lab = visit("classroom=1", width=width, height=height)
    for query in IN_CLASS:
        if width < 1200 and TICKED not in query:
            continue
        lab.turn_to(f"classroom=1&{query}")
        said_of_many_runs(lab)
        (_, top, _, bottom), *_ = boxes(lab, ".view.map")
        assert bottom - top >= 0.6 * height - 1, query
        for part in (".view.map", ".transport *", ".legend", ".sentence"):
            assert inside(lab, part), (query, part)
        assert in_one_row(lab, ".transport > *"), query
        assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= height, query
        lab.until("!document.querySelector('.stage').stage.display.views.outOfSize")
        if TICKED in query:
            assert inside(lab, ".sliders .track"), query
            assert inside(lab, ".findings"), query
        if "curve" not in query:
            (_, _, drawn, _), *_ = boxes(lab, ".view.curve .plot")
            assert all(left >= drawn for left, _, _, _ in boxes(lab, ".view.curve select")), "they hide nothing of the curve"
        beside = [box for part in (".worksheet", ".many-runs") for box in lab.page.evaluate(BOX, part)]
        assert len(beside) == ("worksheet" in query) + ("fates" in query)
        assert lab.stage("stage.map.frame().height") >= (0.5 if beside else 0.43) * height, query
        for part in (".view", ".transport *", ".strip *", ".sentence"):
            clear = (right <= left or low <= high for left, high, *_ in beside for _, _, right, low in boxes(lab, part))
            assert all(clear), (query, part)
        assert all(upper[3] <= lower[1] for upper, lower in pairwise(beside)), query
        if "fates" in query:
            assert inside(lab, ".many-runs"), query


def test_beside_a_worksheet_in_class_the_surface_stands_in_the_place_of_the_map(visit):
    lab = visit("classroom=1&worksheet=adam&step=20", width=1280, height=720)
    surface, contours = lab.page.locator(".view.surface3d"), lab.page.locator(".view.map")
    assert contours.is_visible()
    assert not surface.is_visible()
    switch = lab.page.get_by_role("button", name="3D", exact=True)
    switch.click()
    assert surface.is_visible()
    assert not contours.is_visible()
    assert boxes(lab, ".view.surface3d") == boxes(lab, ".view.map, .view.surface3d")
    switch.click()
    lab.page.get_by_role("button", name="Worksheet", exact=True).click()
    lab.until("document.querySelector('.view.surface3d').checkVisibility({ visibilityProperty: true })")
    assert not switch.is_visible()


def test_a_low_curve_in_class_has_no_words_at_its_axis_that_its_choice_says(visit):
    lab = visit("classroom=1", width=1280, height=720)
    axes = "[stage.curve.plot._fullLayout.xaxis.title.text, stage.curve.frame().height]"
    title, low = lab.stage(axes)
    assert title == ""
    lab.turn_to("")
    title, high = lab.stage(axes)
    assert title == "step"
    assert low < high


def test_in_class_no_number_of_a_worksheet_is_cut_on_a_small_projector(visit):
    lab = visit("classroom=1&worksheet=adam&step=20", width=1024, height=768)
    lab.page.locator(".worksheet .result").first.wait_for()
    ((_, _, edge, _),) = boxes(lab, ".worksheet")
    assert all(right < edge for _, _, right, _ in boxes(lab, ".worksheet :is(.result, .base)"))


def test_a_view_that_is_hidden_gives_its_room_to_the_others_at_once(visit):
    lab = visit("classroom=1", width=1280, height=720)
    wide = "document.querySelector('.stage').stage.map.plot._fullLayout.width"
    before = lab.page.evaluate(wide)
    lab.stage("stage.reports.add({ hide: [...stage.scene.hide, 'surface3d'].join() })")
    lab.until(f"(before) => {wide} > 1.8 * before", before)


@pytest.mark.parametrize("still", [False, True])
def test_a_first_visit_plays_the_runs_once(windows, server, still):
    context = windows(width=1280, height=720, reduced_motion="reduce" if still else "no-preference")
    lab = Lab(context, server.url)
    lab.page.goto(server.url)
    lab.page.wait_for_selector(".stage[data-drawn]")
    told = lab.page.get_by_text("drag a slider, or the start on the map").locator("visible=true")
    assert told.count() == 1
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
    lab.page.set_viewport_size({"width": 390, "height": 844})
    lab.page.locator(".tagline.first").wait_for()  # the other is in the drawer
    lab.page.close()
