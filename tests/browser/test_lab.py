"""The learning-rate lab in a real browser: scrubbed without traffic, opened in Explore, stopped, taken away as pictures."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from components.results.five_rates import FIVE
from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES

PAGE = "learning-rate"
VIEWS = ("surface3d", "map", "curve")
MOMENTUM = "optimizers=momentum&momentum.learning_rate=0.05"
FRAMED = """() => {
  const { picker: { frames }, served } = document.querySelector('.stage').stage;
  return frames.race && frames.query === served.frames.query;
}"""


def panel(lab, name, expression):
    """Evaluate an expression in which `it` is the content of a panel."""
    return lab.page.evaluate(
        f"""(name) => {{
          const {{ content: it }} = document.querySelector('.lab').lab.panels.find((panel) => panel.name === name);
          return {expression};
        }}""",
        name,
    )


def place(lab, name, across, down):
    """A place on the axes of a panel's chart, in pixels of the page, after it has been scrolled there."""
    lab.page.locator(f".panel.{name} .plot").scroll_into_view_if_needed()
    left, top = panel(
        lab,
        name,
        """(() => {
          const { left, top } = it.chart.root.getBoundingClientRect(), { xaxis, yaxis } = it.chart.plot._fullLayout;
          return [left + xaxis._offset, top + yaxis._offset];
        })()""",
    )
    return left + across, top + down


def explored(lab, **parameters):
    """Wait until Explore shows these settings, all optimizers together."""
    lab.until("document.querySelector('.stage')?.stage?.served?.frames === null")  # the address changes before the page
    lab.drawn()
    for name, value in parameters.items():
        lab.parameter(name.replace("__", "."), value)


def scrubber(lab):
    lab.until(FRAMED)
    return lab.page.get_by_role("slider", name="Value to try")


def shown_path(lab):
    """(value, points) of the run that is drawn."""
    value, x, y = lab.stage("[stage.runs[0].value, [...stage.runs[0].x], [...stage.runs[0].y]]")
    return float(value), np.float32([x, y])


def assert_path(shown, surface, steps, settings, key="momentum"):
    points = descend(SURFACES[surface], OPTIMIZERS[key], SURFACES[surface].start, steps, settings).points
    np.testing.assert_array_equal(shown, np.float32(points.T))


def test_the_lab_shows_three_panels_and_a_scrubber(visit):
    lab = visit(page=PAGE).panels()
    for name in ("sweep", "five", "heat"):
        image = np.asarray(Image.open(BytesIO(lab.page.locator(f".panel.{name} .chart").screenshot())).convert("RGB"))
        assert len(np.unique(image.reshape(-1, 3), axis=0)) > 100, name
        assert lab.page.inner_text(f".panel.{name} .status").startswith("Compared: ")
    assert [text.split(":")[0] for text in lab.page.locator(".texts li").all_inner_texts()] == [
        "Adam",
        "Gradient descent",
        "Momentum",
    ]
    assert lab.page.locator(".tiles strong").all_inner_texts() == list(FIVE)
    assert scrubber(lab).is_enabled()
    assert "α = 0.1" in lab.page.inner_text(".parameter-scrubber .counter")


def test_the_rate_of_a_line_opens_in_explore_and_back_leads_to_the_lab_as_it_was(visit):
    page_of_its_own = {"fresh": True}  # the history is limited to 50 entries
    lab = visit("optimizers=gradient_descent,momentum&subject=momentum&scale=log", PAGE, **page_of_its_own).panels()
    scrubber(lab).fill("80")
    lab.parameter("pick", "80")
    lab.at_rest()
    before, entries = lab.address(), lab.page.evaluate("history.length")
    rate = lab.stage("stage.runs[0].value")
    lab.page.get_by_role("button", name="Explore ↗").click()
    explored(lab, momentum__learning_rate=rate)
    assert lab.page.locator(".results tbody tr").count() == 2
    assert lab.address()["scale"] == "log"  # the view settings are kept
    assert "measure" not in lab.address()
    assert lab.page.evaluate("history.length") == entries + 1
    lab.page.go_back()
    lab.until(f"window.location.pathname === '/{PAGE}' && document.querySelector('.lab')?.lab")
    lab.parameter("momentum.learning_rate", before["momentum.learning_rate"])
    lab.drawn().panels()
    assert lab.address() == before


