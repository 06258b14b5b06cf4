"""Settings that change during a run: the past stays, the state carries over, and theory speaks of what is in force."""

from dataclasses import replace

import numpy as np
import pytest

from optimizers import (
    OPTIMIZERS,
    Change,
    Run,
    RunResult,
    descend,
    explain,
    judge,
    race,
    rate_limits,
    schedules,
    stability_limits,
)
from surfaces import SURFACES, Surface

BOWL, MATYAS = SURFACES["bowl"], SURFACES["matyas"]
DESCENT, MOMENTUM, ADAM = OPTIMIZERS["gradient_descent"], OPTIMIZERS["momentum"], OPTIMIZERS["adam"]
START = (4.0, 3.5)


def one(surface, run, steps, **more):
    return race(surface, [run], steps, **more)[0]


def test_every_optimizer_goes_on_from_its_state_with_the_new_settings(optimizer, draw, member, at_rate, take, by_surface):
    before, after, last = (member(draw(optimizer, 1, seed), 0) for seed in (1, 2, 3))
    for settings in (before, after, last):
        settings |= at_rate(optimizer, min(settings.get("learning_rate", 0.1), 0.1))
    rate = at_rate(optimizer, last.get("learning_rate"))
    path = one(MATYAS, Run(optimizer, START, before, changes=[Change(20, after), Change(33, rate)]), 50)
    point = np.array(START).reshape(2, 1)
    state = optimizer.init(point)
    with np.errstate(all="ignore"):
        for t in range(1, len(path.points)):
            settings = before if t <= 20 else after if t <= 33 else {**after, **rate}
            point, state = take(optimizer, point, state, by_surface(MATYAS, point), settings)
            np.testing.assert_array_equal(path.points[t], point[:, 0])


def test_before_the_change_the_run_is_the_unchanged_one(rated):
    changed = one(MATYAS, Run(rated, START, changes=[Change(30, {"learning_rate": 1e-3})]), 60, noise=0.5, seed=3)
    plain = descend(MATYAS, rated, START, 60, noise=0.5, seed=3)
    np.testing.assert_array_equal(changed.points[:31], plain.points[:31])
    assert not np.array_equal(changed.points[31], plain.points[31])
    assert changed.learning_rates[29] == plain.learning_rates[29]
    assert changed.learning_rates[30] == 1e-3


def test_gradient_descent_on_the_bowl_is_a_product_of_its_factors():
    path = one(BOWL, Run(DESCENT, START, {"learning_rate": 0.1}, changes=[Change(7, {"learning_rate": 0.3})]), 12)
    np.testing.assert_allclose(path.points[12], np.array(START) * 0.8**7 * 0.4**5, rtol=1e-13)


def test_the_velocity_is_kept():
    """At a rate of 0 from step 10 on, momentum coasts: its way is a geometric sum of the last velocity."""
    run = Run(MOMENTUM, START, {"learning_rate": 0.1, "momentum": 0.5}, changes=[Change(10, {"learning_rate": 0.0})])
    path = one(BOWL, run, 40)
    coasting = path.states.velocity[10] * (0.5 - 0.5**31) / 0.5
    np.testing.assert_allclose(path.points[40], path.points[10] - coasting, rtol=1e-12)


def test_adams_means_stay_means_when_their_memory_changes():
    """On an even slope every step is α long, whatever β₁ and β₂ were before: the correction knows all weights of the past."""
    slope = Surface(
        title="Slope",
        latex="",
        f=lambda x, y: 3.0 * x - 2.0 * y,
        domain=((-9, 9), (-9, 9)),
        start=(0, 0),
        teaches="",
        reference="",
    )
    run = Run(ADAM, (0.0, 0.0), {"learning_rate": 0.1, "epsilon": 0.0}, changes=[Change(5, {"beta1": 0.2, "beta2": 0.5})])
    steps = np.diff(one(slope, run, 20).points, axis=0)
    np.testing.assert_allclose(steps, np.tile((-0.1, 0.1), (20, 1)), rtol=1e-12)


def test_a_schedule_goes_on_counting():
    """Its clock is that of the run, and a change of its own settings is one as well."""
    changes = [Change(10, {"learning_rate": 0.05}), Change(20, schedule=schedules.inverse_time(0.1))]
    path = one(BOWL, Run(DESCENT, START, {"learning_rate": 0.1}, schedules.inverse_time(0.01), changes), 30)
    t = np.arange(1, 31)
    rate, decay = np.where(t <= 10, 0.1, 0.05), np.where(t <= 20, 0.01, 0.1)
    np.testing.assert_allclose(path.learning_rates, rate / (1 + decay * (t - 1)), rtol=1e-15)


