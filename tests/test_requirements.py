"""What is imported is declared, and what is declared is imported: nothing is there only as a dependency of something else."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
OURS = {path.stem for path in ROOT.iterdir() if path.is_dir() or path.suffix == ".py"}
PACKAGES = ("surfaces", "optimizers", "components")
PROJECT = [ROOT / "app.py", *(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))]
TESTS = [path for path in (ROOT / "tests").rglob("*.py") if path.parent.name != "reference"]  # these have their own


def declared(path):
    return {name(line) for line in path.read_text().splitlines() if line and not line.startswith("#")}


def name(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def imported(paths):
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            if isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.split(".")[0])
    distributions = packages_distributions()
    return {name(distributions[module][0]) for module in found - OURS - sys.stdlib_module_names}


def test_the_project_declares_what_it_imports():
    assert imported(PROJECT) == declared(ROOT / "requirements.txt")


def test_the_tests_declare_what_else_they_import():
    known = declared(ROOT / "requirements.txt") | declared(ROOT / "tests" / "requirements.txt")
    assert imported(TESTS) <= known


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_no_requirement_is_declared_twice(file):
    names = [name(line) for line in (ROOT / file).read_text().splitlines()]
    assert len(names) == len(set(names))


def test_the_exact_versions_lie_in_the_ranges():
    """`deploy/constraints.txt` holds a version of whatever the project needs, and of what that needs in turn."""
    lines = [line for line in (ROOT / "deploy" / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    exact = {name(line): line.partition("==")[2] for line in lines}
    assert all(exact.values())
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        requirement = Requirement(line)
        assert requirement.specifier.contains(exact[name(requirement.name)]), line
    for distribution in exact:
        for needed in map(Requirement, requires(distribution) or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert name(needed.name) in exact, f"{distribution} needs {needed}"
