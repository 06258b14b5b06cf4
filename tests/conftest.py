"""Which tests run, and in which order."""

from collections import Counter
from pathlib import Path

CASES = 2  # cases per test in the fast tier


def pytest_addoption(parser):
    parser.addoption("--fast", action="store_true", help="leave out slow tests, and run the others on the first of their cases")
    parser.addoption("--rest", action="store_true", help="run what --fast leaves out")


def pytest_collection_modifyitems(config, items):
    """Those in a browser last, for Playwright leaves its event loop running in this thread; slow ones and large files first."""
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (_in_a_browser(item), not item.get_closest_marker("slow"), -sizes[item.path]))
    fast, rest = config.getoption("--fast"), config.getoption("--rest")
    if fast or rest:
        seen = Counter()
        kept, left_out = [], []
        for item in items:
            name = item.nodeid.partition("[")[0]
            seen[name] += 1
            quick = seen[name] <= CASES and not item.get_closest_marker("slow") and not _in_a_browser(item)
            (kept if quick == fast else left_out).append(item)
        items[:] = kept
        config.hook.pytest_deselected(items=left_out)


def _in_a_browser(item):
    return Path(__file__).with_name("browser") in item.path.parents
