"""One definition of reached, converged and diverged: by the plainest reading of a path, and the same for a race and a sweep."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizers import OPTIMIZERS, Run, descend, judge, milestones, race, schedules, sweep, sweep_rates, tolerance
from optimizers._outcome import near, stand_in
from surfaces import SURFACES, own_surface

BOWL, MULT = SURFACES["bowl"], SURFACES["mult"]
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))
HOLED = [own_surface(text, SQUARE) for text in ("x**2+y**2+log(x+3)", "sqrt(x)+y", "log(x*y)", "exp(x**2)+y**2", "x*y")]
ALL_SURFACES = [*SURFACES.values(), *HOLED]


def read(surface, path):
    """(reached, converged, diverged) of a single path, −1 for never, by the plainest reading of the definition."""
    steps, values = range(len(path.points)), path.values
    within = [bool(surface.distance(*point) <= tolerance(surface)) for point in path.points]
    lowest, top = surface.heights
    reached = next((t for t in steps if within[t]), -1)
    converged = next((t for t in steps if all(within[t:])), -1)
    if path.diverged_at is not None:
        return reached, -1, path.diverged_at
    high = max(top, *values[: (len(values) - 1) // 2 + 1])
    if values[-1] == max(values) and values[-1] > 2.0 * high - lowest and values[-2] > 2.0 * top - lowest:
        return reached, converged, next(t for t in steps if all(values[t:] > 2.0 * top - lowest))
    return reached, converged, -1


# The definition


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_near_agrees_with_the_distance(surface):
    random = np.random.default_rng(0)
    wide = [random.uniform(low, high, 2000) for low, high in surface.domain]
    close = [
        coordinate[:20, None] + random.normal(0.0, tolerance(surface), 50) for coordinate in surface.nearest_minimum(*wide)
    ]
    for x, y in (wide, close):
        with np.errstate(invalid="ignore"):
            np.testing.assert_array_equal(near(surface, x, y), surface.distance(x, y) <= tolerance(surface))


def test_beyond_every_number_nothing_is_near():
    for surface in ALL_SURFACES:
        for far in (np.inf, -np.inf, np.nan, *(() if surface.rings else (1e200,))):
            with np.errstate(all="ignore"):
                assert not near(surface, np.array([far]), np.array([0.0])).any()


@pytest.mark.slow
def test_the_heights_of_a_domain_leave_out_its_holes():
    half = own_surface("sqrt(9-x**2-y**2)", SQUARE)
    assert half.heights[1] == 3.0
    assert stand_in(half) == half.heights[0] >= 0.0
    assert dataclasses.replace(BOWL, f=lambda x, y: np.nan * x * y).heights == pytest.approx((np.nan, np.nan), nan_ok=True)


def test_without_a_known_minimum_no_run_converges():
    bare = dataclasses.replace(BOWL, minima=())
    path = descend(bare, OPTIMIZERS["gradient_descent"], (1.0, 1.0), 300, {"learning_rate": 0.3})
    assert [int(steps[0]) for steps in milestones(bare, path)] == [-1, -1, -1]
    assert judge(bare, path).outcome == "stalled"


# Races, sweeps and verdicts agree


@st.composite
def some_members(draw):
    surface, optimizer = draw(st.sampled_from(ALL_SURFACES)), draw(st.sampled_from(list(OPTIMIZERS.values())))
    n = draw(st.integers(1, 4))
    (x_low, x_high), (y_low, y_high) = surface.domain
    widen = draw(st.sampled_from([1.0, 1.0, 4.0]))
    starts = np.array(
        [
            [
                (low + high) / 2 + widen * share * (high - low)
                for share in draw(st.lists(st.floats(-0.5, 0.5), min_size=n, max_size=n))
            ]
            for low, high in ((x_low, x_high), (y_low, y_high))
        ]
    )
    at_home = draw(st.booleans())
    starts = np.repeat(np.array(surface.start)[:, None], n, axis=1) if at_home else starts
    drawn = {
        item.name: np.array([draw(st.floats(item.low, item.high) | st.just(item.default)) for _ in range(n)])
        for item in optimizer.hyperparameters
    }
    plan = draw(st.sampled_from([schedules.constant(), schedules.inverse_time(0.05), schedules.exponential(0.02)]))
    noise = draw(st.sampled_from([0.0, 0.0, 0.3]))
    return surface, optimizer, starts, drawn, draw(st.integers(0, 80)), {"noise": noise, "seed": draw(st.integers(0, 99))}, plan


@pytest.mark.slow
@given(some_members())
@settings(max_examples=250, deadline=None)
def test_all_reports_of_an_outcome_agree(drawn):
    surface, optimizer, starts, hyperparameters, steps, options, plan = drawn
    n = starts.shape[1]
    (batch,) = race(surface, [Run(optimizer, starts, hyperparameters, plan)], steps, **options)
    swept = sweep(surface, optimizer, starts, hyperparameters, steps, schedule=plan, **options)
    flags = np.array([swept.reached_at, swept.converged_at, swept.diverged_at])
    np.testing.assert_array_equal(np.array(milestones(surface, batch)), flags)
    for k in range(n):
        path = batch.member(k)
        reached, converged, diverged = read(surface, path)
        assert flags[:, k].tolist() == [reached, converged, diverged] == [int(steps[0]) for steps in milestones(surface, path)]
        verdict = judge(surface, path)
        assert (verdict.outcome == "diverged") == (diverged >= 0)
        assert (verdict.outcome == "converged") == (converged >= 0 > diverged)
        assert verdict.reached_at == (reached if reached >= 0 else None)
        if verdict.outcome in ("converged", "diverged"):
            assert verdict.step == max(converged if verdict.outcome == "converged" else diverged, 0)
        assert np.isfinite(swept.values[k]) == np.isfinite(swept.points[:, k]).all() == (path.diverged_at is None)
    if not optimizer.has_learning_rate:
        return
    own = {name: float(values[0]) for name, values in hyperparameters.items() if name != "learning_rate"}
    rates = np.sort(hyperparameters["learning_rate"])
    start = (float(starts[0, 0]), float(starts[1, 0]))
    if surface.lowest is not None and len(np.unique(rates)) == n:
        answer = sweep_rates(
            surface, optimizer, start, rates, steps, own, schedule=plan, noise=options["noise"], seeds=options["seed"]
        )
        for rate, found in zip(rates, answer.steps.median, strict=True):
            settings = {**own, "learning_rate": float(rate)}
            verdict = judge(surface, descend(surface, optimizer, start, steps, settings, schedule=plan, **options))
            assert found == (verdict.step if verdict.outcome == "converged" else np.inf)
            if verdict.outcome == "diverged":
                assert answer.zone_at(float(rate)) == "diverges" or len(answer.zones) > 1


@pytest.mark.slow
def test_a_run_that_leaves_the_domain_of_f_has_diverged_even_if_it_returns(rated):
    """x² + y² + log(x + 3): a step across x = −3 finds no f there, and a later one may land where f exists."""
    surface, rates = HOLED[0], np.geomspace(1e-3, 10.0, 41)
    swept = sweep(surface, rated, surface.start, {"learning_rate": rates}, 200)
    outcomes = [judge(surface, descend(surface, rated, surface.start, 200, {"learning_rate": rate})).outcome for rate in rates]
    np.testing.assert_array_equal(swept.diverged_at >= 0, [outcome == "diverged" for outcome in outcomes])


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_at_their_defaults_all_optimizers_agree(surface):
    paths = race(surface, [Run(optimizer, surface.start) for optimizer in OPTIMIZERS.values()], 60)
    for optimizer, path in zip(OPTIMIZERS.values(), paths, strict=True):
        verdict, swept = judge(surface, path), sweep(surface, optimizer, surface.start, None, 60)
        assert (verdict.outcome == "diverged") == (swept.diverged_at[0] >= 0)
        assert (verdict.outcome == "converged") == (swept.converged_at[0] >= 0 > swept.diverged_at[0])
