"""What README and CONTRIBUTING show works as it stands: examples run, and each file to add works as described."""

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest

from components.lessons import LESSONS
from components.pages import PAGES
from components.results.claims import Paths
from components.results.shared import no_progress
from components.state.address import read
from optimizers import OPTIMIZERS, _evidence, descend
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.one_file import FILES

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")]


def added(folder, tmp_path):
    """The file that CONTRIBUTING adds to a folder, as a module; the project has none of this name."""
    ((path, code),) = [(path, code) for path, code in FILES.items() if str(Path(path).parent) == folder]
    assert not (ROOT / path).exists()
    file = tmp_path / Path(path).name
    file.write_text(code)
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_library_works_as_shown():
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    names = {}
    exec(block, names)
    assert np.hypot(*names["path"].points[-1]) < 0.1
    assert names["path"].states.m.shape == (201, 2)


def test_the_surface_to_add_is_new_and_right(tmp_path):
    surface = added("surfaces", tmp_path).SURFACE
    assert surface.title not in {known.title for known in SURFACES.values()}
    ((x, y),) = surface.minima
    assert np.allclose(surface.gradient(x, y), 0.0, atol=1e-12)
    low, high = surface.curvatures(x, y)
    assert (low > 0, high / low) == (True, 3.0)  # "three times as steep across as along"
    assert all(fact.holds(_evidence) for fact in surface.facts)


def test_the_optimizer_to_add_is_new_and_descends(tmp_path):
    optimizer = added("optimizers", tmp_path).OPTIMIZER
    assert optimizer.title not in {known.title for known in OPTIMIZERS.values()}
    path = descend(SURFACES["bowl"], optimizer, (3.0, -2.0), 100)
    assert path.values[-1] < 0.01
    assert all(fact.holds(_evidence) for fact in optimizer.facts)


def test_the_export_to_add_is_made(tmp_path):
    export = added("components/exports", tmp_path).EXPORT
    text = export.made("runs", read({})[0].replace(steps=3), "http://localhost/", "", no_progress).decode()
    assert text.startswith("# http://localhost/\nadam ")
    assert text.count("\n") == 3 * 4


def test_the_schedule_to_add_is_new_and_pytorchs(tmp_path):
    schedule = added("optimizers/schedules", tmp_path).SCHEDULE
    assert schedule.title not in {known.title for known in SCHEDULES.values()}
    rates = schedule(2.0).rate(0.1, np.arange(1, 6), 5)
    np.testing.assert_allclose(rates, [0.1, 0.064, 0.036, 0.016, 0.004], rtol=1e-12)  # PolynomialLR(total_iters=5, power=2)
    assert all(fact.holds(_evidence) for fact in schedule.facts)


def test_the_lesson_to_add_is_new_and_true(tmp_path):
    lesson = added("components/lessons", tmp_path).LESSON
    assert lesson.title not in {known.title for known in LESSONS.values()}
    assert lesson.order not in {known.order for known in LESSONS.values()}
    assert lesson.claims
    assert all(claim.holds(Paths(lesson.scenes[claim.scene].settings)) for claim in lesson.claims)


def test_the_page_to_add_is_new_and_has_its_own_place(tmp_path):
    page = added("components/pages", tmp_path).PAGE
    assert page.path not in {known.path for known in PAGES.values()}
    assert page.order not in {known.order for known in PAGES.values()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_there(document):
    """But for those that CONTRIBUTING adds."""
    named = re.findall(r"`((?:surfaces|optimizers|components|tests|deploy)/[\w/.]*)`|\]\(([\w/.]+)\)", document.read_text())
    for path in (one or other for one, other in named):
        assert path in FILES or (ROOT / path).exists(), path
