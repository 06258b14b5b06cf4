"""The loop that keeps paths: what a trajectory holds, how noise is keyed, what a race shares, how a run diverges."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Gradient, Run, descend, race, schedules
from surfaces import SURFACES

BOWL, MATYAS, MONKEY = SURFACES["bowl"], SURFACES["matyas"], SURFACES["monkey"]
DESCENT, ADAM, NESTEROV = OPTIMIZERS["gradient_descent"], OPTIMIZERS["adam"], OPTIMIZERS["nesterov"]
EVERYONE = [Run(optimizer, (4.0, -1.5)) for optimizer in OPTIMIZERS.values()]


def fields(trajectory):
    return {name: getattr(trajectory, name) for name in ("points", "values", "gradients", "learning_rates")}


def assert_same(actual, expected):
    for name, array in fields(expected).items():
        np.testing.assert_array_equal(getattr(actual, name), array, err_msg=name)
    np.testing.assert_array_equal(actual.diverged_at, expected.diverged_at)
    assert actual.states.dtype == expected.states.dtype
    for name in expected.states.dtype.names or ():
        np.testing.assert_array_equal(actual.states[name], expected.states[name], err_msg=name)


# Shapes


@pytest.mark.parametrize("steps", [0, 1, 7])
def test_shapes_for_one_member(optimizer, steps):
    trajectory = descend(BOWL, optimizer, (6, 6), steps)
    assert trajectory.points.shape == (steps + 1, 2)
    assert trajectory.values.shape == (steps + 1,)
    assert trajectory.gradients.shape == (steps, 2)
    assert trajectory.learning_rates.shape == (steps,)
    assert trajectory.states.shape == (steps + 1,)
    assert trajectory.diverged_at is None
    for name, field in optimizer.init(np.zeros((2, 1)))._asdict().items():
        assert trajectory.states[name].shape == (steps + 1, *np.shape(field)[:-1])


@pytest.mark.parametrize("n", [1, 5])
@pytest.mark.parametrize("steps", [0, 1, 7])
def test_shapes_for_n_members(optimizer, steps, n):
    trajectory = descend(BOWL, optimizer, np.full((2, n), 6.0), steps)
    assert trajectory.points.shape == (steps + 1, 2, n)
    assert trajectory.values.shape == (steps + 1, n)
    assert trajectory.gradients.shape == (steps, 2, n)
    assert trajectory.learning_rates.shape == (steps, n)
    assert trajectory.states.shape == (steps + 1,)
    np.testing.assert_array_equal(trajectory.diverged_at, np.full(n, -1))
    for name, field in optimizer.init(np.zeros((2, n)))._asdict().items():
        assert trajectory.states[name].shape == (steps + 1, *np.shape(field))


@pytest.mark.parametrize("start", [(6, -6), [6.0, -6.0], np.array([6, -6])], ids=["tuple", "list", "array"])
def test_a_start_may_be_any_pair(start):
    np.testing.assert_array_equal(descend(BOWL, ADAM, start, 3).points[0], (6.0, -6.0))


def test_the_start_that_is_given_is_left_alone():
    start = np.array([[6.0, 1.0], [6.0, 2.0]])
    start.flags.writeable = False
    path = descend(BOWL, ADAM, start, 3).points
    assert not np.shares_memory(path, start)


def test_settings_that_are_given_are_left_alone():
    settings = {"learning_rate": np.array([0.1, 0.2]), "beta1": 0.5}
    descend(BOWL, ADAM, (6, 6), 3, settings, schedule=schedules.inverse_time(1.0))
    np.testing.assert_array_equal(settings["learning_rate"], [0.1, 0.2])
    assert list(settings) == ["learning_rate", "beta1"]


# What a trajectory holds


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES.keys())
def test_each_row_follows_from_the_row_before(surface, take, by_surface):
    """Replayed by hand, each run alone: the last bits of f's own sines may depend on how many are computed at a time."""
    noise = 0.5 * np.random.default_rng(4).standard_normal((25, 2))
    for optimizer in OPTIMIZERS.values():
        settings = optimizer.complete({"learning_rate": 0.01} if optimizer.has_learning_rate else {})
        trajectory = descend(surface, optimizer, surface.start, 25, settings, noise=0.5, seed=4)
        point, moves = np.array(surface.start, dtype=float)[:, None], len(trajectory.gradients)
        state, states = optimizer.init(point), []
        np.testing.assert_array_equal(trajectory.points[0], surface.start)
        np.testing.assert_array_max_ulp(trajectory.values, surface.value(*trajectory.points.T), 4)
        with np.errstate(all="ignore"):
            for t in range(moves):  # fewer than 25 if f falls without bound
                states.append(state)
                answer = by_surface(surface, point, noise[t][:, None])
                point, state = take(optimizer, point, state, answer, settings)
                np.testing.assert_array_equal(trajectory.points[t + 1], point[:, 0], err_msg=optimizer.title)
        assert moves == 25 or trajectory.diverged_at == len(trajectory.points)
        for name in state._fields:
            fields = [np.asarray(getattr(state, name)) for state in (*states, state)]
            rows = [field[..., 0] if field.ndim else field for field in fields]
            np.testing.assert_array_equal(trajectory.states[name], rows, err_msg=f"{optimizer.title} {name}")


