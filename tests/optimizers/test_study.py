"""The learning-rate sweep: its zones against theory, and against runs that are classified one by one."""

from itertools import pairwise

import numpy as np
import pytest

from optimizers import OPTIMIZERS, _study, descend, judge, rate_bound, schedules, sweep, sweep_rates, target_of
from optimizers._descend import BLOCK
from optimizers._recorders import PROGRESS
from optimizers._study import ZONE_NAMES
from surfaces import SURFACES, own_surface

NAMES = ("bowl", "matyas", "easom", "mult", "monkey", "bukin6")
BOWL, MATYAS, EASOM, MULT, MONKEY, BUKIN = (SURFACES[key] for key in NAMES)
DESCENT, ADAM = OPTIMIZERS["gradient_descent"], OPTIMIZERS["adam"]
RATES = np.geomspace(1e-5, 100.0, 181)  # the lab's rates
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
def test_on_a_quadratic_rates_diverge_from_the_theoretical_limit(surface, key, gamma):
    answer = sweep_rates(SURFACES[surface], OPTIMIZERS[key], SURFACES[surface].start, RATES, 200, with_momentum(key, gamma))
    steepest = np.linalg.eigvalsh(HESSIANS[surface])[-1]
    limit = LIMITS[key](gamma) / steepest
    assert answer.steepest == pytest.approx(steepest)
    assert answer.limit == pytest.approx(limit)
    assert next(zone.low for zone in answer.zones if zone.name == "diverges") == pytest.approx(limit, rel=0.03)
    assert answer.zones[-1].name == "diverges"


def sorted_out(surface, optimizer, rates, steps):
    """The zone of each rate, as a person sorts them out who has run each of them."""
    start, height, target = surface.start, surface.value(*surface.start), target_of(surface)
    paths = [descend(surface, optimizer, start, steps, {"learning_rate": rate}) for rate in rates]
    verdicts = [judge(surface, path) for path in paths]
    if target is None:
        done = [verdict.step if verdict.outcome == "converged" else np.inf for verdict in verdicts]
    else:
        done = [next((t for t, f in enumerate(path.values) if f <= target), np.inf) for path in paths]
    lost = [verdict.outcome == "diverged" for verdict in verdicts]
    done = [np.inf if gone else step for gone, step in zip(lost, done, strict=True)]
    ends = [np.inf if path.diverged_at is not None else path.values[-1] for path in paths]
    anyone = min(done) <= 0.9 * steps  # at a minimum only in the last steps: that may be luck
    quickest = done.index(min(done)) if anyone else ends.index(min(ends))

    def depth(end):  # in digits, if the lowest f is known
        with np.errstate(divide="ignore"):
            digits = -np.log(max((end - surface.lowest) / (height - surface.lowest), 1e-16)) if target is None else 0.0
        return height - end if target is not None else digits

    def zone_name(k):
        if lost[k]:
            return "diverges"
        deepest, slack = depth(ends[quickest]), 1.0 - 1e-12
        if done[k] < np.inf if anyone else depth(ends[k]) >= 0.5 * deepest * slack:
            quick = done[k] <= 1.25 * min(done) if anyone else depth(ends[k]) >= 0.9 * deepest * slack
            return "best" if quick else "good"
        return "too slow" if k < quickest else "too high"

    return [zone_name(k) for k in range(len(rates))]


def assert_sorted_out(surface, optimizer):
    zones = sweep_rates(surface, optimizer, surface.start, FEW, 20).zones
    found = [[zone.name for zone in zones if zone.low <= rate <= zone.high] for rate in FEW]
    assert found == [[name] for name in sorted_out(surface, optimizer, FEW, 20)]
    assert (zones[0].low, zones[-1].high) == (FEW[0], FEW[-1])
    for zone, following in pairwise(zones):
        assert zone.low < zone.high == following.low
        assert zone.name != following.name
    names = {zone.name for zone in zones}
    assert names <= set(ZONE_NAMES)
    assert "best" in names


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)
def test_the_zones_on_a_surface_are_those_of_runs_sorted_out_one_by_one(surface):
    assert_sorted_out(surface, DESCENT)


def test_the_zones_of_an_optimizer_are_those_of_runs_sorted_out_one_by_one(rated):
    assert_sorted_out(BOWL, rated)
    assert_sorted_out(MONKEY, rated)


