"""Every metric of the curve: computed in the browser while something is dragged, and confirmed by the page at rest."""

import numpy as np
import pytest

from components.metrics import METRICS
from tests.browser.lab import Lab, Server
from tests.browser.test_live import drag, rest
from tests.one_file import app_with

QUERY = "v=2&surface=himmelblau&optimizers=adam,momentum&schedule=inverse_time&inverse_time.decay=0.01&steps=60&metric="
ROWS = "stage.runs.map((run) => [...run.metrics[argument]])"


def follow(lab, key):
    """Drag a slider: the curve moves ahead of the page, and the page then finds the same numbers."""
    before = lab.drawing("curve")
    drag(lab, "Adam: learning rate α", 0.4, 0.6)
    lab.until("document.querySelector('.stage').classList.contains('live')")
    live = lab.stage(ROWS, key)
    assert lab.drawing("curve") != before
    rest(lab)
    confirmed = lab.stage(ROWS, key)
    for ahead, final in zip(live, confirmed, strict=True):
        assert len(final) == 61
        assert np.isfinite(np.array(final[1:], float)).all()
        np.testing.assert_allclose(np.array(ahead, float), np.array(final, float), rtol=1e-4, atol=1e-5)
    assert lab.stage("stage.liveEdits.remark") == ""


@pytest.mark.parametrize("key", METRICS)
def test_the_curve_follows_a_slider_whatever_it_shows(visit, key):
    lab = visit(QUERY + key)
    assert lab.page.locator("[data-view=metric]").evaluate("(list) => list.selectedOptions[0].text") == METRICS[key].label
    assert lab.stage("stage.curve.title") == (METRICS[key].title or METRICS[key].label)
    follow(lab, key)
    description = lab.page.get_attribute(".curve .plot", "aria-label")
    assert description.startswith(METRICS[key].above or METRICS[key].words)


def test_a_new_metric_is_one_new_file_for_the_browser_as_well(chromium, tmp_path):
    app = app_with(tmp_path, "components/metrics/update_length.py")
    server = Server(tmp_path / "log.txt", root=app)
    try:
        server.wait()
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        lab = Lab(context, server.url).open(QUERY + "value")
        assert "update_length" not in lab.stage("Object.keys(stage.runs[0].metrics)")
        lab.changes(lambda: lab.page.select_option("[data-view=metric]", label="length of the step"))
        lab.parameter("metric", "update_length")
        assert lab.stage("stage.curve.title") == "‖x(t) − x(t−1)‖"
        follow(lab, "update_length")
        description = lab.page.get_attribute(".curve .plot", "aria-label")
        assert description.startswith("Length of the step over 60 steps: ")
        assert lab.complaints == []
        context.close()
    finally:
        server.stop()
