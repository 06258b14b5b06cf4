"""The stage in a real browser: what is drawn, and that it stays where it is while things move."""

import numpy as np

from components.metrics import METRICS
from components.results.claims import settings_of
from components.results.experiment import experiment

ADAM = "Adam: learning rate α"


def colors(image) -> int:
    return len(np.unique(np.asarray(image).reshape(-1, 3), axis=0))


def test_first_page_shows_surface3d_map_curve_and_table(visit):
    lab = visit(fresh=True)
    for view in ("surface3d", "map", "curve"):
        assert colors(lab.photo(view)) > 100, view
    assert lab.page.locator(".results tbody tr").count() == 3
    assert lab.page.inner_text(".sentence")
    assert lab.page.locator(".problems").count() == 0


def test_surface3d_is_a_shaded_surface(lab):
    photo = lab.photo("surface3d", style=".overlay { visibility: hidden }")
    pixels = np.asarray(photo).astype(int)
    paper = np.abs(pixels - pixels[-1, -1]).sum(axis=2) < 12
    assert 0.15 < 1 - paper.mean() < 0.95
    assert colors(photo) > 500


def test_a_point_is_projected_to_where_plotly_draws_it(visit):
    """The overlay uses Plotly's private camera; a marker of Plotly's own shows whether it is still understood."""
    lab = visit(fresh=True)
    where = lab.stage(
        """(async () => {
          const { surface3d } = stage, [x, y] = [2, -3], z = surface3d.terrain.height(x, y) + 2;
          await Plotly.addTraces(surface3d.plot, { type: 'scatter3d', mode: 'markers', x: [x], y: [y], z: [z],
            marker: { size: 9, color: '#ff00ff' }, hoverinfo: 'skip' });
          surface3d.overlay.canvas.style.visibility = 'hidden';
          const [px, py] = surface3d.projection().project(x, y, z), frame = surface3d.frame();
          return [px + frame.left, py + frame.top];
        })()"""
    )
    for _ in range(40):  # Plotly draws the scene in frames of its own
        pixels = np.asarray(lab.photo("surface3d")).astype(int)
        magenta = np.argwhere((pixels[..., 0] > 200) & (pixels[..., 1] < 60) & (pixels[..., 2] > 200))
        if len(magenta):
            break
    down, across = magenta.mean(axis=0)
    assert abs(across - where[0]) < 1.5
    assert abs(down - where[1]) < 1.5


def test_paths_end_where_the_engine_ends(lab):
    """The last vertex of a path on the map, projected back, is the last point of its run."""
    points = lab.stage(
        """stage.runs.map((run) => {
          const line = stage.map.line(run, stage.map.projection()), frame = stage.map.frame();
          const [xLow, xHigh, yLow, yHigh] = stage.map.range;
          return [xLow + line.px.at(-1) / frame.width * (xHigh - xLow), yHigh - line.py.at(-1) / frame.height * (yHigh - yLow)];
        })"""
    )
    results = experiment(settings_of({"surface": "matyas"})).results
    ends = [results[key].trajectory.points[-1] for key in lab.stage("stage.runs.map(({ key }) => key)")]
    assert np.allclose(points, ends, atol=2e-5)


def test_slider_changes_the_picture_and_nothing_else(lab):
    lab.page.evaluate("document.querySelector('.stage').remembered = true")
    x, y = lab.point("surface3d", 0.5, 0.5)
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x + 120, y + 30, steps=4)
    lab.page.mouse.up()
    lab.until("new URLSearchParams(location.search).has('camera')")
    lab.stage("stage.map.zoom(1.35)")
    lab.until("new URLSearchParams(location.search).has('zoom')")
    settle(lab)
    camera, zoom = lab.address()["camera"], lab.address()["zoom"]
    drawings = {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}
    lab.slider(ADAM).focus()
    for _ in range(5):
        lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.parameter("adam.learning_rate", "0.15")
    assert lab.page.evaluate("document.querySelector('.stage').remembered"), "the stage was mounted anew"
    assert lab.address()["camera"] == camera
    assert lab.address()["zoom"] == zoom
    for view, before in drawings.items():
        assert lab.drawing(view) != before, view


