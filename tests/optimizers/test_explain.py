"""The key finding: every number in it recomputed, and every statement confirmed by the paths."""

import re
from dataclasses import replace

import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import optimizers
from optimizers import OPTIMIZERS, Run, RunResult, explain, judge, race, rate_limits, schedules, tolerance
from optimizers._instability import overflow
from optimizers.schedules import constant, inverse_time
from surfaces import SURFACES, Surface, own_surface, parse

BOWL, MATYAS, EASOM, MULT, REGRESSION = (SURFACES[key] for key in ("bowl", "matyas", "easom", "mult", "regression"))
SQUARE = ((-5.0, 5.0), (-5.0, 5.0))
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def results(surface, entries, steps=200, start=None, noise=0.0, seed=0, schedule=None, window=None):
    """The results of a race between optimizers, {key: hyperparameters}."""
    plan = constant() if schedule is None else schedule
    runs = [Run(OPTIMIZERS[key], surface.start if start is None else start, given, plan) for key, given in entries.items()]
    paths = race(surface, runs, steps, noise=noise, seed=seed)
    return [RunResult(run, path, judge(surface, path, window)) for run, path in zip(runs, paths, strict=True)]


def explained(surface, entries, *arguments, **options):
    """(sentence, results) of a race."""
    ended = results(surface, entries, *arguments, **options)
    return explain(surface, ended), ended


def numbers(sentence):
    """The numbers in a sentence as a reader reads them: 0.05, −3, 2.4·10⁻⁸."""
    found = re.findall(r"([-−]?\d+(?:\.\d+)?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", sentence)
    return [float(digits.replace("−", "-") + (f"e{power.translate(SUPERSCRIPT)}" if power else "")) for digits, power in found]


def assert_numbers(sentence, *expected, digits=3):
    """These numbers, in this order and no others, to so many digits."""
    assert len(numbers(sentence)) == len(expected), sentence
    for actual, exact in zip(numbers(sentence), expected, strict=True):
        assert actual == pytest.approx(exact, rel=0.51 * 10.0 ** (1 - digits), abs=1e-300), sentence


# Too high a rate


def test_the_homework_rate_on_regression():
    sentence, ended = explained(REGRESSION, {"gradient_descent": {"learning_rate": 0.05}})
    assert "α·λmax = 0.05 × 46.8 = 2.34, above the stability limit 2" in sentence
    assert sentence.startswith("Gradient descent diverges: ")
    x = np.arange(9.0)
    steepest = np.linalg.eigvalsh(2.0 * np.array([[np.mean(x * x), np.mean(x)], [np.mean(x), 1.0]]))[-1]
    assert_numbers(sentence, 0.05, steepest, 0.05 * steepest, 2.0)
    assert ended[0].verdict.outcome == "diverged"


@pytest.mark.parametrize(
    ("key", "limit"), [("gradient_descent", 2.0), ("momentum", 2.0 * 1.9), ("nesterov", 2.0 * 1.9 / 2.8)], ids=str
)
def test_the_limit_is_that_of_the_method(key, limit):
    rate = 1.02 * limit / 2.0  # the bowl has curvature 2 everywhere
    given = {"learning_rate": rate, **({} if key == "gradient_descent" else {"momentum": 0.9})}
    sentence, _ = explained(BOWL, {key: given}, steps=1500)
    assert sentence.startswith(f"{OPTIMIZERS[key].title} diverges: ")
    assert_numbers(sentence, rate, 2.0, rate * 2.0, limit)
    below, _ = explained(BOWL, {key: given | {"learning_rate": 0.98 * limit / 2.0}}, steps=1500)
    assert "diverges" not in below


def test_just_above_the_limit_a_run_cannot_settle():
    sentence, ended = explained(REGRESSION, {"gradient_descent": {"learning_rate": 0.0429}}, start=(11.0, 20.0), steps=300)
    assert ended[0].verdict.outcome == "moving"
    assert sentence.startswith("Gradient descent cannot settle: α·λmax = 0.0429 × 46.8 = 2.01, above the stability limit 2 ")


