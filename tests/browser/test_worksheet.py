"""The worksheet on the stage: opened, stepped through, drawn on the map, and brought back by its link."""

import json
from urllib.parse import urlsplit

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, descend, worksheet
from surfaces import SURFACES

AT_REST = """() => {
  const { worksheet, clock } = document.querySelector('.stage').stage;
  const { host, filled, sheets: { loading }, last } = worksheet;
  return !host.hidden && !loading && filled?.step === Math.min(Math.max(clock.time, 1), last);
}"""
SHOWN = """() => [...document.querySelectorAll('.worksheet tbody tr:not(.part)')].map((row) =>
  [...row.querySelectorAll('annotation')].map((latex) => latex.textContent.replace('\\\\displaystyle', '').trim()))"""
RENDERED = """async (addresses) => {
  const { katex } = document.querySelector('.stage').stage.worksheet.formulas;
  for (const address of addresses) {
    const sheet = await (await fetch(address)).json();
    const lines = ['given', 'evaluation', 'rule', 'outcome'].flatMap((part) => sheet[part]);
    const texts = lines.flatMap(({ symbol, formula = '', numbers = [], results }) => [symbol, formula, ...numbers, ...results]);
    for (const latex of [...texts, ...sheet.glyphs.map(({ symbol }) => symbol)])
      katex.renderToString(`\\\\displaystyle ${latex}`, { throwOnError: true, strict: 'error' });
  }
  return addresses.length;
}"""

DRAWN = """(() => {
  const { point, new_point, gradient_point } = stage.worksheet.sheet, { project } = stage.map.projection();
  const ratio = devicePixelRatio, margin = 8;
  const pixel = (x, y) => [...stage.map.overlay.context.getImageData((x + margin) * ratio, (y + margin) * ratio, 1, 1).data];
  const [x, y] = project(...gradient_point), turns = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);
  const ring = turns.map((turn) => pixel(x + 4.5 * Math.cos(turn), y + 4.5 * Math.sin(turn)));
  const [[fromX, fromY], [toX, toY]] = [project(...point), project(...new_point)];
  const length = Math.hypot(toX - fromX, toY - fromY);
  const across = [-3, -2, -1, 0, 1, 2, 3].map((by) => [(-by * (toY - fromY)) / length, (by * (toX - fromX)) / length]);
  const way = across.map(([dx, dy]) => pixel(fromX + 0.85 * (toX - fromX) + dx, fromY + 0.85 * (toY - fromY) + dy));
  return [ring, way];
})()"""


def near(pixel, color):
    """Whether a pixel of a canvas has this color, but for the smoothing of its edges."""
    return sum(abs(one - other) for one, other in zip(pixel, (*bytes.fromhex(color[1:]), 255), strict=True)) < 60


def opened(lab):
    lab.until(AT_REST)
    return lab


def shown(lab):
    return lab.page.evaluate(SHOWN)


def made(sheet):
    """What the page should show of a worksheet, row by row."""
    rows = []
    for line in (*sheet.asked, *sheet.rule, *sheet.outcome):
        row = [f"{line.symbol} {line.sign} {line.formula}" if line.formula else line.symbol]
        for place, result in enumerate(line.results):
            numbers = [line.numbers[place]] if line.numbers and line.numbers != line.results else []
            row += [*numbers, f"{line.sign} {result}".strip() if numbers or line.sign == "=" else result]
        rows.append(row)
    return rows


def adam(t):
    surface, run = SURFACES["matyas"], Run(OPTIMIZERS["adam"], (4.0, 3.5))
    return worksheet(surface, run, descend(surface, run.optimizer, run.start, 200), t)


def test_the_switch_opens_the_worksheet_and_the_keys_step_through_it(visit):
    lab = visit("step=3")
    lab.page.get_by_role("button", name="Worksheet").click()
    assert shown(opened(lab)) == made(adam(3))
    lab.parameter("worksheet", "adam")
    assert lab.page.get_by_role("region", name="Worksheet of a step").is_visible()
    lab.page.keyboard.press("ArrowRight")
    assert shown(opened(lab)) == made(adam(4))
    for _ in range(2):
        lab.page.keyboard.press("ArrowLeft")
    assert shown(opened(lab)) == made(adam(2))
    lab.page.keyboard.press("w")
    lab.until("document.querySelector('.worksheet').hidden")
    lab.until("!new URLSearchParams(location.search).has('worksheet')")


