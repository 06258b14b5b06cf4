"""How a run ended: every verdict on real runs, on the surfaces of the registry and on small ones made for one type of place."""

import dataclasses

import autograd.numpy as anp
import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, Trajectory, descend, judge, race, tolerance
from optimizers._verdict import FLAT, LEVEL, Verdict, flat, left_at
from surfaces import SURFACES, Stationary, Surface, own_surface

DESCENT, MOMENTUM, ADAM = (OPTIMIZERS[key] for key in ("gradient_descent", "momentum", "adam"))
BOWL = SURFACES["bowl"]
SQUARE = ((-1.0, 1.0), (-1.0, 1.0))


def surface_of(f, domain=((-2.0, 2.0), (-2.0, 2.0)), **more):
    """A record made for one test."""
    texts = {"title": "Test", "latex": "f", "teaches": "Nothing.", "reference": "None"}
    return Surface(**texts, f=f, domain=domain, start=(0.5, 0.5), **more)


# Two valleys with a pass between them: minima at (±1, 0), a saddle at the origin.
PASS = surface_of(lambda x, y: 0.25 * (x * x) * (x * x) - 0.5 * (x * x) + 0.5 * (y * y), minima=((-1.0, 0.0), (1.0, 0.0)))
# The same, tilted: the valley on the right ends in a local minimum only.
TILTED = surface_of(
    lambda x, y: 0.25 * (x * x) * (x * x) - 0.5 * (x * x) + 0.1 * x + 0.5 * (y * y), minima=((-1.0466805318046023, 0.0),)
)
HILL = surface_of(lambda x, y: -(x * x) - y * y, unbounded_below=True)
RIDGE = surface_of(lambda x, y: -(x * x) + 0.0 * y, unbounded_below=True)
VALLEY = surface_of(lambda x, y: x * x + 0.0 * y)
CLIFF = surface_of(lambda x, y: anp.log(x) + y * y, unbounded_below=True)


def verdict_of(surface, optimizer, start, steps, window=None, **settings):
    path = descend(surface, optimizer, start, steps, settings)
    return judge(surface, path, window), path


def path_through(points):
    """A trajectory along given points, for what depends on the points alone."""
    points = np.array(points, dtype=float)
    moves = len(points) - 1
    return Trajectory(
        points,
        BOWL.value(*points.T),
        np.zeros((moves, 2)),
        np.full(moves, 0.1),
        np.arange(len(points)),
        np.zeros(len(points)),
        None,
    )


# Tolerance


@pytest.mark.parametrize(
    ("name", "expected"),
    [("bowl", 0.02), ("easom", 0.01), ("matyas", 0.01), ("monkey", 0.01), ("mult", 0.02), ("regression", 0.09)],
)
def test_the_tolerance_is_a_thousandth_of_the_diagonal_in_one_digit(name, expected):
    assert tolerance(SURFACES[name]) == expected


@pytest.mark.parametrize("size", [1e-6, 0.003, 1.0, 6.6, 7.0, 42.0, 94_999.0, 1e9])
def test_the_tolerance_is_round_on_any_scale(size):
    surface = dataclasses.replace(BOWL, domain=((-size, size), (0.0, size)))
    exact = 1e-3 * np.hypot(2.0 * size, size)
    digit = tolerance(surface) / 10.0 ** np.floor(np.log10(tolerance(surface)) + 1e-12)
    assert digit == pytest.approx(round(digit), rel=1e-12)
    assert tolerance(surface) == pytest.approx(exact, rel=0.5)
    assert abs(tolerance(surface) - exact) <= 0.5000001 * 10.0 ** np.floor(np.log10(exact))


# Converged


