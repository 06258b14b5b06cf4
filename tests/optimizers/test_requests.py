"""What a step may ask for: it is answered at its own points, under one noise, in as few passes as can be, and counted."""

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from optimizers import (
    OPTIMIZERS,
    Gradient,
    Hessian,
    Lowest,
    Run,
    Value,
    ValueAndGradient,
    descend,
    gradients_per_step,
    race,
    sweep,
)
from optimizers.backtracking import TRIALS
from surfaces import SURFACES, Objective, Surface

BOWL, MATYAS = SURFACES["bowl"], SURFACES["matyas"]
DESCENT, ADAM = OPTIMIZERS["gradient_descent"], OPTIMIZERS["adam"]


def asking(*requests):
    """An optimizer that stays where it is, asks for these things at distance 1, and puts down what it is told."""
    received = []

    def step(point, state, *, learning_rate):
        answers = []
        for request in requests:
            answers.append((yield request() if request is Lowest else request(point + 1.0)))
        received.append(answers)
        return point.copy(), state

    return replace(DESCENT, step=step), received


def test_each_request_is_answered_at_its_point():
    optimizer, received = asking(Gradient, Value, ValueAndGradient, Hessian, Lowest)
    surface, starts = SURFACES["himmelblau"], np.array([[1.0, -2.0], [0.5, 3.0]])
    descend(surface, optimizer, starts, 1)
    ((gradient, value, (value_too, gradient_too), hessian, lowest),) = received
    np.testing.assert_array_equal(gradient, surface.gradient(*(starts + 1.0)))
    np.testing.assert_array_equal(value, surface.value(*(starts + 1.0)))
    np.testing.assert_array_equal(gradient_too, gradient)
    np.testing.assert_array_equal(value_too, value)
    xx, xy, yy = surface.hessian(*(starts + 1.0))
    np.testing.assert_array_equal(hessian, [[xx, xy], [xy, yy]])
    assert lowest == surface.lowest == 0.0


def test_where_no_minimum_is_known_the_lowest_is_minus_infinity():
    optimizer, received = asking(Lowest)
    descend(SURFACES["monkey"], optimizer, (1.0, 1.0), 1)
    assert received == [[-np.inf]]


def test_all_answers_of_a_step_are_of_one_tilted_function():
    """f(p) + σ ε·(p − x): its gradient is ∇f + σε, f itself is not disturbed where the step begins, nor are curvatures."""
    optimizer, received = asking(Gradient, Value, Hessian)
    starts = np.array([[4.0, 1.0, 0.0], [3.0, -1.0, 2.0]])
    descend(MATYAS, optimizer, starts, 3, noise=0.5, seed=np.array([3, 4, 3]))
    for t, (gradient, value, hessian) in enumerate(received):
        normals = np.array([np.random.default_rng(seed).standard_normal((3, 2))[t] for seed in (3, 4, 3)]).T
        np.testing.assert_allclose(gradient, np.array(MATYAS.gradient(*(starts + 1.0))) + 0.5 * normals, rtol=1e-14)
        np.testing.assert_allclose(value, MATYAS.value(*(starts + 1.0)) + 0.5 * normals.sum(axis=0), rtol=1e-14)
        np.testing.assert_array_equal(hessian[0, 0], np.full(3, 0.52))


def test_the_value_at_the_point_itself_is_not_disturbed():
    def step(point, state, *, learning_rate):
        received.append((yield Value(point)))
        received.append((yield ValueAndGradient(point))[0])
        return point - learning_rate, state

    received = []
    path = descend(MATYAS, replace(DESCENT, step=step), (4.0, 3.0), 5, noise=2.0)
    np.testing.assert_array_equal(np.ravel(received), np.repeat(path.values[:-1], 2))


class Watched(Surface):
    """A surface that keeps account of what it is asked for, and at how many points."""

    def value(self, x, y):
        self.asked.append(("value", np.size(x)))
        return super().value(x, y)

    def value_and_gradient(self, x, y):
        self.asked.append(("gradient", np.size(x)))
        return super().value_and_gradient(x, y)

    def hessian(self, x, y):
        self.asked.append(("hessian", np.size(x)))
        return super().hessian(x, y)


@pytest.fixture
def watched():
    copy = Watched(**{field.name: getattr(BOWL, field.name) for field in dataclasses.fields(BOWL)})
    vars(copy)["asked"] = []
    _ = copy.objective
    copy.asked.clear()
    return copy


SINGLE = [DESCENT, ADAM, OPTIMIZERS["nesterov"], OPTIMIZERS["barzilai_borwein"], OPTIMIZERS["polyak"]]


def test_a_race_takes_one_gradient_pass_a_step(watched):
    race(watched, [Run(optimizer, (1.0, 2.0)) for optimizer in SINGLE], 10)
    assert [ask for ask in watched.asked if ask[0] != "value"] == [("gradient", len(SINGLE))] * 10


def test_f_that_came_with_the_gradient_is_not_computed_again(watched):
    race(watched, [Run(DESCENT, (1.0, 2.0)), Run(ADAM, np.ones((2, 3)))], 10)
    assert [ask for ask in watched.asked if ask[0] == "value"] == [("value", 1), ("value", 3)]  # at the last points