def settle(lab):
    """Wait until the camera, which swings on after it has been let go, stands still."""
    lab.until(
        """() => new Promise((done) => {
          const { stage } = document.querySelector('.stage');
          const look = () => JSON.stringify(stage.surface3d.camera());
          const before = look();
          setTimeout(() => done(look() === before), 400);
        })"""
    )
    camera = lab.stage(
        "[stage.surface3d.camera()].flatMap(({ eye }) => [eye.x, eye.y, eye.z]).map((n) => Number(n.toFixed(3))).join()"
    )
    lab.until("(camera) => (new URLSearchParams(location.search).get('camera') ?? '').startsWith(camera)", camera)


def test_paths_follow_while_the_thumb_is_still_held(lab):
    slider = lab.slider(ADAM)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + 0.4 * box["width"], y)
    lab.page.mouse.down()
    lab.changes(lambda: lab.page.mouse.move(box["x"] + 0.5 * box["width"], y, steps=3))
    lab.changes(lambda: lab.page.mouse.move(box["x"] + 0.6 * box["width"], y, steps=3))
    lab.page.mouse.up()


def test_a_move_is_small_on_the_wire(visit):
    """At most 30 kB over the websocket for a slider move with three optimizers and 200 steps."""
    lab = visit("surface=regression")
    lab.slider(ADAM).focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.at_rest()
    before = lab.received
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.at_rest()
    assert 0 < lab.received - before < 30_000


def test_legend_isolates_a_run_in_all_views(lab):
    before = {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}
    lab.page.locator(".legend .entry").nth(1).hover()
    lab.until("document.querySelector('.stage').stage.display.pointing.only === 'gradient_descent'")
    for view, drawing in before.items():
        assert lab.drawing(view) != drawing, view
    lab.page.mouse.move(5, 5)
    lab.until("!document.querySelector('.stage').stage.display.pointing.only")
    assert {view: lab.drawing(view) for view in before} == before


def test_hover_names_the_step_with_its_numbers(lab):
    x, y = lab.stage(
        """(() => {
          const line = stage.map.line(stage.runs[0], stage.map.projection()), i = line.t.indexOf(10);
          const box = stage.map.host.getBoundingClientRect(), frame = stage.map.frame();
          return [box.left + frame.left + line.px[i], box.top + frame.top + line.py[i]];
        })()"""
    )
    lab.page.mouse.move(x, y)
    lab.page.wait_for_selector(".tip.shown")
    assert "step" in lab.page.inner_text(".tip")
    assert "‖∇f‖" in lab.page.inner_text(".tip")


def test_an_escaping_path_is_cut_with_a_note_and_can_be_followed(visit):
    lab = visit("surface=regression&gradient_descent.learning_rate=0.05")
    note = lab.page.inner_text(".notes")
    assert "Gradient descent leaves the window at step 1." in note
    assert "diverged from step 4" in lab.page.inner_text(".results")
    assert "α·λmax = 0.05 × 46.8 = 2.34, above the stability limit 2" in lab.page.inner_text(".sentence")
    lab.changes(lambda: lab.page.get_by_role("button", name="Zoom out", exact=True).click())
    lab.parameter("window", "2")
    assert lab.stage("stage.map.window.join()") == "-12,36,-65,115"
    lab.changes(lambda: lab.page.get_by_role("button", name="Reset window").click())
    lab.parameter("window", "1")


def test_field_and_marks_can_be_switched_on(lab):
    before = lab.drawing("map")
    lab.page.get_by_role("button", name="Marks").click()
    lab.parameter("marks", "1")
    assert lab.drawing("map") != before
    lab.page.get_by_role("button", name="−∇f").click()
    lab.parameter("field", "1")
    lab.until("document.querySelector('.stage').stage.map.plot._fullData[1].visible === true")


