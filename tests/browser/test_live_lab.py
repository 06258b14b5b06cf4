"""Live preview in the laboratory: the browser's results for the panels equal the server's."""

from urllib.parse import urlencode

import numpy as np
import pytest

from components.results.five_rates import FIVE
from components.results.laboratory import RATES
from components.web import assets
from optimizers import OPTIMIZERS, evaluations_to_target, steps_to_target, sweep, target_of
from surfaces import SURFACES, own_surface
from tests.browser.test_lab import PAGE, explored, panel, place
from tests.browser.test_live import rest
from tests.surfaces.rounding import rounded_otherwise

STEPS = 40
TWO = "optimizers=adam,momentum"
OUTCOMES = """async ([base, surface, key, query, names, cells, criteria]) => {
  const { Programs } = await import(`${base}browser/engine/fetched_programs.js`);
  const { Sweep } = await import(`${base}browser/engine/sweep.js`);
  const [parameters, programs] = [new URLSearchParams(query), new Programs(base)];
  programs.race(parameters);
  await programs.loaded;
  const race = programs.race(parameters);
  const sweep = new Sweep({ ...race, program: race.runs[key] }, key, parameters, names);
  const plain = (value) => (Number.isFinite(value) ? value : null);
  return cells.map((values) => {
    const { value, best, distance, steps, evaluations, diverged } = sweep.outcome(criteria, ...values);
    return [plain(value), plain(best), plain(distance), plain(steps), plain(evaluations), diverged];
  });
}"""


@pytest.fixture(scope="module")
def empty(windows, server):
    page = windows(width=400, height=300).new_page()
    page.goto(server.url + assets.base().lstrip("/") + "browser/engine/arithmetic.js")
    yield page
    page.close()


def criteria_of(surface):
    return {"lowest": surface.lowest, "heights": surface.heights}


@pytest.mark.parametrize("name", SURFACES)
def test_the_outcome_of_a_cell_is_the_one_that_the_sweep_finds(name, empty):
    """Drawn pairs of a rate and a second hyperparameter, of which some converge, some stay behind and some diverge."""
    surface, random = SURFACES[name], np.random.default_rng(len(name))
    # steps of the line search do not all cost the same
    for key, *varied in (("momentum", "learning_rate", "momentum"), ("backtracking", "longest_step", "shrink")):
        rates = 10.0 ** random.uniform(-4, 2, 40)
        others = random.uniform(0.1, 0.9, 40)
        start = [float(low + share * (high - low)) for share, (low, high) in zip(random.random(2), surface.domain, strict=True)]
        settings = {item.name: item.default for item in OPTIMIZERS[key].hyperparameters}
        query = {"surface": name, "optimizers": key, "schedule": "constant", "steps": STEPS, "noise": 0, "seed": 0}
        query |= {"x": start[0], "y": start[1], **{f"{key}.{item}": value for item, value in settings.items()}}
        text = "&".join(f"{item}={value!r}".replace("'", "") for item, value in query.items())
        names = [f"{key}.{name}" for name in varied]
        cells = np.stack([rates, others], axis=1).tolist()
        found = empty.evaluate(OUTCOMES, [assets.base(), name, key, text, names, cells, criteria_of(surface)])
        members = dict(zip(varied, (rates, others), strict=True))
        twins = {**members, varied[0]: rates * (1.0 + np.finfo(float).eps)}
        one, other = (
            sweep(terrain, OPTIMIZERS[key], start, own, STEPS, target=target_of(surface))
            for terrain, own in ((surface, members), (rounded_otherwise(surface), twins))
        )
        stable = np.isclose(one.values, other.values, rtol=1e-11, atol=1e-14, equal_nan=True)
        stable &= (one.converged_at == other.converged_at) & (one.diverged_at == other.diverged_at)
        stable &= one.evaluations == other.evaluations
        with np.errstate(all="ignore"):
            distance, others_distance = (surface.distance(*run.points) for run in (one, other))
        stable &= np.isclose(
            distance, others_distance, rtol=1e-11, atol=1e-14, equal_nan=True
        )  # on a plain, f is accurate but the point is not
        assert stable.any()
        steps, spent = steps_to_target(surface, one), evaluations_to_target(surface, one)
        for cell in np.flatnonzero(stable):
            value, best, far, step, evaluations, diverged = found[cell]
            assert diverged == (one.diverged_at[cell] >= 0), cells[cell]
            assert step == (steps[cell] if steps[cell] >= 0 else None), cells[cell]
            assert evaluations == (spent[cell] if steps[cell] >= 0 else None), cells[cell]
            for mine, theirs in ((value, one.values[cell]), (best, one.best[cell]), (far, distance[cell])):
                if np.isfinite(theirs):
                    assert mine == pytest.approx(theirs, rel=1e-8, abs=1e-11), cells[cell]
                else:
                    assert mine is None, cells[cell]