def test_a_boundary_is_finer_than_the_spacing_of_the_rates():
    coarse = np.geomspace(1e-3, 10.0, 9)
    zones = sweep_rates(BOWL, DESCENT, (3.0, 4.0), coarse, 500).zones
    assert [zone.name for zone in zones][-1] == "diverges"
    assert zones[-1].low == pytest.approx(1.0, rel=0.03)
    slow = 0.5 * (1.0 - (0.02 / 5.0) ** (1.0 / 500.0))  # each step multiplies 5 by 1 − 2α; 500 steps must reach 0.02
    assert zones[0].name == "too slow"
    assert zones[0].high == pytest.approx(slow, rel=0.03)


def test_where_no_run_descends_no_rate_is_good():
    value = np.array([[5.0], [7.0], [8.0], [np.inf]])  # starting at f = 5
    never, diverged = np.full((4, 1), np.inf), np.isinf(value)
    cells = _study._Cells(np.zeros((2, 4, 1)), value, value, value, never, never, diverged)
    rates = np.arange(1.0, 5.0)
    names = _study._Thresholds.of(BOWL, (2.0, 1.0), rates, cells, 9.0).names(rates, cells)
    assert names == ["too slow", "too high", "too high", "diverges"]


def test_at_the_minimum_those_rates_are_best_that_stay_there_in_spite_of_the_noise():
    zones = sweep_rates(BOWL, DESCENT, (0.0, 0.0), RATES, 50, noise=1.0, seeds=np.arange(8)).zones
    assert (zones[0].name, zones[-1].name) == ("best", "diverges")
    assert zones[-1].low == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize("rates", [RATES, FEW[:1].repeat(2) * [1.0, 2.0]], ids=len)
def test_where_no_run_moves_every_rate_is_too_slow(rates):
    zones = sweep_rates(SURFACES["monkey_saddle"], DESCENT, (0.0, 0.0), rates, 20).zones
    assert zones == (("too slow", rates[0], rates[-1]),)


def test_where_f_falls_by_rounding_only_every_rate_is_too_slow():
    surface = own_surface("-exp(-x**2 - y**2)", ((-5.0, 5.0), (-5.0, 5.0)))
    sweep = sweep_rates(surface, OPTIMIZERS["gradient_descent"], (4.0, 4.0), np.geomspace(1e-3, 1.0, 9), 50)
    assert (sweep.value.median < surface.value(4.0, 4.0)).any()
    assert [zone.name for zone in sweep.zones] == ["too slow"]


