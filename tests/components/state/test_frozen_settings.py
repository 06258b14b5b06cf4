"""Settings as a value: frozen, complete, equal where they mean the same, and the key of what is computed from them."""

import dataclasses
from urllib.parse import parse_qs

import pytest
from hypothesis import given

from components.results.experiment import experiment
from components.state import address, parameters
from components.state.address import change, read, write
from components.state.choices import OWN
from components.state.parameters import LABORATORY, SHOWING, TEACHING, VIEWED
from components.state.settings import FIELDS, Settings
from components.web import experiment_sliders, query
from components.web.scene import scene
from optimizers import OPTIMIZERS
from surfaces import SURFACES
from tests.components.state.test_settings import often, settings_of, some_settings


@pytest.mark.slow
@given(some_settings())
@often
def test_equal_settings_are_one_key(settings):
    again = settings.replace()
    assert again == settings
    assert again is not settings
    assert hash(again) == hash(settings)


def test_settings_cannot_be_changed_in_place():
    settings = read({})[0]
    for name in ("x", "numbers", "surface"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(settings, name, 1)
    with pytest.raises(TypeError):
        settings["x"] = 1.0


@pytest.mark.slow
@given(some_settings())
@often
def test_every_parameter_has_its_value_and_its_type(settings):
    assert set(settings.values) == set(settings.table)
    for name, parameter_type in settings.table.items():
        value = settings[name]
        assert type(value) is type(parameter_type.default) or isinstance(value, float | int), name
        assert name in settings
        if name in FIELDS:
            assert value == getattr(settings, name) or name == "changes"


@pytest.mark.parametrize("name", ["nobody", "adam.gamma", "rmsprop.rho", "", "table"])
def test_what_is_no_parameter_here_has_no_value(name):
    settings = settings_of({"optimizers": "adam"})
    assert name not in settings
    with pytest.raises(KeyError):
        settings[name]


@pytest.mark.parametrize("name", ["nobody", "adam.gamma", "table"])
def test_what_is_no_parameter_at_all_cannot_be_set(name):
    with pytest.raises(KeyError):
        read({})[0].replace(**{name: 1.0})


def test_a_number_that_is_set_to_what_is_usual_is_not_set():
    settings = settings_of({"optimizers": "adam"})
    other = settings.replace(**{"adam.beta1": 0.5})
    assert other.numbers == (("adam.beta1", 0.5),)
    assert other.replace(**{"adam.beta1": OPTIMIZERS["adam"].complete()["beta1"]}) == settings


def test_in_whatever_order_they_are_set_they_are_equal():
    settings = settings_of({"optimizers": "adam"})
    one = settings.replace(**{"adam.beta1": 0.5}).replace(**{"adam.beta2": 0.25})
    other = settings.replace(**{"adam.beta2": 0.25}).replace(**{"adam.beta1": 0.5})
    assert one == other == settings.replace(**{"adam.beta1": 0.5, "adam.beta2": 0.25})


@pytest.mark.slow
@given(some_settings())
@often
def test_a_setting_left_out_of_the_address_has_its_default(settings):
    for names in (VIEWED, LABORATORY, TEACHING, SHOWING, ("changes",)):
        usual = settings.usual(*names)
        assert read(parse_qs(write(usual), keep_blank_values=True)) == (usual, [])
        for name in names:
            if name in usual:
                assert usual[name] == usual.table[name].default


@pytest.mark.slow
@given(some_settings())
@often
def test_what_shapes_the_paths_is_all_that_the_key_of_the_runs_holds(settings):
    key = settings.of_runs
    assert key.of_runs == key
    for name in key.table:
        if name in (*VIEWED, *LABORATORY, *TEACHING, *SHOWING):
            assert key[name] == key.table[name].default
        else:
            assert key[name] == settings[name]


@pytest.mark.parametrize(
    "name", ["x", "y", "steps", "noise", "seed", "adam.beta1", "window", "surface", "optimizers", "schedule"]
)
def test_each_number_that_shapes_the_paths_makes_another_key(name):
    settings = settings_of({"optimizers": "adam", "noise": "1"})
    other = {"window": "2", "surface": "easom", "optimizers": ("adam", "momentum"), "schedule": "cosine", "steps": 7, "seed": 7}
    assert settings.replace(**{name: other.get(name, 0.5)}).of_runs != settings.of_runs


def test_the_formula_of_another_surface_and_an_optimizer_that_sits_out_make_no_other_key():
    settings = settings_of({"optimizers": "adam"})
    away = settings.replace(formula="x*y", domain=(0.0, 1.0, 0.0, 1.0), **{"rmsprop.rho": 0.5})
    assert away != settings
    assert away.of_runs == settings.of_runs
    assert away.replace(surface=OWN).of_runs != settings.replace(surface=OWN).of_runs


@pytest.mark.parametrize("surface", SURFACES)
def test_usual_learning_rates_follow_the_surface_and_set_ones_stay(surface):
    settings = settings_of({"optimizers": "adam,gradient_descent"}).replace(**{"adam.learning_rate": 0.017})
    there = settings.replace(surface=surface)
    assert there["adam.learning_rate"] == 0.017
    usual = OPTIMIZERS["gradient_descent"].complete()["learning_rate"]
    assert there["gradient_descent.learning_rate"] == SURFACES[surface].rates.get("gradient_descent", usual)


# One slider move


def test_a_slider_move_reads_no_address_and_makes_no_table(monkeypatch):
    """From the edit to what is sent: settings are read when they come in, and then they are values."""
    settings = settings_of({"optimizers": "adam,momentum", "noise": "0.5"})
    scene(experiment(settings), settings)
    for module, reader in ((address, "read"), (query, "parse_qs"), (query, "read")):
        monkeypatch.setattr(module, reader, lambda *_, **__: pytest.fail("an address was read"))
    caches = (parameters.parameters, parameters.changeable)
    before = [cache.cache_info().misses for cache in caches]
    moved, problems = change(settings, {"adam.learning_rate": "0.123"})
    assert problems == []
    assert scene(experiment(moved), moved)["runs"][0]["key"] == "adam"
    assert experiment_sliders.groups(moved)
    assert [cache.cache_info().misses for cache in caches] == before


def test_settings_are_made_with_their_own_type():
    assert type(read({})[0]) is type(read({})[0].usual()) is Settings