DISTANCES = """async ([base, query, points]) => {
  const { distance } = await import(`${base}program/own.js?${query}`);
  return points.map(([x, y]) => distance(x, y));
}"""


@pytest.mark.parametrize("formula", ["(x**2+y**2-4)**2", "(x*y-1)**2", "(y-sin(x))**2"])
def test_the_distance_to_a_curve_of_minima_is_that_of_the_surface(formula, empty):
    surface = own_surface(formula, ((-5.0, 5.0), (-5.0, 5.0)))
    assert surface.curves
    points = np.random.default_rng(1).uniform(-6, 6, (50, 2))
    found = empty.evaluate(DISTANCES, [assets.base(), urlencode({"formula": formula, "domain": "-5,5,-5,5"}), points.tolist()])
    # the surface checks only the sides at the nearest vertex; another side may be slightly nearer
    np.testing.assert_allclose(found, surface.distance(*points.T), rtol=1e-6, atol=1e-6)


PATIENT = 400  # frames


def drag(lab, label, name, places, seen):
    """Drag a slider, and look at what a panel draws after every move."""
    lab.page.locator(f".panel.{name} .plot").first.scroll_into_view_if_needed()
    panel = f"document.querySelector('.lab').lab.panels.find((one) => one.name === '{name}')"
    return lab.drag(label, places, f"((it) => {seen})({panel}.content)", PATIENT)


def test_all_learning_rates_follow_a_slider_and_are_confirmed_at_rest(visit):
    lab = visit(f"{TWO}&measure=best&steps=60", PAGE, fresh=True).panels()
    lab.at_rest()
    requests, sent = [], lab.sent
    lab.page.on("request", lambda request: requests.append(request.url))
    lines = "Array.from(it.chart.plot.data.find(({ meta }) => meta === 'momentum').y)"
    seen = drag(lab, "Momentum: momentum γ", "sweep", [0.5, 0.55, 0.6, 0.65], lines)
    assert len({str(line) for _, line in seen}) == 4
    assert lab.sent == sent
    assert not [url for url in requests if "/lab/" in url]
    lab.until("document.querySelector('.lab').lab.panels[0].content.chart.plot.data[0].y.length === 181")  # first coarse
    live = panel(lab, "sweep", lines)
    shapes = "it.chart.plot.layout.shapes.length"
    assert panel(lab, "sweep", shapes) == 0  # zones and stability limits belonged to the former settings
    rest(lab)
    lab.panels()
    gamma = float(seen[-1][0])
    assert lab.address()["momentum.momentum"] == seen[-1][0]
    surface = SURFACES["matyas"]
    found = sweep(surface, OPTIMIZERS["momentum"], surface.start, {"learning_rate": RATES, "momentum": gamma}, 60).best
    np.testing.assert_allclose(live, np.maximum(found, 1e-16 * surface.value(*surface.start)), rtol=1e-9)
    assert panel(lab, "sweep", shapes) > 4  # they are back