def test_nesterov_takes_the_gradient_where_the_velocity_leads():
    trajectory = descend(MATYAS, NESTEROV, (4.0, 3.5), 30, {"learning_rate": 0.1, "momentum": 0.8})
    x, y = (trajectory.points - 0.8 * trajectory.states.velocity)[:-1].T
    np.testing.assert_array_equal(trajectory.gradients.T, MATYAS.gradient(x, y))
    assert not np.array_equal(trajectory.gradients.T, MATYAS.gradient(*trajectory.points[:-1].T))


def test_a_request_may_depend_on_the_rate_of_its_own_step():
    """Under decay that must be today's."""

    def step(point, state, *, learning_rate):
        seen.append(learning_rate)
        gradient = yield Gradient(point - learning_rate)
        return point - learning_rate * gradient, state

    seen = []
    extragradient = replace(DESCENT, step=step)
    path = descend(BOWL, extragradient, (6.0, 6.0), 4, schedule=schedules.inverse_time(1.0))
    np.testing.assert_array_equal(seen, path.learning_rates)
    np.testing.assert_allclose(path.gradients, 2.0 * (path.points[:-1] - path.learning_rates[:, None]), rtol=1e-15)


def test_a_longer_run_begins_as_the_shorter_one(optimizer):
    short, long = (descend(MATYAS, optimizer, (4.0, -1.5), steps, noise=1.0, seed=7) for steps in (20, 50))
    for name, array in fields(short).items():
        np.testing.assert_array_equal(getattr(long, name)[: len(array)], array, err_msg=name)


# Noise


def test_the_noise_is_the_seeds_and_nothing_elses(optimizer, plain):
    expected = 0.25 * np.random.default_rng(11).standard_normal((30, 2))
    np.testing.assert_array_equal(descend(plain, optimizer, (0, 0), 30, noise=0.25, seed=11).gradients, expected)
    np.testing.assert_array_equal(descend(plain, optimizer, (0, 0), 9, noise=0.25, seed=11).gradients, expected[:9])


def test_the_noise_is_independent_of_company(optimizer):
    alone = descend(MATYAS, optimizer, (4.0, -1.5), 30, noise=1.0, seed=3)
    company = [Run(ADAM, (1.0, 1.0)), *EVERYONE, Run(NESTEROV, (0.0, 3.0), {"momentum": 0.5})]
    raced = race(MATYAS, company, 30, noise=1.0, seed=3)
    place = 1 + list(OPTIMIZERS.values()).index(optimizer)
    assert_same(raced[place], alone)
    reverse = race(MATYAS, company[::-1], 30, noise=1.0, seed=3)
    assert_same(reverse[-1 - place], alone)


def test_no_noise_means_no_seed(optimizer):
    quiet = descend(MATYAS, optimizer, (4.0, -1.5), 20)
    assert_same(descend(MATYAS, optimizer, (4.0, -1.5), 20, noise=0.0, seed=99), quiet)
    assert_same(descend(MATYAS, optimizer, (4.0, -1.5), 20, noise=0), quiet)


def test_another_seed_is_another_path(optimizer):
    first, second = (descend(MATYAS, optimizer, (4.0, -1.5), 20, noise=9.0, seed=seed) for seed in (0, 1))
    assert not np.any(first.gradients == second.gradients)
    assert not np.array_equal(first.points, second.points)  # optimizers that use only signs may agree for a while


def test_seeds_are_an_ensemble(optimizer):
    seeds = np.array([5, 0, 5, 123456789])
    together = descend(MATYAS, optimizer, (4.0, -1.5), 20, noise=1.0, seed=seeds)
    assert together.points.shape == (21, 2, 4)
    for k, seed in enumerate(seeds):
        alone = descend(MATYAS, optimizer, (4.0, -1.5), 20, noise=1.0, seed=int(seed))
        np.testing.assert_array_equal(together.points[..., k], alone.points)


def test_members_with_one_seed_see_the_same_noise(plain):
    trajectory = descend(plain, DESCENT, np.zeros((2, 3)), 10, {"learning_rate": [0.1, 0.2, 0.3]}, noise=1.0, seed=2)
    np.testing.assert_array_equal(trajectory.gradients[..., 0], trajectory.gradients[..., 1])
    np.testing.assert_array_equal(trajectory.gradients[..., 0], trajectory.gradients[..., 2])


def test_many_seeds_over_many_steps_keep_their_noise(plain):
    """So many numbers are drawn in several portions: the seams must not show."""
    seeds, steps = np.arange(8_000), 300
    trajectory = descend(plain, DESCENT, (0, 0), steps, noise=1.0, seed=seeds)
    for seed in (0, 4_321, 7_999):
        expected = np.random.default_rng(seed).standard_normal((steps, 2))
        np.testing.assert_array_equal(trajectory.gradients[..., seed], expected)


