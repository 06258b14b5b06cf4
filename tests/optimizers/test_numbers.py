"""The numbers and the experiments of the texts behind this project, each as the text tells it and as it really comes out.

Experiments with noise are held against 200 seeds, so that none of them is an accident of one.
"""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend, schedules
from surfaces import SURFACES

BOWL, MATYAS, MONKEY, MONKEY_SADDLE, MULT, EASOM, REGRESSION = (
    SURFACES[key] for key in ("bowl", "matyas", "monkey", "monkey_saddle", "mult", "easom", "regression")
)
SEEDS = np.arange(200)


def run(surface, key, start, steps, noise=0.0, decay=0.0, **hyperparameters):
    """A run; with noise, one member for each of the seeds."""
    seed = SEEDS if noise else 0
    plan = schedules.inverse_time(decay)
    return descend(surface, OPTIMIZERS[key], start, steps, hyperparameters, noise=noise, seed=seed, schedule=plan)


def radius(points):
    """Distance of the rows of a path from the origin."""
    return np.hypot(points[:, 0], points[:, 1])


# Regression

START = (0.017640523459676642, 0.0)


@pytest.mark.parametrize(
    ("key", "steps", "settings", "w", "b", "cost"),
    [
        ("momentum", 600, {"learning_rate": 0.01, "momentum": 0.5}, 10.00301801, 19.98311309, 8.390551839550478e-05),
        ("adam", 400, {"learning_rate": 0.2}, 10.59794441, 16.79866031, 3.038974168134756),
        ("adam", 600, {"learning_rate": 0.8, "decay": 0.1}, 11.01739362, 14.5434682, 8.824249133125665),
        ("adam", 600, {"learning_rate": 0.4, "decay": 0.001}, 10.02210644, 19.88169107, 0.004150968736347434),
    ],
    ids=["momentum", "Adam", "Adam, k 0.1", "Adam, k 0.001"],
)
def test_where_a_fit_ends(key, steps, settings, w, b, cost):
    trajectory = run(REGRESSION, key, START, steps, **settings)
    assert trajectory.values[0] == pytest.approx(4255.854199207604, rel=1e-14)
    assert trajectory.points[-1] == pytest.approx((w, b), abs=6e-9)  # the course prints eight decimals
    # the text sums over the data, here two moments hold them: their round-off, 1e-13 of a cost, passes through all the steps
    assert trajectory.values[-1] == pytest.approx(cost, rel=2e-12)


RMSPROP = {"learning_rate": 0.2, "rho": 0.9, "epsilon": 1e-7}


def test_rmsprop_ends_in_a_two_cycle_of_half_the_learning_rate():
    tail = run(REGRESSION, "rmsprop", START, 400, **RMSPROP).points[-40:] - (10.0, 20.0)
    np.testing.assert_allclose(np.abs(tail), 0.1, atol=1e-4)
    np.testing.assert_array_equal(np.sign(tail[1:]), -np.sign(tail[:-1]))


def test_the_side_of_the_cycle_is_round_off():
    starts = np.array([START[0] * (1.0 + 1e-12 * np.arange(100)), np.zeros(100)])
    last = descend(REGRESSION, OPTIMIZERS["rmsprop"], starts, 400, RMSPROP).points[-1]
    assert 0.2 < np.mean(last[0] > 10.0) < 0.8


def test_decay_lets_rmsprop_settle():
    last = run(REGRESSION, "rmsprop", START, 400, decay=0.01, **RMSPROP).points[-1]
    np.testing.assert_allclose(last, (10.0, 20.0), rtol=0, atol=0.02)


def test_adam_beats_momentum_after_all():
    adam = run(REGRESSION, "adam", START, 400, learning_rate=0.8).values[-1]
    assert adam == pytest.approx(1.8e-9, abs=0.05e-9)
    assert adam < run(REGRESSION, "momentum", START, 600, learning_rate=0.01, momentum=0.5).values[-1]


def test_momentum_wiggles():
    w = run(REGRESSION, "momentum", START, 200, learning_rate=0.001, momentum=0.95).points[:, 0]
    assert np.argmax(w) == 14
    assert w[14] == pytest.approx(22.1, abs=0.05)


def test_one_step_later_the_decayed_rate_is_one_over_one_point_one():
    rates = run(BOWL, "gradient_descent", (6, 6), 2, decay=0.1, learning_rate=1.0).learning_rates
    np.testing.assert_array_equal(rates, [1.0, 0.9090909090909091])