def test_five_rates_follow_a_slider(visit):
    lab = visit(f"{TWO}&subject=momentum&steps=60", PAGE, fresh=True).panels()
    ends = "it.tiles.map(({ path: [x] }) => x[x.length - 1])"
    seen = drag(lab, "Momentum: momentum γ", "five", [0.5, 0.55, 0.6], ends)
    assert len({str(found) for _, found in seen}) == 3
    rates = [float(rate) for rate in panel(lab, "five", "it.tiles.map(({ tile }) => tile.rate)")]
    surface, settings = SURFACES["matyas"], {"learning_rate": rates, "momentum": float(seen[-1][0])}
    expected = sweep(surface, OPTIMIZERS["momentum"], surface.start, settings, 60).points[0]
    assert np.isfinite(expected[:4]).all()
    assert seen[-1][1][:4] == pytest.approx(expected[:4], rel=1e-9)
    rest(lab)
    lab.panels()
    assert lab.page.locator(".tiles strong").all_inner_texts() == list(FIVE)


# The heat map: live preview, zoom, and keyboard


HEAT = "document.querySelector('.lab').lab.panels[2].content"
FINE = f"""(before) => {{
  const {{ chart, axes }} = {HEAT}, z = chart.plot.data.find(({{ name }}) => name === 'cells').z;
  if (!Array.isArray(z)) return false; // as the page has sent it
  const text = JSON.stringify(z);
  return text !== before && new Set(z.map((row) => JSON.stringify(row))).size > 32;
}}"""


def drawn_cells(lab):
    """(rates, second values, z) of the heat map as it is drawn; NaN where a cell has no color of its own."""
    found = panel(
        lab,
        "heat",
        "[it.axes[0].values, it.axes[1].values, it.chart.plot.data.find(({ name }) => name === 'cells').z]",
    )
    return tuple(np.array(part, dtype=float) for part in found)


def assert_cells(lab, steps, **settings):
    """Each cell is colored by the final f of just its values."""
    rates, others, z = drawn_cells(lab)
    surface = SURFACES["matyas"]
    members = {"learning_rate": np.tile(rates, len(others)), "momentum": np.repeat(others, len(rates)), **settings}
    found = sweep(surface, OPTIMIZERS["momentum"], surface.start, members, steps)
    fit = (found.diverged_at < 0) & np.isfinite(found.values) & (found.values > 1e-9)
    assert fit.mean() > 0.3
    np.testing.assert_allclose(z.ravel()[fit], np.log10(found.values[fit]), atol=1e-6)
    assert np.isnan(z.ravel()[found.diverged_at >= 0]).all()


def visit_heat(visit):
    lab = visit("optimizers=momentum&second=momentum&color_by=value&steps=30&schedule=constant", PAGE, fresh=True).panels()
    lab.at_rest()
    return lab


def zoomed(lab, act):
    before = lab.page.evaluate(f"JSON.stringify({HEAT}.chart.plot.data.find(({{ name }}) => name === 'cells').z)")
    act()
    lab.until(FINE, before)
    lab.until(f"!{HEAT}.root.closest('.panel').classList.contains('busy')")


def test_the_heat_map_follows_a_slider(visit):
    lab = visit_heat(visit)
    cells = "JSON.stringify(it.chart.plot.data.find(({ name }) => name === 'cells').z)"
    seen = drag(lab, "Run: steps", "heat", [0.5, 0.55, 0.6], cells)
    assert len({text for _, text in seen}) == 3
    lab.until(FINE, "")
    rest(lab)
    lab.panels()
    assert lab.address()["steps"] == seen[-1][0]
    assert panel(lab, "heat", "it.chart.plot.data.some(({ name }) => name === 'stability limit')")


