"""The loop that keeps only where members ended: it must agree with the loop that keeps paths, across block seams too."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Hessian, descend, schedules, sweep
from optimizers._descend import BLOCK
from surfaces import SURFACES

BOWL, MATYAS = SURFACES["bowl"], SURFACES["matyas"]
DESCENT, ADAM = OPTIMIZERS["gradient_descent"], OPTIMIZERS["adam"]
MEMBERS = 8


@pytest.fixture
def members(optimizer, draw):
    """Starts and settings of a few members, with rates at which every optimizer stays finite."""
    starts = np.random.default_rng(0).uniform(-5.0, 5.0, (2, MEMBERS))
    settings = draw(optimizer, MEMBERS, seed=5)
    if optimizer.has_learning_rate:
        settings["learning_rate"] = np.geomspace(0.01, 0.6, MEMBERS)
    return starts, settings


def first_at_most(values, target):
    """The first row of a path (steps + 1, n) with a value ≤ target, −1 for never, by the plainest reading."""
    return [next((t for t, value in enumerate(column) if value <= target), -1) for column in values.T]


def spent_at(paths, steps):
    """The gradient evaluations of each member up to its step, NaN for never (−1)."""
    return [paths.evaluations[step, k] if step >= 0 else np.nan for k, step in enumerate(steps)]


@pytest.mark.parametrize("steps", [0, 1, 40])
def test_a_sweep_ends_where_the_paths_end(optimizer, members, steps):
    starts, settings = members
    outcome = sweep(MATYAS, optimizer, starts, settings, steps)
    paths = descend(MATYAS, optimizer, starts, steps, settings)
    np.testing.assert_array_equal(outcome.points, paths.points[-1])
    np.testing.assert_array_equal(outcome.values, paths.values[-1])
    np.testing.assert_array_equal(outcome.first_hit, np.full(MEMBERS, -1))


# Every surface and every optimizer, but not every combination, which would be hundreds of similar cases.
ANY = max(len(SURFACES), len(OPTIMIZERS))
EVERYBODY = zip(itertools.cycle(OPTIMIZERS), itertools.cycle(SURFACES), strict=False)
PAIRS = list(dict.fromkeys(itertools.islice(EVERYBODY, 3 * ANY)))


@pytest.mark.parametrize(("key", "name"), PAIRS)
def test_a_sweep_of_one_ends_where_its_path_ends(key, name, at_rate):
    optimizer, surface = OPTIMIZERS[key], SURFACES[name]
    settings = at_rate(optimizer, 0.005)
    outcome = sweep(surface, optimizer, surface.start, settings, 30)
    path = descend(surface, optimizer, surface.start, 30, settings)
    assert outcome.points.shape == (2, 1)
    assert outcome.values.shape == outcome.first_hit.shape == (1,)
    if path.diverged_at is None:
        np.testing.assert_array_equal(outcome.points[:, 0], path.points[-1])
    else:
        assert not np.isfinite(outcome.values[0])


def test_noise_seeds_and_schedules_are_those_of_the_paths(optimizer, members):
    starts, settings = members
    options = {"noise": 0.5, "seed": np.arange(MEMBERS) % 5, "schedule": schedules.inverse_time(np.linspace(0, 1, MEMBERS))}
    outcome = sweep(MATYAS, optimizer, starts, settings, 30, **options)
    np.testing.assert_array_equal(outcome.points, descend(MATYAS, optimizer, starts, 30, settings, **options).points[-1])


def test_the_first_hit_is_that_of_the_path(rated):
    settings = {"learning_rate": np.array([0.01, 0.05, 0.3, 0.6, 0.9])}
    values = descend(BOWL, rated, (1.0, -0.5), 60, settings).values
    hits = []
    for target in (*np.quantile(values, [0.0, 0.1, 0.5, 0.9]), values[-1].min(), 1.25, 1.2499, 0.0):
        outcome = sweep(BOWL, rated, (1.0, -0.5), settings, 60, target=target)
        np.testing.assert_array_equal(outcome.first_hit, first_at_most(values, target))
        hits += list(outcome.first_hit)
    assert {-1, 0, 1} < set(hits)  # never, at the start, and later: all of them occurred


def test_the_last_step_can_be_the_first_hit(rated):
    values = descend(BOWL, rated, (1.0, -0.5), 10, {"learning_rate": 1e-3}).values
    assert np.all(np.diff(values) < 0.0)
    for steps in (1, 10):
        hit = sweep(BOWL, rated, (1.0, -0.5), {"learning_rate": 1e-3}, steps, target=values[steps]).first_hit
        np.testing.assert_array_equal(hit, [steps])


def test_each_member_may_have_its_target():
    values = descend(BOWL, DESCENT, (1.0, 1.0), 20).values
    targets = np.array([values[3], values[11], 5.0, -1.0])
    np.testing.assert_array_equal(sweep(BOWL, DESCENT, (1.0, 1.0), None, 20, target=targets).first_hit, [3, 11, 0, -1])


def test_a_run_may_reach_a_minimum_without_staying():
    # a rate of 0.9 jumps across the minimum at each step; momentum passes it and leaves again
    momentum = OPTIMIZERS["momentum"]
    settings = {"learning_rate": 0.01, "momentum": 0.99}
    values = descend(BOWL, momentum, (1.0, 1.0), 40, settings).values
    hit = sweep(BOWL, momentum, (1.0, 1.0), settings, 40, target=0.01).first_hit[0]
    assert 0 < hit < 40
    assert hit == np.argmax(values <= 0.01)
    assert values[-1] > 0.01


def test_a_sweep_gives_the_hessian_to_those_who_ask():
    def step(point, state, *, learning_rate):
        (xx, xy), (_, yy) = yield Hessian(point)
        return point - learning_rate * np.stack([xx + xy, yy]), state

    asker, starts = replace(DESCENT, step=step), np.random.default_rng(1).uniform(-2.0, 2.0, (2, MEMBERS))
    for surface in SURFACES.values():
        outcome = sweep(surface, asker, starts, {"learning_rate": 0.001}, 5)
        ends = descend(surface, asker, starts, 5, {"learning_rate": 0.001}).points[-1]
        kept = np.isfinite(outcome.values)  # near a kink, curvature may throw a member beyond float64
        np.testing.assert_array_equal(outcome.points[:, kept], ends[:, kept])
        assert np.isnan(ends[:, ~kept]).all()


def test_the_evaluations_up_to_a_milestone_are_those_of_the_paths(optimizer, members):
    """Some begin at the minimum, where they have converged before the first evaluation."""
    starts, settings = members
    starts[:, 0] = BOWL.minima[0]
    target, n = 1e-3, MEMBERS
    outcome, paths = (
        sweep(BOWL, optimizer, starts, settings, 300, target=target),
        descend(BOWL, optimizer, starts, 300, settings),
    )
    hits = first_at_most(paths.values, target)
    np.testing.assert_array_equal(outcome.evaluations_to_hit, spent_at(paths, hits))
    np.testing.assert_array_equal(outcome.evaluations_to_converge, spent_at(paths, outcome.converged_at))
    assert (outcome.converged_at[0], outcome.evaluations_to_converge[0]) == (0, 0.0)
    assert (outcome.converged_at[1:n] > 0).any() or not np.isfinite(outcome.evaluations_to_converge[1:n]).any()


# Blocks


def test_blocks_leave_no_seam(optimizer, at_rate):
    n, steps = 2 * BLOCK + 3, 4
    random = np.random.default_rng(3)
    starts, seeds = random.uniform(-5.0, 5.0, (2, n)), np.arange(n) % 7
    rates, decay, targets = random.uniform(0.01, 0.5, n), random.uniform(0.0, 1.0, n), random.uniform(0.0, 10.0, n)
    outcome = sweep(
        MATYAS,
        optimizer,
        starts,
        at_rate(optimizer, rates),
        steps,
        target=targets,
        noise=0.5,
        seed=seeds,
        schedule=schedules.inverse_time(decay),
    )
    assert outcome.points.shape == (2, n)
    some = np.array([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, n - 1])
    paths = descend(
        MATYAS,
        optimizer,
        starts[:, some],
        steps,
        at_rate(optimizer, rates[some]),
        noise=0.5,
        seed=seeds[some],
        schedule=schedules.inverse_time(decay[some]),
    )
    np.testing.assert_array_equal(outcome.points[:, some], paths.points[-1])
    np.testing.assert_array_equal(outcome.values[some], paths.values[-1])
    hits = [first_at_most(paths.values[:, [k]], targets[some[k]])[0] for k in range(len(some))]
    np.testing.assert_array_equal(outcome.first_hit[some], hits)
    np.testing.assert_array_equal(outcome.evaluations_to_hit[some], spent_at(paths, hits))
    np.testing.assert_array_equal(outcome.evaluations[some], paths.evaluations[-1])


@pytest.mark.parametrize("n", [1, BLOCK - 1, BLOCK, BLOCK + 1])
@pytest.mark.parametrize("what", ["starts", "learning_rate", "beta1", "seed", "target", "decay"])
def test_any_array_gives_the_number_of_members(what, n):
    settings, options, starts = {}, {}, (3.0, 2.0)
    if what == "starts":
        starts = np.broadcast_to([[3.0], [2.0]], (2, n))
    elif what in ("learning_rate", "beta1"):
        settings[what] = np.full(n, 0.25)
    elif what == "decay":
        options["schedule"] = schedules.inverse_time(np.full(n, 0.5))
    else:
        options[what] = np.full(n, 2)
    outcome = sweep(MATYAS, ADAM, starts, settings, 2, noise=1.0, **options)
    assert outcome.points.shape == (2, n)
    np.testing.assert_array_equal(outcome.points, outcome.points[:, :1] + np.zeros(n))


def test_what_is_given_is_left_alone():
    starts, settings = np.full((2, 3), 6.0), {"learning_rate": np.array([0.1, 0.2, 0.3])}
    starts.flags.writeable = settings["learning_rate"].flags.writeable = False
    sweep(BOWL, ADAM, starts, settings, 5, target=np.zeros(3), noise=1.0, schedule=schedules.inverse_time(1.0))
    np.testing.assert_array_equal(starts, 6.0)
    assert list(settings) == ["learning_rate"]


def test_a_diverged_member_has_no_finite_value_and_leaves_the_others_alone(rated):
    monkey, rates = SURFACES["monkey"], np.array([0.01, 1e200, 0.02])
    outcome = sweep(monkey, rated, (4, 4), {"learning_rate": rates}, 4)
    assert not np.isfinite(outcome.values[1])
    for k in (0, 2):
        alone = sweep(monkey, rated, (4, 4), {"learning_rate": rates[k]}, 4)
        np.testing.assert_array_equal(outcome.points[:, k], alone.points[:, 0])
