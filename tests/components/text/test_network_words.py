"""The descriptions of a training agree with its numbers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from components.results.layers import layers
from components.results.loss_plane import loss_plane
from components.results.training import trained
from components.results.uploads import bring
from components.state.network import NetworkSettings, change
from components.state.network_parameters import SUGGESTED
from components.text import network_words as words
from components.text.number_format import percent
from surfaces.networks import read_table

WINE = (Path(__file__).parents[2] / "reference" / "networks" / "winequality-red.csv").read_bytes()


def made(**edits):
    settings, problems = change(
        NetworkSettings(), {"epochs": "40", **{name.replace("__", "."): text for name, text in edits.items()}}
    )
    assert problems == []
    return replace(trained(settings))  # a copy, so that the cached one is not modified


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


def test_the_table_counts_gradient_evaluations():
    found = made(optimizers="adam,sam", epochs="5")
    column = words.HEADS.index("gradient evaluations") - 1
    assert [words.cells(found, k, loss_plane(found, "principal"))[column] for k in range(2)] == ["5", "10"]


def with_biases(layers_text, biases, **edits):
    """What is said of the first layer of a run whose biases were so at its last snapshots."""
    found = made(layers=layers_text, optimizers="gradient_descent", epochs="4", seed="9", **edits)
    for place, bias in enumerate(biases, len(found.steps) - len(biases)):
        found.points[place, found.network.architecture.layers[0].biases, 0] = bias
    return [line for line in words.layer_sentences(found, 0, layers(found, 0)) if "layer 1" in line]


DEAD, ALIVE = -1e6, 1e6


@pytest.mark.parametrize(
    ("units", "biases", "expected"),
    [
        (6, [ALIVE, ALIVE, ALIVE], []),
        (6, [ALIVE, ALIVE, [DEAD] * 2 + [ALIVE] * 4], ["2 of 6 units are dead at step 4: 0 for all training examples"]),
        (6, [ALIVE, [DEAD] + [ALIVE] * 5, [DEAD] + [ALIVE] * 5], ["1 of 6 units is dead at step 4"]),
        (6, [ALIVE, DEAD, ALIVE], ["6 of 6 units were dead at step 3, none at step 4."]),
        (6, [ALIVE, DEAD, [DEAD] * 5 + [ALIVE]], ["5 of 6 units are dead at step 4", "6 of 6 units were dead at step 3, 5 at"]),
        (
            6,
            [ALIVE, DEAD, DEAD],
            ["all 6 units are dead at step 4: no gradient passes, and all training examples get the same"],
        ),
        (1, [ALIVE, DEAD, DEAD], ["its only unit is dead at step 4"]),
    ],
)
def test_dead_units_are_reported_and_those_that_came_back(units, biases, expected):
    said = [line for line in with_biases(f"{units}:relu", biases) if "dead" in line]
    assert len(said) == len(expected)
    for line, part in zip(said, expected, strict=True):
        assert part in line


def test_where_all_units_are_dead_all_scores_are_the_same():
    found = made(layers="6:relu,6:relu", optimizers="gradient_descent", epochs="3", seed="9")
    point = found.points[-1, :, :1].copy()
    point[found.network.architecture.layers[0].biases] = DEAD
    scores, _ = found.network.forward(point, found.parts.train.inputs)
    assert np.ptp(scores, axis=2).max() == 0.0
    _, gradient = found.network.loss_and_gradient(point, found.parts.train)
    assert not gradient[found.network.architecture.layers[0].all].any()


@pytest.mark.parametrize(("saturated", "reported"), [(6, True), (4, True), (2, False)])
def test_saturation_is_reported_where_it_holds_for_most_activations(saturated, reported):
    biases = [0.0, 0.0, [1e6] * saturated + [0.0] * (6 - saturated)]
    said = [line for line in with_biases("6:tanh", biases) if "saturated" in line]
    assert bool(said) == reported
    assert all("at step 4: beyond ±0.99" in line for line in said)
    assert all("100 %" in line for line in said) == (saturated == 6 or not reported)


def of_gradients(*norms):
    """What is said of a layer whose gradient had these norms at the five snapshots of a run."""
    found = made(layers="6:tanh", optimizers="gradient_descent", epochs="4", seed="9")
    first, *others = layers(found, 0)
    return words.layer_sentences(found, 0, [replace(first, gradient=np.array(norms)), *others])


@pytest.mark.parametrize(
    ("norms", "end"),
    [
        ((1.0, 2.0, 30.0, 40.0, 50.0), ["rises from 1 at the start to 50 at step 4."]),
        ((1.0, 2.0, 30.0, 2.0, 0.5), ["rises from 1 at the start to 30 at step 2, and 0.5 at step 4."]),
        ((0.0, 2.0, 3.0, 2.0, 0.5), ["rises from 0 at the start to 3 at step 2, and 0.5 at step 4."]),
        ((1.0, 2.0, np.nan, np.inf, 0.5), []),
        ((0.0, 0.0, 0.0, 0.0, 0.0), []),
        ((1.0, 9.0, 10.0, 9.0, 5.0), []),
    ],
)
def test_a_gradient_that_has_grown_is_reported_with_its_size_at_the_end(norms, end):
    said = [line for line in of_gradients(*norms) if "gradient" in line]
    assert len(said) == len(end)
    assert all(line.endswith(tail) for line, tail in zip(said, end, strict=True))


@pytest.mark.parametrize(
    ("units", "exponents", "end"),
    [
        (3, [1.2, 1.5, 7.0], "are 1.2 to 7 at step 3."),
        (3, [1.01, 1.01, 7.0], "are 1.01 to 7 at step 3; 2 of 3 are at their lower limit."),
        (1, [1.6], "is 1.6 at step 3."),
    ],
)
def test_exponents_are_reported_with_those_that_can_fall_no_further(units, exponents, end):
    found = made(layers=f"{units}:learnable_power", optimizers="gradient_descent", epochs="3", seed="9")
    found.points[-1, found.network.architecture.layers[0].exponents, 0] = exponents
    (said,) = [line for line in words.layer_sentences(found, 0, layers(found, 0)) if "exponent" in line]
    assert said.endswith(end)


@pytest.mark.parametrize(
    ("loss", "reported"),
    [
        ((1.0, 5000.0, 3.0, 0.2), "comes back"),
        ((1.0, 5000.0, 3.0, 2.0), "diverges by step 1"),
        ((1.0, np.nan, 3.0, 0.2), "diverges by step 1"),
        ((1.0, 0.5, 5000.0, np.inf), "diverges by step 2"),
        ((1.0, 50.0, 3.0, 0.2), "rises to 50 at step 1 and comes back"),
        ((1.0, 5.0, 3.0, 0.2), ""),
        ((1.0, 0.5, 0.3, 0.2), ""),
    ],
)
def test_a_run_that_exploded_has_diverged_unless_it_came_back(loss, reported):
    found = made(layers="6:tanh", optimizers="gradient_descent", epochs="3", seed="9")
    found.loss[0, :, 0] = loss
    said = words.finding(found)
    assert reported in said
    assert ("diverges" in said) == ("diverges" in reported)
    assert ("comes back" in said) == ("comes back" in reported)


@pytest.mark.parametrize(
    ("points", "right", "held_out", "overfits"),
    [(1000, 0.95, 0.80, True), (1000, 0.95, 0.90, False), (20, 0.8, 0.6, False), (20, 1.0, 0.2, True), (1000, 0.6, 0.9, False)],
)
def test_overfitting_is_more_than_chance(points, right, held_out, overfits):
    found = made(optimizers="adam", epochs="3", points=str(points))
    found.accuracy[:, -1, 0] = right, held_out
    assert ("overfits" in words.finding(found)) == overfits


@pytest.mark.parametrize(("scaling", "warned"), [("unit", True), ("clipped", False)])
def test_cells_that_are_wrong_by_a_factor_of_a_million_are_noticed(scaling, warned):
    upload = bring(read_table(WINE))
    edits = {"data": "file", **SUGGESTED, "file": upload.token, "threshold": "6", "epochs": "1", "scaling": scaling}
    lines = words.wild(trained(change(NetworkSettings(), edits)[0]))
    assert any("“alcohol”" in sentence for sentence in lines) == warned
    assert all("“pH”" not in sentence for sentence in lines)