def test_scrubbing_moves_the_path_in_every_view_without_traffic(visit):
    lab = visit(MOMENTUM, PAGE).panels()
    slider = scrubber(lab)
    lab.at_rest()
    before = {view: lab.drawing(view) for view in VIEWS}
    requests = []
    count = lambda request: requests.append(request.url)  # noqa: E731  (one to be taken off again)
    lab.page.on("request", count)
    traffic = lab.received, lab.sent
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + 0.5 * box["width"], middle)
    lab.page.mouse.down()
    seen = {view: {before[view]} for view in VIEWS}
    for count_of_moves, share in enumerate((0.55, 0.62, 0.7), start=2):
        lab.page.mouse.move(box["x"] + share * box["width"], middle, steps=4)
        lab.until(
            "(share) => Math.abs(document.querySelector('.stage').stage.picker.scrubber.picked / 120 - share) < 0.02", share
        )
        for view in VIEWS:
            seen[view].add(lab.drawing(view))
            assert len(seen[view]) == count_of_moves, view
    assert all("/lab/frame/" in url for url in requests)  # for a value at which a slow machine rests
    requests.clear()
    lab.page.mouse.up()
    slider.fill("77")
    lab.parameter("pick", "77")
    lab.until("!document.querySelector('.stage').stage.runs[0].cells.includes('…')")  # its text arrives at rest
    assert [url.split("/lab/")[1].split("/")[0] for url in requests[:-1]] in ([], ["frame"])  # for the frame that was released
    assert "/lab/frame/" in requests[-1]
    requests.clear()
    value, points = shown_path(lab)
    assert_path(points, "matyas", 200, {"learning_rate": value})
    assert f"α = {lab.stage('stage.runs[0].value')}" in lab.page.inner_text(".parameter-scrubber .counter")
    assert lab.stage("stage.runs[0].sentence") == lab.page.inner_text(".sentence")
    lab.page.get_by_role("button", name="Play through the values").click()
    lab.until("document.querySelector('.stage').stage.picker.scrubber.picked > 85")
    lab.page.get_by_role("button", name="Pause the values").click()
    lab.page.get_by_role("button", name="Reset", exact=True).click()
    lab.until("!new URLSearchParams(location.search).has('pick')")
    assert {view: lab.drawing(view) for view in VIEWS} == before
    assert (lab.received, lab.sent) == traffic
    assert all("/lab/frame/" in url for url in requests)  # for the frame at which it was paused
    lab.page.remove_listener("request", count)


def test_a_picked_rate_is_played_over_the_steps(visit):
    lab = visit(f"{MOMENTUM}&pick=70&step=0", PAGE)
    scrubber(lab)
    lab.until("document.querySelector('.stage').stage.runs[0].value !== undefined")
    assert lab.stage("stage.runs[0].value") == lab.stage("stage.picker.frames.sweep.values[70]")
    value = lab.stage("stage.runs[0].value")
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.until("(({ clock }) => clock.playing && clock.time > 20 && clock.time < 190)(document.querySelector('.stage').stage)")
    lab.page.get_by_role("button", name="Pause (Space)").click()
    time = lab.stage("stage.clock.time")
    lab.parameter("step", str(int(time)))
    lab.parameter("pick", "70")
    early = {view: lab.drawing(view) for view in VIEWS}
    scrubber(lab).fill("90")  # another rate at the same step
    lab.parameter("pick", "90")
    assert lab.stage("stage.clock.time") == time
    assert lab.stage("stage.runs[0].value") != value
    assert all(lab.drawing(view) != early[view] for view in VIEWS)


def test_the_value_that_is_picked_is_in_the_address_before_its_run_has_arrived(visit):
    lab = visit(page=PAGE, fresh=True)
    lab.page.route("**/program/booth/momentum/*", lambda route: None)  # never answered
    lab.turn_to(f"{MOMENTUM}&surface=booth&steps=70&pick=70", PAGE)
    lab.until("new URLSearchParams(location.search).get('steps') === '70'")
    assert lab.stage("stage.picker.frames.race") is None
    assert lab.address()["pick"] == "70"
    lab.page.unroute("**/program/booth/momentum/*")  # and release the held requests
    scrubber(lab)
    lab.until("document.querySelector('.stage').stage.runs[0].value !== undefined")
    lab.parameter("pick", "70")
    lab.turn_to("optimizers=adam", PAGE)
    scrubber(lab)
    assert "pick" not in lab.address()


def test_any_hyperparameter_is_scrubbed_and_kept(visit):
    lab = visit(MOMENTUM, PAGE)
    lab.changes(lambda: lab.page.get_by_label("Hyperparameter to try").select_option("momentum"))
    slider = scrubber(lab)
    slider.fill("40")
    lab.parameter("pick", "40")
    lab.parameter("swept", "momentum")
    value, points = shown_path(lab)
    assert value == pytest.approx(0.99 / 3)
    assert_path(points, "matyas", 200, {"learning_rate": 0.05, "momentum": value})
    assert lab.page.inner_text(".parameter-scrubber .counter") == "γ = 0.33"
    lab.changes(lambda: lab.page.get_by_role("button", name="Apply").click())
    lab.parameter("momentum.momentum", "0.33")
    lab.until("!new URLSearchParams(location.search).has('pick')")
    lab.unfold("Momentum")
    assert lab.field("Momentum: momentum γ").input_value() == "0.33"
    assert "γ 0.33" in lab.stage("stage.runs[0].label")


