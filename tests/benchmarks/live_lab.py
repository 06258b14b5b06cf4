"""How long the worker takes for all learning rates at once, against Python: `python tests/benchmarks/live_lab.py`.

181 rates × 3 optimizers × 200 steps on every built-in surface, from the message to the worker until the full answer, the
least of some turns; $CHROMIUM names a Chromium. Nothing is asserted: what misses its target is marked for a person to see.
"""

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # the project is run from its folder, not installed

from playwright.sync_api import sync_playwright

from components.results.laboratory import RATES
from components.web import assets
from optimizers import OPTIMIZERS, sweep, target_of
from surfaces import SURFACES
from tests.benchmarks.engine import QUICK, judged, table, take_turns
from tests.browser.lab import Server, launch

THREE = ("adam", "gradient_descent", "momentum")
STEPS, TURNS, NAMES = (20, 1, ["bowl", "easom"]) if QUICK else (200, 9, list(SURFACES))
ASK = """async ([base, parameters, request, turns]) => {
  const worker = new Worker(`${base}browser/engine/worker.js`, { type: "module" });
  const assets = new URL(base, location.href).href;
  const ask = (number) => new Promise((done) => {
    const start = performance.now();
    worker.onmessage = ({ data }) => data.result.apart === 1 && done(performance.now() - start);
    worker.postMessage({ task: "sweep", number, assets, parameters, request });
  });
  const taken = [];
  for (let turn = -2; turn < turns; turn++) taken.push(await ask(turn)); // the first ones fetch and warm up
  worker.terminate();
  return taken.slice(2);
}"""


def measure(page, name):
    surface = SURFACES[name]
    parameters = {"surface": name, "optimizers": ",".join(THREE), "schedule": "constant", "steps": STEPS, "noise": 0, "seed": 0}
    parameters |= dict(zip("xy", surface.start, strict=True))
    parameters |= {f"{key}.{item.name}": item.default for key in THREE for item in OPTIMIZERS[key].hyperparameters}
    criteria = {"lowest": surface.lowest, "heights": surface.heights}
    request = {"keys": THREE, "rates": RATES.tolist(), "measure": "value", "criteria": criteria}
    live = min(page.evaluate(ASK, [assets.base(), urlencode(parameters), request, TURNS]))

    def python():
        for key in THREE:
            sweep(surface, OPTIMIZERS[key], surface.start, {"learning_rate": RATES}, STEPS, target=target_of(surface))

    there = min(take_turns({"python": python}, TURNS)["python"]) * 1000
    return [name, judged(live, 60, "≤"), f"{there:.1f}", f"{there / live:.1f}"]


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "log.txt")
        try:
            server.wait()
            page = launch(playwright).new_page()
            page.goto(
                server.url + assets.base().lstrip("/") + "browser/engine/engine.js"
            )  # of the same origin, and nothing else
            rows = [measure(page, name) for name in NAMES]
        finally:
            server.process.terminate()
    title = f"{len(RATES)} rates × {len(THREE)} optimizers × {STEPS} steps"
    table(title, ["surface", "worker ms", "Python ms", "Python / worker"], rows)


if __name__ == "__main__":
    main()
