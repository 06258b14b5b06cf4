"""How an optimizer answers to its learning rate: its zones against theory, and against runs that are sorted out one by one."""

from itertools import pairwise

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Outcome, _study, descend, diverged, goal_of, rate_bound, respond, schedules, sweep
from optimizers._descend import BLOCK, WATCH
from optimizers._study import KINDS
from surfaces import SURFACES

BOWL, MATYAS, EASOM, MULT, MONKEY = (SURFACES[key] for key in ("bowl", "matyas", "easom", "mult", "monkey"))
DESCENT, ADAM = OPTIMIZERS["gradient_descent"], OPTIMIZERS["adam"]
RATES = np.geomspace(1e-5, 100.0, 181)  # those of the lab
FEW = np.geomspace(1e-4, 100.0, 37)

HESSIANS = {
    "bowl": [[2.0, 0.0], [0.0, 2.0]],
    "matyas": [[0.52, -0.48], [-0.48, 0.52]],
    "regression": 2.0 * np.mean([[[x * x, x], [x, 1.0]] for x in range(9)], axis=0),
}
LIMITS = {
    "gradient_descent": lambda gamma: 2.0,
    "momentum": lambda gamma: 2.0 * (1.0 + gamma),
    "nesterov": lambda gamma: 2.0 * (1.0 + gamma) / (1.0 + 2.0 * gamma),
}
CASES = [(key, gamma) for key in LIMITS for gamma in ((0.0,) if key == "gradient_descent" else (0.0, 0.5, 0.9, 0.99))]


def with_momentum(key, gamma):
    return {} if key == "gradient_descent" else {"momentum": gamma}


# Zones


@pytest.mark.parametrize(("key", "gamma"), CASES)
@pytest.mark.parametrize("surface", HESSIANS)
def test_on_a_quadratic_rates_diverge_from_where_theory_says(surface, key, gamma):
    answer = respond(SURFACES[surface], OPTIMIZERS[key], SURFACES[surface].start, RATES, 200, with_momentum(key, gamma))
    steepest = np.linalg.eigvalsh(HESSIANS[surface])[-1]
    limit = LIMITS[key](gamma) / steepest
    assert answer.steepest == pytest.approx(steepest)
    assert answer.limit == pytest.approx(limit)
    assert next(zone.low for zone in answer.zones if zone.kind == "diverges") == pytest.approx(limit, rel=0.03)
    assert answer.zones[-1].kind == "diverges"


def sorted_out(surface, optimizer, rates, steps):
    """The kind of each rate, as a person sorts them out who has run each of them."""
    start, height = surface.start, surface.value(*surface.start)
    values = descend(surface, optimizer, start, steps, {"learning_rate": rates}).values.T
    points = sweep(surface, optimizer, start, {"learning_rate": rates}, steps).points.T
    arrivals = [next((t for t, f in enumerate(path) if f <= goal_of(surface, start)), np.inf) for path in values]
    ends = [path[-1] if np.isfinite(path[-1]) else np.inf for path in values]
    arrived = [end <= goal_of(surface, start) for end in ends]
    if any(arrived):
        fewest = min(arrival for arrival, there in zip(arrivals, arrived, strict=True) if there)
        quickest = next(k for k in range(len(rates)) if arrived[k] and arrivals[k] == fewest)
    else:
        quickest = ends.index(min(ends))
    deepest = height - ends[quickest]

    def kind(k):
        (x_low, x_high), (y_low, y_high) = surface.domain
        x, y = points[k]
        within = abs(x - (x_low + x_high) / 2) <= x_high - x_low and abs(y - (y_low + y_high) / 2) <= y_high - y_low
        if ends[k] == np.inf or (ends[k] > height and not within):
            return "diverges"
        if arrived[k] if any(arrived) else height - ends[k] >= 0.5 * deepest:
            quick = arrivals[k] <= 1.25 * fewest if any(arrived) else height - ends[k] >= 0.9 * deepest
            return "best" if quick else "good"
        return "too slow" if k < quickest else "too high"

    return [kind(k) for k in range(len(rates))]


def assert_sorted_out(surface, optimizer):
    zones = respond(surface, optimizer, surface.start, FEW, 20).zones
    found = [[zone.kind for zone in zones if zone.low <= rate <= zone.high] for rate in FEW]
    assert found == [[kind] for kind in sorted_out(surface, optimizer, FEW, 20)]
    assert (zones[0].low, zones[-1].high) == (FEW[0], FEW[-1])
    for zone, following in pairwise(zones):
        assert zone.low < zone.high == following.low
        assert zone.kind != following.kind
    kinds = {zone.kind for zone in zones}
    assert kinds <= set(KINDS)
    assert "best" in kinds


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_the_zones_on_a_surface_are_those_of_runs_sorted_out_one_by_one(surface):
    assert_sorted_out(surface, DESCENT)


