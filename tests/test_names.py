"""Tests and benchmarks ask the project only for names that it has: what moved shows at once, not among the slow tests."""

import ast
import importlib
from pathlib import Path
from types import ModuleType

import pytest

TESTS = Path(__file__).parent
PACKAGES = ("surfaces", "optimizers", "components", "tests")
SOURCES = [
    path
    for path in sorted(TESTS.rglob("*.py"))
    if not {"reference", "node_modules"} & set(path.parts)  # the references run in an environment of their own
]


def taken_from(module, name):
    """What `from module import name` gives, or None."""
    if hasattr(module, name):
        return getattr(module, name)
    try:
        return importlib.import_module(f"{module.__name__}.{name}")
    except ImportError:
        return None


def missing(tree):
    """Yields the names of the project that the tree of a source asks for in vain: of an import, and of a module imported."""
    modules, nodes = {}, list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] in PACKAGES:
            for asked in node.names:
                found = taken_from(importlib.import_module(node.module), asked.name)
                if found is None:
                    yield f"{node.module}.{asked.name}"
                if isinstance(found, ModuleType):
                    modules[asked.asname or asked.name] = found
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    stored |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id not in stored:
            module = modules.get(node.value.id)
            if module and not hasattr(module, node.attr):
                yield f"{module.__name__}.{node.attr}"


def test_every_name_asked_for_is_there():
    asked = {str(path.relative_to(TESTS)): list(missing(ast.parse(path.read_text()))) for path in SOURCES}
    assert not {path: names for path, names in asked.items() if names}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from optimizers import gone", "optimizers.gone"),
        ("from components.results import laboratory\nlaboratory.gone(1)", "components.results.laboratory.gone"),
    ],
)
def test_a_name_that_is_gone_is_found(source, name):
    assert list(missing(ast.parse(source))) == [name]
