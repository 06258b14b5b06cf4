"""A page embedded in another site: what it shows, the height that it reports, and that it stores nothing."""

import pytest

from tests.browser.lab import Lab

AROUND = """<!DOCTYPE html><title>A course page</title><body>
<iframe title="Descent Lab" src="{url}?v=2&surface=bowl&optimizers=adam&steps=50{more}" width="100%" height="300"></iframe>
<script>
addEventListener("message", (event) => {{
  const [frame] = document.querySelectorAll("iframe");
  if (event.data?.descentLab && event.source === frame.contentWindow) frame.height = event.data.descentLab.height;
}});
</script>"""


@pytest.fixture
def course(chromium, server, tmp_path):
    """Open a page of another site that holds a page of the lab; at the end its console may hold no complaint."""
    labs: list[Lab] = []

    def open_one(more):
        path = tmp_path / "course.html"
        path.write_text(AROUND.format(url=server.url, more=more))
        labs.append(Lab(chromium.new_context(viewport={"width": 1000, "height": 900}), server.url))
        labs[-1].page.goto(path.as_uri())
        return labs[-1]

    yield open_one
    for lab in labs:
        lab.context.close()
    assert [complaint for lab in labs for complaint in lab.complaints] == []


def test_an_embedded_page_is_a_stage_with_a_slider_and_reports_its_height(course):
    page = course("&embed=true").page
    within = page.frame_locator("iframe")
    within.locator(".stage[data-drawn]").wait_for()
    frame = page.frames[1]
    frame.wait_for_function("() => Math.abs(document.querySelector('[data-testid=stMain]').scrollHeight - innerHeight) <= 1")
    for hidden in ("stHeader", "stSidebar", "stHeading", "stExpander"):
        assert not within.get_by_test_id(hidden).first.is_visible(), hidden
    assert page.locator("iframe").get_attribute("height") != "300"
    before = within.locator(".stage").get_attribute("data-drawn")
    within.get_by_label("Adam: learning rate α, typed").last.fill("0.5")
    within.get_by_label("Adam: learning rate α, typed").last.press("Enter")
    frame.wait_for_function("(before) => document.querySelector('.stage').dataset.drawn !== before", arg=before)
    assert "adam.learning_rate=0.5" in frame.evaluate("location.search")


def test_an_embedded_page_leaves_nothing_behind(visit):
    lab = visit("surface=bowl&optimizers=adam&embed=true", fresh=True)
    lab.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    entries = lab.page.evaluate("history.length")
    for rate in ("0.3", "0.7"):
        lab.changes(lambda rate=rate: set_rate(lab, rate))
        lab.parameter("adam.learning_rate", rate)
    assert lab.page.evaluate("history.length") == entries
    assert lab.page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('descent') || name === 'saved')") == []
    assert lab.page.evaluate("Object.keys(sessionStorage)") == []


def set_rate(lab, rate):
    field = lab.page.locator(".single-slider").get_by_role("textbox")
    field.fill(rate)
    field.press("Enter")
