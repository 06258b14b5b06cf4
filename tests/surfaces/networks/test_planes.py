"""Planes and curvatures against brute force: the whole Hessian by autograd, and the whole covariance."""

import autograd
import numpy as np
import pytest

from surfaces import Objective
from surfaces.networks import hessian_times, planes, start, steepest
from tests.surfaces.networks.test_network import DATA, made, plain_loss

NETWORK = made("tanh", "tanh", l2=0.01)
POINT = start(NETWORK.architecture, "he", 0)
OBJECTIVE = NETWORK.objective(DATA)
HESSIAN = autograd.hessian(lambda numbers: plain_loss(NETWORK, numbers))(POINT)
PATHS = POINT[:, None] + np.cumsum(np.random.default_rng(1).standard_normal((len(POINT), 80)), axis=1)


def test_products_with_the_hessian_are_those_of_the_whole_matrix():
    for vector in np.random.default_rng(0).standard_normal((4, len(POINT))):
        np.testing.assert_allclose(hessian_times(OBJECTIVE, POINT, vector), HESSIAN @ vector, rtol=1e-6, atol=1e-7)
    assert not hessian_times(OBJECTIVE, POINT, np.zeros(len(POINT))).any()


def test_the_steepest_curvatures_are_the_largest_eigenvalues():
    values, vectors = steepest(OBJECTIVE, POINT, 2)
    expected, axes = np.linalg.eigh(HESSIAN)
    np.testing.assert_allclose(values, expected[::-1][:2], rtol=1e-4)
    for k in range(2):
        assert abs(vectors[:, k] @ axes[:, -1 - k]) == pytest.approx(1.0, abs=1e-4)
    again, _ = steepest(OBJECTIVE, POINT, 1, guess=vectors[:, 0])
    assert again[0] == pytest.approx(values[0], rel=1e-4)


def test_of_a_lost_network_there_is_no_curvature():
    values, vectors = steepest(OBJECTIVE, np.full(len(POINT), np.nan), 2)
    assert np.all(np.isnan(values))
    assert np.all(np.isnan(vectors))
    with pytest.raises(ValueError, match="curvature"):
        planes.steepest_directions(OBJECTIVE, np.full(len(POINT), np.nan))


def test_the_plane_of_the_steepest_directions_is_spanned_by_eigenvectors():
    plane = planes.steepest_directions(OBJECTIVE, POINT)
    axes = np.linalg.eigh(HESSIAN)[1][:, -2:]
    np.testing.assert_allclose(np.linalg.norm(axes.T @ np.stack([plane.u, plane.v], axis=1), axis=0), 1.0, atol=1e-4)


def test_a_single_point_has_no_principal_plane():
    with pytest.raises(ValueError, match="two points"):
        planes.principal(PATHS[:, :1])


def test_the_principal_plane_explains_the_variance_of_the_covariance():
    plane = planes.principal(PATHS)
    variances = np.linalg.eigvalsh(np.cov(PATHS))[::-1]
    assert planes.share_held(plane, PATHS) == pytest.approx(variances[:2].sum() / variances.sum(), rel=1e-9)
    for seed in range(5):  # no other plane holds more variance
        assert planes.share_held(planes.random_directions(NETWORK.architecture, POINT, seed), PATHS) < planes.share_held(
            plane, PATHS
        )


def test_a_random_walk_in_many_dimensions_shows_76_percent():
    walk = np.cumsum(np.random.default_rng(2).standard_normal((4000, 400)), axis=1)
    assert pytest.approx(0.7599, abs=1e-4) == planes.RANDOM_WALK
    assert planes.share_held(planes.principal(walk), walk) == pytest.approx(planes.RANDOM_WALK, abs=0.02)


def test_random_directions_are_as_long_as_the_weights_of_each_unit():
    plane = planes.random_directions(NETWORK.architecture, POINT, 7)
    for layer in NETWORK.architecture.layers:
        size, u, v = (
            np.linalg.norm(numbers[layer.weights].reshape(layer.out, -1), axis=1) for numbers in (POINT, plane.u, plane.v)
        )
        np.testing.assert_allclose(u, size, rtol=1e-12)
        np.testing.assert_allclose(v, size, rtol=1e-12)
        assert not plane.u[layer.biases].any()


def test_the_surface_of_a_plane_is_the_loss_on_it():
    plane = planes.principal(PATHS)
    surface = plane.surface(OBJECTIVE, ((-2.0, 2.0), (-3.0, 3.0)))
    assert surface.value(0.5, -1.5) == pytest.approx(NETWORK.loss(plane.points([0.5], [-1.5]), DATA)[0], rel=1e-12)


def test_steepest_works_on_any_objective():
    bowl = Objective(9, lambda points: (np.sum(points**2, axis=0), 2.0 * points))
    assert steepest(bowl, np.ones(9), 2)[0] == pytest.approx([2.0, 2.0], rel=1e-6)
