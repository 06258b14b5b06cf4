"""The laboratory follows the hand: what the browser computes for its panels is what the server finds at rest."""

import numpy as np
import pytest

from components.results import laboratory
from components.web import assets
from optimizers import OPTIMIZERS, sweep, tolerance
from optimizers._study import steps_to_target
from surfaces import SURFACES
from tests.browser.test_lab import PAGE, panel
from tests.browser.test_live import rest

STEPS = 40
TWO = "optimizers=adam,momentum"
OUTCOMES = """async ([base, surface, key, query, names, cells, criteria]) => {
  const { Programs } = await import(`${base}browser/engine.js`);
  const { Sweep } = await import(`${base}browser/sweep.js`);
  const [parameters, programs] = [new URLSearchParams(query), new Programs(base)];
  programs.race(parameters);
  await programs.loaded;
  const race = programs.race(parameters);
  const sweep = new Sweep({ ...race, program: race.runs[key] }, key, parameters, names);
  const plain = (value) => (Number.isFinite(value) ? value : null);
  return cells.map((values) => {
    const { value, best, distance, steps, diverged } = sweep.outcome(criteria, ...values);
    return [plain(value), plain(best), plain(distance), plain(steps), diverged];
  });
}"""


@pytest.fixture(scope="module")
def empty(windows, server):
    page = windows(width=400, height=300).new_page()
    page.goto(server.url + assets.base().lstrip("/") + "browser/arithmetic.js")
    yield page
    page.close()


def criteria_of(surface):
    return {"lowest": surface.lowest, "tolerance": tolerance(surface), "heights": surface.heights}


@pytest.mark.parametrize("name", SURFACES)
def test_the_outcome_of_a_cell_is_the_one_that_the_sweep_finds(name, empty):
    """Drawn pairs of a rate and a second hyperparameter, of which some converge, some stay behind and some diverge."""
    surface, random = SURFACES[name], np.random.default_rng(len(name))
    for key, second in (("momentum", "momentum"), ("rmsprop", "rho")):
        rates = 10.0 ** random.uniform(-4, 2, 40)
        others = random.uniform(0.0, 0.99, 40)
        start = [float(low + share * (high - low)) for share, (low, high) in zip(random.random(2), surface.domain, strict=True)]
        settings = {item.name: item.default for item in OPTIMIZERS[key].hyperparameters}
        query = {"surface": name, "optimizers": key, "schedule": "constant", "steps": STEPS, "noise": 0, "seed": 0}
        query |= {"x": start[0], "y": start[1], **{f"{key}.{item}": value for item, value in settings.items()}}
        text = "&".join(f"{item}={value!r}".replace("'", "") for item, value in query.items())
        names = [f"{key}.learning_rate", f"{key}.{second}"]
        cells = np.stack([rates, others], axis=1).tolist()
        found = empty.evaluate(OUTCOMES, [assets.base(), name, key, text, names, cells, criteria_of(surface)])
        members = {"learning_rate": rates, second: others}
        twins = {**members, "learning_rate": rates * (1.0 + np.finfo(float).eps)}
        one, other = (
            sweep(surface, OPTIMIZERS[key], start, own, STEPS, target=laboratory.target_of(surface)) for own in (members, twins)
        )
        calm = np.isclose(one.values, other.values, rtol=1e-11, atol=1e-14, equal_nan=True)
        calm &= (one.converged_at == other.converged_at) & (one.diverged_at == other.diverged_at)
        assert calm.any()
        steps = steps_to_target(surface, one)
        with np.errstate(all="ignore"):
            distance = surface.distance(*one.points)
        for cell in np.flatnonzero(calm):
            value, best, far, step, diverged = found[cell]
            assert diverged == (one.diverged_at[cell] >= 0), cells[cell]
            assert step == (steps[cell] if steps[cell] >= 0 else None), cells[cell]
            for mine, theirs in ((value, one.values[cell]), (best, one.best[cell]), (far, distance[cell])):
                if np.isfinite(theirs):
                    assert mine == pytest.approx(theirs, rel=1e-8, abs=1e-11), cells[cell]
                else:
                    assert mine is None, cells[cell]


# A slider is dragged, and what a panel draws is looked at after every move.
DRAG = """async ([label, name, moves, seen]) => {
  const slider = document.querySelector(`.sliders [aria-label="${label}"]`);
  const panel = document.querySelector('.lab').lab.panels.find((one) => one.name === name);
  const look = new Function('it', `return ${seen}`);
  const found = [];
  for (const place of moves) {
    const before = JSON.stringify(look(panel.content));
    slider.value = place;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    for (let frame = 0; frame < 400 && JSON.stringify(look(panel.content)) === before; frame++)
      await new Promise(requestAnimationFrame);
    found.push([slider.getAttribute('aria-valuetext'), look(panel.content)]);
  }
  return found;
}"""


def drag(lab, label, name, moves, seen):
    lab.page.locator(f".panel.{name} .plot").first.scroll_into_view_if_needed()
    return lab.page.evaluate(DRAG, [label, name, moves, seen])


def test_all_learning_rates_follow_a_slider_and_are_confirmed_at_rest(visit):
    lab = visit(f"{TWO}&measure=best&steps=60", PAGE, fresh=True).panels()
    lab.at_rest()
    requests, sent = [], lab.sent
    lab.page.on("request", lambda request: requests.append(request.url))
    lines = "Array.from(it.chart.plot.data.find(({ meta }) => meta === 'momentum').y)"
    seen = drag(lab, "Momentum: momentum γ", "response", [0.5, 0.55, 0.6, 0.65], lines)
    assert len({str(line) for _, line in seen}) == 4
    assert lab.sent == sent
    assert not [url for url in requests if "/lab/" in url]
    lab.until("document.querySelector('.lab').lab.panels[0].content.chart.plot.data[0].y.length === 181")  # was coarse at first
    live = panel(lab, "response", lines)
    rest(lab)
    lab.panels()
    gamma = float(seen[-1][0])
    assert lab.address()["momentum.momentum"] == seen[-1][0]
    surface = SURFACES["matyas"]
    found = sweep(
        surface, OPTIMIZERS["momentum"], surface.start, {"learning_rate": laboratory.RATES, "momentum": gamma}, 60
    ).best
    np.testing.assert_allclose(live, np.maximum(found, 1e-16 * surface.value(*surface.start)), rtol=1e-9)
    assert panel(lab, "response", "it.chart.plot.layout.shapes.length") > 4  # zones are back


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
    assert lab.page.locator(".tiles strong").all_inner_texts() == list(laboratory.FIVE)