def test_a_rate_diverges_where_half_of_its_runs_do():
    """Five rates with four seeds each; nobody converges."""
    value = np.array([[1.0] * 4, [5.0] * 4, [11.0] * 4, [11.0] * 4, [np.inf] * 4])
    diverged = np.array([[0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [1, 1, 1, 1]], dtype=bool)
    points = np.arange(40.0).reshape(2, 5, 4)
    never = np.full((5, 4), np.inf)
    cells = _study._Cells(points, value, value, value, never, never, diverged)
    thresholds = _study._Thresholds(good=6.0, well=2.0, fewest=np.inf, best=0, best_rate=1.0)
    assert thresholds.names(np.arange(1.0, 6.0), cells) == ["best", "good", "too high", "diverges", "diverges"]
    assert cells.end(1) == (4.0, 24.0)  # of the first seed


def test_a_boundary_lies_half_way_along_a_logarithmic_scale():
    assert _study._zones({1.0: "good", 4.0: "diverges", 16.0: "diverges"}) == (("good", 1.0, 2.0), ("diverges", 2.0, 16.0))


def test_of_many_boundaries_a_limited_number_is_refined_those_of_divergence_first(monkeypatch):
    refined = []

    def counted(surface, optimizer, start, hyperparameters, *rest, **options):
        refined.append(len(hyperparameters["learning_rate"]) / _study.REFINED)
        return sweep(surface, optimizer, start, hyperparameters, *rest, **options)

    def boundaries(most):
        monkeypatch.setattr(_study, "MAX_REFINED", most)
        sweep_rates(BUKIN, OPTIMIZERS["momentum"], BUKIN.start, RATES, 200)
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
    answer = sweep_rates(MATYAS, OPTIMIZERS[key], (4.0, 3.5), RATES, steps, seeds=seeds, **options)
    settings = {"learning_rate": RATES}
    paths = [descend(MATYAS, OPTIMIZERS[key], (4.0, 3.5), steps, settings, seed=int(seed), **options) for seed in seeds]
    last = np.array([path.points[-1] for path in paths])
    assert np.isfinite(last).all()
    verdicts = [[judge(MATYAS, path.member(k)) for k in range(len(RATES))] for path in paths]
    for found, single in {
        "value": [path.values[-1] for path in paths],
        "best": [path.values.min(axis=0) for path in paths],
        "distance": np.hypot(last[:, 0], last[:, 1]),
        "steps": [[verdict.step if verdict.outcome == "converged" else np.inf for verdict in row] for row in verdicts],
    }.items():
        ranked = np.sort(single, axis=0)
        band = getattr(answer, found)
        for expected, row in zip((ranked[6], ranked[1], ranked[10]), (band.median, band.low, band.high), strict=True):
            np.testing.assert_allclose(row, expected, rtol=1e-12, err_msg=found)
        assert (band.low < band.high).any() or found == "steps"


def test_without_noise_there_is_no_spread_and_what_diverges_is_infinite():
    answer = sweep_rates(BOWL, DESCENT, BOWL.start, RATES, 400)
    for band in (answer.value, answer.best, answer.distance, answer.steps):
        np.testing.assert_array_equal(band.low, band.median)
        np.testing.assert_array_equal(band.high, band.median)
    assert answer.value.median[-1] == answer.distance.median[-1] == answer.steps.median[-1] == np.inf
    assert answer.best.median[-1] == BOWL.value(*BOWL.start)


def test_where_a_minimum_is_known_nothing_stands_in_for_it():
    assert target_of(BOWL) is None
    assert sweep_rates(BOWL, DESCENT, BOWL.start, FEW, 5).target is None


def test_where_no_minimum_is_known_the_target_is_the_lowest_f_in_the_domain():
    (low, _), (_, high) = MONKEY.domain
    assert target_of(MONKEY) == low**3 + 3.0 * low * high**2
    answer = sweep_rates(MONKEY, DESCENT, (1.0, 1.0), FEW, 50)
    assert answer.target == target_of(MONKEY)
    paths = [descend(MONKEY, DESCENT, (1.0, 1.0), 50, {"learning_rate": rate}) for rate in FEW]
    kept = [path.diverged_at is None for path in paths]
    hits = [next((t for t, f in enumerate(path.values) if f <= answer.target), np.inf) for path in paths]
    np.testing.assert_array_equal(answer.steps.median, np.where(kept, hits, np.inf))


@pytest.mark.parametrize("text", ["sqrt(x)+y", "log(x)+y**2", "sqrt(9-x**2-y**2)", "log(x*y)", "1/x+y**2", "y/(x-y)"])
def test_a_target_and_a_sweep_are_defined_on_a_surface_with_holes(text):
    surface = own_surface(text, ((-5.0, 5.0), (-5.0, 5.0)))
    assert target_of(surface) is None or np.isfinite(target_of(surface))
    answer = sweep_rates(surface, DESCENT, surface.start, FEW, 60)
    for zone in answer.zones:
        assert zone.name in ZONE_NAMES
    assert not np.isnan([answer.value.median, answer.best.median, answer.distance.median, answer.steps.median]).any()


def test_zone_at_returns_the_zone_of_a_rate():
    answer = sweep_rates(MATYAS, ADAM, MATYAS.start, RATES, 200)
    for zone in answer.zones:
        assert answer.zone_at(np.sqrt(zone.low * zone.high)) == zone.name
    assert answer.zone_at(100.0) == "good"  # Adam converges on Matyas at the highest rate there is
    assert judge(MATYAS, descend(MATYAS, ADAM, MATYAS.start, 200, {"learning_rate": 100.0})).outcome == "converged"


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
    answer = sweep_rates(himmelblau, DESCENT, start, RATES, 60)
    best = int(answer.steps.median.argmin())
    assert answer.limit == limits[best] != limits[0]


def test_where_theory_knows_no_limit_none_is_given():
    assert rate_bound(BOWL, ADAM, (1.0, 1.0), {}) == (None, None)
    assert rate_bound(MONKEY, DESCENT, (1.0, 1.0), {}) == (None, None)
    answer = sweep_rates(MONKEY, DESCENT, MONKEY.start, RATES, 10)
    assert (answer.limit, answer.steepest) == (None, None)


# Watching


class Enough(Exception):  # noqa: N818
    pass


def test_the_shares_of_the_work_rise_to_one_across_blocks():
    shares = []
    starts = np.zeros((2, 2 * BLOCK + 3))
    sweep(BOWL, DESCENT, starts, None, 3 * PROGRESS, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert len(shares) == 2 * (3 * PROGRESS + 1) + 4  # at each step of a full block, less often in the small one
    shares.clear()
    sweep_rates(BOWL, DESCENT, BOWL.start, FEW, 6 * PROGRESS, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) == 2 * 7  # once for all rates, and once for the boundaries between zones


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7])
def test_an_exception_in_the_progress_callback_stops_the_work(share):
    """Wherever it is: in the sweep over the rates, and while the boundaries are found more exactly."""
    shares = []

    def progress(done):
        shares.append(done)
        if done >= share:
            raise Enough

    with pytest.raises(Enough):
        sweep_rates(BOWL, DESCENT, BOWL.start, FEW, 1000, progress=progress)
    assert share <= shares[-1] < share + 0.02
    assert all(done < share for done in shares[:-1])


