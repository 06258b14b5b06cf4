"""A running Descent Lab and a page of it, in the words of a person who uses it; every wait is for a condition."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 90_000  # milliseconds: two slow cores with software rendering take a while for the first picture
FLAGS = [
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
    "--disable-gpu-compositing",  # with software rendering, GPU compositing costs a third of the total
    "--disable-accelerated-2d-canvas",  # its lines differ by a few pixels from load to load
    "--process-per-site",  # a page that is opened beside another finds the scripts compiled: that is a third of the work
]
HINTS = (  # console hints that do not concern this project: Chromium's about canvases that plotly.js reads back,
    "willReadFrequently",  # and about WebGL without a GPU; Streamlit's about its Graphviz component
    "GPU stall due to ReadPixels",
    'No script tag of type "javascript/worker" was found',
)

LET_GO = """() => {
  document.activeElement?.blur();
  const escape = () => new KeyboardEvent('keydown', { key: 'Escape' });
  for (const field of document.querySelectorAll('.sliders [type=text]')) field.dispatchEvent(escape());
  document.querySelector('dialog[open]')?.close();
  for (const part of document.querySelectorAll('[data-testid=stMain], [data-testid=stSidebarContent]')) part.scrollTop = 0;
}"""
AT_REST = """() => {
  const [stage, sliders, lab] = ['.stage', '.sliders', '.lab'].map((part) => document.querySelector(part));
  const beside = [...(sliders ? [sliders.sliders] : []), ...(lab ? [lab.lab] : [])]; // in class there are no sliders
  const parts = [stage?.stage, ...beside];
  const { scene, liveEdits } = stage?.stage ?? {}; // the sliders may be answered before the stage
  return document.querySelector('[data-test-script-state=notRunning]') && parts.every((part) => part?.reports.idle)
    && (scene?.fixed || !liveEdits?.live.ahead);
}"""
STILL = """() => new Promise((done) => {
  const { surface3d, queue, display, ready } = document.querySelector('.stage')?.stage ?? {};
  const running = document.querySelector('[data-test-script-state]:not([data-test-script-state=notRunning])');
  if (!ready || running || queue.next || display.views.resized) return done(false);
  const parts = [...document.querySelectorAll('[data-testid=stMain], .stage, .stage .view')];
  const boxes = () => parts.map((part) => [part.scrollHeight, ...Object.values(part.getBoundingClientRect().toJSON())]);
  const look = () => JSON.stringify([surface3d.projection().signature, boxes()]);
  const seen = look();
  let frames = 4;
  const again = () => (frames-- ? requestAnimationFrame(again) : done(look() === seen));
  again();
})"""
TURN = """([page, query]) => {
  history.pushState({}, '', `/${page}?${query || 'surface=matyas'}`); // to an address without anything nobody goes back
  window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""
TURNED = """([visit, drawn]) => {
  const { stage, dataset } = document.querySelector('.stage') ?? {};
  return stage && stage.visit > visit && stage.ready && dataset.drawn !== drawn;
}"""
SLIDE = """(slider, share) => {
  slider.value = share * slider.max;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}"""
DRAG = """async ([label, places, seen, frames]) => {
  const slider = document.querySelector(`.sliders [aria-label="${label}"]`);
  const look = new Function(`return ${seen}`);
  const found = [];
  for (const place of places) {
    const before = JSON.stringify(look());
    slider.value = place;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    for (let frame = 0; frame < frames && JSON.stringify(look()) === before; frame++)
      await new Promise(requestAnimationFrame);
    found.push([slider.getAttribute('aria-valuetext'), look()]);
  }
  return found;
}"""
WORKED_OUT = """() => {
  const { lab } = document.querySelector('.lab') ?? {};
  const { address } = document.querySelector('.stage').stage.served; // the panels are told of a change a moment later
  return lab?.panels.every(
    ({ root, name, content: { scene } }) => scene?.address === address && root.dataset.drawn === scene.queries[name],
  );
}"""


class Server:
    """`streamlit run` on a free port, and what it has logged."""

    def __init__(self, log: Path, script: str = "app.py", root: Path = ROOT) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log, self.script, self.root = log, script, root
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", self.script, "--server.headless=true"]
        options = [f"--server.port={self.port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]
        with self.log.open("w") as output:
            self.process = subprocess.Popen([*command, *options], cwd=self.root, stdout=output, stderr=subprocess.STDOUT)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def fetch(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return answer.read()

    def wait(self) -> None:
        for _ in range(600):
            try:
                self.fetch("_stcore/health")
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(self.log.read_text())


def launch(playwright: Playwright) -> Browser:
    """The Chromium named in $CHROMIUM, or else Playwright's own, drawing in software."""
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=FLAGS)


class Lab:
    """A page of Descent Lab, in the words of a person who uses it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        self.complaints: list[str] = []
        self.received = 0  # bytes over the websocket
        self.sent = 0
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{error} {error.stack}"))
        self.page.on("console", self._console)
        self.page.on("websocket", self._websocket)

    def _console(self, message) -> None:
        if message.type in ("error", "warning") and not any(hint in message.text for hint in HINTS):
            self.complaints.append(f"{message.type}: {message.text} {message.location}")

    def _websocket(self, websocket) -> None:
        websocket.on("framereceived", lambda frame: setattr(self, "received", self.received + len(frame)))
        websocket.on("framesent", lambda frame: setattr(self, "sent", self.sent + len(frame)))

    def open(self, query: str = "", page: str = "") -> "Lab":
        """Load a page, with the defaults rather than the opening scene where there is no query."""
        self.page.goto(f"{self.url}{page}?{query or 'v=2&surface=matyas'}")
        return self.drawn()

    def drawn(self) -> "Lab":
        self.page.locator(".stage[data-drawn]").wait_for()
        self.until("window.location.search.includes('surface=')")
        self.until(STILL)  # Plotly moves its camera some frames later, and removed elements leave when the script ends
        return self

    def at_rest(self) -> None:
        """Wait until the page and its server have nothing more to say to each other."""
        self.until(AT_REST)

    def become(self, state: str) -> None:
        """Be "frozen", when no script of the page runs and nothing is drawn, or "active" again."""
        browser = self.context.new_cdp_session(self.page)
        browser.send("Page.setWebLifecycleState", {"state": state})
        browser.detach()

    def panels(self) -> "Lab":
        """Wait until all panels of the laboratory show the results of the settings."""
        self.until(WORKED_OUT)
        return self

    def turn_to(self, query: str = "", page: str = "") -> "Lab":
        """Show other settings, or another page, without loading anew, as a step in the history does."""
        self.page.bring_to_front()  # pages in the background are drawn once a second
        self.page.mouse.move(self.page.viewport_size["width"] - 1, 1)  # where nothing reacts to it
        self.page.evaluate(LET_GO)
        self.at_rest()
        before = self.stage("[stage.visit, stage.root.dataset.drawn]")
        self.page.evaluate(TURN, [page, query])
        self.until(TURNED, before)
        return self.drawn()

    def until(self, condition: str, argument: object = None) -> None:
        self.page.wait_for_function(condition, arg=argument).dispose()  # a handle would keep the result in memory

    def stage(self, expression: str, argument: object = None):
        """Evaluate an expression in which `stage` is the stage and `argument` what is passed."""
        return self.page.evaluate(
            f"(argument) => {{ const {{ stage }} = document.querySelector('.stage'); return {expression} }}", argument
        )

    def changes(self, action: Callable[[], object]) -> None:
        """Do something that changes the settings, and wait until the stage shows the result."""
        before = self.page.get_attribute(".stage", "data-drawn")
        action()
        self.until("(before) => document.querySelector('.stage').dataset.drawn !== before", before)

    def address(self) -> dict[str, str]:
        search = self.page.evaluate("location.search")  # page.url is updated late
        return dict(parse_qsl(search.removeprefix("?"), keep_blank_values=True))

    def parameter(self, name: str, value: str) -> None:
        """Wait until a parameter of the address has this value."""
        self.until("([name, value]) => new URLSearchParams(location.search).get(name) === value", [name, value])

    def slider(self, label: str) -> Locator:
        return self.page.get_by_role("slider", name=label, exact=True)

    def slide(self, label: str, share: float) -> None:
        """Move a slider to a share of its track, as one drag does that the page sees once."""
        self.slider(label).evaluate(SLIDE, share)

    def drag(self, label: str, places: Iterable[float], seen: str, frames: int = 2) -> list[tuple[str, Any]]:
        """Move a slider from place to place: at each its text, and what is seen once that changes, or after so many frames."""
        return self.page.evaluate(DRAG, [label, [*places], seen, frames])

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=f"{label}, typed", exact=True)

    def unfold(self, optimizer: str) -> None:
        """Show all sliders of an optimizer, and not its learning rate alone."""
        more = self.page.get_by_role("button", name=f"{optimizer}: more sliders")
        if more.get_attribute("aria-expanded") == "false":  # an earlier test may have opened it
            more.click()

    def drawing(self, view: str) -> str:
        """The drawing on the canvas of a view, as a data address: equal where the picture is equal."""
        return self.page.evaluate("(view) => document.querySelector(`.${view} .overlay`).toDataURL()", view)

    def photo(self, view: str, style: str | None = None) -> Image.Image:
        return Image.open(BytesIO(self.page.locator(f".view.{view}").screenshot(style=style))).convert("RGB")

    def point(self, view: str, across: float, down: float) -> tuple[float, float]:
        """A place on a view's drawing, from the top left, in pixels of the page."""
        left, top, width, height = self.stage(
            """(() => {
              const view = stage[argument], box = view.host.getBoundingClientRect(), frame = view.frame();
              return [box.left + frame.left, box.top + frame.top, frame.width, frame.height];
            })()""",
            view,
        )
        return left + across * width, top + down * height