def test_what_is_asked_next_shares_a_pass_as_well(watched):
    sam, newton = OPTIMIZERS["sam"], OPTIMIZERS["newton"]
    race(watched, [Run(DESCENT, np.ones((2, 5))), Run(sam, (1.0, 2.0)), Run(sam, (3.0, 2.0)), Run(newton, (1.0, 2.0))], 4)
    steps = [ask for ask in watched.asked if ask[0] != "value"]
    assert sorted(steps) == sorted([("gradient", 8), ("gradient", 2), ("hessian", 1)] * 4)


def test_values_that_no_member_needs_are_not_computed(watched):
    search = OPTIMIZERS["backtracking"]
    path = descend(watched, search, (1.0, 2.0), 1, {"longest_step": 0.25})  # the first trial is accepted
    assert watched.asked == [("gradient", 1), ("value", 1), ("value", 1)]  # the trial, and f at the last point
    assert path.evaluations[-1] == pytest.approx(4 / 3)


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_a_race_is_its_runs_also_where_they_ask_for_different_things(noise):
    runs = [Run(optimizer, (4.0, -1.5)) for optimizer in OPTIMIZERS.values()]
    for run, path in zip(runs, race(MATYAS, runs, 30, noise=noise, seed=2), strict=True):
        alone = descend(MATYAS, run.optimizer, run.start, 30, noise=noise, seed=2)
        for name in ("points", "values", "gradients", "evaluations"):
            np.testing.assert_array_equal(getattr(path, name), getattr(alone, name), err_msg=run.optimizer.title)


# What it costs

COSTS = {"gradient_descent": 1.0, "nesterov": 1.0, "sam": 2.0, "newton": 3.0, "lbfgs": 1.0, "polyak": 1.0, "schedule_free": 1.0}


@pytest.mark.parametrize(("key", "cost"), COSTS.items())
def test_evaluations_are_counted_in_gradients(key, cost):
    path = descend(MATYAS, OPTIMIZERS[key], (4.0, 3.5), 12)
    np.testing.assert_array_equal(path.evaluations, cost * np.arange(13.0))
    assert gradients_per_step(OPTIMIZERS[key]) == cost


def test_the_estimated_cost_of_a_line_search_lies_between_one_trial_and_all():
    assert 4 / 3 < gradients_per_step(OPTIMIZERS["backtracking"]) < (3 + TRIALS) / 3


def test_a_line_search_pays_for_the_trials_that_it_needs():
    """On x² + y² from (6, 6) a step of 1 leads to the other side, which is as high: 1/2 is the first to do, at once at 0."""
    for longest, trials in ((1.0, 2), (4.0, 4), (0.5, 1)):
        path = descend(BOWL, OPTIMIZERS["backtracking"], (6.0, 6.0), 1, {"longest_step": longest})
        assert path.evaluations[-1] == (3 + trials) / 3
        np.testing.assert_array_equal(path.points[-1], (0.0, 0.0))
    members = descend(BOWL, OPTIMIZERS["backtracking"], (6.0, 6.0), 1, {"longest_step": np.array([1.0, 4.0, 0.5])})
    np.testing.assert_array_equal(members.evaluations, [np.zeros(3), [5 / 3, 7 / 3, 4 / 3]])
    assert members.member(1).evaluations[-1] == 7 / 3


def test_a_sweep_counts_as_its_paths_do(optimizer):
    starts = np.random.default_rng(0).uniform(-5.0, 5.0, (2, 6))
    path = descend(MATYAS, optimizer, starts, 20)
    np.testing.assert_array_equal(sweep(MATYAS, optimizer, starts, None, 20).evaluations, path.evaluations[-1])


# What is refused


def test_invalid_requests_are_rejected():
    def never_ending(point, state, *, learning_rate):
        while True:
            yield Gradient(point)

    def elsewhere(point, state, *, learning_rate):
        yield Gradient(point[0])

    def something(point, state, *, learning_rate):
        yield "gradient"

    for step, message in (
        (never_ending, "makes more than 64 requests"),
        (elsewhere, "requests a point of shape"),
        (something, "not a request"),
    ):
        with pytest.raises(ValueError, match=message):
            descend(BOWL, replace(DESCENT, step=step), (1.0, 1.0), 1)


def test_a_missing_hessian_is_reported():
    flat = Objective(2, lambda points: (0.0 * points[0], 0.0 * points))
    with pytest.raises(ValueError, match="this objective does not have"):
        descend(flat, OPTIMIZERS["newton"], (1.0, 1.0), 1)


def test_a_step_need_not_ask_for_anything():
    def step(point, state, *, learning_rate):
        if False:
            yield
        return point + learning_rate, state

    path = descend(BOWL, replace(DESCENT, step=step), (1.0, 1.0), 2, {"learning_rate": 0.5})
    np.testing.assert_array_equal(path.points, [(1.0, 1.0), (1.5, 1.5), (2.0, 2.0)])
    np.testing.assert_array_equal(path.values, BOWL.value(*path.points.T))
    assert np.isnan(path.gradients).all()
    assert not path.evaluations.any()