def test_the_curvature_is_that_at_the_minimum():
    # at the start, on the plain, there is none
    sentence, ended = explained(EASOM, {"gradient_descent": {"learning_rate": 0.7}}, start=(3.4, 3.2), steps=50)
    assert ended[0].verdict.outcome == "moving"
    assert_numbers(sentence, 0.7, 3.0, 2.1, 2.0)


@pytest.mark.parametrize("rate", [1.2, 1.5, 3.0])
def test_a_run_that_converges_despite_its_rate_is_not_reported_as_diverged(rate):
    # the decay lowers the rate below the limit in time
    sentence, ended = explained(BOWL, {"gradient_descent": {"learning_rate": rate}}, steps=1000, schedule=inverse_time(0.1))
    assert ended[0].verdict.outcome == "converged"
    assert "diverge" not in sentence
    assert "settle" not in sentence


@pytest.mark.parametrize("steps", range(22, 55, 8))
def test_a_run_that_is_returning_is_not_reported_as_diverged(steps):
    # rate × λ falls from 2.4 to below 2 within 21 steps; after that, every step approaches the minimum
    entry = {"gradient_descent": {"learning_rate": 1.2}}
    sentence, ended = explained(BOWL, entry, steps=steps, schedule=inverse_time(0.01))
    assert ended[0].trajectory.learning_rates[-1] * 2.0 < 2.0
    assert sentence
    assert "diverge" not in sentence
    assert "settle" not in sentence


@pytest.mark.parametrize(
    ("surface", "entries", "start"),
    [
        (EASOM, {"gradient_descent": {"learning_rate": 10.0}}, (2.0, 2.4)),
        (EASOM, {"gradient_descent": {"learning_rate": 10.0}}, (2.8, 3.0)),
        (EASOM, {"momentum": {"learning_rate": 10.0}}, (2.8, 3.0)),
        (MULT, {"gradient_descent": {"learning_rate": 10.0}}, (7.0, 7.0)),
        (MULT, {"nesterov": {"learning_rate": 10.0}}, (7.0, 7.0)),
    ],
    ids=["easom", "easom near", "easom momentum", "mult", "mult nesterov"],
)
def test_with_a_bounded_gradient_no_run_diverges(surface, entries, start):
    # thrown onto the plain, or from ring to ring: out of the window, but without a growing gradient
    for steps in (5, 20, 200):
        sentence, ended = explained(surface, entries, start=start, steps=steps)
        assert sentence
        assert ended[0].verdict.outcome != "diverged"
        assert "diverge" not in sentence, sentence


def test_a_rate_that_is_too_high_comes_before_everything_else():
    entries = {"adam": {}, "gradient_descent": {"learning_rate": 1.5}}
    assert explained(BOWL, entries)[0].startswith(
        "Gradient descent diverges: α·λmax = 1.5 × 2 = 3, above the stability limit 2 "
    )


# Divergence without a stability limit


@pytest.mark.parametrize("decay", [0.0, 0.5])
def test_too_sharp_a_curvature_is_reported_from_its_first_step(decay):
    # x³ − 3xy² has curvatures ±6r at distance r from its saddle, and no minimum that could have a limit
    saddle, rate, (x, y) = SURFACES["monkey_saddle"], 0.1, (1.0, 1.0)
    entries = {"gradient_descent": {"learning_rate": rate}}
    sentence, ended = explained(saddle, entries, steps=30, start=(x, y), schedule=inverse_time(decay))
    for step in range(30):
        rate = 0.1 / (1.0 + decay * step)
        if 6.0 * np.hypot(x, y) > 2.0 / rate:
            break
        x, y = x - rate * (3.0 * x * x - 3.0 * y * y), y + rate * 6.0 * x * y
    assert 0 < step < 15
    assert sentence.startswith("Gradient descent is where the curvature exceeds its stability limit: ")
    steepest = 6.0 * np.hypot(x, y)
    assert_numbers(sentence, step, rate, steepest, rate * steepest, 2.0)
    bound = rate_limits(ended[0].run, ended[0].trajectory)
    np.testing.assert_allclose(bound[:5], 20.0 * (1.0 + decay * np.arange(5)))


def test_briefly_crossing_sharp_curvature_is_not_the_finding():
    # on mult a rate of 1.9 is above the limit near the tip, where the first steps are, and below it on the ring
    sentence, ended = explained(MULT, {"gradient_descent": {"learning_rate": 1.9}}, steps=40, start=(0.8, 0.8))
    path = ended[0].trajectory
    assert (MULT.curvatures(*path.points[:-1].T)[1] > 2.0 / 1.9).any()
    assert "curvature" not in sentence