@pytest.mark.parametrize("name", ["bowl", "matyas", "easom", "mult"])
def test_a_run_that_ends_at_a_minimum_has_converged_from_the_step_from_which_it_stays(name):
    surface = SURFACES[name]
    verdict, path = verdict_of(surface, MOMENTUM, surface.start, 3000)
    away = surface.distance(*path.points.T)
    first = next(step for step, distance in enumerate(away) if distance <= tolerance(surface))
    stays = next(step for step in range(3001) if np.all(away[step:] <= tolerance(surface)))
    assert (verdict.outcome, verdict.step, verdict.reached_at) == ("converged", stays, first)
    assert (verdict.kind, verdict.arrival) == ("converged", first)  # deprecated names
    assert 0 < first <= stays < 3000
    assert verdict.text == f"converged from step {stays}"
    assert verdict.distance == away[-1] <= tolerance(surface)
    assert verdict.length == pytest.approx(sum(np.hypot(*(b - a)) for a, b in zip(path.points, path.points[1:], strict=False)))


def test_momentum_on_the_bowl_reaches_the_minimum_long_before_it_stays():
    """What issue trackers call "converged at step 37": 0.74 away again after that, and within 0.02 for good from step 103."""
    verdict, path = verdict_of(BOWL, MOMENTUM, (6.0, 6.0), 200)
    assert (verdict.reached_at, verdict.step) == (37, 103)
    assert BOWL.distance(*path.points[37:103].T).max() == pytest.approx(0.74, abs=0.01)


def test_the_tolerance_belongs_to_having_reached_the_minimum():
    for away, expected in ((0.02, "converged"), (np.nextafter(0.02, 1.0), "moving")):
        assert judge(BOWL, path_through([(1.0, 0.0), (away, 0.0)])).outcome == expected


def test_a_run_that_starts_at_the_minimum_has_converged_at_once():
    verdict, _ = verdict_of(BOWL, DESCENT, (0.0, 0.0), 5)
    assert verdict == Verdict("converged", 0, "", 0, 0.0, 0.0)
    verdict, _ = verdict_of(BOWL, DESCENT, (0.0, 0.0), 0)
    assert verdict == Verdict("converged", 0, "", 0, 0.0, 0.0)


def test_passing_through_a_minimum_is_not_converging():
    # the heavy ball passes the minimum at full speed, and ends on the far side
    verdict, path = verdict_of(BOWL, MOMENTUM, (1.0, 1.0), 100, learning_rate=0.0002, momentum=0.999)
    away = BOWL.distance(*path.points.T)
    assert away.min() <= tolerance(BOWL) < away[-1]
    assert verdict.outcome == "moving"
    assert verdict.reached_at == int(np.argmax(away <= tolerance(BOWL)))
    assert verdict.step == 100
    assert verdict.distance == away[-1]


def test_a_run_that_returns_has_converged_from_its_return():
    verdict = judge(BOWL, path_through([(1.0, 0.0), (0.01, 0.0), (-1.0, 0.0), (9.0, 0.0), (0.0, 0.01)]))
    assert (verdict.outcome, verdict.step, verdict.reached_at) == ("converged", 4, 1)


def test_a_minimum_outside_the_window_counts_too():
    # converging needs more than being close
    verdict = judge(BOWL, path_through([(1.0, 0.0), (0.0, 0.0)]), ((0.5, 2.0), (-1.0, 1.0)))
    assert verdict.outcome == "converged"


def test_a_minimum_with_noise_is_judged_by_where_the_last_step_ended():
    ends = set()
    for steps in range(100, 130):
        path = descend(BOWL, DESCENT, (0.0, 0.0), steps, {"learning_rate": 0.02}, noise=0.2)
        near = np.hypot(*path.points[-1]) <= tolerance(BOWL)
        assert judge(BOWL, path).outcome == ("converged" if near else "moving")
        ends.add(bool(near))
    assert ends == {True, False}


# Stalled


