"""Changing pages many times uses no more memory than a few times: whatever left the page is released."""

import time

import pytest

from tests.browser.lab import TIMEOUT, Lab

# Everything that runs by itself: workers for fates and seeds, a worksheet, the gradient field.
SETTINGS = "v=2&surface=himmelblau&optimizers=adam&noise=0.3&steps=20&fates=adam&ensemble=adam&worksheet=adam&field=1"
STAGE = "document.querySelector('.stage')?.stage?.ready && document.querySelector('.stage').dataset.drawn"
FATES = "document.querySelector('.panel.fates')"  # it may leave the screen again as the panels above it are drawn
PAGES = {  # the condition under which each is complete
    "Learning rate": f"{STAGE} && ({FATES}?.scrollIntoView(), {FATES}?.querySelector('.fate-legend li'))",
    "Explore": f"{STAGE} && document.querySelector('.stage .fate-legend li')",
    "Network": "document.querySelector('.network[data-drawn]')",
    "Lessons": STAGE,
    "Catalogue": "document.querySelector('#catalogue')",
}
CONTEXTS = """() => {
  const get = HTMLCanvasElement.prototype.getContext;
  window.contexts = [];
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    const context = get.call(this, kind, ...more);
    const known = () => window.contexts.some((one) => one.deref() === context); // held weakly, or none would ever be released
    if (kind.startsWith('webgl') && context && !known()) window.contexts.push(new WeakRef(context));
    return context;
  };
}"""
ROUND = ("Learning rate", "Explore", "Network", "Lessons", "Catalogue", "Explore")
NODES, LISTENERS, MEGABYTES = 1_000, 150, 10  # one stage has 750 nodes and 170 listeners, and eight leave in twelve turns


def turn(lab: Lab, title: str) -> None:
    """Follow a link of the navigation, look at what computes only when it is seen, open and close what lies over the page."""
    lab.page.get_by_role("link", name=title, exact=True).first.click()
    lab.until("(title) => document.querySelector('[data-testid=stTopNavLink][aria-current=page]')?.innerText === title", title)
    lab.until("document.querySelector('[data-test-script-state=notRunning]')")
    lab.until(f"() => Boolean({PAGES[title]})")
    if title == "Explore":
        for key in "eq":
            lab.page.evaluate("document.activeElement?.blur()")
            lab.page.keyboard.press(key)
            lab.until("document.querySelector('dialog[open]')")
            lab.page.keyboard.press("Escape")


def held(browser) -> tuple[int, int, float]:
    """Nodes, listeners, and megabytes of JavaScript that cannot be collected."""
    browser.send("HeapProfiler.collectGarbage")
    found = browser.send("Memory.getDOMCounters")
    return found["nodes"], found["jsEventListeners"], browser.send("Runtime.getHeapUsage")["usedSize"] / 1e6


def grown(early: tuple[float, ...], late: tuple[float, ...]) -> dict[str, tuple[float, float]]:
    """Of what there is more now than there may be: how much there was, and is."""
    bounds = {"nodes": NODES, "listeners": LISTENERS, "megabytes": MEGABYTES}
    found = zip(bounds.items(), early, late, strict=True)
    return {name: (before, now) for (name, bound), before, now in found if now > before + bound}


@pytest.mark.slow
def test_eighteen_page_changes_leave_no_more_than_six(visit):
    lab = visit(SETTINGS, fresh=True)
    lab.page.evaluate(CONTEXTS)
    browser = lab.context.new_cdp_session(lab.page)
    for title in ROUND:
        turn(lab, title)
    early, workers = held(browser), len(lab.page.workers)
    for title in 2 * ROUND:
        turn(lab, title)
    until = time.monotonic() + TIMEOUT / 1000
    while (more := grown(early, held(browser))) and time.monotonic() < until:
        time.sleep(1)  # the last page may still be cleaning up
    assert not more
    assert len(lab.page.workers) == workers
    for title in ("Learning rate", "Explore"):  # the first leaves before it is drawn
        lab.page.get_by_role("link", name=title, exact=True).first.click()
    lab.until("location.pathname === '/' && document.querySelectorAll('.stage').length === 1")
    lab.drawn()
    lab.until("window.contexts.filter((context) => context.deref()?.isContextLost() === false).length <= 1")
    assert lab.page.locator(".js-plotly-plot .gl-container canvas").count() <= 2
