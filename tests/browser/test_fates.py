"""The map of all starts: it updates live, zooms, shows the run under the pointer, and sets the start."""

import base64
import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from optimizers import OPTIMIZERS, fates
from surfaces import SURFACES
from tests.browser.test_lab import PAGE, panel, place
from tests.browser.test_pictures import saved

HIMMELBLAU = "surface=himmelblau&optimizers=gradient_descent&gradient_descent.learning_rate=0.02&steps=200&hide=sweep,five,heat"
MAP = "document.querySelector('.lab').lab.fates.own"
FINE = f"() => document.querySelector('.panel.fates').dataset.fine === {MAP}.settings && {MAP}.found.apart === 1"


def seen(lab):
    """What the map says, once it is computed to the last pixel: the sentence, and the fates with their part of the plane."""
    lab.until(FINE)
    return lab.page.locator(".panel.fates .shares").inner_text(), panel(
        lab, "fates", "({ fates: [...it.found.fates], columns: it.found.columns, part: it.axes })"
    )


def assert_starts(drawn, rate):
    """Some of the pixels are what the library says of their starts, up to the few where rounding decides."""
    columns, (left, right, low, high) = drawn["columns"], drawn["part"]
    rows = len(drawn["fates"]) // columns
    cells = np.random.default_rng(0).integers(0, len(drawn["fates"]), 300)
    row, column = np.divmod(cells, columns)
    starts = np.array([left + (column + 0.5) / columns * (right - left), high - (row + 0.5) / rows * (high - low)])
    found = fates(SURFACES["himmelblau"], OPTIMIZERS["gradient_descent"], starts, {"learning_rate": rate}, 200)
    mine = np.array(drawn["fates"])[cells]
    assert np.mean(np.where(mine >= 0, mine, -1) == found.minimum) > 0.98


def test_the_map_follows_the_rate_and_zooms_and_points_and_sets_the_start(visit):
    lab = visit(HIMMELBLAU, PAGE)
    lab.page.locator(".panel.fates .plot").scroll_into_view_if_needed()
    sentence, drawn = seen(lab)
    assert sentence.startswith("2 of 4 minima are reached.")
    assert_starts(drawn, 0.02)

    lab.at_rest()
    sent = lab.sent
    lab.slide("Gradient descent: learning rate α", 0.45)
    lab.until(f"(sentence) => {MAP}.words.textContent !== sentence", sentence)
    assert lab.sent - sent < 4000  # only the slider's report: the map sends nothing
    slower, drawn = seen(lab)
    lab.at_rest()
    rate = float(lab.address()["gradient_descent.learning_rate"])
    assert rate < 0.02
    assert slower.startswith("4 of 4 minima are reached.")
    assert_starts(drawn, rate)

    width, height = panel(lab, "fates", "[it.chart.frame().width, it.chart.frame().height]")
    lab.page.mouse.move(*place(lab, "fates", 0.7 * width, 0.4 * height))
    lab.until(f"{MAP}.details.text.textContent.includes('converges to A (3, 2)')")
    lab.changes(lambda: lab.page.mouse.click(*place(lab, "fates", 0.25 * width, 0.25 * height)))
    lab.at_rest()
    assert [float(lab.address()[name]) for name in ("x", "y")] == pytest.approx([-2.5, 2.5], abs=0.05)

    lab.page.keyboard.down("Control")
    lab.page.mouse.move(*place(lab, "fates", 0.5 * width, 0.5 * height))
    for _ in range(3):
        lab.page.mouse.wheel(0, -300)
    lab.page.keyboard.up("Control")
    lab.until("new URLSearchParams(location.search).has('starts')")
    lab.at_rest()
    _, closer = seen(lab)
    assert closer["part"][1] - closer["part"][0] == pytest.approx(10 * np.exp(-3), rel=0.01)
    assert_starts(closer, rate)
    assert [float(edge) for edge in lab.address()["starts"].split(",")] == closer["part"]
    lab.page.locator(".panel.fates .handle").focus()
    lab.page.keyboard.press("0")
    lab.until(f"!new URLSearchParams(location.search).has('starts') && {MAP}.axes === {MAP}.window")


def test_a_picture_of_the_map_is_saved_before_anybody_has_scrolled_to_it(visit):
    lab = visit(HIMMELBLAU.replace("&hide=sweep,five,heat", ""), PAGE, fresh=True).panels()
    lab.until(f"{MAP}.ready")
    assert not lab.page.evaluate(f"{MAP}.found")
    image = re.search(r'<image[^>]*href="data:image/png;base64,([^"]+)', saved(lab, "fates", "svg").decode())
    colors = Image.open(BytesIO(base64.b64decode(image[1]))).convert("RGB").getcolors(1 << 20)
    assert len(colors) > 3
    assert not lab.page.evaluate("document.querySelector('.lab').lab.fates.seen")
