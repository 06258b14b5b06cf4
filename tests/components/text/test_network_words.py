"""What is said of a training is what its numbers say."""

from pathlib import Path

import numpy as np
import pytest

from components.results.layers import layers
from components.results.loss_plane import loss_plane
from components.results.training import bring, trained
from components.state.network import TEXT, NetworkSettings, change
from components.text import network_words as words
from components.text.numbers import percent
from surfaces.networks import read_table

WINE = (Path(__file__).parents[2] / "reference" / "networks" / "winequality-red.csv").read_bytes()


def made(**edits):
    settings, problems = change(
        NetworkSettings(), {"epochs": "40", **{name.replace("__", "."): text for name, text in edits.items()}}
    )
    assert problems == []
    return trained(settings)


FOUND = made()


def test_the_share_of_the_path_on_the_plane_is_reported():
    plane = loss_plane(FOUND, "principal")
    first, *others = words.plane_sentences(plane)
    assert first.startswith(f"This plane holds {percent(plane.share)} of the variance")
    assert "76 %" in first
    for k, sentence in enumerate(others):
        assert f"{np.abs(plane.hidden[k]).max():.3g}" in sentence
    assert len(others) == len(FOUND.keys)


def test_the_finding_names_the_best_on_what_is_held_out():
    best = FOUND.keys[int(np.argmax(FOUND.accuracy[1, -1]))]
    title = {"adam": "Adam", "gradient_descent": "Gradient descent", "momentum": "Momentum"}[best]
    assert words.finding(FOUND).startswith(f"{title} reaches a held-out accuracy of {percent(FOUND.accuracy[1, -1].max())}")


def test_an_explosion_is_reported():
    found = made(layers="16:relu,16:relu", optimizers="gradient_descent", gradient_descent__learning_rate="100")
    assert "diverges by step" in words.finding(found)
    assert words.outcome(found, 0).startswith("diverged by step")
    assert words.cells(found, 0, loss_plane(found, "principal"))[0].startswith("diverged")


def test_dead_units_saturation_and_exponents_are_reported():
    found = made(layers="6:relu,6:learnable_power", optimizers="gradient_descent", epochs="3", seed="9")
    found.points[-1, found.network.architecture.layers[0].biases, 0] = -1e6
    lines = words.layer_sentences(found, 0, layers(found, 0))
    assert any("layer 1: 6 of 6 units are dead" in sentence for sentence in lines)
    assert any("layer 2: the exponents, " in sentence for sentence in lines)
    found = made(layers="6:tanh", optimizers="gradient_descent", epochs="3", seed="9")
    found.points[-1, found.network.architecture.layers[0].biases, 0] = 1e6
    assert any("100 % of the activations are saturated" in lines for lines in words.layer_sentences(found, 0, layers(found, 0)))


@pytest.mark.parametrize(("scaling", "warned"), [("unit", True), ("clipped", False)])
def test_cells_that_are_wrong_by_a_factor_of_a_million_are_noticed(scaling, warned):
    upload = bring(read_table(WINE))
    edits = {"data": "file", **TEXT, "file": upload.token, "threshold": "6", "epochs": "1", "scaling": scaling}
    lines = words.wild(trained(change(NetworkSettings(), edits)[0]))
    assert any("“alcohol”" in sentence for sentence in lines) == warned
    assert all("“pH”" not in sentence for sentence in lines)
