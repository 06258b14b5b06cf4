"""The order of the tests: those in a browser come last, for Playwright leaves its event loop running in this thread."""


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: "browser" in item.path.parts)