# The bowl: too high, too low, just right


def test_too_high_explodes_by_a_factor_of_three_a_step():
    path = run(BOWL, "gradient_descent", (6, 6), 20, learning_rate=2.0).points
    np.testing.assert_allclose(path[1:], -3.0 * path[:-1], rtol=1e-14)
    noisy = radius(run(BOWL, "gradient_descent", (6, 6), 20, noise=1.0, learning_rate=2.0).points)
    np.testing.assert_allclose(noisy[6:] / noisy[5:-1], 3.0, rtol=0.01)
    assert np.all(noisy[-1] > 1e10)


def test_too_low_has_barely_moved():
    assert run(BOWL, "gradient_descent", (6, 6), 20, learning_rate=0.01).points[-1] == pytest.approx((4.0, 4.0), abs=0.01)
    noisy = run(BOWL, "gradient_descent", (6, 6), 20, noise=1.0, learning_rate=0.01).points[-1]
    np.testing.assert_allclose(noisy, 4.0, atol=0.25)


def test_just_right_converges_within_one():
    assert radius(run(BOWL, "gradient_descent", (6, 6), 20, learning_rate=0.1).points)[-1] < 0.1
    assert np.all(radius(run(BOWL, "gradient_descent", (6, 6), 20, noise=1.0, learning_rate=0.1).points)[-1] < 1.0)


def test_adam_converges():
    settings = {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.99}
    assert radius(run(BOWL, "adam", (6, 6), 200, **settings).points)[-1] < 1e-4
    noisy = radius(run(BOWL, "adam", (6, 6), 200, noise=1.0, **settings).points)[-1]
    assert np.median(noisy) < 0.15
    assert noisy.max() < 0.5


# Matyas: the ravine


@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_the_ravine_descent_crawls_and_momentum_overshoots(noise):
    slow = run(MATYAS, "gradient_descent", (4, -4), 20, noise, learning_rate=0.01)
    assert np.all(radius(slow.points)[-1] > 0.75 * np.hypot(4, 4))
    fast = run(MATYAS, "momentum", (4, -4), 20, noise, learning_rate=0.01, momentum=0.99)
    assert np.quantile(radius(fast.points).min(axis=0), 0.9) < 1.0  # it reaches the minimum
    across = fast.points[:, 0] - fast.points[:, 1]
    assert np.all(across[0] == 8.0)
    assert np.all(across[-1] < -0.5)  # and overshoots


def test_four_minus_four_lies_on_the_steep_axis_and_shows_no_valley():
    path = run(MATYAS, "momentum", (4, -4), 20, learning_rate=0.01, momentum=0.99).points
    np.testing.assert_allclose(path.sum(axis=1), 0.0, atol=1e-13)
    valley = run(MATYAS, "gradient_descent", (4, 3.5), 200, learning_rate=0.5).points
    assert np.abs(valley[20, 0] - valley[20, 1]) < 1e-4  # quickly at the bottom of the valley,
    assert valley[20].sum() > 4.0  # then slowly along it
    assert valley[-1].sum() < 0.2


# The course's saddle and the true one

SADDLE_RUNS = {
    "gradient_descent": (20, {"learning_rate": 0.01}),
    "momentum": (5, {"learning_rate": 0.01, "momentum": 0.99}),
    "adagrad": (1000, {"learning_rate": 0.3}),
}


def saddle(surface, key, noise):
    steps, settings = SADDLE_RUNS[key]
    return run(surface, key, (4, 4), steps, noise, **settings)


def test_the_saddle_descent_stalls_near_0_64():
    assert saddle(MONKEY, "gradient_descent", 0.0).points[-1] == pytest.approx((0.64, 0.64), abs=0.005)
    noisy = saddle(MONKEY, "gradient_descent", 1.0).points[-1]
    np.testing.assert_allclose(np.median(noisy, axis=1), 0.64, atol=0.02)
    np.testing.assert_allclose(noisy, 0.64, atol=0.15)


@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_the_saddle_momentum_shoots_through(noise):
    points = saddle(MONKEY, "momentum", noise).points
    assert np.all(points[-1, 0] < -3.0)
    assert np.all(saddle(MONKEY, "momentum", noise).values[-1] < -100.0)


