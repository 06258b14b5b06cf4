"""Fixtures: one server and one Chromium for all tests, and a page of Descent Lab for each."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from lab import Lab, Server, launch
from playwright.sync_api import Browser, BrowserContext, sync_playwright


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(30)


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


@pytest.fixture
def visit(windows: Callable[..., BrowserContext], server: Server) -> Iterator[Callable[..., Lab]]:
    """Open Descent Lab on a page of one's own; at the end no page's console may hold a complaint."""
    labs: list[Lab] = []

    def open_one(query: str = "", *, width: int = 1280, height: int = 800, dark: bool = False, touch: bool = False) -> Lab:
        context = windows(width=width, height=height, color_scheme="dark" if dark else "light", has_touch=touch)
        labs.append(Lab(context, server.url))
        return labs[-1].open(query)

    yield open_one
    complaints = [complaint for lab in labs for complaint in lab.complaints]
    for lab in labs:
        lab.page.close()
    assert not complaints


@pytest.fixture
def lab(visit: Callable[..., Lab]) -> Lab:
    return visit()
