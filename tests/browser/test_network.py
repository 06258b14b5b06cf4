"""The network's page in a browser: trained, scrubbed through, looked at by axe-core, and given files good and bad."""

import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.lab import STILL, Lab
from tests.browser.test_accessibility import violations
from tests.browser.test_one_screen import inside

WINE = Path(__file__).parents[1] / "reference" / "networks" / "winequality-red.csv"
QUICK = "epochs=60&points=80&optimizers=adam,gradient_descent"
RIGHT = """(least) => {
  const shares = document.querySelector(".network .layers caption").textContent.match(/\\d+(?= %)/g);
  return shares?.length === 2 && shares.every((share) => Number(share) > least);
}"""
BEYOND = """() => {
  const scrolls = (node) => node.closest(".network") && (node.matches("table") || scrolls(node.parentElement));
  const beyond = (node) => node.getBoundingClientRect().right > window.innerWidth + 0.5;
  const parts = Array.from(document.querySelectorAll(".network *"));
  return parts.filter((node) => beyond(node) && !scrolls(node)).map((node) => node.outerHTML);
}"""
LETTER = 10  # pixels, as wide as one in class
RED = "document.querySelector('[data-testid=stSidebar] .problems')?.textContent.includes("


@pytest.fixture
def opened(windows, server):
    """Open the page with a query; at the end its console may hold no complaint."""
    labs = []

    def open_one(query=QUICK, width=1280, height=800, dark=False, touch=False):
        window = windows(width=width, height=height, color_scheme="dark" if dark else "light", has_touch=touch)
        labs.append(Lab(window, server.url))
        labs[-1].page.goto(f"{server.url}network?{query}")
        labs[-1].page.wait_for_selector(".network[data-drawn]")
        return labs[-1]

    yield open_one
    complaints = [complaint for lab in labs for complaint in lab.complaints]
    for lab in labs:
        lab.page.close()
    assert not complaints


def words(lab, selector):
    return lab.page.locator(selector).first.get_attribute("aria-label")


def test_a_training_is_watched_and_scrubbed_through(opened):
    lab = opened()
    page = lab.page
    assert page.get_attribute(".network", "data-preview") is not None  # intermediate frames were shown
    page.wait_for_selector(".network .stage[data-drawn]")
    lab.until("document.querySelector('.stage')?.stage?.clock.steps === 60")
    assert words(lab, ".stage .map .plot").startswith("Contour map: A plane through the loss of the network 2-16-16-2")
    assert page.get_by_role("button", name="Zoom out: Contour map", exact=True).is_visible()  # no hint about clicks or drags
    assert "Decision regions of 2 classes" in words(lab, ".network .regions canvas")
    assert "76 %" in page.locator(".notes-of-plane").inner_text()
    picture = "document.querySelector('.network .regions canvas').toDataURL()"
    last = page.evaluate(picture)
    page.locator(".network .transport .scrubber").fill("0")
    lab.until("document.querySelector('.network .regions').dataset.step === '0'")
    assert page.evaluate(picture) != last
    lab.until("new URLSearchParams(location.search).get('step') === '0'")
    page.keyboard.press("End")
    lab.until("document.querySelector('.network .regions').dataset.step === '60'")
    assert page.evaluate(picture) == last
    page.select_option(".network [data-view=metric]", "sharpness")
    lab.until("document.querySelector('.stage')?.stage?.runs[0]?.metrics.sharpness")
    page.reload()
    lab.until("document.querySelector('.stage')?.stage?.runs?.[0]?.metrics.sharpness")  # as requested in the address


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_first_frame_is_seen_before_any_script_runs(chromium, server, dark):
    scheme = "dark" if dark else "light"
    with chromium.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=False, color_scheme=scheme
    ) as context:
        page = context.new_page()
        page.goto(f"{server.url}network?{QUICK}&seed=3", wait_until="commit")
        frames = page.locator(".first-training figure .first")
        frames.nth(1).wait_for()
        picture = Image.open(BytesIO(frames.first.screenshot())).convert("RGB").resize((40, 40))
        colors = np.asarray(picture, dtype=int).reshape(-1, 3)
        assert (colors.mean() < 128) == dark
        assert np.sum(colors[:, 2] - colors[:, 0] > 15) > 80  # blue
        assert np.sum(colors[:, 0] - colors[:, 2] > 15) > 80  # and orange


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (390, 844), (844, 390)])
def test_regions_are_watched_before_the_page_is_there_which_takes_the_training_up(chromium, server, width, height):
    with chromium.new_context(viewport={"width": width, "height": height}, has_touch=width < 1000) as nothing_kept:
        lab, held, fetched = Lab(nothing_kept, server.url), [], []
        lab.page.route("**/static/js/index.*.js", lambda route: held.append(route))  # Streamlit's scripts never load
        lab.page.on("request", lambda request: fetched.append(request.url) if "/network/training/" in request.url else None)
        lab.page.goto(f"{server.url}network?{QUICK}&seed={width}", wait_until="commit")
        lab.until("document.querySelectorAll('.first-training canvas').length === 2")
        assert lab.page.query_selector(".stage") is None
        before = lab.page.locator(".first-training .regions").bounding_box()
        for route in held:
            route.continue_()
        lab.page.wait_for_selector(".network[data-drawn]")
        assert lab.page.query_selector(".first-training") is None
        after = lab.page.locator(".network .regions").bounding_box()
        assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=8)
        assert len(fetched) == 1
        assert lab.complaints == []


