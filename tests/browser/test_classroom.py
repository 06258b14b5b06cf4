"""Classroom mode in a real browser: switching it on and off, what a link shows, the QR code, and the keys."""

from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from components.state.sections import IN_CLASS

BESIDE = "surface,optimizers,schedule,start,run,buttons,gradient_descent,momentum,adam.beta1,adam.beta2,adam.epsilon"
BOXES = """() => ['.surface3d', '.map', '.transport', '.curve', '.sentence'].map((part) => {
  const { left, top, right, bottom } = document.querySelector(`.stage ${part}`).getBoundingClientRect();
  return [left, top, right, bottom].map(Math.round);
})"""
AS_WIDE_AS_ITS_PLACE = """() => {
  const [place, drawing] = ['.plot', '.main-svg'].map((part) => document.querySelector(`.stage .curve ${part}`));
  return place.clientWidth === drawing.clientWidth;
}"""
TABLE = """async () => {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  const { KEYS } = await import(fetched.find((name) => name.endsWith('stage/keys.js')));
  const { stage } = document.querySelector('.stage');
  return Object.fromEntries(KEYS.filter(({ when }) => !when || when(stage)).map(({ key, shown = key, does }) => [shown, does]));
}"""
FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused.closest('.stage')) return ['', 1, 'none'];
  const { outlineStyle } = getComputedStyle(focused), tools = focused.closest('.tools');
  const opacity = tools && !tools.getAnimations().length ? getComputedStyle(tools).opacity : 1;
  return [focused.getAttribute('aria-label') ?? focused.textContent, Number(opacity), outlineStyle];
}"""


def in_class(lab, on=True):
    lab.until(
        "(on) => { const { stage } = document.querySelector('.stage'); return stage.ready && stage.classroom.on === on }", on
    )
    lab.until("!document.querySelector('.stage').stage.reports.underWay")


def sheet(lab):
    """The name of the sheet that is open, or None."""
    return lab.page.evaluate("document.querySelector('dialog[open]')?.dataset.sheet ?? null")


def decoded(lab):
    """What a camera reads from the screen."""
    lab.page.wait_for_selector("dialog[open] .code img")
    lab.until("document.querySelector('dialog[open] .code img').complete")
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(lab.page.screenshot())).convert("L"))
    return found.text


# The switch


def test_the_classroom_switch_changes_nothing_else(visit):
    lab = visit("surface=regression&step=40&camera=-1,-1.5,1,0,0,-0.1,0,0,1&zoom=1,20,-10,50")
    lab.page.evaluate("document.querySelector('.stage').remembered = true")
    before = lab.address()
    lab.changes(lambda: lab.page.get_by_role("button", name="Classroom mode").click())
    in_class(lab)
    assert lab.address() == {**before, "classroom": "1"}
    assert not lab.page.get_by_test_id("stSidebar").is_visible()
    assert not lab.page.get_by_test_id("stHeader").is_visible()
    assert not lab.page.locator(".results").is_visible()
    assert lab.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 18
    lab.changes(lambda: lab.page.get_by_role("button", name="Leave the classroom (c)").click())
    in_class(lab, on=False)
    assert lab.address() == before
    assert lab.page.get_by_test_id("stSidebar").is_visible()
    assert lab.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
    assert lab.stage("stage.display.views.scale") == 1
    assert lab.page.evaluate("document.querySelector('.stage').remembered"), "the stage was mounted anew"


def test_back_leaves_the_class(visit):
    lab = visit(fresh=True)
    lab.changes(lambda: lab.page.keyboard.press("c"))
    in_class(lab)
    lab.parameter("classroom", "1")
    lab.changes(lab.page.go_back)
    in_class(lab, on=False)
    assert "classroom" not in lab.address()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_everything_is_on_one_screen(visit, width, height):
    lab = visit("surface=rosenbrock&classroom=1", width=width, height=height)
    boxes = lab.page.evaluate(BOXES)
    assert lab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= height
    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= width and bottom <= height  # noqa: PT018
        assert right - left > 200
        assert bottom - top > 20
    surface3d, contour, transport, curve, sentence = boxes
    assert surface3d[2] <= contour[0] + 1
    assert max(surface3d[3], contour[3]) <= transport[1]
    assert transport[3] <= curve[1]
    assert curve[2] <= sentence[0]
    assert transport[3] <= sentence[1]
    assert lab.stage("stage.curve.frame().width") > 0.4 * (curve[2] - curve[0]), "its choices leave the curve its room"


def test_type_lines_and_plots_grow_by_one_factor(visit):
    lab = visit("surface=rosenbrock", width=1920, height=1080)
    sizes = """[stage.display.views.scale, stage.map.overlay.scale, stage.curve.plot._fullLayout.xaxis.tickfont.size,
      stage.map.plot._fullLayout.yaxis.tickfont.size, stage.surface3d.plot._fullLayout.scene.xaxis.title.font.size]"""
    usual = np.array(lab.stage(sizes))
    dark = lab.stage("stage.curve.plot._fullLayout.font.color")
    lab.changes(lambda: lab.page.keyboard.press("c"))
    in_class(lab)
    large = np.array(lab.stage(sizes))
    factor = lab.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize) / 16")
    assert factor > 1.5
    assert np.allclose(large / usual, factor, rtol=0.05)
    assert lab.stage("stage.curve.plot._fullLayout.font.color") == "#000000" != dark
    lab.page.set_viewport_size({"width": 1280, "height": 720})
    lab.until("(before) => document.querySelector('.stage').stage.display.views.scale < before - 0.3", factor)
    lab.until("document.querySelector('.stage').stage.ready")
    assert np.allclose(
        lab.stage("stage.map.plot._fullLayout.yaxis.tickfont.size") / usual[3],
        lab.stage("stage.display.views.scale"),
        rtol=0.05,
    )


def test_paths_and_terrain_share_their_axes_at_any_width(visit):
    """Where there is more room than a square needs it stays empty: else the terrain would be stretched beneath the paths."""

    def shares():
        drawn = lab.stage("[stage.map.plot._fullLayout.xaxis.range, stage.map.plot._fullLayout.yaxis.range].flat()")
        width, height = lab.stage("[stage.map.frame().width, stage.map.frame().height]")
        return np.allclose(drawn, lab.stage("stage.map.range")) and abs(width - height) < 1

    lab = visit("surface=matyas", width=1920, height=1080)
    assert shares()
    lab.turn_to("surface=easom&zoom=1,5,1.5,5.5")
    assert shares()
    lab.changes(lambda: lab.page.keyboard.press("c"))
    in_class(lab)
    assert shares()


# What a link shows


def test_a_link_shows_what_the_lesson_is_about_and_can_be_opened_up(visit):
    lab = visit(f"classroom=1&hide={BESIDE},table,relief,sentence", fresh=True)
    in_class(lab)
    assert [slider.get_attribute("aria-label") for slider in lab.page.locator(".sliders [type=range]").all()] == [
        "Adam: learning rate α"
    ]
    assert not lab.page.locator(".view.surface3d").is_visible()
    assert not lab.page.locator(".sentence").is_visible()
    assert lab.page.get_by_role("heading", name="Matyas").is_visible()
    lab.slider("Adam: learning rate α").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    assert "surface3d" in lab.address()["hide"]  # `relief` in old links


def test_hiding_works_outside_of_a_class_and_can_be_undone(visit):
    lab = visit("hide=sidebar,curve")
    assert not lab.page.locator(".sliders").is_visible()
    assert not lab.page.locator(".view.curve").is_visible()
    assert lab.page.get_by_test_id("stHeader").is_visible()
    lab.changes(lambda: lab.page.get_by_role("button", name="Show everything").click())
    lab.page.locator(".sliders").wait_for()
    lab.until("!new URLSearchParams(location.search).has('hide')")
    lab.until(AS_WIDE_AS_ITS_PLACE)


def test_what_is_shown_is_chosen_by_ticking(visit):
    lab = visit("classroom=1")
    lab.page.keyboard.press("s")
    box = lab.page.get_by_role("checkbox", name="Adam", exact=True)
    assert not box.is_checked()
    assert lab.page.get_by_role("checkbox", name="3D surface").is_checked()
    lab.changes(box.check)
    assert set(lab.address()["hide"].split(",")) == {
        *IN_CLASS,
        *("surface", "optimizers", "schedule", "start", "run", "buttons", "gradient_descent", "momentum"),
    } - {"sidebar"}
    lab.changes(lab.page.get_by_role("checkbox", name="epsilon ε").uncheck)
    lab.changes(lab.page.get_by_role("checkbox", name="Results table").check)
    lab.page.keyboard.press("Escape")
    assert lab.page.locator(".sliders [type=range]").count() == 3
    assert lab.page.locator(".results").is_visible()
    lab.page.keyboard.press("s")
    assert box.is_checked()
    assert not lab.page.get_by_role("checkbox", name="epsilon ε").is_checked()
    lab.changes(box.uncheck)
    assert set(lab.address()["hide"].split(",")) == set(IN_CLASS) - {"table"}
    lab.page.keyboard.press("Escape")


# The code


@pytest.mark.parametrize("dark", [False, True])
def test_a_camera_reads_the_exact_address(visit, dark):
    lab = visit("surface=easom&optimizers=adam,rmsprop&step=12&classroom=1&metric=distance", dark=dark)
    lab.page.keyboard.press("q")
    text = decoded(lab)
    assert "step=12" in text
    assert "classroom=1" in text
    assert "learning_rate" not in text, "defaults are left out"
    assert len(text) < 130
    assert "Only this computer can open this link" in lab.page.inner_text("dialog[open] .warning")
    assert lab.page.inner_text("dialog[open] .link") == text
    side = lab.page.locator("dialog[open] .code img").bounding_box()["width"]
    assert side >= 0.79 * min(lab.page.viewport_size.values())
    box = lab.page.locator("dialog[open]").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= lab.page.viewport_size["height"]
    lab.page.keyboard.press("q")
    assert sheet(lab) is None


def test_the_link_can_be_copied(visit):
    lab = visit()
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.page.get_by_role("button", name="QR code of this page's address").click()
    decoded(lab)
    lab.page.get_by_role("button", name="Copy the link").click()
    lab.page.get_by_role("button", name="Copied").wait_for()
    assert lab.page.evaluate("navigator.clipboard.readText()") == lab.page.inner_text("dialog[open] .link")


def test_the_link_can_be_copied_where_the_browser_has_no_clipboard(visit):
    """As without encryption, in a class room's own network."""
    lab = visit("x=3", fresh=True)
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.page.evaluate("""async () => {
      window.clipboard = navigator.clipboard;
      await window.clipboard.writeText('something else');
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    }""")
    lab.page.get_by_role("button", name="QR code of this page's address").click()
    decoded(lab)
    lab.page.get_by_role("button", name="Copy the link").click()
    lab.page.get_by_role("button", name="Copied").wait_for()
    copied = lab.page.evaluate("window.clipboard.readText()")
    assert copied.strip() == lab.page.inner_text("dialog[open] .link")
    assert "x=3" in copied
    lab.page.keyboard.press("Escape")


