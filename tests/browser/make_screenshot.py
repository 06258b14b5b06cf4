"""Take the README's picture anew: `python -m tests.browser.make_screenshot`, with $CHROMIUM naming a Chromium."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.lab import Lab, Server, launch

QUERY = (
    "surface=regression&optimizers=adam,gradient_descent,momentum&adam.learning_rate=0.8"
    "&gradient_descent.learning_rate=0.04&momentum.learning_rate=0.005&scale=log"
)

with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
    server = Server(Path(folder) / "log.txt")
    try:
        server.wait()
        context = launch(playwright).new_context(viewport={"width": 1400, "height": 960})
        lab = Lab(context, server.url).open(QUERY)
        lab.page.wait_for_selector("[data-testid=stStatusWidget]", state="detached")
        lab.page.screenshot(path=Path(__file__).with_name("screenshot.png"))
    finally:
        server.process.terminate()