def test_in_a_lesson_and_in_class_no_region_is_seen_where_it_could_only_jump_from(chromium, server):
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for query, seen in ((QUICK, True), (f"{QUICK}&lesson=same_rate", False), (f"{QUICK}&classroom=1", False)):
            page.goto(f"{server.url}network?{query}", wait_until="commit")
            page.locator(".first-training figure").first.wait_for(state="visible" if seen else "hidden")
            page.locator(".first-training").wait_for(state="attached")


def test_a_class_sees_what_is_ticked(opened):
    lab = opened(f"{QUICK}&classroom=1", height=720)
    page = lab.page
    page.wait_for_selector(".network .stage[data-drawn]")
    page.keyboard.press("s")
    page.locator("dialog[open] input[value=regions]").uncheck()
    page.locator("dialog[open] input[value=surface3d]").uncheck()
    lab.until("document.querySelector('.network').dataset.hide.includes('regions')")
    page.keyboard.press("Escape")
    lab.parameter("hide", "surface3d,regions")
    assert not page.locator(".network .regions").is_visible()
    assert not page.locator(".network .surface3d").is_visible()
    page.reload()
    lab.until("document.querySelector('.stage')?.stage?.classroom.on")
    page.wait_for_selector(".network .stage[data-drawn]")
    assert not page.locator(".network .regions").is_visible()
    assert page.locator(".network .map").bounding_box()["width"] > 800


def test_the_finding_is_shown_before_the_plane_is_ready(chromium, server):
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as nothing_kept:
        lab, held = Lab(nothing_kept, server.url), []
        lab.page.route("**/network/plane/**", lambda route: held.append(route))
        lab.page.goto(f"{server.url}network?{QUICK}&seed=6")
        lab.until("document.querySelector('.network .stage .sentence')?.textContent.includes('held-out accuracy')")
        assert lab.page.query_selector(".stage[data-drawn]") is None
        lab.until("document.querySelector('.network .stage .sentence').checkVisibility()")
        assert held


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_accessibility_violation(opened, dark):
    lab = opened(f"{QUICK}&lesson=edge_of_stability", dark=dark)
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    assert violations(lab.page) == []


LESSON = f"{QUICK}&lesson=spiral_rates"