@pytest.mark.parametrize(
    ("surface", "optimizer", "start", "settings", "where"),
    [
        (SURFACES["monkey_saddle"], DESCENT, (4.0, 0.0), {"learning_rate": 0.05}, "at the saddle (0, 0)"),
        (SURFACES["monkey"], DESCENT, (4.0, 4.0), {"learning_rate": 0.025}, "at the degenerate saddle (0, 0)"),
        (SURFACES["mult"], DESCENT, (0.0, 0.0), {}, "at the local minimum (0, 0)"),
        (SURFACES["easom"], DESCENT, (6.9, -0.9), {}, "on the plain"),
        (PASS, DESCENT, (0.0, 1.5), {"learning_rate": 0.1}, "at a saddle"),
        (dataclasses.replace(PASS, stationary=(Stationary(0.0, 0.0, "pass"),)), DESCENT, (0.0, 1.5), {}, "at the pass (0, 0)"),
        (TILTED, DESCENT, (1.5, 1.0), {"learning_rate": 0.1}, "in a local minimum"),
        (SURFACES["matyas"], OPTIMIZERS["adagrad"], (0.012, 0.012), {"learning_rate": 1e-7}, "short of the minimum"),
        (RIDGE, DESCENT, (0.0, 0.7), {}, "on a ridge"),
        (VALLEY, DESCENT, (1.0, 0.7), {"learning_rate": 0.1}, "in a valley"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_a_gradient_a_run_stalls_at_a_reported_place(surface, optimizer, start, settings, where):
    verdict, path = verdict_of(surface, optimizer, start, 800, **settings)
    assert np.hypot(*surface.gradient(*path.points[-1])) < FLAT
    assert (verdict.outcome, verdict.where, verdict.step) == ("stalled", where, 800)
    assert verdict.text == f"stalled {where}"
    assert verdict.reached_at is None


def test_the_plain_is_a_plain(plain):
    verdict, _ = verdict_of(plain, ADAM, (0.3, 0.3), 10)
    assert (verdict.outcome, verdict.where, verdict.distance) == ("stalled", "on the plain", np.inf)


def test_the_top_of_a_hill_is_no_ridge():
    verdict, _ = verdict_of(HILL, DESCENT, (0.0, 0.0), 10)
    assert verdict.outcome == "stalled"
    assert "ridge" not in verdict.where


def test_one_step_with_a_gradient_is_no_stall():
    # the gradient at the last point counts, not the length of the last step
    verdict, path = verdict_of(BOWL, DESCENT, (1.0, 1.0), 50, learning_rate=1e-5)
    assert np.hypot(*np.diff(path.points[-2:], axis=0)[0]) < FLAT
    assert verdict.outcome == "moving"


def test_a_stall_outside_the_window_is_out_of_sight():
    verdict, _ = verdict_of(SURFACES["easom"], DESCENT, (6.9, -0.9), 10, window=((0.0, 5.0), (0.0, 5.0)))
    assert (verdict.outcome, verdict.step) == ("left", 0)


# Left


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(0, 0)], None),
        ([(0, 0), (1, 1), (-1, -1)], None),  # the edge belongs to the window
        ([(0, 0), (1.0000001, 0)], 1),
        ([(0, 0), (0, -2), (0, -3)], 1),
        ([(0, 0), (0, -2), (0, 0.5)], None),  # it returned
        ([(0, 0), (6, 0), (0, 0), (0, 6), (6, 6)], 3),  # and left again
        ([(6, 6)], 0),
        ([(6, 6), (5, 5), (4, 4)], 0),  # never inside
        ([(6, 6), (0, 0)], None),
        ([(6, 6), (0, 0), (6, 6)], 2),
    ],
    ids=str,
)
def test_left_is_the_first_step_of_the_last_stretch_outside(points, expected):
    assert left_at(np.array(points, dtype=float), SQUARE) == expected
    verdict = judge(BOWL, path_through(points), SQUARE)
    assert (verdict.outcome == "left") == (expected is not None)
    if expected is not None:
        assert verdict.step == expected
        assert verdict.text == (f"left the window at step {expected}" if expected else "never in the window")