# What a sweep keeps on the way


def test_the_points_on_the_way_are_those_of_the_paths(rated):
    rates = {"learning_rate": np.geomspace(1e-3, 3.0, 7)}
    options = {"noise": 0.3, "seed": np.arange(7), "schedule": schedules.cosine()}
    points = descend(MATYAS, rated, np.repeat([[4.0], [3.5]], 7, axis=1), 12, rates, **options).points
    for at in ([0], [12], [0, 1, 7, 12], range(13), np.array([3, 5]), []):
        outcome = sweep(MATYAS, rated, (4.0, 3.5), rates, 12, at=at, **options)
        np.testing.assert_array_equal(outcome.path, points[list(at)])


def test_the_points_on_the_way_have_no_seam_between_blocks():
    rates = {"learning_rate": np.geomspace(1e-3, 0.5, BLOCK + 3)}
    path = sweep(BOWL, DESCENT, (6.0, -6.0), rates, 3, at=(1, 3)).path
    once = 6.0 * (1.0 - 2.0 * rates["learning_rate"])
    np.testing.assert_allclose(path[0], [once, -once])
    thrice = 6.0 * (1.0 - 2.0 * rates["learning_rate"]) ** 3
    np.testing.assert_allclose(path[1], [thrice, -thrice])


def test_the_best_is_the_lowest_on_the_way(rated):
    rates = {"learning_rate": np.geomspace(1e-3, 50.0, 9)}
    values = descend(MATYAS, rated, (4.0, 3.5), 80, rates, noise=0.5).values
    best = sweep(MATYAS, rated, (4.0, 3.5), rates, 80, noise=0.5).best
    np.testing.assert_array_equal(best, np.nanmin(values, axis=0))
    assert (best < values[-1]).any()


@pytest.mark.parametrize(
    "at", [[-1], [11], [3, 2], [2, 2], [1.0], ["1"], "12", None, 5, [None], [[1, 2]], [np.nan], np.array([1.5])], ids=str
)
def test_invalid_steps_are_rejected_by_name(at):
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
def test_a_member_of_a_batch_is_its_run_alone(rated, draw, member, steps):
    settings = {**draw(rated, 6, seed=2), "learning_rate": np.array([1e-3, 0.1, 1e60, 1.0, 1e200, 1e300])}
    seeds, decays, starts = np.arange(6), np.linspace(0.0, 0.5, 6), np.random.default_rng(1).uniform(-3.0, 3.0, (2, 6))
    batch = descend(MONKEY, rated, starts, steps, settings, noise=0.5, seed=seeds, schedule=schedules.inverse_time(decays))
    ends = set()
    for k in range(6):
        plan = schedules.inverse_time(float(decays[k]))
        alone = descend(MONKEY, rated, starts[:, k], steps, member(settings, k), noise=0.5, seed=int(seeds[k]), schedule=plan)
        assert_same(batch.member(k), alone)
        ends.add(alone.diverged_at is None)
    assert ends == ({True, False} if steps else {True})
