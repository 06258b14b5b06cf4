"""Many seeds of a run: drawn where the library computes them, and compared with theory, while the learning rate is dragged."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, ensemble, schedules, stationary_variance
from surfaces import SURFACES

BOWL = "v=2&surface=bowl&optimizers=gradient_descent&gradient_descent.learning_rate=0.1&noise=1&steps=120&x=3&y=-2"
SHOWN = "document.querySelector('.stage').stage.display.ensemble"
ALL = f"() => {SHOWN}.found?.done && document.querySelector('.ensemble-words').dataset.all === {SHOWN}.task.asked"
CLOUD = f"() => {{ const {{ x, y, members }} = {SHOWN}.found; return {{ x: [...x], y: [...y], members }}; }}"


def cloud(lab):
    """Where the members are at each step, once all of them have run."""
    lab.until(ALL)
    found = lab.page.evaluate(CLOUD)
    return np.array([found["x"], found["y"]]).reshape(2, 121, found["members"])


def of_the_library(rate):
    run = Run(OPTIMIZERS["gradient_descent"], (3.0, -2.0), {"learning_rate": rate}, schedules.constant())
    return ensemble(SURFACES["bowl"], run, 120, noise=1.0, seeds=range(500)).points.transpose(1, 0, 2)


def test_many_seeds_follow_the_rate_and_stand_beside_theory(visit):
    lab = visit(BOWL)
    before = lab.drawing("map")
    lab.page.get_by_role("button", name="Seeds").click()
    np.testing.assert_array_equal(cloud(lab), of_the_library(0.1))  # gradient descent on a bowl is exact arithmetic
    assert lab.drawing("map") != before
    words = lab.page.locator(".ensemble-words").inner_text()
    assert "of 500 seeds converge" in words
    measured = float(words.partition("measured / theory: ")[2].split()[0])
    expected = stationary_variance(0.1, 2.0, 1.0)
    assert measured == pytest.approx(of_the_library(0.1)[:, -1].var(axis=1, ddof=1)[0] / expected, abs=0.006)
    assert lab.address()["ensemble"] == "gradient_descent"

    lab.at_rest()
    lab.slide("Gradient descent: learning rate α", 0.66)
    lab.at_rest()
    rate = float(lab.address()["gradient_descent.learning_rate"])
    assert rate > 0.3
    np.testing.assert_array_equal(cloud(lab), of_the_library(rate))

    lab.page.locator("[data-view=seeds]").select_option("100")
    lab.until(f"{SHOWN}.found.members === 100")
    assert lab.address()["seeds"] == "100"
    lab.page.get_by_role("button", name="Seeds").click()
    lab.until("document.querySelector('.ensemble-words').hidden")
    assert "ensemble" not in lab.address()
