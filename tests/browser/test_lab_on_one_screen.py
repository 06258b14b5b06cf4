"""The learning-rate lab is one instrument: the sweep beside the map, its axis the scrubber, on screens of every size."""

from itertools import pairwise

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES
from tests.browser.test_lab import FRAMED, MOMENTUM, PAGE, assert_path, explored, panel, place, scrubber, shown_path
from tests.browser.test_one_screen import EIGHT, PHONES, SMALL, ZOOMED, above_the_dock, boxes, inside

TAUGHT = "classroom=1&hide=tools,notes,table,header,rules,five,heat,surface,optimizers,schedule,start,run,buttons"


def beside(lab):
    """The boxes of the sweep and of the map, which do not overlap."""
    (sweep,), (chart, *_) = boxes(lab, ".beside .chart"), boxes(lab, ".view.map")
    return sweep, chart


def cut_in_the_sweep(lab):
    """What is written in the sweep and goes beyond its edges, or does not stand there at all."""
    limits = [text for text in lab.page.locator(".beside .annotation-text").all_text_contents() if text.startswith("theory")]
    assert limits, "the stability limits are named"
    return lab.page.evaluate("""() => {
      const { left, right } = document.querySelector('.beside .main-svg').getBoundingClientRect();
      const all = [...document.querySelectorAll('.beside .main-svg text')];
      const texts = all.map((node) => [node, node.getBoundingClientRect()]);
      return texts.filter(([, box]) => box.left < left - 0.5 || box.right > right + 0.5).map(([node]) => node.textContent);
    }""")


def at_rate(lab, share):
    """A place on the sweep above the rate that lies at a share of the axis, in pixels of the page."""
    width, height = panel(lab, "sweep", "[it.chart.frame().width, it.chart.frame().height]")
    return place(lab, "sweep", share * width, 0.03 * height)


def rate_at(share, frames=120):
    """The value to scrub to that is nearest to a share of the axis, from 1e-5 to 100."""
    return float(f"{10.0 ** (-5 + 7 * round(share * frames) / frames):.3g}")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1400, 900), (1920, 1080)])
def test_sweep_and_map_are_side_by_side_on_the_first_screen(visit, width, height):
    lab = visit(page=PAGE, width=width, height=height).panels()
    for part in (".beside .chart", ".beside .head *", ".view.map", ".transport > *", ".parameter-scrubber > *", ".view.curve"):
        assert inside(lab, part), part
    sweep, chart = beside(lab)
    assert sweep[2] <= chart[0]
    assert min(sweep[3], chart[3]) - max(sweep[1], chart[1]) > 0.8 * (chart[3] - chart[1])
    assert boxes(lab, ".view.surface3d")[0][1] < height - 100


def test_nothing_of_the_lab_is_cut_where_the_screen_is_narrow(visit):
    lab = visit(page=PAGE, width=1024, height=768).panels()
    assert lab.page.evaluate("document.scrollingElement.scrollWidth <= 1024")
    for part in (".beside .chart", ".view.map", ".parameter-scrubber > *", ".transport > *", ".panel .head > *"):
        assert all(left >= 0 and right <= 1024 for left, _, right, _ in boxes(lab, part)), part
    (_, _, edge, _), *_ = boxes(lab, ".beside")
    assert all(right <= edge + 0.5 for _, _, right, _ in boxes(lab, ".beside .head *"))
    for select in lab.page.locator(".panel select, .parameter-scrubber select").all():
        assert select.evaluate("(node) => node.scrollWidth <= node.clientWidth + 1"), "its choice is cut"
    for part in (".beside .chart", ".view.map", ".transport"):
        assert inside(lab, part), part
    assert cut_in_the_sweep(lab) == []


@pytest.mark.parametrize(("width", "height"), [*PHONES, *ZOOMED])
def test_sweep_map_and_slider_are_together_on_a_phone(visit, width, height):
    lab = visit(page=PAGE, width=width, height=height, touch=True).panels()
    tabs = min(top for _, top, _, _ in boxes(lab, ".st-key-tabs a"))
    for part in (
        ".view.map",
        ".beside .chart",
        ".handle-of-rates",
        ".transport .scrubber",
        ".transport .counter",
        ".single-slider .track",
        ".single-slider [type=text]",
    ):
        assert inside(lab, part, below=tabs), part
    (left, top, right, bottom), *_ = boxes(lab, ".beside .chart")
    (dock_left, dock_top, _, _), *_ = boxes(lab, ".dock")
    assert bottom <= dock_top + 0.5 or right <= dock_left + 0.5, "nothing lies over the axis"
    assert right - left >= min(200, width / 3.4)
    assert bottom - top >= 130
    assert cut_in_the_sweep(lab) == []
    assert lab.page.evaluate("document.scrollingElement.scrollWidth") <= width
    for part in (".beside :is(button, select)", ".handle-of-rates", ".parameter-scrubber :is(button, select)"):
        for _, top, _, bottom in boxes(lab, part):
            assert bottom - top >= 43.5, part


