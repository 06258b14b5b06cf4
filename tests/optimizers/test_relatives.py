"""Optimizers that contain others: at the ends of a slider, or on certain surfaces, two of them take the same path."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES

MATYAS, REGRESSION = SURFACES["matyas"], SURFACES["regression"]
PLACES = pytest.mark.parametrize(("surface", "start"), [(MATYAS, (4.0, 3.5)), (SURFACES["easom"], (2.5, 2.25))])


def path(key, surface, start, noise=0.3, **settings):
    return descend(surface, OPTIMIZERS[key], start, 60, settings, noise=noise, seed=1)


def assert_same(actual, expected, rtol=1e-12):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=1e-13)


@PLACES
def test_qhm_without_memory_is_gradient_descent(surface, start):
    expected = path("gradient_descent", surface, start, learning_rate=0.03).points
    np.testing.assert_array_equal(path("qhm", surface, start, learning_rate=0.03, nu=0.0).points, expected)


@PLACES
def test_qhm_with_nothing_but_memory_is_momentum_whose_rate_is_dampened(surface, start):
    expected = path("momentum", surface, start, learning_rate=0.03, momentum=0.8).points
    assert_same(path("qhm", surface, start, learning_rate=0.03 / 0.2, momentum=0.8, nu=1.0).points, expected)


@PLACES
def test_qhm_between_the_two_is_nesterov(surface, start):
    """In the points at which the gradient is taken (Ma & Yarats 2019, section 4)."""
    settings = {"learning_rate": 0.03, "momentum": 0.8}
    nesterov = path("nesterov", surface, start, **settings)
    asked = next(OPTIMIZERS["nesterov"].step(nesterov.points, nesterov.states, **settings)).point
    assert_same(path("qhm", surface, start, learning_rate=0.03 / 0.2, momentum=0.8, nu=0.8).points, asked)


@PLACES
def test_qhadam_with_nothing_but_memory_is_adam(surface, start):
    settings = {"beta1": 0.8, "beta2": 0.95}
    expected = path("adam", surface, start, **settings).points
    assert_same(path("qhadam", surface, start, nu1=1.0, nu2=1.0, **settings).points, expected)


@PLACES
def test_qhadam_without_memory_of_the_direction_is_rmsprop_once_its_own_memory_is_full(surface, start):
    qhadam = path("qhadam", surface, start, beta1=0.0, nu1=0.0, beta2=0.0, nu2=1.0, epsilon=0.1).points
    assert_same(qhadam, path("rmsprop", surface, start, learning_rate=0.1, rho=0.0, epsilon=0.1).points)


@PLACES
def test_adamw_without_decay_is_adam(surface, start):
    expected = path("adam", surface, start).points
    np.testing.assert_array_equal(path("adamw", surface, start, weight_decay=0.0).points, expected)


def test_the_decay_of_adamw_does_not_depend_on_the_gradient():
    """Without a gradient only the decay is left: α λ of the way to the origin at each step."""
    flat = descend(SURFACES["easom"], OPTIMIZERS["adamw"], (-300.0, 200.0), 10, {"learning_rate": 0.1, "weight_decay": 0.5})
    assert not flat.gradients.any()
    assert_same(flat.points, np.outer(0.95 ** np.arange(11), (-300.0, 200.0)))


def test_amsgrad_is_adam_where_the_gradient_only_grows():
    surface, start, settings = SURFACES["monkey_saddle"], (-1.0, 0.0), {"learning_rate": 0.2, "beta2": 0.9}
    expected = path("adam", surface, start, noise=0.0, **settings)
    assert np.all(np.diff(expected.states.v[:, 0]) > 0)
    np.testing.assert_array_equal(path("amsgrad", surface, start, noise=0.0, **settings).points, expected.points)


def test_amsgrad_does_not_speed_up_again():
    def lengths(key):
        points = path(key, SURFACES["bowl"], (6.0, -4.0), noise=0.0, beta1=0.0, beta2=0.5).points
        return np.abs(np.diff(points, axis=0))

    assert np.all(np.diff(lengths("amsgrad"), axis=0) <= 1e-15)
    assert np.any(np.diff(lengths("adam"), axis=0) > 0.01)


@PLACES
def test_radam_that_never_trusts_its_scale_is_gradient_descent(surface, start):
    """With β₂ ≤ 0.6 too few gradients are ever remembered."""
    expected = path("gradient_descent", surface, start, learning_rate=0.03).points
    actual = path("radam", surface, start, learning_rate=0.03, beta1=0.0, beta2=0.6).points
    np.testing.assert_array_equal(actual, expected)


def test_radam_trusts_its_scale_from_the_sixth_step_on():
    """For β₂ = 0.999, ρₜ exceeds 5 then (Liu et al. 2020, section 4)."""
    plain = path("radam", MATYAS, (4.0, 3.5), beta1=0.0, epsilon=0.3, learning_rate=0.1)
    lengths = np.diff(plain.points, axis=0) / plain.gradients
    assert_same(lengths[:5], -0.1)
    assert np.all(np.abs(lengths[5:] + 0.1) > 0.01)


@PLACES
def test_lion_without_memory_takes_the_sign_of_the_gradient(surface, start):
    run = path("lion", surface, start, learning_rate=0.03, beta1=0.0, beta2=0.0)
    assert_same(np.diff(run.points, axis=0), -0.03 * np.sign(run.gradients), rtol=1e-11)


@PLACES
def test_the_iterate_of_averaged_sgd_is_gradient_descent(surface, start):
    expected = path("gradient_descent", surface, start, learning_rate=0.03)
    run = path("asgd", surface, start, learning_rate=0.03, decay=0.0, average_from=20.0)
    np.testing.assert_array_equal(run.states.iterate, expected.points)
    np.testing.assert_array_equal(run.gradients, expected.gradients)


def test_averaged_sgd_is_the_mean_of_its_iterates():
    run = path("asgd", MATYAS, (4.0, 3.5), average_from=20.0)
    np.testing.assert_array_equal(run.points[:23], run.states.iterate[:23])
    for t in range(22, 61):
        assert_same(run.points[t], run.states.iterate[22 : t + 1].mean(axis=0))


def test_in_noise_the_average_comes_to_rest_and_the_iterate_does_not():
    settings = {"learning_rate": 0.2, "average_from": 100.0}
    run = descend(SURFACES["bowl"], OPTIMIZERS["asgd"], (6.0, 6.0), 2000, settings, noise=1.0, seed=np.arange(20))
    steps = [np.hypot(*np.moveaxis(np.diff(points[-101:], axis=0), 1, 0)).mean() for points in (run.points, run.states.iterate)]
    assert steps[0] < 0.01 * steps[1]
    away = [np.hypot(*points[-1]).mean() for points in (run.points, run.states.iterate)]
    assert away[0] < 0.1 * away[1]


def test_rprop_follows_its_rule_by_hand():
    """x² + y² from (1, 0.3) with α = 0.5: y turns at once, waits, and goes on with half the length."""
    settings = {"learning_rate": 0.5, "step_min": 1e-4, "step_max": 1.1}
    run = descend(SURFACES["bowl"], OPTIMIZERS["rprop"], (1.0, 0.3), 4, settings)
    x = [1.0, 0.5, 0.5 - 0.55, 0.5 - 0.55, 0.5 - 0.55 + 0.275]  # 1.2 is clipped to 1.1
    y = [0.3, -0.2, -0.2, 0.05, 0.05]
    assert_same(run.points, np.transpose([x, y]))
    assert_same(run.states.length[:, 1], [1.0, 1.0, 0.5, 0.5, 0.25])


def test_adabelief_is_bold_where_nothing_surprises():
    """On a plane the surprise fades with the memory of the empty start, and the steps grow beyond α."""
    even, step = np.ones((2, 1)), OPTIMIZERS["adabelief"].step
    point, settings = np.zeros((2, 1)), OPTIMIZERS["adabelief"].complete({"beta2": 0.9, "epsilon": 1e-12})
    state, lengths = OPTIMIZERS["adabelief"].init(point), []
    for _ in range(60):
        after, state = step(point, even, state, **settings)
        lengths.append(abs(after[0, 0] - point[0, 0]))
        point = after
    assert np.all(np.diff(lengths) > 0)
    assert lengths[0] < 0.12  # α / β₁
    assert lengths[-1] > 2.0


def test_yogi_reduces_its_scale_by_the_squared_gradient_and_not_by_a_factor():
    zero, steep, flat = (np.full((2, 1), slope) for slope in (0.0, 10.0, 0.1))
    settings = OPTIMIZERS["yogi"].complete({"beta2": 0.9})
    state = OPTIMIZERS["yogi"].init(zero)
    scales = [state.v]
    for gradient in (steep, flat, flat, zero):
        _, state = OPTIMIZERS["yogi"].step(zero, gradient, state, **settings)
        scales.append(state.v)
    assert_same(np.diff(np.ravel([scale[0] for scale in scales])), [10.0, -0.001, -0.001, 0.0], rtol=1e-10)