def test_a_box_the_wheel_and_keys_zoom_into_the_heat_map_and_back(visit):
    lab = visit_heat(visit)
    whole = drawn_axes(lab)
    size = panel(lab, "heat", "[it.chart.plot._fullLayout.xaxis._length, it.chart.plot._fullLayout.yaxis._length]")

    def box():
        lab.page.mouse.move(*place(lab, "heat", 0.4 * size[0], 0.3 * size[1]))
        lab.page.mouse.down()
        lab.page.mouse.move(*place(lab, "heat", 0.6 * size[0], 0.7 * size[1]), steps=4)
        lab.page.mouse.up()

    zoomed(lab, box)
    rates, others = drawn_axes(lab)
    assert len(rates) == len(others) == 64
    assert rates[0] == pytest.approx(whole[0][0] * (whole[0][-1] / whole[0][0]) ** 0.4, rel=0.03)
    assert rates[-1] == pytest.approx(whole[0][0] * (whole[0][-1] / whole[0][0]) ** 0.6, rel=0.03)
    assert (others[0], others[-1]) == pytest.approx((0.3 * 0.99, 0.7 * 0.99), rel=0.03)
    assert_cells(lab, 30)
    lab.page.keyboard.down("Control")
    lab.page.mouse.move(*place(lab, "heat", 0.5 * size[0], 0.5 * size[1]))
    zoomed(lab, lambda: lab.page.mouse.wheel(0, -300))
    lab.page.keyboard.up("Control")
    closer = drawn_axes(lab)
    assert rates[0] < closer[0][0] < closer[0][-1] < rates[-1]
    assert_cells(lab, 30)
    lab.page.locator(".panel.heat .handle").focus()
    zoomed(lab, lambda: lab.page.keyboard.press("+"))
    assert np.ptp(drawn_axes(lab)[1]) < np.ptp(closer[1])
    lab.page.locator(".panel.heat").get_by_role("button", name="Reset view").click()
    lab.until(f"!{HEAT}.zoomed")
    assert drawn_axes(lab) == whole
    assert not lab.page.locator(".panel.heat").get_by_role("button", name="Reset view").is_visible()
    lab.at_rest()
    assert "region" not in lab.address()


def test_the_part_of_the_heat_map_that_is_seen_is_in_the_address(visit):
    lab = visit_heat(visit)
    for _ in range(30):
        panel(lab, "heat", "it.zoomTo([0.3, 0.8, 0.2, 0.7])")
    lab.until("new URLSearchParams(location.search).has('region')")
    lab.at_rest()
    axes = drawn_axes(lab)
    edges = [float(edge) for edge in lab.address()["region"].split(",")]
    assert edges == [axes[0][0], axes[0][-1], axes[1][0], axes[1][-1]]
    lab.page.reload()
    lab.drawn().panels()
    assert drawn_axes(lab) == axes  # equal to the last bit, even at this depth
    lab.until(FINE, "")
    copied = visit(lab.page.evaluate("location.search").removeprefix("?"), PAGE).panels()
    assert drawn_axes(copied) == axes
    panel(lab, "heat", "it.zoomTo([-0.5, 1.5, -0.5, 1.5])")
    lab.until("(region) => new URLSearchParams(location.search).get('region') !== region", lab.address()["region"])
    lab.at_rest()
    lab.page.go_back()
    lab.until(f"(edge) => {HEAT}.axes[0].values[0] === edge", edges[0])
    assert drawn_axes(lab) == axes


def test_two_fingers_zoom_into_the_heat_map_and_one_scrolls(visit):
    query = "optimizers=momentum&second=momentum&color_by=value&steps=30&schedule=constant"
    lab = visit(query, PAGE, width=390, height=844, touch=True).panels()
    lab.at_rest()
    whole = drawn_axes(lab)
    size = panel(lab, "heat", "[it.chart.plot._fullLayout.xaxis._length, it.chart.plot._fullLayout.yaxis._length]")
    lab.page.locator(".panel.heat .plot").scroll_into_view_if_needed()
    devices = lab.context.new_cdp_session(lab.page)

    def touch(event, *shares):
        places = [place(lab, "heat", share * size[0], share * size[1]) for share in shares]
        devices.send("Input.dispatchTouchEvent", {"type": event, "touchPoints": [{"x": x, "y": y} for x, y in places]})

    def pinch(begin, end):
        touch("touchStart", begin[0])
        touch("touchStart", *begin)
        for share in (0.5, 1.0):
            touch("touchMove", *(one + share * (other - one) for one, other in zip(begin, end, strict=True)))
        touch("touchEnd")

    zoomed(lab, lambda: pinch((0.4, 0.6), (0.2, 0.8)))
    rates, others = drawn_axes(lab)
    across = np.log(np.array(rates) / whole[0][0]) / np.log(whole[0][-1] / whole[0][0])
    assert (across[0], across[-1]) == pytest.approx((1 / 3, 2 / 3), abs=0.03)
    assert (others[0], others[-1]) == pytest.approx((whole[1][-1] / 3, whole[1][-1] * 2 / 3), rel=0.05)
    assert_cells(lab, 30)
    assert lab.page.url.split("?")[0].endswith(PAGE)  # no cell was opened
    pinch((0.1, 0.9), (0.45, 0.55))
    lab.until(f"!{HEAT}.zoomed")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = lab.page.evaluate(scrolled)
    touch("touchStart", 0.5)
    for share in (0.45, 0.35, 0.2):
        touch("touchMove", share)
    touch("touchEnd")
    lab.until(f"(before) => {scrolled} !== before", before)
    assert drawn_axes(lab) == whole