def test_an_overflow_names_its_gradient():
    surface = SURFACES["monkey"]
    sentence, ended = explained(surface, {"gradient_descent": {"learning_rate": 0.05}}, start=(4.0, 4.0))
    assert sentence.startswith("Gradient descent overflows at step ")
    assert_numbers(sentence, ended[0].trajectory.diverged_at, np.hypot(3 * 4.0**2 + 3 * 4.0**2, 6 * 4.0 * 4.0))


def test_a_start_that_is_not_finite_is_explained_without_an_error():
    surface = Surface(
        title="Cliff",
        latex=r"\log x",
        f=lambda x, y: anp.log(x) + y * y,
        domain=((-1.0, 1.0), (-1.0, 1.0)),
        start=(0.5, 0.5),
        teaches="Nothing.",
        reference="None",
        unbounded_below=True,
    )
    sentence, ended = explained(surface, {"gradient_descent": {}}, start=(-0.5, 0.0), steps=5)
    assert ended[0].verdict.outcome == "diverged"
    assert "Gradient descent" in sentence
    assert not re.search(r"\b(nan|inf)\b", sentence)


# No slope, and a stall


def test_a_vanishing_gradient_is_reported_with_its_norm_and_first_step():
    sentence, ended = explained(EASOM, {"gradient_descent": {}, "momentum": {}}, start=(6.5, 0.0))
    x, y = 6.5, 0.0
    bump = np.exp(-((x - np.pi) ** 2) - (y - np.pi) ** 2)
    by_x = bump * (np.sin(x) * np.cos(y) + 2 * (x - np.pi) * np.cos(x) * np.cos(y))
    by_y = bump * (np.cos(x) * np.sin(y) + 2 * (y - np.pi) * np.cos(x) * np.cos(y))
    slope = np.hypot(by_x, by_y)
    assert sentence.startswith("There is no gradient to follow: ")
    assert "The first step of Momentum" in sentence  # the shorter of the two: a rate of 0.01 against 0.05
    assert_numbers(sentence, slope, 0.01 * slope)
    assert ended[1].verdict.reached_at is None


def test_a_stall_is_reported_with_its_place_and_curvature():
    surface = SURFACES["monkey_saddle"]
    sentence, ended = explained(surface, {"gradient_descent": {"learning_rate": 0.05}}, start=(4.0, 0.0), steps=2000)
    x = ended[0].trajectory.points[-1][0]
    assert sentence.startswith("Gradient descent stalls at the saddle (0, 0): ")
    assert_numbers(sentence, 0, 0, 3 * x * x, -6 * x, 6 * x)


# The race


def test_the_winner_is_named_with_its_lead_over_the_last():
    entries = {"gradient_descent": {"learning_rate": 0.1}, "momentum": {"learning_rate": 0.1}, "adam": {"learning_rate": 0.5}}
    sentence, ended = explained(BOWL, entries, steps=400)
    reached = {run_result.title: run_result.verdict.reached_at for run_result in ended}
    first, last = min(reached, key=reached.get), max(reached, key=reached.get)
    start = f"{first} is the first to reach a minimum (within 0.02) at step {reached[first]}. {last} needs "
    assert sentence.startswith(start)
    assert_numbers(sentence, 0.02, reached[first], reached[last], reached[last] / reached[first], digits=2)
    # gradient descent with rate 0.1 on x² + y² covers a fifth of the remaining distance per step
    assert reached["Gradient descent"] == int(np.ceil(np.log(0.02 / np.hypot(6.0, 6.0)) / np.log(0.8)))


def test_a_large_ratio_is_written_as_a_reader_writes_it():
    entries = {"gradient_descent": {"learning_rate": 0.5}, "adam": {"learning_rate": 0.001}}
    sentence, ended = explained(BOWL, entries, steps=1000, start=(0.5, 0.5))
    assert next(run_result.verdict.reached_at for run_result in ended) == 1
    assert ended[1].verdict.reached_at > 400
    assert re.search(r"\d[eE][+-]?\d", sentence) is None, sentence


