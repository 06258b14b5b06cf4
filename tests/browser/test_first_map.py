"""The document before the page runs: the server's map until the live one replaces it, and the head."""

from io import BytesIO

import pytest
from PIL import Image

from components.plots.palette import STYLES
from tests.browser.lab import Lab

STREAMLIT = "**/static/js/index.*.js"


@pytest.fixture
def held(windows, server):
    """Load a page whose live part stays away until it is let go."""
    pages = []

    def load(address, **properties):
        lab = Lab(windows(width=1280, height=800, **properties), server.url)
        pages.append(lab)
        kept = []
        lab.page.route(STREAMLIT, lambda route: kept.append(route))
        lab.page.goto(server.url + address, wait_until="commit")
        lab.until("document.querySelector('.first-map img')?.naturalWidth > 0")
        return lab, lambda: [route.continue_() for route in kept]

    yield load
    for lab in pages:
        lab.page.close()
        assert not lab.complaints


def shot(lab, selector):
    return Image.open(BytesIO(lab.page.locator(selector).screenshot())).convert("RGB")


def colors(image):
    """The colors of which there is more than an edge."""
    return {f"#{red:02x}{green:02x}{blue:02x}" for count, (red, green, blue) in image.getcolors(1 << 24) if count > 20}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_map_is_there_before_the_page_and_goes_when_the_live_one_is_drawn(held, scheme):
    lab, let_go = held("?v=2&surface=rosenbrock&utm_source=newsletter&fbclid=x&ref=y", color_scheme=scheme)
    seen = colors(shot(lab, ".first-map img"))
    styles = [STYLES[2], STYLES[4], STYLES[5]]  # Adam, gradient descent and momentum
    assert {style[scheme] for style in styles} <= seen
    assert lab.page.query_selector(".stage") is None
    let_go()
    lab.drawn()
    assert lab.page.query_selector(".first-map") is None
    assert lab.page.query_selector(".problems") is None


def test_the_first_map_lies_where_the_live_one_will_be(held):
    lab, let_go = held("?v=2&surface=bowl")
    lab.page.evaluate("""() => {
      const look = () => {
        const image = document.querySelector('.first-map.placed img');
        if (image) window.lastPlace = image.getBoundingClientRect().toJSON();
        if (document.querySelector('.first-map')) requestAnimationFrame(look);
      };
      look();
    }""")
    let_go()
    lab.drawn()
    left, top = lab.point("map", 0.0, 0.0)
    right, bottom = lab.point("map", 1.0, 1.0)
    place = lab.page.evaluate("window.lastPlace")
    edges = [place["left"], place["top"], place["right"], place["bottom"]]
    assert edges == pytest.approx([left, top, right, bottom], abs=16)  # the labels of the color scale vary in width


def test_what_is_to_be_predicted_is_not_in_the_first_map(held):
    lab, let_go = held("lessons?lesson=too_high&predict=1")
    assert STYLES[4]["light"] not in colors(shot(lab, ".first-map img"))  # gradient descent's color
    let_go()
    lab.drawn()


def test_a_page_without_a_stage_has_none(visit, server):
    lab = visit()
    page = lab.context.new_page()
    page.goto(server.url + "catalogue")
    page.wait_for_selector("text=surfaces")
    assert page.query_selector(".first-map") is None
    page.close()


def test_the_title_and_the_description_follow_the_page(visit):
    lab = visit("v=2&surface=bowl&optimizers=adam", fresh=True)
    lab.until("document.title === 'Bowl with Adam – Descent Lab'")
    described = "document.querySelector('meta[name=description]').content"
    before = lab.page.evaluate(described)
    lab.turn_to("lesson=too_high&scene=2", "lessons")
    lab.until("document.title.startsWith('Too high: ')")
    lab.until(f"(before) => {described} !== before", before)
    lab.page.get_by_role("link", name="Catalogue").click()
    lab.until("document.title.startsWith('Catalogue of ')")


def test_nothing_is_fetched_twice(chromium, server):
    """What is named in advance is what is asked for later, so that the browser has it already."""
    with chromium.new_context() as nothing_kept:
        lab = Lab(nothing_kept, server.url)
        lab.page.add_init_script("performance.setResourceTimingBufferSize(1000)")
        lab.open("v=2&surface=booth")
        entries = "performance.getEntriesByType('resource').filter((entry) => entry.transferSize > 300)"
        names = lab.page.evaluate(f"{entries}.map((entry) => entry.name)")
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))