def test_stepping_sends_nothing_over_the_websocket_and_nothing_jumps(visit):
    lab = opened(visit("step=20&worksheet=adam&noise=0.2"))
    lab.at_rest()
    before = lab.received, lab.sent
    places = """[...document.querySelectorAll('.worksheet :is(tr, .head, .glyphs)')].map((part) => part.offsetTop)"""
    lab.page.keyboard.press("ArrowRight")
    where = opened(lab).page.evaluate(places)
    for key in ("ArrowRight", "ArrowLeft"):
        lab.page.keyboard.press(key)
        assert opened(lab).page.evaluate(places) == where
    assert (lab.received, lab.sent) == before


def test_a_neighbor_is_there_at_once(visit):
    """The numbers are in the page before the next frame: they were fetched ahead."""
    lab = opened(visit("step=30&worksheet=adam"))
    for by in (1, -1):
        assert lab.stage("(stage.clock.step(argument), stage.worksheet.filled.step)", by) == lab.stage("stage.clock.time")
        opened(lab)


def test_a_link_brings_run_and_step_back(visit):
    query = "surface=regression&optimizers=nesterov,rmsprop&worksheet=rmsprop&step=7"
    lab = opened(visit(query))
    assert lab.page.get_by_label("Run of the worksheet").input_value() == "rmsprop"
    assert [text.strip() for text in lab.page.locator(".worksheet thead th").all_inner_texts()] == ["line", "w", "b"]
    assert (lab.address()["worksheet"], lab.address()["step"]) == ("rmsprop", "7")
    rows = shown(lab)
    again = opened(visit(lab.page.evaluate("location.search").removeprefix("?"), fresh=True))
    assert shown(again) == rows


def test_a_run_is_chosen_by_the_select_or_by_its_entry(visit):
    lab = opened(visit("step=5&worksheet=adam"))
    lab.page.get_by_label("Run of the worksheet").select_option("momentum")
    lab.parameter("worksheet", "momentum")
    opened(lab)
    assert shown(lab)[-1][0] == r"v_{t-1} \to v_t"
    lab.page.locator(".legend [data-run=gradient_descent]").click()
    lab.parameter("worksheet", "gradient_descent")
    assert r"x_t = x_{t-1} - \alpha\, g_t" in [row[0] for row in shown(opened(lab))]


def test_at_the_start_the_rule_is_there_and_its_numbers_are_not(visit):
    lab = opened(visit("step=0&worksheet=adam"))
    assert lab.page.get_by_text("No step has been taken yet").is_visible()
    assert lab.page.locator(".worksheet .rule th[scope=row]").first.is_visible()
    assert not lab.page.locator(".worksheet .rule .result").first.is_visible()
    assert lab.stage("stage.worksheet.sheet") is None
    lab.page.keyboard.press("ArrowRight")
    opened(lab)
    assert lab.page.locator(".worksheet .rule .result").first.is_visible()


def test_beyond_a_divergence_the_worksheet_says_so(visit):
    lab = visit(
        "surface=bowl&optimizers=gradient_descent&gradient_descent.learning_rate=100&worksheet=gradient_descent&steps=400"
    )
    opened(lab)
    status = lab.page.inner_text(".worksheet .status")
    assert status.startswith("Gradient descent diverged at step ")
    assert not lab.page.locator(".worksheet .rule .result").first.is_visible()


def test_the_step_is_drawn_on_the_map_and_the_3d_surface(visit):
    """A ring where the slope is asked and a bold arrow along the way, and nothing of it when the worksheet is closed."""
    lab = opened(visit("surface=regression&optimizers=nesterov&worksheet=nesterov&step=2&nesterov.learning_rate=0.005"))
    with_step = {view: lab.drawing(view) for view in ("map", "surface3d", "curve")}
    ring, way = lab.stage(DRAWN)
    assert any(near(pixel, "#1d2939") for pixel in ring)
    assert any(near(pixel, "#b0306a") for pixel in way)
    lab.page.keyboard.press("w")
    lab.until("document.querySelector('.worksheet').hidden")
    for view, picture in with_step.items():
        assert (lab.drawing(view) != picture) == (view != "curve"), view


