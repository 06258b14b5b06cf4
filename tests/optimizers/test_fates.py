"""Fates agree with single runs, the variance over seeds with theory, and border dimensions with known values."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from optimizers import (
    OPTIMIZERS,
    Change,
    Run,
    box_dimension,
    classify,
    descend,
    ensemble,
    fates,
    milestones,
    quadratic,
    schedules,
    stationary_variance,
)
from optimizers._requests import as_generator
from surfaces import SURFACES, own_surface

BOWL, HIMMELBLAU, MULT = SURFACES["bowl"], SURFACES["himmelblau"], SURFACES["mult"]
DESCENT, MOMENTUM, ADAM = (OPTIMIZERS[key] for key in ("gradient_descent", "momentum", "adam"))
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))
HOLED = [own_surface(text, SQUARE) for text in ("x**2+y**2+log(x+3)", "sqrt(x)+y", "x*y")]


def window(surface, side, wider=1.0):
    """A grid of starts, (2, side²), over the domain of a surface, or as many times as wide."""
    axes = [(low + high) / 2 + wider * (high - low) * np.linspace(-0.5, 0.5, side) for low, high in surface.domain]
    return np.array([coordinate.ravel() for coordinate in np.meshgrid(*axes)])


def fate_of(surface, path):
    """(minimum, outcome, steps) of one path: as `classify` says, and the nearest of the minima by the plainest reading."""
    verdict = classify(surface, path)
    if verdict.outcome != "converged":
        return -1, verdict.outcome, -1
    away = [np.hypot(*(path.points[-1] - minimum)) for minimum in surface.minima]
    return (int(np.argmin(away)) if away else -1), verdict.outcome, verdict.step


def fates_alone(surface, optimizer, starts, settings, steps, **options):
    """What `told` says of a run from each start, one after the other."""
    paths = (descend(surface, optimizer, start, steps, settings, keep_states=False, **options) for start in starts.T)
    return [fate_of(surface, path) for path in paths]


def cells(found):
    return list(zip(found.minimum.tolist(), found.outcome.tolist(), found.steps.tolist(), strict=True))


# Fates


@pytest.mark.slow
def test_five_hundred_cells_agree_with_single_runs():
    """Four cells of each of 125 maps: of any surface and optimizer, some at a rate far too high, some with noise."""
    random, outcomes, places = np.random.default_rng(16), Counter(), [*SURFACES.values(), *HOLED]
    for _ in range(125):
        surface, optimizer = (
            places[random.integers(len(places))],
            list(OPTIMIZERS.values())[random.integers(len(OPTIMIZERS))],
        )
        starts = window(surface, 9, wider=random.choice([1.0, 1.3]))[:, random.choice(81, 4, replace=False)]
        settings = {"learning_rate": 10.0 ** random.uniform(-3.0, 0.5)} if optimizer.has_learning_rate else {}
        options = {"noise": float(random.choice([0.0, 0.0, 0.2])), "seed": int(random.integers(99))}
        found = cells(fates(surface, optimizer, starts, settings, 80, **options))
        assert found == fates_alone(surface, optimizer, starts, settings, 80, **options), (surface.title, optimizer.title)
        outcomes.update(outcome for _, outcome, _ in found)
    assert set(outcomes) == {"converged", "stalled", "left", "diverged", "moving"}
    assert min(outcomes.values()) > 10


@pytest.mark.parametrize(("optimizer", "rate", "reached"), [(DESCENT, 0.02, {0, 1}), (MOMENTUM, 0.01, {0, 1, 2, 3})])
def test_the_rate_decides_which_minima_of_himmelblau_exist(optimizer, rate, reached):
    starts = window(HIMMELBLAU, 48)
    found = fates(HIMMELBLAU, optimizer, starts, {"learning_rate": rate}, 200)
    assert set(found.shares) - {-1} == reached
    assert (0.44 < found.shares[-1] < 0.48) == (optimizer is DESCENT)  # 46 % reach no minimum
    unstable = {k for k, minimum in enumerate(HIMMELBLAU.minima) if rate * HIMMELBLAU.curvatures(*minimum)[1] > 2.0}
    assert optimizer is MOMENTUM or reached.isdisjoint(unstable)
    some = np.random.default_rng(1).choice(starts.shape[1], 12, replace=False)
    assert [cells(found)[k] for k in some] == fates_alone(HIMMELBLAU, optimizer, starts[:, some], {"learning_rate": rate}, 200)


def test_shares_are_those_of_a_count():
    starts = window(HIMMELBLAU, 48)
    found = fates(HIMMELBLAU, DESCENT, starts, {"learning_rate": 0.02}, 200)
    points = starts.copy()
    for _ in range(200):
        x, y = points
        u, v = x * x + y - 11.0, x + y * y - 7.0
        points -= 0.02 * np.array([4.0 * x * u + 2.0 * v, 2.0 * u + 4.0 * y * v])
    counts = [float(np.mean(np.hypot(*(points.T - minimum).T) < 1e-6)) for minimum in HIMMELBLAU.minima]
    assert [found.shares.get(k, 0.0) for k in range(4)] == counts
    assert sum(found.shares.values()) == pytest.approx(1.0)


def test_fates_report_progress_and_can_be_stopped():
    shares = []
    fates(HIMMELBLAU, DESCENT, window(HIMMELBLAU, 8), {"learning_rate": 0.02}, 200, progress=shares.append)
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < shares[-1] <= 1.0

    def leave(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fates(HIMMELBLAU, DESCENT, window(HIMMELBLAU, 8), {"learning_rate": 0.02}, 200, progress=leave)


def test_a_minimum_on_a_ring_has_no_place_among_the_points():
    on_ring = MULT.nearest_minimum(*MULT.start)
    assert cells(fates(MULT, DESCENT, on_ring, {"learning_rate": 1e-4}, 5)) == [(-1, "converged", 0)]
    both = replace(MULT, minima=(on_ring,))
    across = np.array([on_ring, np.negative(on_ring)]).T
    assert fates(both, DESCENT, across, {"learning_rate": 1e-4}, 5).minimum.tolist() == [0, -1]


def test_settings_and_seeds_may_be_one_for_each_start():
    rates, seeds = np.array([0.01, 0.3, 1.5]), np.array([4, 5, 6])
    found = fates(BOWL, DESCENT, (3.0, 2.0), {"learning_rate": rates}, 60, noise=0.1, seed=seeds)
    runs = [
        descend(BOWL, DESCENT, (3.0, 2.0), 60, {"learning_rate": rate}, noise=0.1, seed=int(seed))
        for rate, seed in zip(rates, seeds, strict=True)
    ]
    assert cells(found) == [fate_of(BOWL, path) for path in runs]
    assert (found.minimum.dtype.kind, found.steps.dtype.kind) == ("i", "i")


def test_a_schedule_changes_the_fate():
    fading = fates(BOWL, DESCENT, (3.0, 2.0), {"learning_rate": 1.1}, 60, schedule=schedules.inverse_time(0.1))
    assert fading.outcome.tolist() == ["converged"]
    assert fates(BOWL, DESCENT, (3.0, 2.0), {"learning_rate": 1.1}, 60).outcome.tolist() == ["diverged"]


FATES = {"surface": BOWL, "optimizer": ADAM, "starts": np.ones((2, 3)), "hyperparameters": None, "steps": 3}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("surface", BOWL.objective),
        ("surface", "bowl"),
        ("optimizer", "adam"),
        ("starts", np.ones((3, 2))),
        ("starts", [[1.0], [2.0, 3.0]]),
        ("starts", [[np.nan], [1.0]]),
        ("hyperparameters", 5),
        ("learning_rate", [0.1, 0.2]),
        ("steps", -1),
        ("steps", 2.5),
        ("noise", np.nan),
        ("seed", -1),
        ("seed", [[1], [2, 3]]),
        ("schedule", 0.1),
    ],
    ids=lambda value: re.sub(r" at 0x\w+|\n", "", str(value))[:30],
)
def test_a_wrong_argument_is_named(name, value):
    arguments = {name: value} if name != "learning_rate" else {"hyperparameters": {name: value}}
    with pytest.raises(ValueError, match=rf"(?i)\b{name}"):
        fates(**{**FATES, **arguments})


# Ensembles


def test_an_ensemble_is_the_same_run_under_every_seed():
    run = Run(ADAM, BOWL.start, {"learning_rate": 0.3}, schedules.inverse_time(0.1), [Change(10, {"learning_rate": 0.1})])
    cloud = ensemble(BOWL, run, 40, noise=0.5, seeds=[3, 8, 8])
    assert (cloud.points.shape, cloud.values.shape) == ((41, 2, 3), (41, 3))
    np.testing.assert_array_equal(cloud.points[..., 1], cloud.points[..., 2])
    plain = ensemble(BOWL, Run(ADAM, BOWL.start), 40, noise=0.5, seeds=[3, 8])
    for k, seed in enumerate([3, 8]):
        path = descend(BOWL, ADAM, BOWL.start, 40, noise=0.5, seed=seed)
        np.testing.assert_array_equal(plain.points[..., k], path.points)
        np.testing.assert_array_equal(plain.values[..., k], path.values)
    assert ensemble(BOWL, run, 0, noise=0.5, seeds=7).points.shape == (1, 2, 1)


def test_an_ensemble_reports_which_members_converged():
    cloud = ensemble(BOWL, Run(DESCENT, (1.0, 1.0), {"learning_rate": 0.1}), 60, noise=0.02, seeds=np.arange(50))
    for k, steps in enumerate(milestones(BOWL, cloud).converged_at):
        verdict = classify(BOWL, cloud.member(k))
        assert steps == (verdict.step if verdict.outcome == "converged" else -1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("run", None),
        ("run", ADAM),
        ("run", [Run(ADAM, (1.0, 2.0))]),
        ("start", Run(ADAM, (1.0, 2.0, 3.0))),
        ("seed", Run(ADAM, np.ones((2, 3)))),
        ("seeds", [-1]),
        ("seeds", [0.5]),
        ("seeds", []),
        ("seeds", [[1, 2]]),
        ("seeds", [[1], [2, 3]]),
        ("seeds", None),
        ("noise", -1.0),
        ("steps", -1),
        ("surface", "bowl"),
    ],
    ids=lambda value: re.sub(r" at 0x\w+|\n", "", str(value))[:30],
)
def test_a_wrong_argument_of_an_ensemble_is_named(name, value):
    arguments = {"surface": BOWL, "run": Run(ADAM, (1.0, 2.0)), "steps": 3, "noise": 0.1, "seeds": [1, 2]}
    arguments |= {"run" if isinstance(value, Run) else name: value}
    with pytest.raises(ValueError, match=rf"\b{name}\b"):
        ensemble(**arguments)


@pytest.mark.parametrize(
    ("surface", "start", "place"),
    [
        (own_surface("x**2 - y**2", SQUARE), (1.0, 0.0), "saddle"),
        (SURFACES["easom"], (0.0, 0.0), "plain"),
        (SURFACES["six_hump_camel"], (1.7, -0.8), "valley"),  # a local minimum
        (BOWL, (1.0, 1.0), ""),
    ],
    ids=lambda value: getattr(value, "title", str(value)),
)
def test_the_place_where_a_run_stalls_is_reported(surface, start, place):
    assert fates(surface, DESCENT, start, {"learning_rate": 0.05}, 300).place.tolist() == [place]


# Theory

CASES = [
    (key, optimizer, rates)
    for key, slow in (("bowl", 0.05), ("matyas", 0.4))
    for optimizer, rates in ((DESCENT, (slow, 6 * slow / 4, 3 * slow)), (MOMENTUM, (slow / 5, slow, 3 * slow)))
]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "optimizer", "rates"), CASES, ids=lambda value: getattr(value, "title", str(value)))
def test_the_variance_over_seeds_agrees_with_theory(key, optimizer, rates):
    """Along each axis of the quadratic, over time and 60 seeds, once the start is forgotten; 3 rates."""
    surface, sigma = SURFACES[key], 0.3
    axes = np.linalg.eigh(surface.objective.hessian(np.zeros((2, 1)))[..., 0])
    for rate in rates:
        run = Run(optimizer, (0.0, 0.0), {"learning_rate": rate})
        kept = optimizer.complete()["momentum"] if optimizer is MOMENTUM else 0.0
        points = ensemble(surface, run, 6000, noise=sigma, seeds=np.arange(60)).points[1000:]
        measured = (np.einsum("ij,tin->tjn", axes.eigenvectors, points) ** 2).mean(axis=(0, 2))
        np.testing.assert_allclose(measured, stationary_variance(rate, axes.eigenvalues, sigma, kept), rtol=0.05)


def test_the_variance_solves_the_equation_of_a_step():
    """V = A V Aᵀ + B Bᵀ for (position, velocity), which one step of momentum as the record has it carries over."""
    for rate, curvature, sigma, kept in ((0.1, 2.0, 0.3, 0.9), (1.5, 1.0, 2.0, 0.5), (0.7, 2.0, 1.0, 0.0)):
        one = {"learning_rate": rate, "momentum": kept}
        state = MOMENTUM.init(np.zeros((1, 1)))

        def step(x, v, noise, one=one, state=state, curvature=curvature):
            gradient = np.array([[curvature * x + noise]])
            point, after = MOMENTUM.step(np.array([[x]]), gradient, state._replace(velocity=np.array([[v]])), **one)
            return [point.item(), after.velocity.item()]

        carries = np.array([step(1.0, 0.0, 0.0), step(0.0, 1.0, 0.0)]).T
        shakes = np.array(step(0.0, 0.0, sigma))
        flat = np.linalg.solve(np.eye(4) - np.kron(carries, carries), np.kron(shakes, shakes))
        assert stationary_variance(rate, curvature, sigma, kept) == pytest.approx(flat[0], rel=1e-9)
    assert stationary_variance(0.7, 2.0, 1.0) == pytest.approx(0.7 / (2.0 * (2.0 - 1.4)))


def response(optimizer, own, curvature, steps):
    """Where a run that rests at the minimum of a quadratic is after each step, if its first gradient is 1 too large."""
    point = np.zeros((1, 1))
    state = optimizer.init(point)
    for step in range(steps):
        asking = as_generator(optimizer)(point, state, **own)
        gradient = curvature * next(asking).point + (step == 0)
        with pytest.raises(StopIteration) as done:
            asking.send(gradient)
        point, state = done.value.value
        yield point.item()


@pytest.mark.parametrize("key", [key for key, optimizer in OPTIMIZERS.items() if optimizer.stationary])
@pytest.mark.parametrize(("share", "curvature", "sigma"), [(0.05, 2.0, 0.3), (0.5, 1.0, 2.0), (0.95, 18.0, 1.0)])
def test_the_formula_of_a_record_is_the_sum_of_what_each_noise_leaves(key, share, curvature, sigma):
    """A linear rule adds up its responses to the noise of all steps, which are independent: V = σ² Σ h²."""
    optimizer = OPTIMIZERS[key]
    own = optimizer.complete()
    limit = optimizer.rate_limit(**own) / curvature
    left = np.array([*response(optimizer, own | {"learning_rate": share * limit}, curvature, 3000)])
    variance = optimizer.stationary(curvature, sigma, **own | {"learning_rate": share * limit})
    assert sigma**2 * np.sum(left**2) == pytest.approx(variance, rel=1e-9)
    assert optimizer.stationary(curvature, sigma, **own | {"learning_rate": 1.001 * limit}) == np.inf


def test_quadratics_are_known_by_their_values():
    found = {key: quadratic(surface) for key, surface in SURFACES.items()}
    assert {key for key, one in found.items() if one} == {"booth", "bowl", "matyas", "regression"}
    np.testing.assert_allclose(found["booth"].center, (1.0, 3.0))
    np.testing.assert_allclose(found["booth"].curvatures, (2.0, 18.0))
    np.testing.assert_allclose(np.abs(found["booth"].axes), np.sqrt(0.5))


@pytest.mark.parametrize(
    ("formula", "center"),
    [
        *(("(x-7)**2 + y**2", (7.0, 0.0)), ("1e6*x**2 + 1e-3*x*y + y**2", (0.0, 0.0)), ("(x+2*y)**2 + x**2/4 - 3", (0.0, 0.0))),
        *((text, None) for text in ("x*y", "x**2", "x + y", "x**2 - y**2", "x**4 + y**2", "abs(x) + y**2", "sqrt(x) + y**2")),
        *((text, None) for text in ("max(x, 0)**2 + y**2", "x**2 + y**2 + 1e-6*sin(x)", "x**2*y**2", "3", "log(x) + y**2")),
    ],
)
def test_what_is_no_quadratic_with_a_minimum_is_not_taken_for_one(formula, center):
    found = quadratic(own_surface(formula, ((-5.0, 5.0), (-5.0, 5.0))))
    assert found is None if center is None else found.center == pytest.approx(center, abs=1e-9)


def test_there_is_no_rest_beyond_the_stability_limit():
    found = stationary_variance([0.5, 1.0, 0.1, 0.1], [2.0, 2.0, 0.0, -1.0], 1.0)
    assert np.isfinite(found).tolist() == [True, False, False, False]
    assert np.isfinite(stationary_variance(1.0, 2.0, 1.0, 0.5))  # up to 2(1 + γ), as `rate_limit` has it
    limit = MOMENTUM.rate_limit(momentum=0.5)
    assert np.isfinite(stationary_variance(limit * 0.999, 1.0, 1.0, 0.5))
    assert stationary_variance(limit * 1.001, 1.0, 1.0, 0.5) == np.inf
    assert stationary_variance(np.full((3, 1), 0.1), np.ones(2), 1.0).shape == (3, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in ("learning_rate", "noise", "momentum") for value in (-1.0, np.nan, np.inf, "x", None, 1j)),
        ("momentum", 1.0),
        ("curvature", np.nan),
        ("curvature", "x"),
        ("curvature", [[1], [2, 3]]),
        ("noise", [1.0, 2.0, 3.0]),
    ],
    ids=str,
)
def test_a_wrong_number_of_the_theory_is_named(name, value):
    with pytest.raises(ValueError, match=name):
        stationary_variance(**{"learning_rate": 0.1, "curvature": [1.0, 2.0], "noise": 1.0, "momentum": 0.5, name: value})


# Borders

ROWS, COLUMNS = np.indices((512, 512))


def snowflake():
    """The inside of Koch's snowflake, drawn eight times as large and sampled."""
    curve = 2048.0 * (1.0 + 1.0j + 0.9 * np.exp(-2j * np.pi * np.arange(3) / 3))
    for _ in range(6):
        third = (np.roll(curve, -1) - curve) / 3
        curve = (curve[:, None] + third[:, None] * [0.0, 1.0, 1.0 + np.exp(1j * np.pi / 3), 2.0]).ravel()
    image = Image.new("1", (4096, 4096))
    ImageDraw.Draw(image).polygon([(point.real, point.imag) for point in curve], fill=1)
    return np.asarray(image)[::8, ::8]


