"""The hand-written gradient is that of autograd, for every activation; and the parts are where the architecture puts them."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from surfaces import Objective
from surfaces.networks import ACTIVATIONS, RECIPES, Architecture, Dataset, Hidden, Network, start

LEAKY = 0.05
PLAIN = {  # the same in autograd's numpy
    "relu": lambda z, p: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z, p: anp.where(z > 0, z, LEAKY * z),
    "tanh": lambda z, p: anp.tanh(z),
    "learnable_power": lambda z, p: anp.where(z > 0, anp.where(z > 0, z, 1.0) ** p[:, None], LEAKY * z),
}
DATA = RECIPES["spiral"].dataset(60, 0.1, seed=3, arms=3)


def made(*activations, l2=0.0):
    return Network(Architecture(2, tuple(Hidden(5 - k, key) for k, key in enumerate(activations)), 3, LEAKY), l2)


def plain_loss(network, numbers):
    values, penalty, first = DATA.inputs, 0.0, 0
    for layer in network.architecture.layers:
        weights = numbers[first : (first := first + layer.inputs * layer.out)].reshape(layer.out, layer.inputs)
        biases = numbers[first : (first := first + layer.out)]
        values, penalty = weights @ values + biases[:, None], penalty + anp.sum(weights**2)
        if layer.activation is not None:
            (key,) = [key for key, record in ACTIVATIONS.items() if record is layer.activation]
            exponents = numbers[first : (first := first + layer.out * layer.activation.has_exponent)]
            values = PLAIN[key](values, exponents)
    assert first == network.architecture.dimension
    probabilities = anp.exp(values) / anp.sum(anp.exp(values), axis=0)
    right = -anp.log(probabilities[DATA.labels, np.arange(len(DATA))])
    return anp.mean(right) + network.l2 / 2 * penalty


def starts(network, count=3):
    return np.stack([start(network.architecture, "he", seed) for seed in range(count)], axis=1)


MIXES = [*((key,) for key in ACTIVATIONS), ("tanh", "relu"), ("learnable_power", "leaky_relu", "tanh")]


@pytest.mark.parametrize("activations", MIXES, ids="-".join)
@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_loss_and_gradient_are_those_of_autograd(activations, l2):
    network = made(*activations, l2=l2)
    points = starts(network) + 0.1 * np.random.default_rng(0).standard_normal((network.architecture.dimension, 3))
    loss, gradient = network.loss_and_gradient(points, DATA)
    for k in range(3):
        value, by_autograd = autograd.value_and_grad(lambda numbers: plain_loss(network, numbers))(points[:, k])
        assert loss[k] == pytest.approx(value, rel=1e-12)
        np.testing.assert_allclose(gradient[:, k], by_autograd, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(network.loss(points, DATA), loss, rtol=1e-13)


def test_many_networks_are_the_single_ones_side_by_side(monkeypatch):
    monkeypatch.setattr("surfaces.networks._network.CHUNK", 700)  # two or three at a time
    network = made("relu", "tanh", l2=0.1)
    points = starts(network, 7)
    loss, gradient = network.loss_and_gradient(points, DATA)
    for k in range(7):
        alone, slope = network.loss_and_gradient(points[:, k : k + 1], DATA)
        np.testing.assert_allclose(loss[k], alone[0], rtol=1e-12)
        np.testing.assert_allclose(gradient[:, k], slope[:, 0], rtol=1e-9, atol=1e-13)


def test_scores_of_any_size_have_a_loss():
    network = made("relu")
    points = 1e6 * starts(network)
    loss, gradient = network.loss_and_gradient(points, DATA)
    assert np.all(np.isfinite(loss))
    assert np.all(np.isfinite(gradient))


def test_the_loss_is_an_objective_and_a_sum_is_so_many_means():
    network = made("tanh")
    points = starts(network)
    mean, total = network.objective(DATA), network.objective(DATA, len(DATA))
    assert isinstance(mean, Objective)
    assert mean.dimension == network.architecture.dimension == len(points)
    for of in (lambda objective: objective.f(points), lambda objective: objective.value_and_gradient(points)[1]):
        np.testing.assert_allclose(of(total), len(DATA) * of(mean), rtol=1e-13)


def test_accuracy_counts_correct_predictions_and_is_nan_for_a_diverged_network():
    network = made("tanh")
    points = starts(network)
    expected = [np.mean(network.predict(points, DATA.inputs)[k] == DATA.labels) for k in range(3)]
    points[0, 2] = np.nan
    with np.errstate(all="ignore"):
        found = network.accuracy(points, DATA)
    assert found[:2].tolist() == expected[:2]
    assert np.isnan(found[2])


def test_exponents_stay_where_they_may_be_and_all_else_where_it_is():
    network = made("learnable_power", "tanh")
    layer = network.architecture.layers[0]
    points = starts(network) - 1.0
    within = network.within(points)
    assert within[layer.exponents].min() == 1.01
    others = np.setdiff1d(np.arange(len(points)), np.arange(len(points))[layer.exponents])
    np.testing.assert_array_equal(within[others], points[others])
    plain = made("relu")
    assert plain.within(points) is points


def test_decay_is_for_weights_alone():
    layers = made("learnable_power", "relu").architecture.layers
    mask = made("learnable_power", "relu").architecture.decayed[:, 0]
    for layer in layers:
        assert np.all(mask[layer.weights] == 1.0)
        assert not mask[layer.biases].any()
        assert not mask[layer.exponents].any()
    assert layers[-1].all.stop == len(mask)


@pytest.mark.parametrize(
    ("method", "deviation"), [("he", np.sqrt(2 / 200)), ("glorot", np.sqrt(2 / 400)), ("uniform", 1 / np.sqrt(12))]
)
def test_initial_weights_have_the_variance_of_their_papers(method, deviation):
    architecture = Architecture(2, (Hidden(200, "relu"), Hidden(200, "relu")), 2)
    numbers = start(architecture, method, 0)
    layer = architecture.layers[1]
    assert np.std(numbers[layer.weights]) == pytest.approx(deviation, rel=0.02)
    assert not numbers[layer.biases].any()
    np.testing.assert_array_equal(numbers, start(architecture, method, 0))
    assert not np.array_equal(numbers, start(architecture, method, 1))


def test_a_dataset_keeps_its_names():
    part = Dataset(np.eye(3), np.arange(3), ("a", "b", "c"), ("x", "y", "z")).taken(np.array([2, 0]))
    assert (part.features, part.classes, part.labels.tolist()) == (("a", "b", "c"), ("x", "y", "z"), [2, 0])