NUMBERS_OVER_THE_NAME = """() => {
  const [name] = document.querySelectorAll('.beside .g-ytitle text');
  const { right, top, bottom } = name.getBoundingClientRect();
  return [...document.querySelectorAll('.beside .ytick text')].map((node) => node.getBoundingClientRect())
    .filter((box) => box.left < right - 1 && box.top < bottom && box.bottom > top).length;
}"""


@pytest.mark.parametrize(("width", "height"), [*PHONES, SMALL])
def test_the_sweep_of_eight_optimizers_can_be_read_on_a_phone(visit, width, height):
    lab = visit(f"optimizers={EIGHT}", PAGE, width=width, height=height, touch=True).panels()
    for part in (".beside .chart", ".beside .g-xtitle", ".beside .xtick text", ".handle-of-rates", ".legend"):
        assert above_the_dock(lab, part), part
    assert lab.page.evaluate(NUMBERS_OVER_THE_NAME) == 0
    sizes = lab.page.evaluate(
        "[...document.querySelectorAll('.beside .annotation-text')].map((node) => parseFloat(node.style.fontSize))"
    )
    assert min(sizes) >= (7 if (width, height) == SMALL else 8)
    names = sorted(boxes(lab, ".beside .annotation[data-index] .annotation-text"), key=lambda box: box[1])
    assert len(names) >= 8
    strips = [box for box in names if box[0] < boxes(lab, ".beside .chart")[0][0] + 80]
    assert all(lower[1] - upper[1] >= 7 for upper, lower in pairwise(strips))


def test_in_class_the_sweep_and_the_map_have_three_fifths_of_the_height(visit):
    lab = visit(TAUGHT, PAGE, width=1280, height=720)
    lab.until("document.querySelector('.panel.sweep[data-drawn]')")  # the only visible panel
    lab.until(FRAMED)
    for part in (".beside", ".view.map"):
        (_, top, _, bottom), *_ = boxes(lab, part)
        assert bottom - top >= 0.6 * 720 - 1, part
        assert inside(lab, part), part
    assert inside(lab, ".card .track")
    assert inside(lab, ".transport > *")
    assert cut_in_the_sweep(lab) == []
    lab.page.mouse.move(*at_rate(lab, 0.6))
    lab.until("document.querySelector('.stage').stage.picker.picked === 72")
    lab.page.mouse.click(*at_rate(lab, 0.6))
    lab.parameter("adam.learning_rate", str(rate_at(0.6)))


def test_a_pointer_over_the_sweep_shows_the_run_beneath_it_and_a_drag_keeps_it(visit):
    lab = visit(MOMENTUM, PAGE).panels()
    slider = scrubber(lab)
    lab.at_rest()
    traffic = lab.received, lab.sent
    before = lab.drawing("map")
    lab.page.mouse.move(*at_rate(lab, 0.5))
    lab.until("document.querySelector('.stage').stage.picker.picked === 60")
    value, points = shown_path(lab)
    assert value == rate_at(0.5)
    assert_path(points, "matyas", 200, {"learning_rate": value})
    assert lab.drawing("map") != before
    assert f"α = {lab.stage('stage.runs[0].value')}" in lab.page.inner_text(".beside .tip")
    lab.page.mouse.move(3, 400)
    lab.until("document.querySelector('.stage').stage.picker.picked === null")
    assert lab.drawing("map") == before
    lab.page.mouse.move(*at_rate(lab, 0.5))
    lab.page.mouse.down()
    lab.page.mouse.move(*at_rate(lab, 0.65), steps=5)
    lab.page.mouse.up()
    lab.page.mouse.move(3, 400)
    lab.parameter("pick", "78")
    assert slider.input_value() == "78"
    assert lab.page.locator(".beside .rate.picked").is_visible()
    assert (lab.received, lab.sent) == traffic