def test_a_cell_shows_its_path_at_once_and_opens_in_explore(visit):
    lab = visit(f"{MOMENTUM}&steps=60", PAGE).panels()
    size = panel(lab, "heat", "[it.chart.plot._fullLayout.xaxis._length, it.chart.plot._fullLayout.yaxis._length]")
    best = lab.page.inner_text(".cell strong")
    assert best.startswith("Best cell: α ")
    lab.at_rest()
    traffic = lab.received, lab.sent
    row, column = 50, 28  # of 64, counted from below and from the left
    target = place(lab, "heat", column / 63 * size[0], (1 - row / 63) * size[1])
    before = panel(lab, "heat", "it.details.map.canvas.toDataURL()")
    lab.page.mouse.move(*target)
    rate, gamma = panel(lab, "heat", f"[it.result.values[0][{column}], it.result.values[1][{row}]]")
    lab.until("(text) => document.querySelector('.cell strong').textContent === text", f"α {rate}, γ {gamma}")
    assert panel(lab, "heat", "it.details.map.canvas.toDataURL()") != before
    shown = np.array(panel(lab, "heat", "[[...it.details.shown.x], [...it.details.shown.y]]"))
    settings = {"learning_rate": float(rate), "momentum": float(gamma)}
    points = descend(SURFACES["matyas"], OPTIMIZERS["momentum"], SURFACES["matyas"].start, 60, settings).points
    np.testing.assert_allclose(shown, points.T, rtol=1e-12)
    assert (lab.received, lab.sent) == traffic
    lab.page.mouse.click(*target)
    explored(lab, momentum__learning_rate=rate, momentum__momentum=gamma)


def test_a_tile_opens_its_rate_in_explore(visit):
    lab = visit(f"{MOMENTUM}&steps=60", PAGE).panels()
    rates = panel(lab, "five", "it.result.tiles.map(({ rate }) => rate)")
    painted = panel(lab, "five", "it.tiles.map(({ map }) => map.canvas.toDataURL())")
    assert len(set(painted)) == 5
    lab.page.get_by_role("button", name="Hare").click()
    explored(lab, momentum__learning_rate=rates[3])


def test_what_is_chosen_in_a_panel_is_drawn_and_kept_in_the_address(visit):
    lab = visit("optimizers=adam,momentum&steps=60", PAGE).panels()
    for label, value, parameter, axis in (
        ("All learning rates at once: show", "evaluations", "measure", ("sweep", "evaluations to target")),
        ("Five rates in one picture: by", "evaluations", "across", ("five", "f − f*")),
        ("Against a second hyperparameter: of", "momentum", "subject", ("heat", "momentum γ")),
        ("Against a second hyperparameter: colored by", "value", "color_by", ("heat", "momentum γ")),
    ):
        lab.page.get_by_label(label, exact=True).select_option(value)
        lab.parameter(parameter, value)
        lab.panels()
        assert panel(lab, axis[0], "it.chart.plot._fullLayout.yaxis.title.text") == axis[1]
    assert lab.stage("stage.runs[0].key") == "momentum"
    lab.turn_to("optimizers=gradient_descent&schedule=constant", PAGE)
    lab.page.get_by_text("This optimizer has only a learning rate.").wait_for()
    assert not lab.page.locator(".panel.heat .heatmap").is_visible()


def test_long_work_shows_how_far_it_is_and_can_be_stopped(visit):
    everybody = ",".join(list(OPTIMIZERS)[:8])
    lab = visit(f"surface=easom&optimizers={everybody}&steps=390&noise=0.5&seed=17", PAGE)
    sweep = lab.page.locator(".panel.sweep")
    lab.until("document.querySelector('.panel.sweep progress:not([hidden])')?.value > 0")
    sweep.get_by_role("button", name="Stop").click()
    sweep.get_by_text("Stopped.").wait_for()
    assert not sweep.locator("progress").is_visible()
    assert not sweep.get_by_role("button", name="Stop").is_visible()
    lab.turn_to("optimizers=adam&steps=20", PAGE)  # cancels the old work
    lab.panels()