def carpet():
    """Sierpinski's carpet of 6 levels: a point is out where a digit of both coordinates, to base 3, is 1."""
    digits = np.indices((729, 729)) // 3 ** np.arange(6)[:, None, None, None] % 3
    return (digits == 1).all(axis=1).any(axis=0)


SHAPES = {
    "a line": (lambda: COLUMNS > 255, 1.0, 0.001),
    "a slanting line": (lambda: ROWS + 0.37 * COLUMNS > 300, 1.0, 0.01),
    "a circle": (lambda: np.hypot(ROWS - 250, COLUMNS - 256) < 200, 1.0, 0.01),
    "texts": (lambda: np.where(COLUMNS + 2 * ROWS > 600, "left", "moving"), 1.0, 0.01),
    "all of it": (lambda: (ROWS + COLUMNS) % 2, 2.0, 1e-9),
    "Koch's snowflake": (snowflake, np.log(4) / np.log(3), 0.02),
    "Sierpinski's triangle": (lambda: np.pad((ROWS & COLUMNS) == 0, 64), np.log(3) / np.log(2), 0.02),
    "Sierpinski's carpet": (carpet, np.log(8) / np.log(3), 0.02),
}


@pytest.mark.parametrize(("draw", "known", "within"), SHAPES.values(), ids=SHAPES)
def test_borders_of_known_dimension(draw, known, within):
    dimension, error = box_dimension(draw())
    assert dimension == pytest.approx(known, abs=within)
    assert 0.0 <= error < 0.01


