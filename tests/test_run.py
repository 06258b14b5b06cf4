"""`tests/run.py` itself: it creates what is missing, leaves other checkouts alone, and runs every test."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import conftest, run


@pytest.fixture
def made(tmp_path, monkeypatch):
    """What it makes, where there is nothing yet but two empty folders."""
    made = []
    for name, make in (("HOME", "_packages"), ("MODULES", "_modules")):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(run, name, tmp_path / name)
        monkeypatch.setattr(run, make, lambda name=name: made.append(name))
    return made


def test_an_environment_is_made_once(made):
    run.environment()
    run.environment()
    assert made == ["HOME", "MODULES"]


@pytest.mark.parametrize("linked", ["HOME", "MODULES"])
def test_an_environment_that_is_a_link_is_refused_before_anything_is_made(tmp_path, monkeypatch, made, linked):
    (tmp_path / "link").symlink_to(tmp_path / linked)
    monkeypatch.setattr(run, linked, tmp_path / "link")
    with pytest.raises(SystemExit, match="symbolic link"):
        run.environment()
    assert made == []


def selected(option, names):
    """Of these tests, which may be marked as slow by an exclamation mark, those that run with an option.

    What stands before a colon is their folder.
    """
    items = [
        SimpleNamespace(
            nodeid=name,
            path=Path(conftest.__file__).parent.joinpath(*name.split(":")[:-1], "test_it.py"),
            get_closest_marker=lambda mark, name=name: "!" in name or None,
        )
        for name in names
    ]
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    conftest.pytest_collection_modifyitems(SimpleNamespace(getoption=lambda name: name == option, hook=hook), items)
    return [item.nodeid for item in items]


def test_the_fast_tier_and_the_rest_are_all_tests_each_of_them_once():
    names = ["one", "one!", "many[1]", "many[2]", "many[3]", "many[4]", "other[1]", "browser:page", "browser:page!"]
    fast, rest = selected("--fast", names), selected("--rest", names)
    assert fast == ["one", "many[1]", "many[2]", "other[1]"]
    assert sorted(fast + rest) == sorted(names)
    assert sorted(selected(None, names)) == sorted(names)


def test_slow_ones_come_first_so_that_no_worker_waits_for_one_at_the_end():
    assert selected(None, ["one", "two!", "browser:one", "browser:two!"]) == ["two!", "one", "browser:two!", "browser:one"]


def test_those_in_a_browser_come_last_for_playwright_leaves_its_event_loop_running():
    assert selected(None, ["browser:one", "browser:two", "other"]) == ["other", "browser:one", "browser:two"]