# Races


def test_a_race_is_its_runs(optimizer, at_rate):
    plan = schedules.inverse_time(0.1)
    runs = [
        Run(optimizer, (4.0, -1.5)),
        Run(ADAM, (-1.0, 2.0), {"beta1": 0.5}, plan),
        Run(optimizer, np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]), at_rate(optimizer, 0.02), plan),
        Run(optimizer, (1.0, 1.0), at_rate(optimizer, np.array([0.01, 0.02]))),
    ]
    for run, trajectory in zip(runs, race(MATYAS, runs, 25, noise=0.5, seed=1), strict=True):
        alone = descend(MATYAS, run.optimizer, run.start, 25, run.hyperparameters, noise=0.5, seed=1, schedule=run.schedule)
        assert_same(trajectory, alone)


def test_a_race_without_runs_is_empty():
    assert race(BOWL, [], 10) == []


# Divergence


def test_divergence_names_the_step_and_keeps_the_finite_prefix():
    # x grows by |1 − 2α| = 3 per step, so f = 72 · 9ᵗ; t is the first step at which that overflows
    first = next(t for t in range(1000) if 72 * 9**t > int(np.finfo(float).max))
    trajectory = descend(BOWL, DESCENT, (6, 6), 500, {"learning_rate": 2.0})
    assert trajectory.diverged_at == first
    assert isinstance(trajectory.diverged_at, int)
    assert trajectory.points.shape == (first, 2)
    assert trajectory.values.shape == (first,)
    assert trajectory.gradients.shape == (first - 1, 2)
    assert trajectory.learning_rates.shape == (first - 1,)
    assert trajectory.states.shape == (first,)
    assert all(np.all(np.isfinite(array)) for array in fields(trajectory).values())
    np.testing.assert_allclose(trajectory.points[-1], 6.0 * (-3.0) ** (first - 1), rtol=1e-12)
    just_before = descend(BOWL, DESCENT, (6, 6), first - 1, {"learning_rate": 2.0})
    assert just_before.diverged_at is None
    np.testing.assert_array_equal(just_before.points, trajectory.points)


def test_every_optimizer_with_a_learning_rate_can_diverge(rated):
    trajectory = descend(MONKEY, rated, (4, 4), 5, {"learning_rate": 1e200})
    assert trajectory.diverged_at == 1
    np.testing.assert_array_equal(trajectory.points, [(4.0, 4.0)])
    np.testing.assert_array_equal(trajectory.values, [256.0])
    assert trajectory.gradients.shape == (0, 2)
    assert len(trajectory.states) == 1


def test_a_lost_member_is_nan_and_leaves_the_others_alone(rated):
    rates = np.array([0.01, 1e200, 0.02])
    trajectory = descend(MONKEY, rated, (4, 4), 8, {"learning_rate": rates})
    np.testing.assert_array_equal(trajectory.diverged_at[1], 1)
    assert np.all(np.isnan(trajectory.points[1:, :, 1]))
    assert np.all(np.isnan(trajectory.values[1:, 1]))
    np.testing.assert_array_equal(trajectory.points[0, :, 1], (4.0, 4.0))
    for k in (0, 2):
        alone = descend(MONKEY, rated, (4, 4), 8, {"learning_rate": rates[k]})
        rows = len(alone.points)
        assert trajectory.diverged_at[k] == (-1 if alone.diverged_at is None else alone.diverged_at)
        np.testing.assert_array_equal(trajectory.points[:rows, :, k], alone.points)
        assert np.all(np.isnan(trajectory.points[rows:, :, k]))


def test_a_lost_rival_leaves_the_race_alone():
    quiet = descend(MATYAS, ADAM, (4.0, -1.5), 400, noise=1.0)
    lost, kept = race(MATYAS, [Run(DESCENT, (6, 6), {"learning_rate": 50.0}), Run(ADAM, (4.0, -1.5))], 400, noise=1.0)
    assert lost.diverged_at is not None
    assert_same(kept, quiet)


def test_a_run_may_be_lost_at_its_start(optimizer):
    trajectory = descend(BOWL, optimizer, (1e200, 1.0), 5)
    assert trajectory.diverged_at == 0
    assert trajectory.points.shape == (0, 2)
    assert trajectory.values.shape == (0,)
    assert trajectory.gradients.shape == (0, 2)
    for name in optimizer.init(np.zeros((2, 1)))._fields:
        assert len(trajectory.states[name]) == 0


def test_what_comes_back_from_infinity_stays_lost():
    # f overflows at step 1 and would be finite again at step 2, at the minimum: the path has a gap and ends before it
    rates = schedules.inverse_time(2e170 - 1)
    trajectory = descend(BOWL, DESCENT, np.array([[6.0], [6.0]]), 4, {"learning_rate": 1e170}, schedule=rates)
    np.testing.assert_array_equal(trajectory.diverged_at, [1])
    assert np.all(np.isnan(trajectory.points[1:]))