def test_the_zones_of_an_optimizer_are_those_of_runs_sorted_out_one_by_one(optimizer):
    assert_sorted_out(BOWL, optimizer)
    assert_sorted_out(MONKEY, optimizer)


def test_a_boundary_is_told_more_exactly_than_the_rates_lie_apart():
    coarse = np.geomspace(1e-3, 10.0, 9)
    zones = respond(BOWL, DESCENT, (3.0, 4.0), coarse, 500).zones
    assert [zone.kind for zone in zones][-1] == "diverges"
    assert zones[-1].low == pytest.approx(1.0, rel=0.03)
    tenth = 0.5 * (1.0 - 1e-3 ** (1.0 / 1000.0))  # f falls by (1 − 2α)² a step, and has to fall to a thousandth in 500
    assert zones[0].kind == "too slow"
    assert zones[0].high == pytest.approx(tenth, rel=0.03)


def test_where_nobody_descends_no_rate_is_called_good():
    answer = respond(BOWL, DESCENT, (0.0, 0.0), RATES, 50, noise=1.0, seeds=np.arange(8))
    assert {zone.kind for zone in answer.zones} <= {"too slow", "too high", "diverges"}
    assert np.isfinite(answer.value.median).any()


@pytest.mark.parametrize("rates", [RATES, FEW[:1].repeat(2) * [1.0, 2.0]], ids=len)
def test_where_nobody_moves_every_rate_is_too_slow(rates):
    zones = respond(SURFACES["monkey_saddle"], DESCENT, (0.0, 0.0), rates, 20).zones
    assert zones == (("too slow", rates[0], rates[-1]),)


def test_a_rate_diverges_where_half_of_its_runs_are_high_and_far_away():
    """Six rates with four seeds each, measured from a height of 10; the last ends just as high as it began."""
    value = np.array([[1.0] * 4, [5.0] * 4, [11.0] * 4, [11.0] * 4, [np.inf] * 4, [10.0] * 4])
    outside = np.array([[1, 1, 1, 1], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1]], dtype=bool)
    points = np.arange(48.0).reshape(2, 6, 4)
    cells = _study._Cells(points, value, value, value, np.full((6, 4), np.inf), outside)
    ruler = _study._Ruler(height=10.0, good=6.0, well=2.0, fewest=np.inf, best=0, best_rate=1.0)
    assert ruler.kinds(np.arange(1.0, 7.0), cells) == ["best", "good", "too high", "diverges", "diverges", "too high"]
    assert cells.end(1) == (4.0, 28.0)  # of the first seed


def test_a_boundary_lies_half_way_along_a_logarithmic_scale():
    assert _study._zones({1.0: "good", 4.0: "diverges", 16.0: "diverges"}) == (("good", 1.0, 2.0), ("diverges", 2.0, 16.0))


def test_of_many_boundaries_those_of_what_diverges_are_told_more_exactly_and_not_too_many(monkeypatch):
    refined = []

    def counted(surface, optimizer, start, hyperparameters, *rest, **options):
        refined.append(len(hyperparameters["learning_rate"]) / _study.REFINED)
        return sweep(surface, optimizer, start, hyperparameters, *rest, **options)

    def boundaries(most):
        monkeypatch.setattr(_study, "MOST_REFINED", most)
        respond(MULT, DESCENT, MULT.start, RATES, 200)
        return refined[-1]

    monkeypatch.setattr(_study, "sweep", counted)
    everything = boundaries(1000)
    assert boundaries(int(everything)) == everything
    assert 2 < boundaries(int(everything) - 1) < everything - 1
    assert boundaries(2) == 2


# Quantities