def test_a_click_on_the_sweep_sets_the_rate_here(visit):
    lab = visit("optimizers=gradient_descent,momentum&subject=momentum", PAGE).panels()
    scrubber(lab)
    lab.changes(lambda: lab.page.mouse.click(*at_rate(lab, 0.55)))
    rate = rate_at(0.55)
    lab.parameter("momentum.learning_rate", str(rate))
    assert lab.page.evaluate("location.pathname") == f"/{PAGE}"
    assert "pick" not in lab.address()
    assert lab.page.inner_text(".beside .rate.set") == f"α = {rate}"
    np.testing.assert_allclose(lab.stage("stage.runs[0].x.at(-1)"), np.float32(end_of("momentum", rate)[0]), rtol=1e-6)
    index, across, down = panel(
        lab,
        "sweep",
        """(() => {
          const { _fullLayout: { xaxis, yaxis }, _fullData } = it.chart.plot;
          const line = _fullData.find(({ meta }) => meta === 'gradient_descent');
          const index = it.result.rates.findIndex((rate) => rate > 0.4);
          return [index, xaxis.d2p(line.x[index]), yaxis.d2p(line.y[index])];
        })()""",
    )
    assert index > 0
    lab.page.mouse.click(*place(lab, "sweep", across, down))  # on another optimizer's line
    lab.until("new URLSearchParams(location.search).get('gradient_descent.learning_rate') !== '0.05'")
    lab.until("document.querySelector('.stage').stage.runs[0].key === 'gradient_descent'")
    assert float(lab.address()["gradient_descent.learning_rate"]) == pytest.approx(0.4, rel=0.15)
    lab.parameter("momentum.learning_rate", str(rate))


def end_of(key, rate):
    return descend(SURFACES["matyas"], OPTIMIZERS[key], SURFACES["matyas"].start, 200, {"learning_rate": rate}).points[-1]


def test_the_handle_of_the_rates_is_moved_by_keys(visit):
    lab = visit(MOMENTUM, PAGE).panels()
    slider = scrubber(lab)
    lab.at_rest()
    first = int(slider.input_value())
    time = lab.stage("stage.clock.time")
    slider.focus()
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
    lab.parameter("pick", str(first + 3))
    assert lab.stage("stage.clock.time") == time
    lab.page.keyboard.press("Escape")
    lab.until("!new URLSearchParams(location.search).has('pick')")
    lab.page.keyboard.press("ArrowLeft")
    lab.parameter("pick", str(first - 1))
    rate = lab.stage("stage.runs[0].value")
    lab.changes(lambda: lab.page.keyboard.press("Enter"))
    lab.parameter("momentum.learning_rate", rate)
    lab.until("!new URLSearchParams(location.search).has('pick')")


def test_the_mark_of_the_rate_that_is_set_follows_the_slider_without_traffic(visit):
    lab = visit(MOMENTUM, PAGE).panels()
    lab.at_rest()
    sent, drawn = lab.sent, panel(lab, "sweep", "it.chart.plot.layout.shapes.length")
    mark = "((mark) => [mark.getBoundingClientRect().left, mark.innerText])(document.querySelector('.beside .rate.set'))"
    seen = lab.drag("Momentum: learning rate α", [0.5, 0.6, 0.7], mark)
    assert lab.sent == sent
    assert all(text == f"α = {rate}" for rate, (_, text) in seen)
    (_, (first, _)), (one, (left, _)), (other, (right, _)) = seen
    assert first < left < right
    width = panel(lab, "sweep", "it.chart.frame().width")
    assert right - left == pytest.approx(width * np.log10(float(other) / float(one)) / 7, abs=1.5)
    assert panel(lab, "sweep", "it.chart.plot.layout.shapes.length") == drawn  # the zones are those of any rate


def test_another_hyperparameter_has_its_scrubber_in_the_row_beneath(visit):
    lab = visit(MOMENTUM, PAGE).panels()
    assert not lab.page.locator(".parameter-scrubber .scrubber").is_visible()
    lab.changes(lambda: lab.page.get_by_label("Hyperparameter to try").select_option("momentum"))
    lab.page.locator(".parameter-scrubber .scrubber").wait_for()
    assert not lab.page.locator(".handle-of-rates").is_visible()
    lab.page.mouse.move(*at_rate(lab, 0.5))
    lab.page.locator(".beside .tip.shown").wait_for()
    assert lab.stage("stage.picker.picked") is None
    lab.changes(lambda: lab.page.get_by_label("Hyperparameter to try").select_option("learning_rate"))
    lab.page.locator(".handle-of-rates").wait_for()


def test_the_rate_that_is_shown_opens_in_explore(visit):
    lab = visit(MOMENTUM, PAGE, fresh=True).panels()
    scrubber(lab).fill("70")
    lab.parameter("pick", "70")
    rate = lab.stage("stage.runs[0].value")
    lab.page.get_by_role("button", name="Explore ↗").click()
    explored(lab, momentum__learning_rate=rate)
    lab.page.go_back()
    lab.until(f"window.location.pathname === '/{PAGE}' && document.querySelector('.beside .chart')")