def test_what_another_page_would_show_is_drawn_from_its_code(visit):
    first = visit("surface=bowl&optimizers=adam&x=3&y=-2&step=7&classroom=1&hide=sidebar,relief", "learning-rate")
    first.page.keyboard.press("q")
    address = decoded(first)
    assert "/learning-rate?" in address
    first.page.keyboard.press("Escape")
    second = visit(address.partition("?")[2], "learning-rate", fresh=True)
    assert second.address() == first.address()
    in_class(second)


def test_the_code_of_a_class_can_lead_to_all_controls(visit):
    lab = visit("surface=bowl&optimizers=adam&adam.beta1=0.5&x=3&step=7&classroom=1&hide=sidebar,relief")
    lab.page.keyboard.press("q")
    here = decoded(lab)
    lab.page.get_by_role("button", name="With all controls").click()
    lab.until("(here) => document.querySelector('dialog[open] .link').textContent !== here", here)
    address = decoded(lab)
    lab.page.keyboard.press("Escape")
    expected = {name: value for name, value in lab.address().items() if name not in ("classroom", "hide")}
    other = visit(address.partition("?")[2], fresh=True)
    assert other.address() == expected
    plain = visit("surface=bowl")
    plain.page.keyboard.press("q")
    decoded(plain)
    assert not plain.page.get_by_role("button", name="With all controls").is_visible()
    plain.page.keyboard.press("Escape")


