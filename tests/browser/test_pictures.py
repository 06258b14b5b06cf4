"""The menu “Save …”: pictures of each view, three times the size, named after the settings, and files that the server makes."""

import re
from html import unescape
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
SIZES = {"surface3d": (900, 640), "map": (700, 640), "curve": (900, 420)}
NAMES = {"surface3d": "3d", "map": "contour", "curve": "curve"}


@pytest.mark.parametrize("view", SIZES)
def test_png_and_svg(visit, view):
    lab = visit("surface=easom&optimizers=adam&adam.learning_rate=0.05")
    files = {}
    for file_format in ("png", "svg"):
        files[file_format] = saved(lab, view, file_format, f"easom-adam-lr0.05-{NAMES[view]}.{file_format}")
    width, height = SIZES[view]
    image = Image.open(BytesIO(files["png"]))
    link = lab.stage("stage.address.link(true)")
    assert "surface=easom" in link
    assert image.text["Source"] == link
    assert image.text["Description"].startswith("start (2, 2.4), 200 steps")
    assert image.width == 3 * width
    assert image.height > 3 * (height + 20)  # a run in the legend, and the link
    assert len(image.convert("RGB").resize((300, 200)).getcolors(60_000)) > 40
    svg = files["svg"].decode()
    assert ElementTree.fromstring(svg).find(f".//{{{DUBLIN_CORE}}}source").text == link
    assert f'width="{3 * width}"' in svg
    for text in ("Easom", "start (2, 2.4), 200 steps, no noise", "Adam (α 0.05, β₁ 0.9, β₂ 0.999, ε 1e-8)"):
        assert text in svg
    assert link in unescape(re.sub("<[^>]*>", "", re.sub("<metadata>.*</metadata>", "", svg)))  # in small print as well


def saved(lab, place, key, name=None):
    """The file that the menu saves of a part of the page."""
    if place in SIZES:
        lab.page.locator(f".view.{place}").hover()
        lab.page.locator(f".view.{place} [data-action=save]").click()
    else:
        lab.page.keyboard.press("e")
    with lab.page.expect_download() as download:
        lab.page.locator(f".sheet.save [data-place={place}][data-key={key}]").click()
    file = download.value
    assert name in (None, file.suggested_filename)
    lab.until("document.querySelector('.sheet.save .about').textContent.startsWith('Download started')")
    lab.page.keyboard.press("Escape")
    return file.path().read_bytes()


def drawing(lab, view):
    return saved(lab, view, "svg").decode()


def test_a_picture_shows_and_names_the_current_step(visit):
    lab = visit("surface=bowl&optimizers=gradient_descent&step=40")
    for view in ("map", "curve"):
        assert "shown up to step 40" in drawing(lab, view)
    at_40 = drawing(lab, "map")
    lab.page.evaluate("document.querySelector('.stage').stage.clock.toEnd()")
    at_end = drawing(lab, "map")
    assert "shown up to step" not in at_end
    assert at_40 != at_end
    lab.page.evaluate("document.querySelector('.stage').stage.clock.toStart()")
    assert "shown up to step 0" in drawing(lab, "map")


def test_a_long_formula_is_in_the_picture_line_by_line(visit):
    formula = "+".join(f"sin({k}.125*x)*y" for k in range(101, 116))
    lab = visit(f"surface=own&formula={formula.replace('+', '%2B')}&optimizers=adam")
    picture = drawing(lab, "map")
    shown = re.sub(r"<metadata>.*</metadata>", "", picture)
    assert formula in re.sub(r"<[^>]*>", "", shown)
    link = ElementTree.fromstring(picture).find(f".//{{{DUBLIN_CORE}}}source").text
    lines = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", shown)
    assert max(len(line) for line in lines if unescape(line) not in link) <= 90  # the link is in smaller print


def test_the_menu_is_worked_by_keys_and_remembers_what_was_saved(visit):
    lab = visit("surface=bowl&optimizers=adam&steps=30", fresh=True)
    lab.page.evaluate("localStorage.clear()")
    focused = "[document.activeElement.dataset.place, document.activeElement.dataset.key]"
    lab.page.keyboard.press("e")
    lab.until(f"String({focused}) === 'surface3d,png'")
    lab.page.keyboard.press("ArrowRight")
    assert lab.page.evaluate(focused) == ["surface3d", "svg"]
    lab.page.keyboard.press("ArrowLeft")
    lab.page.keyboard.press("ArrowUp")  # from the first to the last
    assert lab.page.evaluate(focused)[0] == "runs"
    lab.page.locator(".sheet.save [data-place=runs][data-key=runs]").focus()
    with lab.page.expect_download() as download:
        lab.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "bowl-adam-lr0.1-runs.csv"
    table = download.value.path().read_text()
    assert table.startswith(f"# {lab.stage('stage.address.link(true)')}\n")
    assert table.count("\n") == 33
    lab.page.keyboard.press("Escape")
    assert not lab.page.locator(".sheet.save").is_visible()
    lab.open("surface=matyas&optimizers=adam")
    lab.page.keyboard.press("e")
    lab.until(f"String({focused}) === 'runs,runs'")


def test_a_refusal_by_the_server_is_shown_and_can_be_tried_again(visit):
    lab = visit("surface=bowl&optimizers=adam")
    busy = {"status": 503, "content_type": "text/plain", "body": "The server is busy. Try again in a moment."}
    lab.page.route("**/exports/**", lambda route: route.fulfill(**busy))
    lab.page.keyboard.press("e")
    lab.page.locator(".sheet.save [data-place=runs][data-key=runs]").click()
    lab.page.get_by_text("The server is busy. Try again in a moment.").wait_for()
    lab.page.unroute("**/exports/**")
    lab.page.route("**/exports/**", lambda route: route.abort())
    lab.page.locator(".sheet.save [data-place=runs][data-key=runs]").click()
    lab.page.get_by_text("The server does not answer.").wait_for()
    lab.page.unroute("**/exports/**")
    lab.page.locator(".sheet.save [data-place=runs][data-key=notebook]").hover()  # it stays open on the way to the button
    with lab.page.expect_download() as download:
        lab.page.locator(".sheet.save").get_by_role("button", name="Try again").click()
    assert download.value.suggested_filename == "bowl-adam-lr0.1-runs.csv"
    lab.until("!document.querySelector('.sheet.save .why').textContent")
    lab.complaints.clear()  # the console reports the failed requests
    lab.page.keyboard.press("Escape")
