"""Pictures to take away: PNG and SVG of each view, three times the size, named after the settings."""

import re
from io import BytesIO

import pytest
from PIL import Image

SIZES = {"surface3d": (900, 640), "map": (700, 640), "curve": (900, 420)}
NAMES = {"surface3d": "3d", "map": "contour", "curve": "curve"}


@pytest.mark.parametrize("view", SIZES)
def test_png_and_svg(visit, view):
    lab = visit("surface=easom&optimizers=adam&adam.learning_rate=0.05")
    files = {}
    for kind in ("png", "svg"):
        lab.page.locator(f".view.{view}").hover()
        with lab.page.expect_download() as download:
            lab.page.locator(f".view.{view} [data-do={kind}]").click()
        assert download.value.suggested_filename == f"easom-adam-lr0.05-{NAMES[view]}.{kind}"
        files[kind] = download.value.path().read_bytes()
    width, height = SIZES[view]
    image = Image.open(BytesIO(files["png"]))
    assert image.size == (3 * width, 3 * (height + 20))
    assert len(image.convert("RGB").resize((300, 200)).getcolors(60_000)) > 40
    drawing = files["svg"].decode()
    assert drawing.lstrip().startswith("<svg")
    assert f'width="{3 * width}"' in drawing
    for text in ("Easom", "start (2, 2.4), 200 steps, no noise", "Adam (α 0.05, β₁ 0.9, β₂ 0.999, ε 1e-8)"):
        assert text in drawing


def saved(lab, view, kind="svg"):
    lab.page.locator(f".view.{view}").hover()
    with lab.page.expect_download() as download:
        lab.page.locator(f".view.{view} [data-do={kind}]").click()
    return download.value.path().read_bytes().decode()


def test_a_picture_shows_the_step_that_is_seen_and_says_it(visit):
    lab = visit("surface=bowl&optimizers=gradient_descent&step=40")
    for view in ("map", "curve"):
        assert "shown up to step 40" in saved(lab, view)
    at_40 = saved(lab, "map")
    lab.page.evaluate("document.querySelector('.stage').stage.clock.toEnd()")
    at_end = saved(lab, "map")
    assert "shown up to step" not in at_end
    assert at_40 != at_end
    lab.page.evaluate("document.querySelector('.stage').stage.clock.toStart()")
    assert "shown up to step 0" in saved(lab, "map")


def test_a_long_formula_is_in_the_picture_line_by_line(visit):
    formula = "+".join(f"sin({k}.125*x)*y" for k in range(101, 116))
    lab = visit(f"surface=own&formula={formula.replace('+', '%2B')}&optimizers=adam")
    drawing = saved(lab, "map")
    words = re.sub(r"<[^>]*>", "", drawing)
    assert formula in words
    lines = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", drawing)
    assert max(map(len, lines)) <= 90