@pytest.mark.parametrize(
    ("query", "width", "height"),
    [(QUICK, 1280, 720), (LESSON, 1280, 720), (LESSON, 1024, 768), (f"{QUICK}&classroom=1", 1280, 720)],
    ids=["plain", "lesson", "lesson, narrow", "class"],
)
def test_regions_map_and_clock_are_on_the_screen_of_a_laptop(opened, query, width, height):
    lab = opened(query, width=width, height=height)
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    for part in (
        ".network .regions figure",
        ".network .view.map",
        ".network .view.surface3d",
        ".network .transport",
        ".network .legend",
        ".cards > h2 + .card > .row .track",
    ):
        assert inside(lab, part), part
    # a class sees all ticked sliders, one below the other
    assert inside(lab, ".network .sentence" if "classroom" in query else ".card .track")


def test_in_class_the_labels_of_the_surface_end_within_its_view(opened):
    lab = opened("epochs=200&points=150&optimizers=adam,gradient_descent&classroom=1", width=1400, height=900)
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    lab.until(STILL)
    pixels = np.asarray(lab.photo("surface3d")).astype(int)
    for edge in (pixels[:, :LETTER], pixels[:, -LETTER:], pixels[-LETTER:]):
        assert np.ptp(edge, axis=(0, 1)).max() < 20, "nothing is written at an edge, where the first letter may be missing"


CLEAR_OF_TABS = """() => {
  const edge = (part, side) => document.querySelector(part).getBoundingClientRect()[side];
  return edge('.single-slider .track', 'bottom') <= edge('.st-key-tabs', 'top') + 0.5;
}"""


def test_on_a_phone_the_slider_is_above_the_tabs_beneath_three_regions(opened):
    lab = opened("epochs=60&optimizers=adam,gradient_descent,momentum&layers=16:tanh,16:tanh", 390, 844, touch=True)
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    lab.until("document.querySelectorAll('.network .regions canvas').length === 3")
    assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    lab.until(CLEAR_OF_TABS)


def test_on_a_phone_nothing_is_wider_than_the_screen(opened):
    lab = opened(QUICK, width=390, height=844)
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    assert lab.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert lab.page.evaluate(BEYOND) == []


def test_files_good_and_bad(opened, tmp_path):
    lab = opened("data=file")
    page = lab.page
    assert "Upload a CSV file" in page.locator(".network .status").first.inner_text()
    field = page.locator("[data-testid=stFileUploader] input[type=file]")
    bomb = tmp_path / "bomb.csv"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("wine.csv", b"0" * 10_000_000)
    million, empty, utf16 = (tmp_path / name for name in ("million.csv", "empty.csv", "utf16.csv"))
    million.write_bytes(b"1,2,3\n" * 1_000_000)
    empty.write_bytes(b"\n")
    marked_up = tmp_path / "marked_up.csv"
    marked_up.write_text("a,b,c\n" + "1,**2** $x$,x\n2,3,y\n" * 10)
    utf16.write_bytes(WINE.read_text().encode("utf-16"))
    for path, sentence in (
        (bomb, "a zip archive"),
        (utf16, "UTF-16"),
        (empty, "The file is empty"),
        (marked_up, "“**2** $x$”"),
    ):
        field.set_input_files(path)
        lab.until(f"{RED}{sentence!r})")
    field.set_input_files(million)
    page.get_by_text("File must be 2.0MB or smaller").or_(page.get_by_text("2MB or smaller")).first.wait_for()
    field.set_input_files(WINE)
    page.get_by_text("Label column").wait_for()
    before = page.get_attribute(".network", "data-drawn")
    page.get_by_role("button", name="Suggested network and training").click()
    lab.until("(before) => document.querySelector('.network').dataset.drawn !== before", before)
    lab.until("document.querySelector('.network .status').textContent.startsWith('11-16-12-8-2')")
    lab.until("document.querySelector('.stage')?.stage?.clock.steps === 5700")
    lab.until(RIGHT, 70)