def test_the_saddle_adagrad_creeps_and_has_not_passed():
    path = saddle(MONKEY, "adagrad", 0.0).points
    assert path[-1] == pytest.approx((0.146, 0.146), abs=0.0005)
    assert np.all(np.diff(path, axis=0) < 0.0)  # slow, but never reversed
    noisy = saddle(MONKEY, "adagrad", 1.0).points
    np.testing.assert_allclose(np.median(noisy[-1], axis=1), 0.146, atol=0.005)
    assert np.all(noisy[:, 0] > 0.0)


@pytest.mark.parametrize("noise", [0.0, 1.0])
@pytest.mark.parametrize("key", SADDLE_RUNS)
def test_the_true_saddle_is_passed_by_all_on_a_leg_down(key, noise):
    trajectory = saddle(MONKEY_SADDLE, key, noise)
    values = trajectory.values.reshape(len(trajectory.values), -1)
    assert np.all(values[1] < values[0])  # in the valley from the first step on
    lowest = np.nanmin(values, axis=0)  # gradient descent overflows after some 16 steps, and descends until then
    assert np.all(lowest < -10_000.0)
    finite = values[: np.argmin(np.isfinite(values).all(axis=1)) or None]
    assert np.all(np.diff(finite, axis=0) < 0.0)


# mult: local minima


@pytest.mark.parametrize("settings", [{"beta1": 0.99, "beta2": 0.9}, {"beta1": 0.9, "beta2": 0.99}], ids=str)
def test_textbook_adam_stays_near_the_tip(settings):
    path = run(MULT, "adam", (0.8, 0.8), 20, learning_rate=0.7, **settings).points
    assert radius(path).max() < np.pi / 2  # inside the crest around the tip


def test_the_courses_adam_left_by_a_bug_in_its_first_step():
    adam, beta1, beta2, t = OPTIMIZERS["adam"], 0.99, 0.9, 0.001  # the course starts at t = 0.001 instead of 1
    point, gradient = np.zeros((2, 1)), np.ones((2, 1))
    empty = adam.init(point)
    settings = {"learning_rate": 0.7, "beta1": beta1, "beta2": beta2, "epsilon": 1e-8}
    state = empty._replace(beta1_power=beta1 ** (t - 1), beta2_power=beta2 ** (t - 1))
    buggy, _ = adam.step(point, gradient, state, **settings)
    right, _ = adam.step(point, gradient, empty, **settings)
    np.testing.assert_allclose(-buggy / 0.7, 32.0, atol=0.5)
    np.testing.assert_allclose(-right / 0.7, 1.0, rtol=1e-7)


def test_momentum_flies_far_out():
    settings = {"learning_rate": 0.7, "momentum": 0.99}
    assert radius(run(MULT, "momentum", (0.8, 0.8), 20, **settings).points)[-1] > 25.0
    noisy = radius(run(MULT, "momentum", (0.8, 0.8), 20, noise=1.0, **settings).points)[-1]
    assert np.median(noisy) > 30.0
    assert np.mean(noisy > np.pi / 2) > 0.95


def test_adagrad_often_stays_and_descent_wanders():
    adagrad, descent = (
        radius(run(MULT, key, (0.8, 0.8), 20, noise=1.0, learning_rate=0.7).points) for key in ("adagrad", "gradient_descent")
    )
    assert 0.45 < np.mean(adagrad[-1] < np.pi / 2) < 0.75
    assert np.mean(descent[-1] < np.pi / 2) < 0.1
    moves = np.abs(np.diff(descent[-6:], axis=0))
    assert np.median(moves) > 0.3  # still moving at the end, without a pattern
    assert np.std(descent[-1]) > 0.8
    quiet = run(MULT, "adagrad", (0.8, 0.8), 20, learning_rate=0.7).points
    assert radius(quiet)[-1] < 0.5


# Easom: the needle


def test_the_needle_is_found_from_near_and_never_from_far():
    settings = {"learning_rate": 0.01, "momentum": 0.9}
    assert EASOM.distance(*run(EASOM, "momentum", (2.5, 2.5), 400, **settings).points[-1]) < 1e-6
    far = run(EASOM, "momentum", (0, 0), 5000, **settings).points
    assert np.abs(far).max() < 1e-2
    noisy = run(EASOM, "momentum", (2.5, 2.5), 400, noise=1.0, **settings).points[-1]
    assert np.mean(EASOM.distance(*noisy) < 0.5) > 0.95