def test_pictures_of_the_panels_are_captioned(visit):
    lab = visit("surface=bowl&optimizers=adam,momentum&subject=momentum&steps=40&noise=0.2&seed=5", PAGE).panels()
    common, alone = "start (6, 6), 40 steps, σ = 0.2, ", "seed 5"
    expected = {
        "sweep": ("bowl-adam-momentum-sweep", f"{common}seeds 5 to 36", "Momentum (γ 0.9)"),
        "five": ("bowl-momentum-five", f"Momentum (γ 0.9), {common}{alone}", "Goldilocks (α "),
        "heat": ("bowl-momentum-heat", f"Momentum, {common}{alone}", "stability limit"),
    }
    for name, (file, *texts) in expected.items():
        files = {}
        for file_format in ("png", "svg"):
            lab.page.locator(f".panel.{name} [data-action=save]").click()
            with lab.page.expect_download() as download:
                lab.page.locator(f".sheet.save [data-place={name}][data-key={file_format}]").click()
            lab.page.keyboard.press("Escape")
            assert download.value.suggested_filename == f"{file}.{file_format}"
            files[file_format] = download.value.path().read_bytes()
        image = Image.open(BytesIO(files["png"]))
        assert image.size[0] == 3300
        assert len(image.convert("RGB").resize((300, 200)).getcolors(60_000)) > 40
        drawing = files["svg"].decode()
        for text in ("Bowl", *texts):
            assert text in drawing, (name, text)


def test_sharpness_is_drawn_with_its_stability_limit(visit):
    rate, start = 1.9, (0.8, 0.8)
    query = f"surface=mult&optimizers=gradient_descent&gradient_descent.learning_rate={rate}&x=0.8&y=0.8&steps=40"
    lab = visit(query, PAGE)
    lab.changes(lambda: lab.page.select_option("[data-view=metric]", "sharpness"))
    lab.until("document.querySelector('.stage').stage.curve.limits.length === 1")
    path = descend(SURFACES["mult"], OPTIMIZERS["gradient_descent"], start, 40, {"learning_rate": rate}).points
    sharp = SURFACES["mult"].curvatures(*path[:-1].T)[1] > 2.0 / rate
    crossings = [t for t in range(1, 40) if sharp[t] != sharp[t - 1]]
    assert crossings
    assert lab.stage("stage.curve.limitLines(stage.curve.projection())[0].marks.map(({ step }) => step)") == crossings
    marked = lab.drawing("curve")
    lab.stage("(stage.curve.limits = stage.curve.limits.map((line) => ({ ...line, crossings: [] })), stage.draw())")
    assert lab.drawing("curve") != marked
    lab.turn_to("surface=monkey_saddle&optimizers=gradient_descent&gradient_descent.learning_rate=0.1&metric=sharpness", PAGE)
    assert "exceeds its stability limit" in lab.page.inner_text(".sentence")


def test_reload_and_a_copied_link_show_the_identical_lab(visit):
    lab = visit(f"{MOMENTUM}&steps=60&noise=0.1&seed=3&measure=best&color_by=value&scale=log&pick=66&step=40", PAGE, fresh=True)

    def pictures(lab):
        lab.panels()
        scrubber(lab)
        lab.parameter("pick", "66")
        lab.at_rest()
        tiles = panel(lab, "five", "it.tiles.map(({ map }) => map.canvas.toDataURL())")
        charts = [
            panel(lab, name, "JSON.stringify(it.chart.plot._fullData.map(({ x, y, z }) => [x, y, z]))")
            for name in ("sweep", "heat")
        ]
        return [*(lab.drawing(view) for view in VIEWS), *tiles, *charts]

    first, address = pictures(lab), lab.address()
    assert (address["pick"], address["step"], address["measure"]) == ("66", "40", "best")
    lab.page.reload()
    lab.drawn()
    assert pictures(lab) == first
    copied = visit(lab.page.evaluate("location.search").removeprefix("?"), PAGE)
    assert pictures(copied) == first
    assert copied.address() == lab.address() == address


def test_a_narrow_dark_screen_needs_no_scrolling_sideways(visit):
    lab = visit(page=PAGE, width=390, height=844, dark=True, touch=True).panels()
    assert lab.page.evaluate("document.scrollingElement.scrollWidth <= 390")
    for part in (
        ".panel.sweep .chart",
        ".panel.five .chart",
        ".panel.heat .chart",
        ".preview .small-map",
        ".tiles",
        ".parameter-scrubber",
    ):
        box = lab.page.locator(part).bounding_box()
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= 390, part
    assert panel(lab, "heat", "it.theme") == "dark"
    image = np.asarray(Image.open(BytesIO(lab.page.locator(".panel.sweep .chart").screenshot())).convert("L"))
    assert np.median(image) < 60
    size = panel(lab, "heat", "[it.chart.plot._fullLayout.xaxis._length, it.chart.plot._fullLayout.yaxis._length]")
    rate, other = panel(lab, "heat", "[it.result.values[0][31], it.result.values[1][42]]")
    lab.page.touchscreen.tap(*place(lab, "heat", 31 / 63 * size[0], 21 / 63 * size[1]))
    explored(lab, adam__learning_rate=rate, adam__beta1=other)
