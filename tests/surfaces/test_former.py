"""Deprecated names still work, and mean the same as the current ones."""

import dataclasses
import inspect

import pytest

from optimizers import OPTIMIZERS, Run, race, respond, sweep
from surfaces import KINDS, PROPERTIES, SURFACES, interruptible

BOWL, DESCENT = SURFACES["bowl"], OPTIMIZERS["gradient_descent"]


def test_a_surface_is_made_and_read_by_the_former_name_of_its_properties():
    assert KINDS is PROPERTIES
    assert BOWL.kinds == BOWL.properties == ("convex",)
    assert dataclasses.replace(BOWL, kinds=("plain",)).properties == ("plain",)


@pytest.mark.parametrize("name", ["progress", "watch"])
def test_progress_is_reported_by_either_name(name):
    for work in (
        lambda named: race(BOWL, [Run(DESCENT, (1.0, 1.0))], 64, **named),
        lambda named: sweep(BOWL, DESCENT, (1.0, 1.0), None, 64, **named),
        lambda named: respond(BOWL, DESCENT, (1.0, 1.0), [0.01, 0.1], 64, **named),
    ):
        shares = []
        work({name: shares.append})
        assert len(shares) > 1


def test_a_search_is_interrupted_by_either_name():
    for name in ("progress", "watch"):
        with interruptible(**{name: lambda done: None}):
            pass


def test_other_names_stay_unknown():
    with pytest.raises(TypeError, match="watcher"):
        race(BOWL, [], 1, watcher=print)


def test_documentation_names_what_is_written_today():
    assert "progress" in inspect.signature(race).parameters
    assert "watch" not in inspect.signature(race).parameters
