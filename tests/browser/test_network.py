"""The network's page in a browser, as axe-core looks at it."""

import pytest

from tests.browser.lab import Lab
from tests.browser.test_accessibility import violations

QUICK = "epochs=60&points=80&optimizers=adam,gradient_descent"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(windows, server, dark):
    lab = Lab(windows(width=1280, height=800, color_scheme="dark" if dark else "light", has_touch=False), server.url)
    lab.page.goto(f"{server.url}network?{QUICK}&lesson=edge_of_stability")
    lab.page.wait_for_selector(".network[data-drawn]")
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    assert violations(lab.page) == []
    lab.page.close()
    assert not lab.complaints
