"""Fixtures: one server and one Chromium for all tests, and a page of Descent Lab for each."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.lab import Lab, Server, launch

Window = dict[str, Any]
KEPT = 3  # idle pages: each holds some 200 MB
PHONE, ON_ITS_SIDE = {"width": 390, "height": 844}, {"width": 844, "height": 390}
LAPTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests, which at the end has nothing to complain about."""
    server = Server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.stop()
    log = server.log.read_text()
    assert "You can now view your Streamlit app" in log
    for word in ("Traceback", "WARNING", "Warning", "ERROR", "Error"):
        assert word not in log, log


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Callable[..., BrowserContext]:
    """A browser window by its properties, kept, with its cache, for all tests that want the same."""

    @cache
    def window(**properties) -> BrowserContext:
        size = {"width": properties.pop("width"), "height": properties.pop("height")}
        return chromium.new_context(viewport=size, **properties)

    return window


class Idle:
    """Loaded pages that no test holds: to load one takes seconds, to turn one to other settings a fraction of that."""

    def __init__(self) -> None:
        self._pages: list[tuple[Window, Lab]] = []  # the most recently used page is last

    def take(self, window: Window) -> Lab | None:
        """A page in a window of these properties, if there is one."""
        place = next((place for place, (other, _) in enumerate(self._pages) if other == window), None)
        if place is None:
            return None
        _, lab = self._pages.pop(place)
        lab.become("active")
        return lab

    def leave(self, window: Window, lab: Lab) -> None:
        """Keep a page for a later test, and let go of the one that was left first where there are too many.

        One that was left at a page without a stage, such as the catalogue's, has nothing to wait for when it is turned.
        """
        if not lab.page.locator(".stage[data-drawn]").count():
            lab.page.close()
            return
        lab.become("frozen")  # Plotly asks for a frame after each frame, on every page that has drawn a surface
        self._pages.append((window, lab))
        while len(self._pages) > KEPT:
            self._pages.pop(0)[1].page.close()


@pytest.fixture(scope="session")
def idle() -> Idle:
    return Idle()


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, windows: Callable[..., BrowserContext], server: Server, idle: Idle
) -> Iterator[Callable[..., Lab]]:
    """Open Descent Lab on a page of one's own; at the end no page's console may hold a complaint.

    It is one that an earlier test has left, where there is one, brought to the size that is wanted. `fresh` is for tests of the
    loading itself, and for those that leave a page in a state which other settings do not mend.
    """
    lent: list[tuple[Window, Lab]] = []
    own: list[Lab] = []
    failed = request.session.testsfailed

    def open_one(
        query: str = "",
        page: str = "",
        *,
        fresh: bool = False,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        touch: bool = False,
    ) -> Lab:
        screen = PHONE if width < 768 else ON_ITS_SIDE if height <= 500 else LAPTOP  # the sidebar is closed when a page loads
        window: Window = {**screen, "color_scheme": "dark" if dark else "light", "has_touch": touch}
        left = None if fresh else idle.take(window)
        lab = left or Lab(windows(**window), server.url)
        if fresh:
            own.append(lab)
        else:
            lent.append((window, lab))
        lab.page.set_viewport_size({"width": width, "height": height})
        return lab.turn_to(query, page) if left else lab.open(query, page)

    yield open_one
    labs = [*own, *(lab for _, lab in lent)]
    complaints = [complaint for lab in labs for complaint in lab.complaints]
    if complaints or request.session.testsfailed > failed:
        for lab in labs:
            lab.page.close()
    else:
        for lab in own:
            lab.page.close()
        for window, lab in lent:
            idle.leave(window, lab)
    assert not complaints


@pytest.fixture
def lab(visit: Callable[..., Lab]) -> Lab:
    return visit()