@pytest.mark.parametrize("surface", SURFACES)
def test_one_step_is_not_written_as_steps(surface):
    sentence, _ = explained(SURFACES[surface], {"adam": {"learning_rate": 1e-4}}, steps=1)
    assert not re.search(r"\b1 \w+s\b", sentence), sentence


def test_late_runs_are_named_with_the_reason():
    sentence, ended = explained(MATYAS, {"adam": {}, "gradient_descent": {}}, steps=200)
    # Matyas has curvature 1 across and 0.04 along: a step covers 0.05 × 0.04 of the remaining distance along the valley
    away = ended[1].verdict.distance
    x, y = 4.0, 3.5
    along, across = (x + y) / np.sqrt(2.0) * (1.0 - 0.05 * 0.04) ** 200, (x - y) / np.sqrt(2.0) * (1.0 - 0.05) ** 200
    assert away == pytest.approx(np.hypot(along, across), rel=1e-6)
    assert sentence.startswith("Adam is the first to reach a minimum (within 0.01) at step ")
    assert "Gradient descent is still " in sentence
    assert sentence.endswith("(λmin 0.04 at the minimum) a step removes only 0.2 % of the distance.")
    adam = ended[0].verdict
    assert_numbers(sentence, 0.01, adam.reached_at, adam.step, away, 200, 0.04, 100 * 0.05 * 0.04)


def test_a_very_small_fraction_has_no_exponent_notation():
    sentence, _ = explained(MATYAS, {"adam": {}, "gradient_descent": {"learning_rate": 1e-5}}, steps=200)
    assert "Gradient descent is still " in sentence
    assert re.search(r"\d[eE][+-]?\d", sentence) is None, sentence
    assert numbers(sentence)[-1] == pytest.approx(100 * 1e-5 * 0.04)


def test_the_farthest_run_is_named_and_methods_with_memory_get_no_estimate():
    entries = {"adam": {}, "gradient_descent": {}, "adagrad": {"learning_rate": 0.01}}
    sentence, ended = explained(MATYAS, entries, steps=200)
    late = max(
        (run_result for run_result in ended if run_result.verdict.reached_at is None),
        key=lambda run_result: run_result.verdict.distance,
    )
    assert late.title == "AdaGrad"
    assert f"AdaGrad is still {late.verdict.distance:.3g} away after 200 steps." in sentence
    assert "%" not in sentence


def test_a_single_winner_is_compared_with_the_straight_line():
    sentence, ended = explained(MATYAS, {"adam": {}}, steps=400)
    reached = ended[0].verdict.reached_at
    steps = np.diff(ended[0].trajectory.points[: reached + 1], axis=0)  # its steps at the minimum do not count
    assert sentence.startswith("Adam reaches a minimum (within 0.01) at step ")
    way = np.hypot(*steps.T).sum()
    assert_numbers(sentence, 0.01, reached, ended[0].verdict.step, reached, way, np.hypot(4.0, 3.5))


def test_a_start_at_a_minimum_is_no_minimum_reached():
    one, _ = explained(MATYAS, {"gradient_descent": {}}, start=(0.0, 0.0))
    assert one == "Gradient descent starts at a minimum (within 0.01)."
    both, _ = explained(MATYAS, {"gradient_descent": {}, "momentum": {}}, start=(0.001, 0.0))
    assert both == "Gradient descent and Momentum start at a minimum (within 0.01)."
    leaves, ended = explained(MATYAS, {"adam": {"learning_rate": 0.5}}, start=(0.001, 0.0))
    assert leaves == f"Adam starts at a minimum (within 0.01) and stays from step {ended[0].verdict.step}."


@pytest.mark.parametrize("start", [(6.0, 6.0), (1.0, 0.5), (0.03, 0.02)])
def test_no_path_is_shorter_than_the_straight_line(start):
    sentence, _ = explained(BOWL, {"gradient_descent": {"learning_rate": 0.05}}, start=start)
    *_, length, straight = numbers(sentence)
    assert length >= straight > 0.0


def test_a_value_just_above_a_limit_has_enough_digits():
    sentence, _ = explained(SURFACES["rosenbrock"], {"gradient_descent": {"learning_rate": 0.002}})
    assert "0.002 × 1002 = 2.003, above the stability limit 2 at the minimum" in sentence