@pytest.mark.parametrize("key", ["gradient_descent", "nesterov", "adam"])
def test_a_spread_is_that_of_the_runs_of_each_seed(key):
    seeds, steps, decay = np.arange(20, 32), 40, schedules.inverse_time(0.05)
    options = {"noise": 0.4, "schedule": decay}
    answer = respond(MATYAS, OPTIMIZERS[key], (4.0, 3.5), RATES, steps, seeds=seeds, **options)
    settings = {"learning_rate": RATES}
    paths = [descend(MATYAS, OPTIMIZERS[key], (4.0, 3.5), steps, settings, seed=int(seed), **options) for seed in seeds]
    last = np.array([path.points[-1] for path in paths])
    assert np.isfinite(last).all()
    reached = np.array([path.values <= answer.goal for path in paths])
    for found, single in {
        "value": [path.values[-1] for path in paths],
        "best": [path.values.min(axis=0) for path in paths],
        "distance": np.hypot(last[:, 0], last[:, 1]),
        "steps": np.where(reached.any(axis=1), reached.argmax(axis=1), np.inf),
    }.items():
        ranked = np.sort(single, axis=0)
        spread = getattr(answer, found)
        for expected, row in zip((ranked[6], ranked[1], ranked[10]), (spread.median, spread.low, spread.high), strict=True):
            np.testing.assert_allclose(row, expected, rtol=1e-12, err_msg=found)
        assert (spread.low < spread.high).any()


def test_without_noise_there_is_no_spread_and_what_diverges_is_infinite():
    answer = respond(BOWL, DESCENT, BOWL.start, RATES, 400)
    for spread in (answer.value, answer.best, answer.distance, answer.steps):
        np.testing.assert_array_equal(spread.low, spread.median)
        np.testing.assert_array_equal(spread.high, spread.median)
    assert answer.value.median[-1] == answer.distance.median[-1] == answer.steps.median[-1] == np.inf
    assert answer.best.median[-1] == BOWL.value(*BOWL.start)


def test_the_goal_is_a_thousandth_of_the_way_up():
    assert goal_of(BOWL, (3.0, 4.0)) == pytest.approx(0.025)
    assert goal_of(EASOM, (0.0, 0.0)) == pytest.approx(-0.999)


def test_where_no_minimum_is_known_the_goal_is_the_lowest_in_the_domain():
    (low, _), (_, high) = MONKEY.domain
    assert goal_of(MONKEY, (1.0, 1.0)) == low**3 + 3.0 * low * high**2


# Limits


def test_a_bound_takes_the_curvature_at_the_minimum_and_hyperparameters_of_many():
    gammas = np.array([0.0, 0.5, 0.9])
    limit, steepest = rate_bound(MATYAS, OPTIMIZERS["momentum"], (3.0, 1.0), {"momentum": gammas})
    assert steepest == pytest.approx(1.0)
    np.testing.assert_allclose(limit, 2.0 * (1.0 + gammas))
    assert rate_bound(EASOM, DESCENT, (2.0, 2.0), {}) == pytest.approx((2.0 / 3.0, 3.0))  # f ≈ −1 + 3/2 r² at (π, π)
    assert rate_bound(MULT, DESCENT, (0.5, 4.0), {}) == pytest.approx((2.0, 1.0))  # sin″ at 3π/2, all along the ring


def test_the_limit_is_that_of_the_minimum_which_the_best_rate_reaches():
    himmelblau, start = SURFACES["himmelblau"], (-0.3, -0.9)
    ends = sweep(himmelblau, DESCENT, start, {"learning_rate": RATES}, 60).points.T
    limits = [rate_bound(himmelblau, DESCENT, end, {})[0] for end in ends[np.isfinite(ends).all(axis=1)]]
    answer = respond(himmelblau, DESCENT, start, RATES, 60)
    best = int(answer.steps.median.argmin())
    assert answer.limit == limits[best] != limits[0]


def test_where_theory_knows_no_limit_none_is_given():
    assert rate_bound(BOWL, ADAM, (1.0, 1.0), {}) == (None, None)
    assert rate_bound(MONKEY, DESCENT, (1.0, 1.0), {}) == (None, None)
    answer = respond(MONKEY, DESCENT, MONKEY.start, RATES, 10)
    assert (answer.limit, answer.steepest) == (None, None)


def test_a_run_has_diverged_where_f_is_not_finite_or_it_is_high_and_far_away():
    points = np.array([[0.0, 13.9, 14.1, 14.1, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, -14.1, 0.0]])
    values = np.array([0.0, 99.0, 99.0, 71.0, 99.0, np.nan])  # on the bowl, −7 to 7, from a height of 72
    outcome = Outcome(points, values, np.full(6, -1), values, np.empty((0, 2, 6)))
    assert diverged(BOWL, BOWL.start, outcome).tolist() == [False, False, True, False, True, True]


# Watching


class Enough(Exception):  # noqa: N818
    pass


