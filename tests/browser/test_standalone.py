"""A standalone page from disk, without a network: interaction with it, and that its numbers are Python's."""

import pytest

from components.exports.standalone.page import page
from components.results.experiment import experiment
from components.web.serialize import run_json
from tests.browser.lab import Lab
from tests.components.tools import settings_of

OWN = {"surface": "own", "formula": "x**2 + 3*sin(y)**2", "optimizers": "adam,sam", "noise": "0.2", "steps": "120"}


class Saved(Lab):
    """A page that was saved, in the words of `Lab`."""

    def opened(self):
        self.page.goto(self.url)
        self.page.wait_for_selector(".stage[data-drawn]")
        return self

    def set(self, label, value):
        def type_it():
            self.field(label).fill(value)
            self.field(label).press("Enter")

        self.changes(type_it)


@pytest.fixture
def saved(chromium, tmp_path):
    """Make a page of some settings and open it; at the end its console may hold no complaint."""
    contexts = []

    def open_one(width=1280, height=800, **texts):
        path = tmp_path / "page.html"
        path.write_bytes(page(settings_of(**texts), "A title", "https://example.org/"))
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}))
        contexts[-1].set_offline(True)
        labs.append(Saved(contexts[-1], path.as_uri()))
        return labs[-1].opened()

    labs: list[Saved] = []
    yield open_one
    for context in contexts:
        context.close()
    assert [complaint for lab in labs for complaint in lab.complaints] == []


def cells(**texts):
    """The rows of the table, as Python has them."""
    found = experiment(settings_of(**texts))
    return [run_json(found.surface, key, run_result, {})["cells"] for key, run_result in found.results.items()]


def test_sliders_start_and_clock_work_without_a_network(saved):
    lab = saved(surface="matyas", optimizers="gradient_descent,momentum", steps="50")
    assert lab.stage("stage.scene.runs.map((run) => run.cells)") == cells(
        surface="matyas", optimizers="gradient_descent,momentum", steps="50"
    )
    before = lab.drawing("map")
    lab.set("Gradient descent: learning rate α", "0.9")
    assert lab.drawing("map") != before
    lab.changes(lambda: lab.page.mouse.click(*lab.point("map", 0.2, 0.3)))
    x, y = lab.stage("stage.scene.start")
    given = {"surface": "matyas", "optimizers": "gradient_descent,momentum", "steps": "50", "x": str(x), "y": str(y)}
    assert lab.stage("stage.scene.runs.map((run) => run.cells)") == cells(**given, gradient_descent__learning_rate="0.9")
    assert lab.stage("stage.runs.map((run) => run.x[0])") == pytest.approx([x, x])
    lab.page.keyboard.press("Home")
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.until("() => document.querySelector('.stage').stage.clock.time >= 50")
    lab.changes(lambda: lab.page.get_by_role("button", name="As saved").click())
    assert lab.stage("stage.scene.start") == list(settings_of(surface="matyas").start)
    assert lab.drawing("map") == before


@pytest.mark.parametrize(("width", "height"), [(768, 1024), (1300, 800), (1920, 1080)])
def test_the_table_is_whole_and_no_view_is_higher_than_wide(saved, width, height):
    lab = saved(width=width, height=height, surface="rastrigin", optimizers="adam,lion,momentum,nesterov,rmsprop")
    room, taken = lab.page.evaluate(
        "(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector('.results'))"
    )
    assert taken == room
    for view in ("surface3d", "map"):
        box = lab.page.locator(f".view.{view}").bounding_box()
        assert box["height"] < box["width"]


def test_a_typed_formula_with_noise_on_a_phone_in_the_dark(saved):
    lab = saved(width=390, height=844, **OWN)
    lab.page.emulate_media(color_scheme="dark")
    lab.until("() => document.querySelector('.stage').stage.theme === 'dark'")
    lab.set("Run: noise σ", "0.4")
    given = OWN | {"noise": "0.4"}
    assert [row[0] for row in lab.stage("stage.scene.runs.map((run) => run.cells)")] == [row[0] for row in cells(**given)]
    ends = [run_result.trajectory.points[-1] for run_result in experiment(settings_of(**given)).results.values()]
    assert lab.stage("stage.runs.map((run) => [run.x.at(-1), run.y.at(-1)])") == [pytest.approx(end, rel=1e-5) for end in ends]
    assert lab.page.evaluate("document.documentElement.scrollWidth") == 390
