"""How long a slider move takes until all three views are repainted, against the same content in `st.plotly_chart`.

Ours is measured twice: as a drag, which the browser answers, and until the page has confirmed what was set at rest. Besides:
the processor time that the server spends on a minute of dragging and on a move, and how many frames a second playing reaches.

Run by hand: `python tests/benchmarks/page.py`, with $CHROMIUM naming a Chromium. Both pages run in the same browser on the
same machine, in turns. The times depend on the machine; the ratio is what counts. No drag can be repainted sooner than two
frames after its event, 33 ms: where the rival is quick the ratio says more about the screen than about the pages. `--slower 2`
has Chromium run the scripts of both as on a machine half as quick.
"""

import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # the project is run from its folder, not installed

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.benchmarks.load import spent  # noqa: E402
from tests.browser.lab import Lab, Server, launch  # noqa: E402

SLOWER = float(sys.argv[sys.argv.index("--slower") + 1]) if "--slower" in sys.argv else 1.0
MOVES, SECONDS = (1, 2) if "--quick" in sys.argv else (15, 60)
DRAG = """(share) => new Promise((done) => {
  const { stage } = document.querySelector('.stage'), slider = document.activeElement, before = stage.runs;
  const start = performance.now();
  slider.value = share;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const look = () => {
    if (stage.runs === before) return requestAnimationFrame(look);
    requestAnimationFrame(() => done(performance.now() - start));
  };
  requestAnimationFrame(look);
})"""
ON_AND_ON = """(seconds) => new Promise((done) => {
  const slider = document.activeElement, start = performance.now();
  const move = (now) => {
    slider.value = 0.5 + 0.3 * Math.sin((now - start) / 1000);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    if (now - start < 1000 * seconds) requestAnimationFrame(move);
    else done();
  };
  requestAnimationFrame(move);
})"""
FRAMES = """() => new Promise((done) => {
  const { clock } = document.querySelector('.stage').stage;
  let frames = 0, start = 0;
  const count = (now) => {
    if (!start) start = now;
    else frames++;
    if (clock.playing) requestAnimationFrame(count);
    else done((1000 * frames) / (now - start));
  };
  clock.toStart();
  clock.play();
  requestAnimationFrame(count);
})"""
OURS = """(before) => new Promise((done) => {
  const stage = document.querySelector('.stage'), start = performance.now();
  new MutationObserver((_, watcher) => {
    if (stage.dataset.drawn === before) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(stage, { attributes: true });
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
})"""
RIVALS = """() => new Promise((done) => {
  const titles = () => [...document.querySelectorAll('.js-plotly-plot .gtitle')].map((title) => title.textContent);
  const before = titles(), start = performance.now();
  const look = () => {
    const now = titles();
    if (now.length === 3 && now.every((title, index) => title !== before[index]))
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    else requestAnimationFrame(look);
  };
  window.benchmark = look;
  look();
})"""


def our_move(lab: Lab) -> float:
    return lab.page.evaluate(OURS, lab.page.get_attribute(".stage", "data-drawn"))


def our_drag(lab: Lab) -> tuple[list[float], int]:
    """The times of a drag's moves, and the bytes that went over the websocket meanwhile."""
    lab.slider("Adam: learning rate α").focus()
    before = lab.received + lab.sent
    moves = [lab.page.evaluate(DRAG, 0.3 + 0.02 * move) for move in range(MOVES + 2)]
    return moves[2:], lab.received + lab.sent - before


def our_minute(lab: Lab, server: Server) -> tuple[float, float]:
    """Seconds that the server spends on a minute of dragging, until all is at rest, and on an idle minute."""
    lab.slider("Adam: learning rate α").focus()
    start = spent([server.process.pid])
    lab.page.wait_for_timeout(1000 * SECONDS)
    before = spent([server.process.pid])
    lab.page.evaluate(ON_AND_ON, SECONDS)
    lab.at_rest()
    return spent([server.process.pid]) - before, before - start


def rival_move(page: Page) -> float:
    page.locator("[data-testid=stSlider] input[type=range]").focus()
    pending = page.evaluate_handle(f"({{ result: ({RIVALS})() }})")
    page.keyboard.press("ArrowRight")
    return page.evaluate("(pending) => pending.result", pending)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, rivals = Server(Path(folder) / "ours.txt"), Server(Path(folder) / "rival.txt", str(HERE / "rival_page.py"))
        try:
            ours.wait()
            rivals.wait()
            browser = launch(playwright)
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            lab = Lab(context, ours.url).open("surface=matyas")
            rival = Lab(context, rivals.url)
            rival.page.goto(rivals.url)
            rival.until("document.querySelectorAll('.js-plotly-plot .gtitle').length === 3")
            for page in (lab.page, rival.page):
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            times: tuple[list[float], list[float]] = ([], [])
            sizes: list[int] = []
            costs: list[float] = []
            for move in range(MOVES + 2):
                began = spent([ours.process.pid])
                lab.page.bring_to_front()
                lab.slider("Adam: learning rate α").focus()
                before = lab.received
                mine = our_move(lab)
                lab.page.wait_for_timeout(300)
                size = lab.received - before
                cost = spent([ours.process.pid]) - began
                rival.page.bring_to_front()
                theirs = rival_move(rival.page)
                if move >= 2:  # the first edits warm up
                    times[0].append(mine)
                    times[1].append(theirs)
                    sizes.append(size)
                    costs.append(cost)
            before = lab.received + lab.sent
            lab.page.bring_to_front()
            lab.page.get_by_role("button", name="Play (Space)").click()
            lab.until("document.querySelector('.stage').stage.clock.time > 100")
            playing = lab.received + lab.sent - before
            lab.page.get_by_role("button", name="Pause (Space)").click()
            frames = lab.page.evaluate(FRAMES)
            drag, dragging = our_drag(lab)
            lab.at_rest()
            minute, idle = our_minute(lab, ours)
            ratios = [theirs / mine for mine, theirs in zip(*times, strict=True)]
            rival_median = statistics.median(times[1])
            rows = (
                ("drag to repaint, ours", f"{statistics.median(drag):.0f} ms", "at most 45 ms"),
                ("slider move to confirmation, ours", f"{statistics.median(times[0]):.0f} ms", ""),
                ("slider move to repaint, st.plotly_chart", f"{rival_median:.0f} ms", ""),
                ("ratio of the drag", f"{rival_median / statistics.median(drag):.0f}", "at least 50"),
                ("ratio of the confirmation", f"{statistics.median(ratios):.1f}", "at least 5"),
                ("its lowest and highest", f"{min(ratios):.1f} – {max(ratios):.1f}", ""),
                ("bytes over the websocket while dragging", f"{dragging}", "0"),
                ("bytes over the websocket a move", f"{max(sizes):,}", "at most 30,000"),
                ("bytes while playing", f"{playing}", "0"),
                ("frames a second while playing", f"{frames:.0f}", "at least 30"),
                ("server time of a minute's drag", f"{1000 * (minute - idle):.0f} ms", "at most that of 5 moves"),
                ("server time of an idle minute, subtracted", f"{1000 * idle:.0f} ms", ""),
                ("server time of 5 moves", f"{5000 * statistics.mean(costs):.0f} ms", ""),
            )
            for name, value, target in rows:
                print(f"{name:42} {value:>14}   {target}")
        finally:
            ours.process.terminate()
            rivals.process.terminate()


if __name__ == "__main__":
    main()