def drawn_axes(lab):
    return tuple(panel(lab, "heat", "it.axes.map(({ values }) => values)"))


def test_zoom_reaches_float64_precision_and_survives_a_change_of_settings(visit):
    lab = visit_heat(visit)
    for _ in range(60):
        panel(lab, "heat", "it.zoomTo([0.275, 0.775, 0.25, 0.75])")
    lab.until(FINE, "")
    rates, others = map(np.array, drawn_axes(lab))
    for values in (rates, others):
        assert np.all(np.diff(values) > 0)
        assert np.ptp(values) < 1e-12 * values[0]
    labels = lab.page.locator(".panel.heat .xtick text").all_text_contents()
    assert len(set(labels)) == 4
    drag(lab, "Run: steps", "heat", [0.5], "JSON.stringify(it.chart.plot.data.find(({ name }) => name === 'cells').z)")
    rest(lab)
    lab.panels()
    assert panel(lab, "heat", "it.zoomed")
    np.testing.assert_array_equal(drawn_axes(lab)[0], rates)


def test_a_cell_is_chosen_and_opened_by_keys(visit):
    lab = visit_heat(visit)
    lab.page.locator(".panel.heat .handle").focus()
    row, column = panel(lab, "heat", "it.best")
    for key in ("ArrowDown", "Shift+ArrowDown", "ArrowLeft"):
        lab.page.keyboard.press(key)
    expected = [max(row - 9, 0), max(column - 1, 0)]
    assert panel(lab, "heat", "it.cursor") == expected
    assert lab.page.locator(".panel.heat .cursor").is_visible()
    rate, gamma = panel(lab, "heat", f"[it.axes[0].values[{expected[1]}], it.axes[1].values[{expected[0]}]]")
    shown = f"[...{HEAT}.details.text.textContent.matchAll(/[αγ] ([^ ,a-z]+)/g)].map(([, value]) => Number(value))"
    lab.until(f"(values) => String({shown}) === String(values)", [rate, gamma])
    assert lab.stage("stage.clock.time") == 30  # the clock has not moved
    lab.page.keyboard.press("Enter")
    explored(lab)
    assert float(lab.address()["momentum.learning_rate"]) == rate
    assert float(lab.address()["momentum.momentum"]) == gamma


def test_the_surface_is_turned_by_keys(visit):
    lab = visit("surface=matyas")
    lab.page.locator(".surface3d .overlay").focus()
    before, time = lab.stage("stage.surface3d.camera().eye"), lab.stage("stage.clock.time")
    lab.page.keyboard.press("Shift+ArrowRight")
    lab.until("(x) => Math.abs(document.querySelector('.stage').stage.surface3d.camera().eye.x - x) > 0.05", before["x"])
    after = lab.stage("stage.surface3d.camera().eye")
    angle = np.arctan2(after["y"], after["x"]) - np.arctan2(before["y"], before["x"])
    assert angle == pytest.approx(np.pi / 12, abs=0.02)
    assert np.hypot(after["x"], after["y"]) == pytest.approx(np.hypot(before["x"], before["y"]), rel=1e-3)
    lab.page.keyboard.press("Shift+ArrowUp")
    lab.until("(z) => document.querySelector('.stage').stage.surface3d.camera().eye.z > z + 0.05", after["z"])
    assert lab.stage("stage.clock.time") == time
    lab.until("new URLSearchParams(location.search).has('camera')")
    lab.page.keyboard.press("0")
    lab.until("document.querySelector('.stage').stage.surface3d.atHome()")