def test_a_point_is_written_with_a_typographic_minus():
    verdict = judge(BOWL, path_through([(-0.5, 0.25), (-2, 3)]), SQUARE)
    assert verdict.where == "near (−0.5, 0.25)"
    at = dataclasses.replace(PASS, stationary=(Stationary(-1e-7, -0.00125, "pass"),))
    assert judge(at, path_through([(0, 0)]), SQUARE).where == "at the pass (−1e−07, −0.00125)"


def test_a_run_on_an_unbounded_surface_leaves_at_a_reported_place():
    surface = SURFACES["monkey_saddle"]
    verdict, path = verdict_of(surface, ADAM, (4.0, 0.5), 300)
    (x_low, x_high), (y_low, y_high) = surface.domain
    inside = [x_low <= x <= x_high and y_low <= y <= y_high for x, y in path.points]
    left = len(inside) - inside[::-1].index(True)
    x, y = path.points[left - 1]
    assert (verdict.outcome, verdict.step, verdict.where) == ("left", left, f"near ({x:.3g}, {y:.3g})")
    assert verdict.distance == np.inf
    assert verdict.reached_at is None


def test_a_wider_window_holds_longer():
    surface = SURFACES["monkey_saddle"]
    wide = ((-40.0, 40.0), (-40.0, 40.0))
    assert verdict_of(surface, ADAM, (4.0, 0.5), 120)[0].outcome == "left"
    assert verdict_of(surface, ADAM, (4.0, 0.5), 120, window=wide)[0].outcome == "moving"


def test_a_run_that_swings_out_and_back_has_not_left():
    # from the border, the heavy ball swings out of the window on the other side
    verdict, path = verdict_of(BOWL, MOMENTUM, (0.0, 1.0), 2000, window=SQUARE, learning_rate=0.4, momentum=0.9)
    outside = np.abs(path.points).max(axis=1) > 1.0
    assert not outside.any() or verdict.outcome == "converged"
    narrow = ((-1.0, 1.0), (-0.5, 1.0))
    verdict, path = verdict_of(BOWL, MOMENTUM, (0.0, 1.0), 2000, window=narrow, learning_rate=0.1, momentum=0.9)
    assert np.any(path.points[:, 1] < -0.5)
    assert verdict.outcome == "converged"


# Diverged


@pytest.mark.parametrize(("name", "rate"), [("regression", 10.0), ("monkey", 0.05), ("bowl", 10.0)])
def test_a_run_that_overflows_has_diverged_at_the_step_that_is_not_finite(name, rate):
    surface = SURFACES[name]
    verdict, path = verdict_of(surface, DESCENT, surface.start, 1000, learning_rate=rate)
    assert (verdict.outcome, verdict.step) == ("diverged", path.diverged_at)
    assert verdict.text == f"diverged at step {path.diverged_at}"
    assert len(path.points) == path.diverged_at < 1000
    assert np.isfinite(path.points).all()
    assert not np.isnan(verdict.length)


def test_a_run_that_passed_a_minimum_and_overflowed_has_diverged():
    surface = SURFACES["regression"]
    verdict, _ = verdict_of(surface, DESCENT, surface.minima[0], 5, learning_rate=1.0)
    assert verdict.outcome == "converged"  # the gradient is 0 at the minimum
    path = descend(surface, DESCENT, surface.minima[0], 2000, {"learning_rate": 1.0}, noise=1.0)
    verdict = judge(surface, path)
    assert (verdict.outcome, verdict.reached_at) == ("diverged", 0)


def test_a_start_that_is_not_finite_is_a_result_as_well():
    verdict, path = verdict_of(CLIFF, DESCENT, (-1.0, 0.0), 5)
    assert len(path.points) == 0
    assert verdict == Verdict("diverged", 0, "", None, np.inf, 0.0, broke_off=True)