def test_a_winner_that_leaves_again_is_reported_with_both_steps():
    sentence, _ = explained(BOWL, {"momentum": {}}, steps=200)
    assert sentence.startswith("Momentum reaches a minimum (within 0.02) at step 37 and stays from step 103. ")
    away = BOWL.distance(*results(BOWL, {"momentum": {}})[0].trajectory.points.T)
    sentence, ended = explained(BOWL, {"momentum": {}}, steps=37 + int(away[37:103].argmax()))
    assert ended[0].verdict.outcome == "moving"
    assert "at step 37 but does not stay. " in sentence


def test_all_runs_that_are_first_together_are_named():
    sentence, ended = explained(BOWL, {"gradient_descent": {}, "momentum": {"learning_rate": 0.05, "momentum": 0.0}}, steps=200)
    reached = {run_result.verdict.reached_at for run_result in ended}
    assert len(reached) == 1
    assert sentence == (
        f"Gradient descent and Momentum are the first to reach a minimum (within 0.02) at step {reached.pop()}."
    )


# Nobody there


def test_a_run_on_an_unbounded_surface_leaves():
    surface = SURFACES["monkey_saddle"]
    sentence, ended = explained(surface, {"adam": {}}, start=(4.0, 0.5), steps=300)
    verdict = ended[0].verdict
    assert sentence == f"Adam leaves the window at step {verdict.step}, {verdict.where}: f is unbounded below."


def test_an_unknown_minimum_is_not_reported_as_a_missing_one():
    """Typed, and with no minimum found in the window: that the path falls is seen, that there is no minimum is not."""
    valley = own_surface("x + y**2", SQUARE)
    sentence, ended = explained(valley, {"gradient_descent": {}}, steps=400)
    verdict = ended[0].verdict
    assert sentence == (
        f"Gradient descent leaves the window at step {verdict.step}, {verdict.where}: "
        "no minimum is known in this window; f keeps falling along the path."
    )
    swinging = own_surface("y**2 - x/20", SQUARE)
    sentence, ended = explained(swinging, {"momentum": {"learning_rate": 0.1}}, steps=20, start=(4.9, 1.0))
    assert not np.all(np.diff(ended[0].trajectory.values[ended[0].verdict.step - 1 :]) < 0.0)
    assert sentence.endswith(": no minimum is known in this window.")


@pytest.mark.parametrize(
    ("text", "domain", "there"),
    [
        ("(x-7)**2+y**2", ((-5.0, 5.0), (-5.0, 5.0)), "(7, 0)"),
        ("x**2+(y-6)**2", ((-5.0, 5.0), (-5.0, 5.0)), "(0, 6)"),
        ("x**2+y**2", ((1.0, 5.0), (1.0, 5.0)), "(0, 0)"),
        ("(x+9)**2+2*(y-8)**2+x*y/4", ((-5.0, 5.0), (-5.0, 5.0)), None),
        ("cosh(x-6)+y**2", ((-5.0, 5.0), (-5.0, 5.0)), "(6, 0)"),
    ],
)
def test_settling_outside_the_window_is_evidence_of_a_minimum_there(text, domain, there):
    surface = own_surface(text, domain)
    sentence, ended = explained(surface, {"gradient_descent": {}}, steps=400)
    path = ended[0].trajectory
    assert ended[0].verdict.outcome == "left"
    if there is None:  # where the gradient (2(x+9) + y/4, 4(y−8) + x/4) vanishes
        x, y = np.linalg.solve([[2.0, 0.25], [0.25, 4.0]], [-18.0, 32.0])
        there = f"({round(x, 3):g}, {round(y, 3):g})".replace("-", "−")
        assert path.points[-1] == pytest.approx((x, y), abs=1e-3)
    assert sentence.startswith(f"Gradient descent settles at {there}, at a minimum outside the window: the gradient norm is ")


def test_a_run_that_creeps_on_outside_the_window_has_not_settled():
    surface = own_surface("exp(-x) + y**2", SQUARE)
    sentence, ended = explained(surface, {"momentum": {"learning_rate": 0.9}}, steps=3000)
    assert ended[0].verdict.outcome == "left"
    x = ended[0].trajectory.points[-1][0]
    assert sentence.startswith(f"Momentum stalls at ({x:.6g}"[:-2])
    assert " in a valley, outside the window: " in sentence


