"""Live preview: a dragged setting is drawn in the next frame without the server, and confirmed when the user pauses."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES
from tests.browser.lab import Lab, Server

QUERY = "v=2&surface=matyas&optimizers=adam,momentum&schedule=constant&steps=200&noise=0"
ENDS = "document.querySelector('.stage').stage.runs.map((run) => run.x.at(-1))"


def drag(lab, label, start, end, frames=12):
    return lab.drag(label, np.linspace(start, end, frames + 1).tolist(), ENDS)


def rest(lab):
    """Wait until the page has confirmed what was dragged."""
    lab.until("!document.querySelector('.stage').classList.contains('live')")
    lab.at_rest()


def end_of(surface, key, start, steps, **hyperparameters):
    return descend(SURFACES[surface], OPTIMIZERS[key], start, steps, hyperparameters).points[-1]


def test_the_runs_follow_a_slider_and_nothing_is_sent(visit):
    lab = visit(QUERY)
    before = lab.sent
    seen = drag(lab, "Adam: learning rate α", 0.3, 0.6)
    assert lab.sent == before
    rates = [float(rate) for rate, _ in seen]
    assert len(set(rates)) > 5
    for rate, (adam, _) in list(zip(rates, (ends for _, ends in seen), strict=True))[-3:]:
        expected = end_of("matyas", "adam", SURFACES["matyas"].start, 200, learning_rate=rate)
        assert adam == pytest.approx(expected[0], abs=1e-6)
    assert lab.stage("stage.root.classList.contains('live')")
    rest(lab)
    assert lab.address()["adam.learning_rate"] == seen[-1][0]
    assert lab.stage("stage.runs[0].x.at(-1)") == pytest.approx(seen[-1][1][0], abs=1e-6)
    assert lab.stage("stage.liveEdits.remark") == ""


@pytest.mark.parametrize(
    ("label", "parameter"),
    [("Run: steps", "steps"), ("Run: noise σ", "noise"), ("Start: x", "x"), ("Adam: beta1 β₁", "adam.beta1")],
)
def test_whatever_has_a_slider_is_followed_and_confirmed(visit, label, parameter):
    lab = visit(QUERY + "&seed=3")
    first = lab.stage("[...stage.runs[0].x]")
    seen = drag(lab, label, 0.2, 0.7)
    lab.until("(first) => document.querySelector('.stage').stage.runs[0].x.join() !== first.join()", first)
    live = lab.stage("[...stage.runs[0].x]")
    rest(lab)
    confirmed = lab.stage("[...stage.runs[0].x]")
    assert lab.address()[parameter] == seen[-1][0]
    assert len(confirmed) == len(live)
    np.testing.assert_allclose(confirmed, live, rtol=1e-5, atol=1e-6)


HOLD_SCENES = """() => {
  const { stage } = document.querySelector('.stage'), receive = stage.receive.bind(stage);
  window.releaseScenes = () => Object.assign(stage, { receive }) && receive(...window.heldScene);
  stage.receive = (...scene) => (window.heldScene = scene);
}"""


def test_runs_that_take_long_to_confirm_do_not_jump_back_meanwhile(visit):
    lab = visit(QUERY, fresh=True)
    before = lab.stage("stage.runs[0].x.at(-1)")
    lab.page.evaluate(HOLD_SCENES)  # as with long runs on a busy server
    drag(lab, "Adam: learning rate α", 0.3, 0.6)
    lab.until("window.heldScene && document.querySelector('.sliders').sliders.reports.idle")
    ahead = lab.stage("stage.runs[0].x.at(-1)")
    assert ahead != before
    lab.stage("stage.liveEdits.settle()")
    lab.stage("stage.queue.work.then(() => true)")
    assert lab.stage("stage.runs[0].x.at(-1)") == ahead
    assert lab.stage("stage.root.classList.contains('live')")
    lab.page.evaluate("releaseScenes()")
    rest(lab)
    assert lab.stage("stage.runs[0].x.at(-1)") == pytest.approx(ahead, abs=1e-6)


def test_what_each_step_costs_is_counted_while_a_hand_moves(visit):
    lab = visit("v=2&surface=rosenbrock&optimizers=backtracking,newton&schedule=constant&steps=30&noise=0&per=evaluations")
    seen = drag(lab, "Line search: longest step αmax", 0.3, 0.6)
    live = lab.stage("stage.runs.map(({ evaluations }) => [...evaluations])")
    surface = SURFACES["rosenbrock"]
    for key, mine in zip(("backtracking", "newton"), live, strict=True):
        own = {"longest_step": float(seen[-1][0])} if key == "backtracking" else {}
        run = descend(surface, OPTIMIZERS[key], surface.start, 30, own)
        np.testing.assert_allclose(mine, run.evaluations, rtol=1e-6)
    assert len(set(np.diff(live[0]))) > 1  # not all steps cost the same
    rest(lab)
    for mine, confirmed in zip(live, lab.stage("stage.runs.map(({ evaluations }) => [...evaluations])"), strict=True):
        np.testing.assert_allclose(mine, confirmed, rtol=1e-6)


def test_a_start_that_is_dragged_on_the_map_takes_its_paths_along(visit):
    lab = visit(QUERY)
    before = lab.sent
    points = lab.page.evaluate("""async () => {
      const { stage } = document.querySelector('.stage'), seen = [];
      for (const x of [1, 1.5, 2, 2.5, 3]) {
        stage.map.moveStart([x, -1]);
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        seen.push([stage.runs[0].x[0], stage.runs[0].y[0]]);
      }
      return seen;
    }""")
    assert lab.sent == before
    assert points == [[x, -1] for x in (1, 1.5, 2, 2.5, 3)]
    rest(lab)
    assert (lab.address()["x"], lab.address()["y"]) == ("3", "-1")


def test_a_mid_run_change_is_followed_as_one(visit):
    lab = visit(QUERY + "&step=50", fresh=True)
    lab.page.get_by_role("button", name="Change from here").click()
    lab.until("document.querySelector('.stage').stage.served.from_step === 50")
    before = lab.stage("[...stage.runs[0].x]")
    drag(lab, "Adam, from step 50: learning rate α", 0.5, 0.65)
    lab.until("document.querySelector('.stage').classList.contains('live')")
    after = lab.stage("[...stage.runs[0].x]")
    assert after[:51] == before[:51]
    assert after[60] != before[60]
    rest(lab)
    assert lab.address()["changes"].startswith("50:adam.learning_rate:")
    np.testing.assert_allclose(lab.stage("[...stage.runs[0].x]"), after, rtol=1e-5, atol=1e-6)


OTHER_ROUNDING = """() => {
  const { ready } = document.querySelector('.stage').stage.liveEdits.live.programs;
  for (const [address, program] of ready)
    if (program.begin) ready.set(address, { ...program, begin: (x, y) => program.begin(x * (1 + 2 * Number.EPSILON), y) });
}"""


@pytest.mark.parametrize(("end", "chaotic"), [(4 / 7, True), (0.3, False)], ids=["rate 0.1", "rate 0.0013"])
def test_a_run_that_depends_on_rounding_is_labelled_chaotic(visit, end, chaotic):
    lab = visit("v=2&surface=rastrigin&optimizers=gradient_descent&schedule=constant&steps=300&noise=0", fresh=True)
    lab.until("[...document.querySelector('.stage').stage.liveEdits.live.programs.ready.values()].some(({ begin }) => begin)")
    lab.page.evaluate(OTHER_ROUNDING)  # as on a different processor
    drag(lab, "Gradient descent: learning rate α", end - 0.1, end)
    rest(lab)
    warning = "Rounding decides where this run ends: on another computer Gradient descent may end elsewhere."
    assert (warning in lab.page.locator(".stage .notes").inner_text()) == chaotic


def test_without_a_server_the_hand_is_followed_and_nothing_is_lost(visit):
    lab = visit(QUERY, fresh=True)
    lab.context.set_offline(True)
    try:
        seen = drag(lab, "Adam: learning rate α", 0.3, 0.6)
        assert seen[0][1] != seen[-1][1]
        assert lab.stage("stage.root.classList.contains('live')")
    finally:
        lab.context.set_offline(False)
    rest(lab)
    assert lab.address()["adam.learning_rate"] == seen[-1][0]


def test_a_connection_that_falls_silent_stops_no_hand_and_loses_no_edit(windows, server):
    lab = Lab(windows(width=1280, height=800), server.url)
    silent: list[bool] = []  # sampled while there is text

    def between(page_end):
        server_end = page_end.connect_to_server()
        page_end.on_message(lambda message: None if silent else server_end.send(message))
        server_end.on_message(lambda message: None if silent else page_end.send(message))

    lab.page.route_web_socket("**/_stcore/stream", between)
    lab.open(QUERY)
    silent.append(True)
    first = drag(lab, "Adam: learning rate α", 0.3, 0.5)
    lab.until("document.querySelector('.stage .notes').innerText.startsWith('Connection lost. Your settings are safe')")
    second = drag(lab, "Adam: learning rate α", 0.5, 0.6)
    assert first[-1][1] != second[-1][1]
    silent.clear()
    rest(lab)
    assert lab.address()["adam.learning_rate"] == second[-1][0]
    assert "Connection lost" not in lab.page.locator(".stage .notes").inner_text()
    assert not lab.complaints
    lab.page.close()


SLOW = {"offline": False, "latency": 400, "downloadThroughput": 60_000, "uploadThroughput": 20_000}  # ms; bytes a second


def test_on_a_slow_network_the_hand_is_followed_at_once(visit):
    lab = visit(QUERY, fresh=True)
    lab.until(
        "document.querySelector('.stage').stage.liveEdits.live.programs.race(document.querySelector('.stage').stage.liveEdits.live.parameters)"
    )
    network = lab.context.new_cdp_session(lab.page)
    network.send("Network.emulateNetworkConditions", SLOW)
    before = lab.sent
    seen = drag(lab, "Adam: learning rate α", 0.3, 0.6)
    assert len({rate for rate, _ in seen}) == len({ends[0] for _, ends in seen}) > 5
    assert lab.sent == before
    rest(lab)
    assert lab.address()["adam.learning_rate"] == seen[-1][0]


COUNT_DIALOGS = """() => {
  window.dialogs = 0;
  const count = () => (window.dialogs += document.querySelectorAll('[data-testid=stDialog]').length);
  new MutationObserver(count).observe(document.body, { childList: true });
}"""


def test_a_server_that_is_gone_stops_no_hand_and_catches_up_when_it_is_back(windows, tmp_path):
    server = Server(tmp_path / "log.txt")
    try:
        server.wait()
        lab = Lab(windows(width=1280, height=800), server.url).open(QUERY)
        lab.page.evaluate(COUNT_DIALOGS)
        server.stop()
        drag(lab, "Adam: learning rate α", 0.3, 0.5)
        lab.until("document.querySelector('.stage .notes').innerText.startsWith('Connection lost. Your settings are safe')")
        lab.until(
            "window.dialogs > 0 && !document.querySelector('#root').inert"
        )  # Streamlit's own dialog appears as well, over everything
        before = lab.stage("stage.runs[0].x.at(-1)")
        lab.page.mouse.click(*lab.point("map", 0.3, 0.7))
        lab.until("(before) => document.querySelector('.stage').stage.runs[0].x.at(-1) !== before", before)
        start = lab.stage("stage.map.start.map(String)")
        server.start()
        server.wait()
        rest(lab)
        address = lab.address()
        assert [address["x"], address["y"]] == start
        assert address["adam.learning_rate"] == lab.slider("Adam: learning rate α").get_attribute("aria-valuetext")
        assert "Connection lost" not in lab.page.locator(".stage .notes").inner_text()
        lab.page.close()
    finally:
        server.stop()
