"""Fixtures: one server and one Chromium for all tests, and a page of Descent Lab for each."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.lab import Lab, Server, launch


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


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


@pytest.fixture(scope="session")
def idle() -> list[Lab]:
    """Loaded pages that no test holds: to load one takes seconds, to turn one to other settings a fraction of that."""
    return []


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, windows: Callable[..., BrowserContext], server: Server, idle: list[Lab]
) -> Iterator[Callable[..., Lab]]:
    """Open Descent Lab on a page of one's own; at the end no page's console may hold a complaint.

    A page of the usual size is one that an earlier test has left. `fresh` is for tests of the loading itself, and for those
    that leave a page in a state which other settings do not mend.
    """
    lent: list[Lab] = []
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
        context = windows(width=width, height=height, color_scheme="dark" if dark else "light", has_touch=touch)
        if fresh or dark or touch or (width, height) != (1280, 800):
            own.append(Lab(context, server.url))
            return own[-1].open(query, page)
        lent.append(idle.pop() if idle else Lab(context, server.url).open())
        return lent[-1].turn_to(query, page)

    yield open_one
    complaints = [complaint for lab in lent + own for complaint in lab.complaints]
    sound = not complaints and request.session.testsfailed == failed
    for lab in own if sound else lent + own:
        lab.page.close()
    if sound:
        idle += lent
    assert not complaints


@pytest.fixture
def lab(visit: Callable[..., Lab]) -> Lab:
    return visit()
