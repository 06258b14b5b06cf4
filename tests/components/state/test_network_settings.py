"""The settings of the network page: an address is read back as written, and its errors are reported."""

from urllib.parse import parse_qs

import pytest

from components.state.network import NetworkSettings, change, read, write
from components.state.network_parameters import CHOOSING, SUGGESTED, VIEWED, Choices, table
from optimizers import OPTIMIZERS
from surfaces.networks import Hidden


def back(settings):
    return read(parse_qs(write(settings), keep_blank_values=True))


def test_an_empty_address_is_as_usual_and_comes_back():
    settings, problems = read({})
    assert problems == []
    assert back(settings) == (settings, [])


def test_everything_that_is_set_comes_back():
    edits = {
        "data": "blobs",
        "arms": "3",
        "points": "90",
        "noise": "0.1",
        "layers": "5:relu,7:learnable_power,3:tanh",
        "optimizers": "adam,sam",
        "adam.learning_rate": "0.3",
        "schedule": "inverse_time",
        "inverse_time.decay": "0.01",
        "epochs": "30",
        "batch": "16",
        "reduction": "sum",
        "l2": "0.01",
        "weight_decay": "0.1",
        "plane": "hessian",
        "metric": "sharpness",
        "step": "40",
        "classroom": "1",
        "hide": "layers,regions,adam,adam.learning_rate,units.1",
    }
    settings, problems = change(NetworkSettings(), edits)
    assert problems == []
    assert settings["layers"] == (Hidden(5, "relu"), Hidden(7, "learnable_power"), Hidden(3, "tanh"))
    found, problems = back(settings)
    assert problems == []
    assert found.values == settings.values
    assert found.usual() == settings.usual()
    short = write(settings, short=True)
    assert len(short) < len(write(settings))
    assert read(parse_qs(short))[0].usual() == settings.usual()


def test_a_short_link_names_the_version_of_the_defaults_that_it_leaves_out():
    assert write(NetworkSettings(), short=True) == "v=1"
    assert read({"v": ["1"]}) == (NetworkSettings(), [])
    assert "v “9” is unknown" in read({"v": ["9"]})[1][0]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("layers", "5:relu,5:relu,5:relu,5:relu", "has 4 layers, but only 3"),
        ("layers", "99:relu", "outside 1 to 32"),
        ("layers", "5:step", "unknown; available"),
        ("layers", "", "is empty"),
        ("epochs", "1e9", "is not a whole number"),
        ("epochs", "99999", "outside 1 to 3000"),
        ("optimizers", "newton", "is unknown"),
        ("optimizers", "adam,sam,lion,yogi,adagrad", "only 4 are allowed"),
        ("data", "mnist", "is unknown"),
        ("noise", "nan", "is not a number"),
        ("color", "red", "Ignored an unknown setting"),
    ],
)
def test_an_invalid_setting_in_an_address_is_reported_and_keeps_its_default(name, text, sentence):
    settings, problems = read({name: [text]})
    assert len(problems) == 1
    assert sentence in problems[0]
    assert settings == NetworkSettings()


def test_an_edit_that_cannot_be_read_changes_nothing():
    settings, problems = change(NetworkSettings(), {"epochs": "many", "x": "1", "batch": "8"})
    assert len(problems) == 2
    assert settings["batch"] == 8
    assert settings["epochs"] == NetworkSettings()["epochs"]


def test_what_needs_a_hessian_is_not_offered():
    offered = CHOOSING["optimizers"].options
    assert set(offered) == {key for key, record in OPTIMIZERS.items() if record.dimensions is None}
    assert "newton" not in offered


def test_what_is_set_for_a_choice_that_is_not_made_is_kept_for_it():
    settings, _ = change(NetworkSettings(), {"adam.learning_rate": "0.2"})
    without, _ = change(settings, {"optimizers": "momentum"})
    assert "adam.learning_rate" not in without.table
    again, _ = change(without, {"optimizers": "adam"})
    assert again["adam.learning_rate"] == 0.2


def test_the_training_does_not_depend_on_how_it_is_looked_at():
    settings, _ = change(NetworkSettings(), {"plane": "random", "metric": "gradient", "step": "3", "epochs": "40"})
    assert settings.of_training == change(NetworkSettings(), {"epochs": "40"})[0].of_training


def test_the_settings_of_the_text_can_be_made():
    settings, problems = change(NetworkSettings(), {"data": "file", **SUGGESTED})
    assert problems == []
    assert [layer.units for layer in settings["layers"]] == [16, 12, 8]
    assert settings["gradient_descent.learning_rate"] == 0.001


def test_every_default_can_be_written_and_read():
    for choices in (Choices(), Choices(data="file"), Choices(data="xor", optimizers=(), schedule="one_cycle")):
        for name, parameter in table(choices).items():
            text = parameter.write(parameter.default)
            if text and name not in VIEWED:
                assert parameter.read(text) == parameter.default, name