def test_each_metric_and_scale_of_the_curve(lab):
    seen = set()
    for metric in METRICS:
        for scale in ("linear", "log"):
            lab.page.select_option("[data-view=metric]", metric)
            lab.until("(metric) => document.querySelector('.stage').stage.served.names.includes(metric)", metric)
            lab.page.select_option("[data-view=scale]", scale)
            lab.until("(type) => document.querySelector('.stage').stage.curve.plot._fullLayout.yaxis.type === type", scale)
            seen.add(lab.drawing("curve"))
    assert len(seen) == 2 * len(METRICS)


def test_no_logarithm_where_no_minimum_is_known(visit):
    lab = visit("surface=monkey&scale=log")
    assert lab.page.get_by_text("linear: no minimum is known").is_visible()


def test_dark_and_light_are_both_designed(visit):
    light, dark = visit(), visit(dark=True)
    for lab, theme in ((light, "light"), (dark, "dark")):
        assert lab.stage("stage.theme") == theme
        assert lab.stage("stage.display.views.shown").endswith(f"{theme}.json")
    assert np.asarray(light.photo("map")).mean() > np.asarray(dark.photo("map")).mean() + 50


BESIDE = """(beside) => {
  const [surface, map] = ['surface3d', 'map'].map((view) => document.querySelector(`.view.${view}`).getBoundingClientRect());
  return map.left > surface.right - 1 === beside;
}"""


def test_surface_and_map_are_side_by_side_as_far_as_there_is_room(visit):
    lab = visit(fresh=True)
    for width, beside in ((1400, True), (768, True), (767, False), (390, False)):
        lab.page.set_viewport_size({"width": width, "height": 800})
        lab.until("(width) => window.innerWidth === width", width)
        lab.until(BESIDE, beside)  # closing the sidebar takes a moment
        assert lab.page.locator(".view.surface3d").is_visible() == beside, width


def test_390_pixels_wide_needs_no_scrolling_sideways(visit):
    lab = visit(width=390, height=844, touch=True)
    assert lab.page.evaluate("document.scrollingElement.scrollWidth <= 390")
    for view in ("map", "curve", "surface3d"):
        if view == "surface3d":
            lab.page.get_by_role("button", name="3D", exact=True).click()
        box = lab.page.locator(f".view.{view}").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert colors(lab.photo(view)) > 50
    lab.page.get_by_role("button", name="3D", exact=True).click()
    before = lab.address()["x"], lab.address()["y"]
    lab.page.locator(".map .overlay").scroll_into_view_if_needed()
    lab.changes(lambda: lab.page.touchscreen.tap(*lab.point("map", 0.25, 0.25)))
    lab.until("(before) => new URLSearchParams(location.search).get('x') !== before", before[0])


def test_the_map_shows_its_window_and_no_more_whatever_its_shape(visit):
    for width, height in ((1400, 900), (1024, 768)):
        lab = visit("surface=matyas", width=width, height=height)
        axes = "['xaxis', 'yaxis'].flatMap((axis) => stage.map.plot._fullLayout[axis].range)"
        assert lab.stage(axes) == [-5, 5, -5, 5]
        frame = lab.stage("stage.map.frame()")
        assert abs(frame["width"] - frame["height"]) <= 1


def test_circles_stay_circles_from_surface_to_surface(visit):
    """Where x and y have windows of one width, a step to the right is as long as a step up, whatever was there before."""
    lab = visit("surface=matyas")
    for query in ("surface=easom&zoom=1,5,1.5,5.5", "surface=bowl&window=2"):
        lab.turn_to(query)
        width, height, left, right, low, high = lab.stage(
            "[stage.map.frame().width, stage.map.frame().height, ...stage.map.range]"
        )
        assert abs((width / height) / ((right - left) / (high - low)) - 1) < 1e-6