@pytest.mark.parametrize("step", [60, 61, 4999])
def test_a_change_at_the_end_or_beyond_changes_nothing(step):
    plain = descend(MATYAS, ADAM, START, 60)
    changed = one(MATYAS, Run(ADAM, START, changes=[Change(step, {"beta1": 0.0, "learning_rate": 5.0})]), 60)
    np.testing.assert_array_equal(changed.points, plain.points)


def test_a_change_at_step_0_is_another_setting():
    changed = one(MATYAS, Run(ADAM, START, {"learning_rate": 1.0}, changes=[Change(0, {"learning_rate": 0.2})]), 60)
    np.testing.assert_array_equal(changed.points, descend(MATYAS, ADAM, START, 60, {"learning_rate": 0.2}).points)


def test_the_order_in_which_changes_are_given_counts_only_at_the_same_step():
    early, late = Change(10, {"learning_rate": 0.5}), Change(40, {"learning_rate": 0.01})
    paths = [one(MATYAS, Run(ADAM, START, changes=changes), 60).points for changes in ([early, late], [late, early])]
    np.testing.assert_array_equal(*paths)
    again = replace(early, hyperparameters={"learning_rate": 0.2})
    twice = one(MATYAS, Run(ADAM, START, changes=[early, again, late]), 60)
    np.testing.assert_array_equal(twice.points, one(MATYAS, Run(ADAM, START, changes=[again, late]), 60).points)


def test_members_may_change_differently():
    rates = np.array([0.01, 0.1, 0.4])
    batch = one(MATYAS, Run(ADAM, START, changes=[Change(20, {"learning_rate": rates})]), 50)
    assert batch.points.shape == (51, 2, 3)
    for k, rate in enumerate(rates):
        alone = one(MATYAS, Run(ADAM, START, changes=[Change(20, {"learning_rate": float(rate)})]), 50)
        np.testing.assert_array_equal(batch.member(k).points, alone.points)
        np.testing.assert_array_equal(batch.member(k).learning_rates, alone.learning_rates)


def test_at_returns_the_settings_in_force():
    plan = schedules.inverse_time(0.5)
    run = Run(ADAM, START, {"beta1": 0.5}, changes=[Change(9, {"beta1": 0.6}, plan), Change(4, {"beta2": 0.7})])
    assert [dict(run.at(t).hyperparameters) for t in (1, 4, 5, 9, 10)] == [
        {"beta1": 0.5},
        {"beta1": 0.5},
        {"beta1": 0.5, "beta2": 0.7},
        {"beta1": 0.5, "beta2": 0.7},
        {"beta1": 0.6, "beta2": 0.7},
    ]
    assert run.at(9).schedule == run.schedule
    assert run.at(10).schedule == plan


# What theory says of it


def test_the_stability_limit_follows_the_change():
    run = Run(
        MOMENTUM, START, {"learning_rate": 0.1}, changes=[Change(10, {"momentum": 0.5}), Change(15, {"learning_rate": 1.0})]
    )
    path = one(MATYAS, run, 20)
    np.testing.assert_allclose(stability_limits(run, 20), np.where(np.arange(20) < 10, 3.8, 3.0))
    np.testing.assert_allclose(rate_limits(run, path), [38.0] * 10 + [30.0] * 5 + [3.0] * 5)


def sentence(run, steps):
    path = one(BOWL, run, steps)
    return explain(BOWL, [RunResult(run, path, judge(BOWL, path))])


def test_the_sentence_speaks_of_the_rate_that_is_in_force_at_the_end():
    calm, wild = {"learning_rate": 0.1}, {"learning_rate": 1.01}
    assert "α·λmax = 1.01 × 2 = 2.02, above the stability limit 2" in sentence(
        Run(DESCENT, START, {"learning_rate": 0.01}, changes=[Change(9, wild)]), 12
    )
    assert "λmax" not in sentence(Run(DESCENT, START, wild, changes=[Change(9, calm)]), 60)


# Bad input


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ("abc", "changes"),
        (5, "changes"),
        ([(3, {})], "changes"),
        ([Change(3, [0.1])], "changes"),
        ([Change(-1, {})], "step"),
        ([Change(1.5, {})], "step"),
        ([Change(True, {})], "step"),
        ([Change("3", {})], "step"),
        ([Change(3, {"beta3": 0.1})], "'beta3'"),
        ([Change(3, {"beta1": 1.0})], "beta1"),
        ([Change(3, {"beta1": "0.5"})], "beta1"),
        ([Change(3, {}, "inverse_time")], "schedule"),
        ([Change(3, {"beta1": np.array([0.1, 0.2])}), Change(4, {"beta1": np.array([0.1, 0.2, 0.3])})], "beta1 from step 4"),
    ],
)
def test_what_is_no_change_is_named(changes, message):
    with pytest.raises(ValueError, match=message):
        race(BOWL, [Run(ADAM, START, changes=changes)], 5)