def test_a_start_outside_the_window_never_was_inside():
    sentence, _ = explained(BOWL, {"gradient_descent": {"learning_rate": 1e-4}}, steps=5, start=(30.0, 0.0))
    assert sentence.startswith("Gradient descent never enters the window; after 5 steps it is at (29.97, 0)")


def test_a_run_that_drifts_out_of_a_window_with_a_minimum_has_left():
    sentence, ended = explained(BOWL, {"rmsprop": {"learning_rate": 10.0}}, start=(6.5, 6.5), steps=1)
    assert ended[0].verdict.outcome == "left"
    assert sentence.endswith(f"{ended[0].verdict.where}: its steps carry it out.")


# x = −1 is the border of the domain: f is lowest there in y, and keeps falling beyond.
BORDER = Surface(
    title="Border",
    latex="x + 50 y^2",
    f=lambda x, y: x + 50.0 * y * y,
    domain=((-1.0, 1.0), (-1.0, 1.0)),
    start=(0.5, 0.005),
    teaches="Nothing.",
    reference="None",
    minima=((-1.0, 0.0),),
    lower_outside=True,
    unbounded_below=True,
)


def test_a_run_that_falls_across_the_border_has_left():
    sentence, ended = explained(BORDER, {"gradient_descent": {"learning_rate": 0.0199}}, steps=400, start=(0.5, 0.5))
    verdict = ended[0].verdict
    assert verdict.outcome == "left"
    assert sentence == (
        f"Gradient descent leaves the window at step {verdict.step}, {verdict.where}: f is lower still outside the domain."
    )


def test_stepping_to_an_undefined_point_is_not_an_overflow():
    half = own_surface("log(x) + y**2", ((-5.0, 5.0), (-5.0, 5.0)))
    sentence, ended = explained(half, {"gradient_descent": {"learning_rate": 0.05}}, steps=200, start=(3.5, 3.0))
    path = ended[0].trajectory
    x, _ = path.points[-1]
    assert x > 0 > x - 0.05 / x  # at the next point, the logarithm is undefined
    there = f"({path.broke_off_at[0]:.3f}, 0)".replace("-", "−")
    assert sentence == f"Gradient descent leaves the domain of f at step {path.diverged_at}: f is not defined at {there}."


TOO_LARGE = ["exp(x**2)+y**2", "x**2+y**2+exp(x*y)", "exp(exp(x))-x", "cosh(x)**8", "x**12-exp(x)", "1e9**34*30*x", "x**4*y**4"]
NOT_DEFINED = ["log(x)+y**2", "sqrt(9-x**2-y**2)", "sqrt(x)+y", "log(x*y)", "log(5-exp(x))-x", "x**0.5+(3-y)**1.5"]


@pytest.mark.parametrize("text", TOO_LARGE)
@pytest.mark.parametrize("key", ["gradient_descent", "momentum", "nesterov"])
def test_an_f_that_becomes_too_large_is_reported_as_an_overflow(text, key):
    surface = own_surface(text, SQUARE)
    sentence, (run_result,) = explained(surface, {key: {"learning_rate": 1.0}}, steps=200, start=(3.9, 3.1))
    if run_result.verdict.broke_off:
        (finding,) = overflow(surface, run_result)
        assert " overflows at step " in finding
    assert "not defined" not in sentence


@pytest.mark.slow
@pytest.mark.parametrize("text", NOT_DEFINED)
@pytest.mark.parametrize("key", ["gradient_descent", "nesterov", "adam", "newton"])
@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_an_undefined_f_is_reported_as_undefined(text, key, noise):
    surface = own_surface(text, SQUARE)
    run = Run(OPTIMIZERS[key], surface.start)
    path = race(surface, [run], 400, noise=noise)[0]
    run_result = RunResult(run, path, judge(surface, path))
    if run_result.verdict.broke_off:
        (finding,) = overflow(surface, run_result)
        assert " leaves the domain of f at step " in finding
        assert not np.isfinite(surface.value(*path.broke_off_at))