# The keys


def test_the_help_sheet_lists_the_keys_and_escape_changes_nothing(lab):
    before, drawings = lab.address(), {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}
    lab.page.keyboard.press("?")
    assert sheet(lab) == "keys"
    shortcuts = dict(zip(*(lab.page.locator(f"dialog[open] {tag}").all_inner_texts() for tag in ("dt", "dd")), strict=True))
    table = lab.page.evaluate(TABLE)
    assert {key: shortcuts[key] for key in table} == table
    assert "s" not in shortcuts, "nothing is chosen outside of a class"
    for key in ("ArrowLeft", "c", "q", " ", "Home"):  # while a sheet is open, the page below ignores shortcuts
        lab.page.keyboard.press(key)
        if sheet(lab) is None:  # Space has pressed the close button
            lab.page.keyboard.press("?")
    assert sheet(lab) == "keys"
    lab.page.keyboard.press("Escape")
    assert sheet(lab) is None
    assert lab.address() == before
    assert {view: lab.drawing(view) for view in drawings} == drawings


def test_a_letter_that_is_typed_is_no_key(lab):
    field = lab.field("Adam: learning rate α")
    field.fill("")
    field.press("c")
    field.press("?")
    assert sheet(lab) is None
    assert field.input_value() == "c?"
    assert "classroom" not in lab.address()
    lab.page.keyboard.press("Escape")


