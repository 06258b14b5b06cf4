"""Facts about each surface from its formula, so that a wrong constant cannot hide behind correct derivatives."""

import numpy as np
import pytest

from surfaces import SURFACES

BOWL, MULT, MONKEY, MONKEY_SADDLE, MATYAS, EASOM, REGRESSION = (
    SURFACES[key] for key in ("bowl", "mult", "monkey", "monkey_saddle", "matyas", "easom", "regression")
)
POINTS = np.random.default_rng(0).uniform(-7.0, 7.0, (2, 200))


@pytest.mark.parametrize(
    ("key", "x", "y", "expected"),
    [
        ("bowl", 3, 4, 25.0),
        ("mult", 3, 4, np.sin(5.0)),
        ("monkey", 1, 2, 13.0),
        ("monkey", -2, 1, -14.0),
        ("monkey_saddle", 1, 2, -11.0),
        ("monkey_saddle", -2, 1, -2.0),
        ("matyas", 1, 1, 0.04),
        ("matyas", 1, -1, 1.0),
        ("matyas", 4, -4, 16.0),
        ("easom", np.pi, np.pi, -1.0),
        ("easom", np.pi, np.pi + np.pi / 3, -0.5 * np.exp(-(np.pi**2) / 9)),
        ("easom", 0, 0, -np.exp(-2 * np.pi**2)),
        ("regression", 10, 20, 0.0),
        ("regression", 10, 0, 400.0),
        ("regression", 11, 20, 204 / 9),  # the mean of the squares 0² … 8²
    ],
)
def test_values(key, x, y, expected):
    assert SURFACES[key].value(x, y) == pytest.approx(expected, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize(
    ("key", "minima"),
    [
        ("bowl", ((0.0, 0.0),)),
        ("matyas", ((0.0, 0.0),)),
        ("easom", ((np.pi, np.pi),)),
        ("regression", ((10.0, 20.0),)),
        ("mult", ()),
        ("monkey", ()),
        ("monkey_saddle", ()),
    ],
)
def test_minima(key, minima):
    assert SURFACES[key].minima == minima


def test_lowest_values_and_unbounded_surfaces():
    lowest = {"bowl": 0.0, "matyas": 0.0, "regression": 0.0, "easom": -1.0, "mult": -1.0, "monkey": None, "monkey_saddle": None}
    assert {key: SURFACES[key].lowest for key in lowest} == lowest
    assert [key for key in lowest if SURFACES[key].unbounded_below] == ["monkey", "monkey_saddle"]


@pytest.mark.parametrize(
    ("key", "hessian", "curvatures"),
    [
        ("bowl", (2.0, 0.0, 2.0), (2.0, 2.0)),
        ("matyas", (0.52, -0.48, 0.52), (0.04, 1.0)),
        ("regression", (136 / 3, 8.0, 2.0), ((71 - np.sqrt(4801)) / 3, (71 + np.sqrt(4801)) / 3)),  # 45.33; 0.57, 46.76
    ],
)
def test_a_quadratic_has_one_hessian_everywhere(key, hessian, curvatures):
    for actual, expected in zip(SURFACES[key].hessian(*POINTS), hessian, strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)
    for actual, expected in zip(SURFACES[key].curvatures(*POINTS), curvatures, strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-12)


# mult


def test_mult_is_lowest_on_the_rings_three_halves_pi_plus_two_pi_k():
    (ring,) = MULT.rings
    assert (ring.x, ring.y, ring.radius, ring.spacing) == pytest.approx((0.0, 0.0, 1.5 * np.pi, 2.0 * np.pi))
    for k in range(4):
        assert MULT.value(0.0, (1.5 + 2 * k) * np.pi) == pytest.approx(-1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("radius", "distance"),
    [(0.0, 1.5 * np.pi), (1.5 * np.pi, 0.0), (1.5 * np.pi + 2.0, 2.0), (3.5 * np.pi - 2.0, 2.0), (13.5 * np.pi + 1.0, 1.0)],
)
def test_mult_distance_is_to_the_nearest_ring(radius, distance):
    assert MULT.distance(0.6 * radius, -0.8 * radius) == pytest.approx(distance, abs=1e-12)


def test_mult_gradient_at_the_tip_is_defined_as_zero():
    assert MULT.gradient(0, 0) == (0.0, 0.0)
    assert MULT.hessian(0, 0) == (0.0, 0.0, 0.0)
    assert MULT.curvatures(0, 0) == (0.0, 0.0)
    assert "not differentiable" in MULT.not_differentiable.lower()


def test_mult_only_the_tip_itself_is_set_to_zero():
    by_x, by_y = MULT.gradient([1.0, 0.0, 1e-8], [1.0, 0.0, 0.0])
    assert (by_x[1], by_y[1]) == (0.0, 0.0)
    np.testing.assert_allclose(by_x[[0, 2]], [np.cos(np.sqrt(2)) / np.sqrt(2), 1.0], rtol=1e-14)  # a cone of slope 1
    assert np.all(np.isnan(MULT.gradient(np.nan, 1.0)))  # a diverged run does not look like one at rest


def test_mult_the_tip_is_a_local_minimum_and_not_a_global_one():
    (tip,) = MULT.stationary
    assert (tip.x, tip.y, tip.kind) == (0.0, 0.0, "local minimum")
    assert MULT.value(0, 0) == 0.0


# The two "monkey saddles"


def sign_changes(surface):
    """How often f changes its sign on a circle about the origin."""
    angles = np.linspace(0.0, 2.0 * np.pi, 1000, endpoint=False) + 1e-3
    positive = surface.value(np.cos(angles), np.sin(angles)) > 0
    return np.count_nonzero(positive != np.roll(positive, 1))


def test_the_monkey_saddle_has_three_ways_down_and_the_course_version_one():
    assert sign_changes(MONKEY_SADDLE) == 6
    assert sign_changes(MONKEY) == 2


def test_the_courses_monkey_never_falls_with_x_and_rests_only_at_the_origin():
    x, y = np.meshgrid(np.linspace(-5, 5, 201), np.linspace(-5, 5, 201))
    by_x, by_y = MONKEY.gradient(x, y)
    assert by_x.min() == 0.0
    np.testing.assert_array_equal(np.argwhere(np.hypot(by_x, by_y) == 0.0), [[100, 100]])
    assert (x[100, 100], y[100, 100]) == (0.0, 0.0)


@pytest.mark.parametrize("surface", [MONKEY, MONKEY_SADDLE], ids=["monkey", "monkey_saddle"])
def test_the_stationary_points_of_both_monkey_surfaces_are_degenerate(surface):
    (point,) = surface.stationary
    assert (point.x, point.y) == (0.0, 0.0)
    assert "saddle" in point.kind
    assert surface.hessian(0, 0) == (0.0, 0.0, 0.0)


# Matyas, Easom, regression


def test_matyas_four_minus_four_lies_on_the_steep_axis():
    assert MATYAS.gradient(4, -4) == pytest.approx((4.0, -4.0))  # curvature 1 times the point
    assert MATYAS.gradient(4, 4) == pytest.approx((0.16, 0.16))  # curvature 0.04


def test_easom_has_next_to_no_gradient_at_the_origin():
    assert EASOM.gradient(0, 0) == pytest.approx([-2 * np.pi * np.exp(-2 * np.pi**2)] * 2, rel=1e-12)
    assert 1e-8 < np.hypot(*EASOM.gradient(0, 0)) < 3e-8


def test_regression_is_the_mean_square_over_the_nine_data_points():
    random = np.random.default_rng(1)
    w, b = random.uniform(0, 24, 300), random.uniform(-20, 70, 300)
    x = np.arange(9.0)[:, None]
    naive = np.mean((w * x + b - (10.0 * x + 20.0)) ** 2, axis=0)
    np.testing.assert_allclose(REGRESSION.value(w, b), naive, rtol=1e-11)


def test_regression_cost_at_the_courses_start():
    w = 0.01 * np.random.RandomState(0).randn()  # the course uses numpy's legacy generator
    assert w == 0.017640523459676642
    assert REGRESSION.value(w, 0.0) == pytest.approx(4255.854199207604, rel=1e-14)


def test_on_regression_gradient_descent_is_stable_up_to_0_04277():
    _, steepest = REGRESSION.curvatures(10, 20)
    assert 2.0 / steepest == pytest.approx(0.04277, abs=5e-6)
    assert REGRESSION.axes == ("w", "b")
    assert REGRESSION.domain == ((0.0, 24.0), (-20.0, 70.0))
