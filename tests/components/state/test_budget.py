"""The compute budget: requests are reduced or refused before they run, by a rule that is the same on every machine."""

import pytest

from components.results import laboratory
from components.state import address, budget
from components.state.budget import MAX_SECONDS, most_steps, race_seconds
from components.state.choices import Choices
from components.state.parameters import MAX_STEPS
from optimizers import OPTIMIZERS, seconds
from surfaces import SURFACES
from tests.components.tools import settings_of


@pytest.mark.parametrize("key", SURFACES)
def test_every_surface_allows_eight_plain_optimizers_for_the_most_steps(key):
    assert most_steps(Choices(surface=key, optimizers=tuple(OPTIMIZERS)[:8])) >= MAX_STEPS


def test_more_members_steps_optimizers_and_operations_take_longer():
    bowl, easom = SURFACES["bowl"], SURFACES["easom"]
    one = seconds(bowl, OPTIMIZERS["adam"], 100)
    assert seconds(bowl, OPTIMIZERS["adam"], 200) == pytest.approx(2 * one)
    assert seconds(bowl, OPTIMIZERS["adam"], 100, 1000) > 3 * one
    assert seconds(easom, OPTIMIZERS["adam"], 100) > one
    assert seconds(bowl, OPTIMIZERS["backtracking"], 100) > seconds(bowl, OPTIMIZERS["sam"], 100) > one
    assert race_seconds(Choices(surface="bowl", optimizers=("adam", "sam")), 100) > one


@pytest.fixture
def tight(monkeypatch):
    """A server that can do little."""
    monkeypatch.setattr(budget, "MAX_SECONDS", 0.1)


def test_a_link_that_asks_for_too_much_is_cut_down_with_a_sentence(tight):
    settings, problems = address.read({"v": ["2"], "steps": ["5000"], "optimizers": ["adam"], "surface": ["bowl"]})
    assert settings.steps == most_steps(settings.choices) < 5000
    assert len(problems) == 1
    assert problems[0].startswith("This race of 5000 steps would take the server about ")
    assert problems[0].endswith(f"; the limit is {budget.MAX_SECONDS:.0f}. Using {settings.steps} steps instead.")
    assert race_seconds(settings.choices, settings.steps) <= 0.1


def test_an_edit_that_asks_for_too_much_is_refused_with_a_message(tight):
    settings = settings_of(surface="bowl", optimizers="adam", steps="100")
    changed, problems = address.change(settings, {"steps": "5000", "noise": "0.5"})
    assert changed == settings
    assert len(problems) == 1
    assert problems[0].startswith("This race would take the server about ")
    assert problems[0].endswith(" steps, or fewer optimizers; nothing is changed.")


def test_the_dearest_sweep_is_more_than_is_given_and_a_usual_one_far_less():
    dear = {"optimizers": ",".join(tuple(OPTIMIZERS)[:8]), "steps": "5000", "noise": "0.5", "surface": "bowl"}
    assert laboratory.seconds_of("sweep", settings_of(**dear)) > 2 * MAX_SECONDS
    for panel in ("sweep", "five", "heat", "frame"):
        assert laboratory.seconds_of(panel, settings_of(optimizers="adam,momentum", second="beta1", subject="adam")) < 1.5
