"""Beyond two dimensions: the same loop and the same steps train a network of 105 weights."""

import itertools

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, descend, judge, race, sweep, sweep_rates, worksheet
from surfaces import SURFACES, Objective, Plane

RANDOM = np.random.default_rng(0)
INPUTS = RANDOM.uniform(-1.0, 1.0, (2, 40))
TARGETS = np.sin(3.0 * INPUTS[0]) * INPUTS[1]
SIZES = (2, 8, 8, 1)  # 2·8 + 8 + 8·8 + 8 + 8 + 1 = 105 weights
D = 105


def layers(weights):
    """The matrices and biases of one network."""
    first, found = 0, []
    for before, after in itertools.pairwise(SIZES):
        matrix = weights[first : first + before * after].reshape(after, before)
        first += before * after
        found.append((matrix, weights[first : first + after]))
        first += after
    assert first == D
    return found


def one_loss(weights):
    """The mean squared error of one network, and its gradient by backpropagation."""
    values, network = [INPUTS], layers(weights)
    for place, (matrix, bias) in enumerate(network):
        sums = matrix @ values[-1] + bias[:, None]
        values.append(np.tanh(sums) if place < len(network) - 1 else sums)
    error = values[-1][0] - TARGETS
    back, parts = 2.0 * error[None] / error.size, []
    for place in reversed(range(len(network))):
        parts = [(back @ values[place].T).ravel(), back.sum(axis=1), *parts]
        back = (network[place][0].T @ back) * (1.0 - values[place] ** 2)
    return np.mean(error**2), np.concatenate(parts)


def value_and_gradient(points):
    losses = [one_loss(weights) for weights in points.T]
    return np.array([value for value, _ in losses]), np.stack([gradient for _, gradient in losses], axis=1)


NETWORK = Objective(D, value_and_gradient, lowest=0.0)
START = RANDOM.normal(scale=0.5, size=D)
ANY = {key: optimizer for key, optimizer in OPTIMIZERS.items() if optimizer.dimensions is None}


def test_the_gradient_of_the_network_is_that_of_its_loss():
    direction = RANDOM.normal(size=D)
    (_, gradient), (ahead, _), (behind, _) = (one_loss(START + h * direction) for h in (0.0, 1e-6, -1e-6))
    assert (ahead - behind) / 2e-6 == pytest.approx(gradient @ direction, rel=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("key", ANY)
def test_every_step_for_any_dimension_trains_a_network(key):
    path = descend(NETWORK, ANY[key], START, 60)
    assert path.points.shape == (61, D)
    assert path.gradients.shape == (60, D)
    assert path.diverged_at is None
    assert path.values[-1] < 0.9 * path.values[0] or path.values.min() < 0.7 * path.values[0]
    np.testing.assert_allclose(path.values, [one_loss(point)[0] for point in path.points], rtol=1e-12)


def test_most_steps_work_in_any_dimension():
    assert len(ANY) >= 0.9 * len(OPTIMIZERS)


def test_members_seeds_and_a_race_are_as_in_two_dimensions():
    starts = np.stack([START, -START, 0.5 * START], axis=1)
    seeds = np.array([1, 2, 1])
    paths = race(NETWORK, [Run(ANY["adam"], starts), Run(ANY["sam"], starts)], 5, noise=0.1, seed=seeds)
    for path, key in zip(paths, ("adam", "sam"), strict=True):
        assert path.points.shape == (6, D, 3)
        for k in range(3):
            alone = descend(NETWORK, ANY[key], starts[:, k], 5, noise=0.1, seed=int(seeds[k]))
            np.testing.assert_allclose(path.points[..., k], alone.points, rtol=1e-9, atol=1e-12)
    noise = 0.1 * np.random.default_rng(1).standard_normal((5, D))
    exact = [one_loss(point)[1] for point in paths[0].points[:-1, :, 0]]
    np.testing.assert_allclose(paths[0].gradients[..., 0], exact + noise, rtol=1e-9, atol=1e-12)


def test_a_sweep_takes_an_objective():
    rates = np.array([0.001, 0.01, 0.1, 1e200])
    outcome = sweep(NETWORK, ANY["gradient_descent"], START, {"learning_rate": rates}, 10, target=0.1)
    path = descend(NETWORK, ANY["gradient_descent"], START, 10, {"learning_rate": rates})
    np.testing.assert_array_equal(outcome.points[:, :3], path.points[-1, :, :3])
    np.testing.assert_array_equal(outcome.reached_at, np.full(4, -1))  # no minimum is known
    assert outcome.diverged_at.tolist() == path.diverged_at.tolist()


def test_states_need_not_be_kept():
    kept, lean = (descend(NETWORK, ANY["adam"], START, 5, keep_states=keep) for keep in (True, False))
    np.testing.assert_array_equal(kept.points, lean.points)
    assert kept.states.v.shape == (6, D)
    assert lean.states.dtype.names is None or lean.states.dtype.names == ()
    assert lean.states.shape == (6,)
    batch = descend(NETWORK, ANY["adam"], np.stack([START, START], axis=1), 5, keep_states=False)
    np.testing.assert_array_equal(batch.member(1).points, lean.points)


# What needs two


@pytest.mark.parametrize("key", sorted(set(OPTIMIZERS) - set(ANY)))
def test_a_step_for_two_dimensions_rejects_others(key):
    with pytest.raises(ValueError, match="is written for 2 dimensions, and this has 105"):
        descend(NETWORK, OPTIMIZERS[key], START, 1)


def test_starts_have_the_dimension_of_the_objective():
    for start in ((1.0, 2.0), np.ones((D + 1, 3)), np.full(D, np.nan)):
        with pytest.raises(ValueError, match=r"start must be \(105,\) or an array \(105, n\) of finite numbers"):
            descend(NETWORK, ANY["adam"], start, 1)
    for dimension in (0, -1, 1.5, "two"):
        with pytest.raises(ValueError, match="dimension must be an integer of 1 or more"):
            Objective(dimension, value_and_gradient)


def test_what_speaks_of_two_coordinates_asks_for_a_surface():
    run = Run(ANY["adam"], START)
    (path,) = race(NETWORK, [run], 3)
    for refused in (
        lambda: worksheet(NETWORK, run, path, 1),
        lambda: judge(NETWORK, path),
        lambda: sweep_rates(NETWORK, ANY["adam"], START, [0.1], 3),
    ):
        with pytest.raises(ValueError, match=r"two coordinates\), such as Plane\.surface returns"):
            refused()


def test_a_surface_is_the_objective_with_two():
    surface = SURFACES["himmelblau"]
    for key, optimizer in OPTIMIZERS.items():
        one, other = (descend(what, optimizer, (1.0, 2.0), 20, noise=0.1) for what in (surface, surface.objective))
        np.testing.assert_array_equal(one.points, other.points, err_msg=key)


def test_a_path_and_a_plane_through_it():
    path = descend(NETWORK, ANY["adam"], START, 40, {"learning_rate": 0.01})
    plane = Plane.of_path(path.points)
    x, y = plane.project(path.points.T)
    assert (x[-1], y[-1]) == pytest.approx((0.0, 0.0), abs=1e-9)
    hidden = plane.hides(NETWORK, path.points.T)
    assert hidden.distance[-1] == pytest.approx(0.0, abs=1e-9)
    assert hidden.distance.max() < 0.5 * np.linalg.norm(path.points[0] - path.points[-1])
    seen = plane.surface(NETWORK, ((-1.0, 1.0), (-1.0, 1.0)))
    np.testing.assert_allclose(seen.value(x, y) + hidden.value, path.values, rtol=1e-9)