def test_a_velocity_makes_the_borders_of_himmelblau_rough():
    starts, rough = window(HIMMELBLAU, 160), {}
    for optimizer in (DESCENT, MOMENTUM):
        found = fates(HIMMELBLAU, optimizer, starts, {"learning_rate": 0.01}, 200)
        rough[optimizer.title] = box_dimension(found.minimum.reshape(160, 160))
    assert rough[DESCENT.title].value == pytest.approx(1.0, abs=0.1)
    assert rough[MOMENTUM.title].value - 3 * rough[MOMENTUM.title].error > 1.2


def test_the_error_is_that_of_a_line_through_the_counts():
    """By the formula of the textbooks, with the shares counted box by box."""
    labels = np.random.default_rng(0).random((129, 129)) < 0.002
    mirrored = np.pad(_mixed(labels), 8, mode="symmetric")
    sizes, shares = [4, 5, 6, 7, 8, 10, 11, 13, 16], []
    for size in sizes:
        places = np.arange(128) + 8 - size // 2
        shares.append(np.mean([mirrored[i : i + size, j : j + size].any() for i in places for j in places]))
    x, y = np.log(sizes), np.log(shares)
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    residuals = y - y.mean() - slope * (x - x.mean())
    error = np.sqrt((residuals**2).sum() / (len(x) - 2) / ((x - x.mean()) ** 2).sum())
    assert box_dimension(labels) == pytest.approx((2.0 - slope, error))


def _mixed(labels):
    return np.array([[np.ptp(labels[i : i + 2, j : j + 2].astype(int)) > 0 for j in range(128)] for i in range(128)])


def test_where_there_is_no_border_there_is_no_dimension():
    assert np.isnan(box_dimension(np.zeros((129, 150)))).all()


@pytest.mark.parametrize(
    "labels",
    [
        None,
        5,
        "x",
        [1, 2],
        [[1], [2, 3]],
        np.ones((128, 999)),
        np.ones((200, 200, 2)),
        np.full((200, 200), np.nan),
        [[1j] * 200] * 200,
    ],
    ids=lambda value: str(np.shape(value) if isinstance(value, np.ndarray) else value)[:20],
)
def test_wrong_labels_are_named(labels):
    with pytest.raises(ValueError, match=r"\blabels must"):
        box_dimension(labels)