def test_the_shares_of_the_work_rise_to_one_across_blocks():
    shares = []
    starts = np.zeros((2, 2 * BLOCK + 3))
    sweep(BOWL, DESCENT, starts, None, 3 * WATCH, watch=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert len(shares) == 3 * 4
    shares.clear()
    respond(BOWL, DESCENT, BOWL.start, FEW, 6 * WATCH, watch=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) == 2 * 7  # once over the rates, and once more about the boundaries between the zones


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_what_a_watcher_raises_stops_the_work(share):
    """Wherever it is: in the sweep over the rates, and while the boundaries are found more exactly."""
    shares = []

    def watch(done):
        shares.append(done)
        if done >= share:
            raise Enough

    with pytest.raises(Enough):
        respond(BOWL, DESCENT, BOWL.start, FEW, 1000, watch=watch)
    assert share <= shares[-1] < share + 0.02
    assert all(done < share for done in shares[:-1])


# What a sweep keeps on the way


def test_the_points_on_the_way_are_those_of_the_paths(optimizer):
    rates = {"learning_rate": np.geomspace(1e-3, 3.0, 7)}
    options = {"noise": 0.3, "seed": np.arange(7), "schedule": schedules.cosine()}
    points = descend(MATYAS, optimizer, np.repeat([[4.0], [3.5]], 7, axis=1), 12, rates, **options).points
    for at in ([0], [12], [0, 1, 7, 12], range(13), np.array([3, 5]), []):
        outcome = sweep(MATYAS, optimizer, (4.0, 3.5), rates, 12, at=at, **options)
        np.testing.assert_array_equal(outcome.path, points[list(at)])


def test_the_points_on_the_way_have_no_seam_between_blocks():
    rates = {"learning_rate": np.geomspace(1e-3, 0.5, BLOCK + 3)}
    path = sweep(BOWL, DESCENT, (6.0, -6.0), rates, 3, at=(1, 3)).path
    once = 6.0 * (1.0 - 2.0 * rates["learning_rate"])
    np.testing.assert_allclose(path[0], [once, -once])
    thrice = 6.0 * (1.0 - 2.0 * rates["learning_rate"]) ** 3
    np.testing.assert_allclose(path[1], [thrice, -thrice])


def test_the_best_is_the_lowest_on_the_way(optimizer):
    rates = {"learning_rate": np.geomspace(1e-3, 50.0, 9)}
    values = descend(MATYAS, optimizer, (4.0, 3.5), 80, rates, noise=0.5).values
    best = sweep(MATYAS, optimizer, (4.0, 3.5), rates, 80, noise=0.5).best
    np.testing.assert_array_equal(best, np.nanmin(values, axis=0))
    assert (best < values[-1]).any()


@pytest.mark.parametrize(
    "at", [[-1], [11], [3, 2], [2, 2], [1.0], ["1"], "12", None, 5, [None], [[1, 2]], [np.nan], np.array([1.5])], ids=str
)
def test_steps_that_make_no_sense_are_refused_by_name(at):
    with pytest.raises(ValueError, match=r"^at must "):
        sweep(BOWL, DESCENT, (1.0, 1.0), None, 10, at=at)


# A member of a batch


def assert_same(one, other):
    for name in ("points", "values", "gradients", "learning_rates"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert one.states.dtype == other.states.dtype
    assert one.states.shape == other.states.shape
    for name in one.states.dtype.names or ():
        np.testing.assert_array_equal(one.states[name], other.states[name], err_msg=name)
    assert type(one.diverged_at) is type(other.diverged_at)
    assert one.diverged_at == other.diverged_at


@pytest.mark.parametrize("steps", [0, 1, 15])
def test_a_member_of_a_batch_is_its_run_alone(optimizer, draw, member, steps):
    settings = {**draw(optimizer, 6, seed=2), "learning_rate": np.array([1e-3, 0.1, 1e60, 1.0, 1e200, 1e300])}
    seeds, decays, starts = np.arange(6), np.linspace(0.0, 0.5, 6), np.random.default_rng(1).uniform(-3.0, 3.0, (2, 6))
    batch = descend(MONKEY, optimizer, starts, steps, settings, noise=0.5, seed=seeds, schedule=schedules.inverse_time(decays))
    ends = set()
    for k in range(6):
        plan = schedules.inverse_time(float(decays[k]))
        alone = descend(
            MONKEY, optimizer, starts[:, k], steps, member(settings, k), noise=0.5, seed=int(seeds[k]), schedule=plan
        )
        assert_same(batch.member(k), alone)
        ends.add(alone.diverged_at is None)
    assert ends == ({True, False} if steps else {True})
