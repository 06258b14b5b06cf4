"""Discovery of records: by the modules of a package, sorted, and never silently left out."""

import sys
from pathlib import Path

import pytest

import optimizers
import surfaces
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from surfaces._discover import discover


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Make an importable package of the given modules; forget it afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def make(name, modules):
        folder = tmp_path / name
        folder.mkdir()
        for module, text in {"__init__": "", **modules}.items():
            (folder / f"{module}.py").write_text(text)
        return name

    yield make
    for module in set(sys.modules) - before:
        del sys.modules[module]


def test_modules_come_sorted_and_keyed_by_their_name(package):
    name = package("sorted_records", {"pear": "SURFACE = 3", "apple": "SURFACE = 1", "fig": "SURFACE = 2"})
    assert list(discover(name, "SURFACE").items()) == [("apple", 1), ("fig", 2), ("pear", 3)]


def test_modules_with_an_underscore_and_packages_are_skipped(package):
    name = package("skipping_records", {"_machinery": "1 / 0", "apple": "SURFACE = 1"})
    inner = Path(sys.path[0]) / name / "inner"
    inner.mkdir()
    (inner / "__init__.py").write_text("1 / 0")
    assert discover(name, "SURFACE") == {"apple": 1}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("import a_module_that_nobody_has", ModuleNotFoundError),
        ("1 / 0", ZeroDivisionError),
        ("SURFACE = (", SyntaxError),
        ("RECORD = 1", AttributeError),
    ],
    ids=["import", "error", "syntax", "no record"],
)
def test_a_broken_module_raises(package, text, error):
    name = package("broken_records", {"apple": "SURFACE = 1", "broken": text})
    with pytest.raises(error):
        discover(name, "SURFACE")


@pytest.mark.parametrize(
    ("registry", "folder"),
    [
        (SURFACES, Path(surfaces.__file__).parent),
        (OPTIMIZERS, Path(optimizers.__file__).parent),
        (SCHEDULES, Path(optimizers.__file__).parent / "schedules"),
    ],
    ids=["surfaces", "optimizers", "schedules"],
)
def test_every_file_of_the_real_packages_is_in_its_registry(registry, folder):
    assert list(registry) == sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))


def test_the_promised_records_are_there():
    assert {"bowl", "mult", "monkey", "monkey_saddle", "matyas", "easom", "regression"} <= set(SURFACES)
    promised = {"gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "adamax"}
    assert promised <= set(OPTIMIZERS)
    assert {"constant", "inverse_time"} <= set(SCHEDULES)