@pytest.mark.parametrize("steps", [5, 20, 200])
def test_a_run_that_climbs_without_end_has_diverged_before_anything_overflows(steps):
    # on the bowl a rate of 1.5 doubles the distance each step: from (3, 4), f is 25 · 4^t, and at most 98 in the domain
    verdict, path = verdict_of(BOWL, DESCENT, (3.0, 4.0), steps, learning_rate=1.5)
    assert path.diverged_at is None
    assert (verdict.outcome, verdict.step, verdict.text) == ("diverged", 2, "diverged from step 2")
    assert not verdict.broke_off


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(6, 6), (-94, -94), (6, 6), (-94, -94)], "left"),  # oscillation with steps of 100, as with Lion at a rate of 100
        ([(6, 6), (-94, -94), (60, 60), (-40, -40)], "left"),  # on its way back
        ([(6, 6), (-9, -9), (15, 15), (-94, -94)], "diverged"),
        ([(6, 6), (-20, -20), (60, 60)], "diverged"),
        ([(6, 6), (60, 60)], "left"),  # a single step is not enough to tell
        ([(60, 60), (59, 59)], "left"),  # it started out there, and descends
        ([(60, 60)], "left"),
    ],
    ids=str,
)
def test_being_far_out_is_not_divergence_but_climbing_at_the_end_is(points, expected):
    assert judge(BOWL, path_through(points)).outcome == expected


# Moving, and the call itself


def test_any_other_run_is_still_moving():
    verdict, path = verdict_of(BOWL, DESCENT, (6.0, 6.0), 3, learning_rate=0.05)
    assert (verdict.outcome, verdict.step, verdict.where, verdict.reached_at) == ("moving", 3, "", None)
    assert verdict.text == "still moving"
    assert verdict.distance == pytest.approx(np.hypot(6.0, 6.0) * 0.9**3)
    assert verdict.length == pytest.approx(np.hypot(6.0, 6.0) * (1.0 - 0.9**3))
    assert verdict.distance == BOWL.distance(*path.points[-1])


@pytest.mark.slow
def test_every_verdict_has_a_known_outcome(optimizer):
    for surface in SURFACES.values():
        for steps in (0, 1, 30):
            verdict, path = verdict_of(surface, optimizer, surface.start, steps)
            assert verdict.outcome in ("converged", "stalled", "left", "diverged", "moving")
            assert 0 <= verdict.step <= steps
            assert (verdict.where != "") == (verdict.outcome in ("stalled", "left"))
            assert (verdict.reached_at is not None) == bool(np.any(surface.distance(*path.points.T) <= tolerance(surface)))


def test_a_batch_has_no_one_verdict():
    path = descend(BOWL, DESCENT, np.ones((2, 3)), 5)
    with pytest.raises(ValueError, match=r"\btrajectory\b.*\(6, 2, 3\)"):
        judge(BOWL, path)


# What is typed


def test_a_run_on_its_way_past_an_inflection_is_in_no_local_minimum():
    surface = own_surface("x**3 + y**2", ((-5.0, 5.0), (-5.0, 5.0)))
    run = descend(
        surface, OPTIMIZERS["gradient_descent"], start=(1.0, 1.0), steps=200, hyperparameters={"learning_rate": 0.0984}
    )
    assert judge(surface, run).text == "stalled in a valley"
    assert surface.curvatures(*run.points[-1])[0] > LEVEL  # as curved as a minimum
    surface = own_surface("x**3 - 3*x + y**2", ((-5.0, 5.0), (-5.0, 5.0)))
    run = descend(surface, OPTIMIZERS["gradient_descent"], start=(2.0, 1.0), steps=200, hyperparameters={"learning_rate": 0.08})
    assert judge(surface, run).text == "stalled in a local minimum"


@pytest.mark.parametrize("half", [1e-6, 1e-3, 1.0, 1e3])
def test_in_a_window_of_any_size_there_is_a_gradient_to_follow(half):
    surface = own_surface("x**2 + y**2", ((-half, half), (-half, half)))
    runs = [Run(OPTIMIZERS["gradient_descent"], (half / 2, half / 3), {"learning_rate": rate}) for rate in (0.05, 0.0001)]
    there, slow = (judge(surface, path) for path in race(surface, runs, 200))
    assert (there.outcome, slow.outcome) == ("converged", "moving")
    assert flat(surface) <= FLAT
