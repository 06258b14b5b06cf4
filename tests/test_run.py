"""`tests/run.py` itself: it makes what is missing, and leaves alone what may belong to another checkout."""

import pytest

from tests import run


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
