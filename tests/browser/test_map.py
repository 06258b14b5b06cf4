"""Zooming and panning the map: wheel, drag with Shift, double click and buttons, within the window."""

import numpy as np

WINDOW = [-5.0, 5.0, -5.0, 5.0]


def shown(lab):
    return np.array(lab.stage("stage.map.range"))


def wheel(lab, across, down, by):
    """Turn the wheel with Ctrl over a place of the map, and wait until it is drawn."""
    before = lab.drawing("map")
    lab.page.mouse.move(*lab.point("map", across, down))
    lab.page.keyboard.down("Control")
    lab.page.mouse.wheel(0, by)
    lab.page.keyboard.up("Control")
    lab.until("(before) => document.querySelector('.map .overlay').toDataURL() !== before", before)
    return shown(lab)


def drag(lab, start, end):
    """Drag with Shift from one place of the map to another."""
    lab.page.mouse.move(*lab.point("map", *start))
    lab.page.keyboard.down("Shift")
    lab.page.mouse.down()
    lab.page.mouse.move(*lab.point("map", *end), steps=5)
    lab.page.mouse.up()
    lab.page.keyboard.up("Shift")


def test_the_wheel_with_ctrl_zooms_about_the_pointer(lab):
    start, entries = lab.stage("stage.map.start"), lab.page.evaluate("history.length")
    left, right, low, high = wheel(lab, 0.25, 0.4, -300)
    size = 10 / np.e
    np.testing.assert_allclose([right - left, high - low], size, rtol=1e-9)
    pixel = 10 / lab.stage("stage.map.frame().width")
    np.testing.assert_allclose([left + 0.25 * size, high - 0.4 * size], [-2.5, 1], atol=pixel)
    lab.until("new URLSearchParams(location.search).get('zoom')?.split(',').length === 4")
    zoomed = [float(edge) for edge in lab.address()["zoom"].split(",")]
    np.testing.assert_allclose(zoomed, [left, right, low, high], rtol=1e-4)
    assert (lab.stage("stage.map.start"), lab.page.evaluate("history.length")) == (start, entries)


def test_the_wheel_never_zooms_out_of_the_window(lab):
    wheel(lab, 0.9, 0.1, -150)
    for _ in range(3):
        lab.page.keyboard.down("Control")
        lab.page.mouse.wheel(0, 400)
        lab.page.keyboard.up("Control")
    lab.until("!new URLSearchParams(location.search).has('zoom')")
    assert shown(lab).tolist() == WINDOW == lab.stage("stage.map.window")


def test_without_ctrl_the_wheel_scrolls_the_page(visit):
    lab = visit(height=500, width=1280)
    lab.page.mouse.move(*lab.point("map", 0.5, 0.5))
    lab.page.mouse.wheel(0, 200)
    lab.until("document.querySelector('[data-testid=stMain]').scrollTop > 0")
    assert shown(lab).tolist() == WINDOW


def test_a_drag_with_shift_moves_the_part_that_is_shown_and_nothing_else(visit):
    lab = visit("zoom=-2,2,-2,2")
    start = lab.stage("stage.map.start")
    drag(lab, (0.5, 0.5), (0.25, 0.75))
    lab.until("(() => document.querySelector('.stage').stage.map.range[0] > -2)()")
    pixel = 4 / lab.stage("stage.map.frame().width")
    np.testing.assert_allclose(shown(lab), [-1, 3, -1, 3], atol=2 * pixel)
    assert lab.stage("stage.map.start") == start
    drag(lab, (0.9, 0.3), (0.05, 0.95))
    lab.until("(() => document.querySelector('.stage').stage.map.range[1] === 5)()")
    np.testing.assert_allclose(shown(lab), [1, 5, 1, 5], atol=1e-9)  # up to the window's edge, at the same size


def test_what_is_drawn_lies_where_the_map_has_it_after_a_zoom(visit):
    lab = visit("zoom=-1,3,-2,2")
    x, y = lab.stage("stage.map.projection().project(1, 0)")
    width, height = lab.stage("[stage.map.frame().width, stage.map.frame().height]")
    np.testing.assert_allclose([x, y], [width / 2, height / 2], atol=1e-6)
    lab.changes(lambda: lab.page.mouse.click(*lab.point("map", 0.5, 0.5)))
    assert abs(float(lab.address()["x"]) - 1) <= 4 / width


def test_buttons_zoom_and_reset(lab):
    lab.page.locator(".stage .map").hover()
    lab.page.get_by_role("button", name="Zoom in (Ctrl + wheel): Contour map").click()
    lab.until("new URLSearchParams(location.search).has('zoom')")
    np.testing.assert_allclose(shown(lab), np.array(WINDOW) / 1.35)
    lab.page.get_by_role("button", name="Reset view: Contour map").click()
    lab.until("!new URLSearchParams(location.search).has('zoom')")
    assert shown(lab).tolist() == WINDOW


def test_a_double_click_shows_all_of_it(visit):
    lab = visit("zoom=-2,2,-2,2")
    lab.page.mouse.dblclick(*lab.point("map", 0.3, 0.3))
    lab.until("!new URLSearchParams(location.search).has('zoom')")
    assert shown(lab).tolist() == WINDOW