def test_updates_are_drawn_to_scale_and_gradients_share_a_rounded_scale(visit):
    lab = opened(visit("optimizers=momentum,adam&worksheet=momentum&step=9"))
    sheet = lab.stage("stage.worksheet.sheet")
    (velocity,) = sheet["glyphs"]
    before = lab.stage("[9, 8, 7].map((t) => [stage.runs[1].x[t], stage.runs[1].y[t]])")
    np.testing.assert_allclose(velocity["values"], np.subtract(before[1], before[2]), atol=1e-5)
    np.testing.assert_allclose(np.subtract(sheet["new_point"], sheet["point"]), np.subtract(before[0], before[1]), atol=1e-5)
    text = lab.page.inner_text(".worksheet .glyphs .aside")
    scale = float(text.removeprefix("gradients drawn × "))
    assert f"{scale:.0e}"[0] in "125"
    frame = np.array(lab.stage("[stage.map.frame().width, stage.map.frame().height]"))
    longest = np.hypot(*(np.array(sheet["gradient"]) * scale * frame / 10.0))  # the window is 10 × 10
    assert 0.08 < longest / frame.min() <= 0.22


def test_while_the_clock_runs_nothing_is_fetched(visit):
    lab = opened(visit("step=10&worksheet=adam&speed=0.25"))
    asked = []
    lab.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.until("document.querySelector('.stage').stage.clock.time > 16")
    assert not [path for path in asked if "/worksheet/" in path]
    lab.page.get_by_role("button", name="Pause (Space)").click()
    step = int(opened(lab).stage("stage.clock.time"))
    assert shown(lab) == made(adam(step))


def test_a_frame_that_is_picked_has_its_own_worksheet(visit):
    lab = visit("optimizers=momentum,adam&subject=momentum&worksheet=momentum&step=4&pick=60", "learning-rate")
    lab.until("document.querySelector('.stage').stage.picker.picked === 60")
    opened(lab)
    lab.until("document.querySelector('.stage').stage.worksheet.parameters.get('momentum.learning_rate') !== '0.01'")
    opened(lab)
    rate = float(lab.stage("stage.runs[0].value"))
    surface, run = SURFACES["matyas"], Run(OPTIMIZERS["momentum"], (4.0, 3.5), {"learning_rate": rate})
    assert shown(lab) == made(worksheet(surface, run, descend(surface, run.optimizer, run.start, 200, run.hyperparameters), 4))


@pytest.mark.parametrize("surface", ["regression", "easom"])
def test_every_formula_can_be_set(visit, surface):
    """KaTeX is strict here, on the page it does what it can."""
    lab = opened(visit("worksheet=adam&step=2"))
    template = lab.stage("stage.scene.worksheets").split("?")[0]
    common = f"surface={surface}&steps=30&noise=0.1&inverse_time.decay=0.01"
    wanted = [(key, step) for key in OPTIMIZERS for step in (1, 2, 30)]
    addresses = [f"{template.format(run=key, step=step)}?{common}&optimizers={key}" for key, step in wanted]
    assert lab.page.evaluate(RENDERED, addresses) == len(wanted)


def test_formulas_look_as_streamlit_sets_them(visit):
    """A small index below its symbol: KaTeX's styles in the page are older than its script."""
    lab = opened(visit("worksheet=adam&step=2"))
    sizes = lab.page.evaluate(
        """[...document.querySelectorAll('.worksheet .mtight')].map((index) =>
          parseFloat(getComputedStyle(index).fontSize) / parseFloat(getComputedStyle(index.closest('.katex')).fontSize))"""
    )
    assert len(sizes) > 20
    assert max(sizes) < 0.75
    html = lab.page.inner_html(".worksheet .rule")
    assert json.dumps(html).count("katex-error") == 0