CANNOT_START = [
    ("exp(exp(x))", 8.0, "too large for a float64"),
    ("log(-exp(x))", 3.0, "not defined"),
    ("sqrt(x-4)", 3.0, "not defined"),
]


@pytest.mark.parametrize(("text", "x", "why"), CANNOT_START)
def test_a_start_where_f_overflows_or_is_undefined_is_reported(text, x, why):
    surface = replace(SURFACES["bowl"], f=parse(text).f)
    sentence, _ = explained(surface, {"adam": {}}, start=(x, 0.0))
    assert sentence == f"Adam cannot start: f is {why} at ({x:g}, 0)."


def test_a_gradient_that_cannot_be_computed_is_reported():
    surface = replace(SURFACES["bowl"], f=parse("exp(-exp(exp(x)))+y**2").f)
    sentence, _ = explained(surface, {"adam": {}}, start=(800.0, 1.0))
    assert surface.value(800.0, 1.0) == 1.0
    assert sentence == "Adam stops at step 1: the gradient at (800, 1) cannot be computed."


def test_a_minimum_on_the_border_has_no_stability_limit():
    sentence, ended = explained(BORDER, {"gradient_descent": {"learning_rate": 0.0201}}, steps=60)  # 0.0201 × 100 > 2, across
    assert ended[0].verdict.outcome == "moving"
    assert "at the minimum" not in sentence
    assert sentence == (
        "Gradient descent is where the curvature exceeds its stability limit: "
        "at step 0, α·λmax = 0.0201 × 100 = 2.01, above the stability limit 2."
    )
    sentence, _ = explained(BORDER, {"adam": {}, "gradient_descent": {"learning_rate": 1e-4}}, steps=100, start=(-0.9, 0.0))
    assert "Gradient descent is still " in sentence
    assert "λ" not in sentence


def test_no_optimizer_has_converged():
    sentence, ended = explained(
        BOWL, {"gradient_descent": {"learning_rate": 0.01}, "momentum": {"learning_rate": 0.001}}, steps=20
    )
    nearest = min(ended, key=lambda run_result: run_result.verdict.distance)
    assert sentence.startswith(f"No optimizer has converged after 20 steps. Closest: {nearest.title}, ")
    assert_numbers(sentence, 20, nearest.verdict.distance)


def test_without_a_minimum_the_lowest_is_named():
    surface = SURFACES["monkey"]
    sentence, ended = explained(surface, {"adam": {}, "adagrad": {}}, steps=20)
    lowest = min(ended, key=lambda run_result: run_result.trajectory.values[-1])
    assert sentence.startswith(f"No minimum is known in this window. After 20 steps {lowest.title} is at f = ")
    assert_numbers(sentence, 20, lowest.trajectory.values[-1])


def test_a_power_of_ten_has_no_zero_in_front():
    wide = ((-40.0, 40.0), (-40.0, 40.0))
    sentence, ended = explained(SURFACES["monkey"], {"adam": {}}, steps=3, start=(-30.0, 0.0), window=wide)
    assert_numbers(sentence, 3, ended[0].trajectory.values[-1])
    assert "10⁰" not in sentence


def test_without_runs_there_is_no_finding():
    for surface in SURFACES.values():
        assert explain(surface, []) == ""


# Whatever is set


def rates(item):
    zero = [0.0] if item.zero else []
    return st.floats(item.low, item.high) | st.sampled_from([item.low, item.high, item.default, *zero])


@st.composite
def some_race(draw):
    surface = SURFACES[draw(st.sampled_from(list(SURFACES)))]
    chosen = draw(st.lists(st.sampled_from(list(OPTIMIZERS)), min_size=1, max_size=4, unique=True))
    entries = {key: {item.name: draw(rates(item)) for item in OPTIMIZERS[key].hyperparameters} for key in chosen}
    widen = draw(st.sampled_from([1.0, 8.0]))
    window = tuple(
        ((low + high) / 2 - widen * (high - low) / 2, (low + high) / 2 + widen * (high - low) / 2)
        for low, high in surface.domain
    )
    start = tuple(draw(st.floats(low, high)) for low, high in window)
    options = {
        "steps": draw(st.integers(0, 60)),
        "start": draw(st.sampled_from([start, surface.start])),
        "noise": draw(st.sampled_from([0.0, 0.3, 5.0])),
        "seed": draw(st.integers(0, 999_999)),
        "schedule": inverse_time(draw(st.sampled_from([0.0, 0.02, 1.0]))),
        "window": window,
    }
    return surface, entries, options