def test_full_screen_by_its_key(lab):
    lab.page.keyboard.press("f")
    lab.until("document.fullscreenElement === document.documentElement")
    lab.page.keyboard.press("f")
    lab.until("!document.fullscreenElement")


def test_the_start_is_moved_by_the_arrows_on_the_map(lab):
    lab.page.get_by_role("slider", name="Start on the map").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowLeft"))
    lab.parameter("x", "3.9")
    lab.changes(lambda: lab.page.keyboard.press("Shift+ArrowDown"))
    lab.parameter("y", "2.5")
    assert lab.page.get_by_role("slider", name="Start on the map").get_attribute("aria-valuetext") == "x 3.9, y 2.5"
    assert lab.stage("stage.clock.time") == 200, "the arrows were not the clock's"


def test_after_a_click_on_the_map_the_arrows_are_the_clocks(lab):
    lab.changes(lambda: lab.page.mouse.click(*lab.point("map", 0.3, 0.3)))
    lab.page.keyboard.press("ArrowLeft")
    lab.parameter("step", "199")


def test_every_control_is_reached_by_tab_and_is_seen(lab):
    """Whatever has the focus shows it, and nothing that does is invisible."""
    lab.page.locator(".stage .strip").evaluate(
        "(part) => { part.tabIndex = -1; part.focus(); part.removeAttribute('tabindex') }"
    )
    seen = []
    for _ in range(60):
        lab.page.keyboard.press("Tab")
        name, opacity, outline = lab.page.evaluate(FOCUSED)
        if not name:
            break
        seen.append(name)
        assert opacity == 1, name
        assert outline != "none", name
    for part in (
        "Zoom in",
        "Start on the map",
        "Play (Space)",
        "Step",
        "Speed 1",
        "−∇f",
        "Marks",
        "Classroom",
        "Metric",
        "Scale",
    ):
        assert any(name.startswith(part) for name in seen), part
    assert any(name.startswith("Adam") for name in seen), "the legend"