def check_claims(sentence, surface, ended):
    """Hold what the sentence says against the paths."""
    by_title = {run_result.title: run_result for run_result in ended}
    who = next((by_title[title] for title in sorted(by_title, key=len, reverse=True) if sentence.startswith(title)), None)
    outcome = who.verdict.outcome if who else None
    if " diverges: " in sentence:
        assert outcome == "diverged"
    elif " cannot settle: " in sentence:
        assert outcome in ("moving", "left")
    elif " exceeds its stability limit" in sentence:
        assert outcome in ("diverged", "left", "moving")
        bound = rate_limits(who.run, who.trajectory)
        sharp = surface.curvatures(*who.trajectory.points[: len(bound)].T)[1] > bound
        assert sharp.mean() > 0.5
        assert f"at step {np.flatnonzero(sharp)[0]}, α·λmax = " in sentence
    elif " leaves the domain of f at step " in sentence:
        assert outcome == "diverged"
        assert np.abs(who.trajectory.points).max() < 1e50
    elif " overflows at step " in sentence:
        assert outcome == "diverged"
        assert f"at step {who.trajectory.diverged_at};" in sentence
    elif " stalls " in sentence and " outside the window: " not in sentence:
        assert outcome == "stalled"
    elif "first to reach " in sentence or " reaches a minimum " in sentence:
        reached = [run_result.verdict.reached_at for run_result in ended if run_result.verdict.reached_at is not None]
        assert who.verdict.reached_at == min(reached)
        assert f"(within {tolerance(surface):g}) at step {min(reached)}" in sentence
        if stays := re.search(r"stays from step (\d+)", sentence):
            assert (outcome, who.verdict.step) == ("converged", int(stays[1]))
    elif re.search(r" starts? at a minimum \(within ", sentence):
        assert min(run_result.verdict.reached_at for run_result in ended if run_result.verdict.reached_at is not None) == 0
        if stays := re.search(r"stays from step (\d+)", sentence):
            assert (outcome, who.verdict.step) == ("converged", int(stays[1]))
    elif " outside the window: " in sentence or " never enters " in sentence or " leaves the window " in sentence:
        assert outcome == "left"
    elif sentence.startswith("No optimizer has converged") or " has not converged after " in sentence:
        assert all(run_result.verdict.reached_at is None for run_result in ended)
    elif sentence.startswith("No minimum is known in this window. "):
        assert surface.lowest is None
        assert any(run_result.verdict.outcome == "moving" for run_result in ended)
    else:
        assert sentence.startswith("There is no gradient to follow")
        assert np.hypot(*surface.gradient(*ended[0].trajectory.points[0])) < 1e-3
    converged = [run_result.title for run_result in ended if run_result.verdict.outcome == "converged"]
    assert not any(
        sentence.startswith(f"{title} {claim}") for title in converged for claim in ("diverges", "cannot", "overflows")
    )


@pytest.mark.slow
@given(some_race())
@example((BOWL, {"gradient_descent": {"learning_rate": 10.0}}, {"steps": 0, "window": BOWL.domain}))
@example((BOWL, {"adam": {}}, {"steps": 0, "start": (0.0, 0.0), "window": BOWL.domain}))
@example((MULT, {"adagrad": {}}, {"steps": 1, "start": (0.0, 1e-200), "window": MULT.domain}))
@example((MULT, {"adabelief": {"learning_rate": 1.0}}, {"steps": 0, "start": (0.0, 2e-309), "window": MULT.domain}))
@settings(max_examples=150, deadline=None)
def test_there_is_always_a_finding_and_it_is_true(drawn):
    surface, entries, options = drawn
    sentence, ended = explained(surface, entries, **options)
    assert re.search(r"\b(nan|inf|None)\b|10⁰", sentence) is None
    assert sentence.endswith(".")
    assert len(sentence) < 300
    check_claims(sentence, surface, ended)


def test_former_names_still_work():
    assert optimizers.Finish is RunResult
    assert schedules.Plan is schedules.BoundSchedule
