"""The functions of the literature, once more, as they are printed: a wrong constant would agree with its own derivative."""

import numpy as np
import pytest
from numpy import abs, cos, e, exp, log, maximum, pi, sin, sqrt, tanh  # as the formulas are printed

from surfaces import SURFACES

PRINTED = {
    "rosenbrock": lambda x, y: 100 * (y - x**2) ** 2 + (1 - x) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
    "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
    "three_hump_camel": lambda x, y: 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2,
    "six_hump_camel": lambda x, y: (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
    "goldstein_price": lambda x, y: (
        (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2))
        * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2))
    ),
    "ackley": lambda x, y: -20 * exp(-0.2 * sqrt((x**2 + y**2) / 2)) - exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2) + 20 + e,
    "rastrigin": lambda x, y: 10 * 2 + x**2 - 10 * cos(2 * pi * x) + y**2 - 10 * cos(2 * pi * y),
    "griewank": lambda x, y: x**2 / 4000 + y**2 / 4000 - cos(x / sqrt(1)) * cos(y / sqrt(2)) + 1,
    "levy": lambda x, y: levy(1 + (x - 1) / 4, 1 + (y - 1) / 4),
    "styblinski_tang": lambda x, y: (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2,
    "branin": lambda x, y: (y - 5.1 / (4 * pi**2) * x**2 + 5 / pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * pi)) * cos(x) + 10,
    "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
    "cross_in_tray": lambda x, y: -0.0001 * (abs(sin(x) * sin(y) * exp(abs(100 - sqrt(x**2 + y**2) / pi))) + 1) ** 0.1,
    "eggholder": lambda x, y: -(y + 47) * sin(sqrt(abs(y + x / 2 + 47))) - x * sin(sqrt(abs(x - (y + 47)))),
    "holder_table": lambda x, y: -abs(sin(x) * cos(y) * exp(abs(1 - sqrt(x**2 + y**2) / pi))),
    "drop_wave": lambda x, y: -(1 + cos(12 * sqrt(x**2 + y**2))) / (0.5 * (x**2 + y**2) + 2),
    "zakharov": lambda x, y: x**2 + y**2 + (0.5 * 1 * x + 0.5 * 2 * y) ** 2 + (0.5 * 1 * x + 0.5 * 2 * y) ** 4,
    "dixon_price": lambda x, y: (x - 1) ** 2 + 2 * (2 * y**2 - x) ** 2,
    "schwefel": lambda x, y: 418.9828872724337 * 2 - x * sin(sqrt(abs(x))) - y * sin(sqrt(abs(y))),
    "bukin6": lambda x, y: 100 * sqrt(abs(y - 0.01 * x**2)) + 0.01 * abs(x + 10),
    "michalewicz": lambda x, y: -sin(x) * sin(1 * x**2 / pi) ** (2 * 10) - sin(y) * sin(2 * y**2 / pi) ** (2 * 10),
    "schaffer2": lambda x, y: 0.5 + (sin(x**2 - y**2) ** 2 - 0.5) / (1 + 0.001 * (x**2 + y**2)) ** 2,
    "deep_chain": lambda v, w: mean_over((-1, 1), lambda i: (v * w * i - i) ** 2 / 2),
    "tanh_neuron": lambda w, b: mean_over((-1, 0, 1), lambda i: (tanh(w * i + b) - tanh(2 * i - 1)) ** 2),
    "relu_neuron": lambda w, b: mean_over((0, 1, 2, 3), lambda i: (maximum(0, w * i + b) - (i + 1)) ** 2),
    "logistic_regression": lambda v, w: (
        mean_over(
            (4, 4, 4, 4, 4, -4, -4, -4),  # the second input; the first is 1
            lambda i: log(1 + exp(v + i * w)),
        )
        - (4 * (v + 4 * w) + (v - 4 * w)) / 8
    ),
}


def mean_over(data, of):
    return sum(map(of, data)) / len(data)


LOWEST = {  # to all digits: exact, or by Newton's method with 50 digits
    "rosenbrock": 0.0,
    "himmelblau": 0.0,
    "beale": 0.0,
    "booth": 0.0,
    "three_hump_camel": 0.0,
    "six_hump_camel": -1.0316284534898774,
    "goldstein_price": 3.0,
    "ackley": 0.0,
    "rastrigin": 0.0,
    "griewank": 0.0,
    "levy": 0.0,
    "styblinski_tang": -78.33233140754282,
    "branin": 5 / (4 * pi),
    "mccormick": 1 - sqrt(3) / 2 - pi / 3 - 1,
    "cross_in_tray": -2.062611870822737,
    "eggholder": -959.6406627208509,
    "holder_table": -19.208502567886732,
    "drop_wave": -1.0,
    "zakharov": 0.0,
    "dixon_price": 0.0,
    "schwefel": 0.0,
    "bukin6": 0.0,
    "michalewicz": -1.8013034100985525,
    "schaffer2": 0.0,
    "deep_chain": 0.0,
    "tanh_neuron": 0.0,
    "relu_neuron": 0.0,
    "logistic_regression": (5 * log(5) - 4 * log(4) + 3 * log(3) - 2 * log(2)) / 8,  # the mean entropy of the odds
}

MINIMA_IN_THE_DOMAIN = {
    "himmelblau": 4,
    "six_hump_camel": 2,
    "branin": 3,
    "cross_in_tray": 4,
    "holder_table": 4,
    "dixon_price": 2,
    "deep_chain": 0,  # curves
}


def levy(w, v):
    return sin(pi * w) ** 2 + (w - 1) ** 2 * (1 + 10 * sin(pi * w + 1) ** 2) + (v - 1) ** 2 * (1 + sin(2 * pi * v) ** 2)


@pytest.mark.parametrize("key", PRINTED)
def test_f_is_the_printed_formula(key):
    surface, random = SURFACES[key], np.random.default_rng(0)
    x, y = (random.uniform(low, high, 1000) for low, high in surface.domain)
    expected = PRINTED[key](x, y)
    np.testing.assert_allclose(surface.value(x, y), expected, rtol=1e-9, atol=1e-12 * np.max(np.abs(expected)))


@pytest.mark.parametrize("key", LOWEST)
def test_the_lowest_value(key):
    surface = SURFACES[key]
    heights = surface.value(*np.meshgrid(*(np.linspace(low, high, 41) for low, high in surface.domain)))
    round_off = 1e-15 * np.max(np.abs(heights))  # the terms in sin, cos and exp are this large
    assert surface.lowest == pytest.approx(LOWEST[key], rel=2e-15, abs=round_off)


@pytest.mark.parametrize("key", PRINTED)
def test_the_number_of_minima_in_the_domain(key):
    inside = [
        all(low <= c <= high for c, (low, high) in zip(point, SURFACES[key].domain, strict=True))
        for point in SURFACES[key].minima
    ]
    assert sum(inside) == MINIMA_IN_THE_DOMAIN.get(key, 1)


@pytest.mark.parametrize(
    ("key", "misprint"),
    [
        ("branin", (3 * pi, 2.425)),  # 2.475
        ("eggholder", (512.0, 404.2319)),  # 404.23181
        ("cross_in_tray", (1.349406685353340, 1.349406608602084)),  # both are 1.34940661715…
        ("holder_table", (8.055023472141116, 9.664590028909654)),  # 8.05502347574, 9.66459001924
    ],
)
def test_a_misprinted_minimum_has_a_gradient(key, misprint):
    surface = SURFACES[key]
    assert 1e-9 < surface.distance(*misprint) < 0.1
    _, slope = surface.gradient(*misprint)
    _, flat = surface.gradient(*surface.nearest_minimum(*misprint))
    assert abs(slope) > 1e3 * abs(flat)


def test_the_hand_checked_values():
    for key, x, y, expected in (
        ("rosenbrock", -1.2, 1.0, 24.2),
        ("himmelblau", 0, 0, 170.0),
        ("goldstein_price", 0, 0, 600.0),
        ("goldstein_price", 1.2, 0.8, 840.0),
        ("goldstein_price", 1.8, 0.2, 84.0),
        ("goldstein_price", -0.6, -0.4, 30.0),
        ("branin", 0, 0, 56 - 5 / (4 * pi)),
        ("rastrigin", 0.5, 0.5, 40.5),
        ("griewank", 0, pi * sqrt(2), 2 + 2 * pi**2 / 4000),
        ("levy", 1, 5, 1.0),
        ("zakharov", 1, 1, 9.3125),
        ("bukin6", -12, 1.44, 0.02),
        ("michalewicz", pi / 2, pi / 2, -1 - 2**-10),
        ("drop_wave", pi / 12, 0, 0.0),
        ("dixon_price", 0, 1, 9.0),
    ):
        assert SURFACES[key].value(x, y) == pytest.approx(expected, rel=1e-12, abs=1e-5 if key == "bukin6" else 1e-12), key


# Places where round-off or a kink could have left a NaN


def test_the_gradient_is_defined_where_it_does_not_exist():
    for key, x, y in (
        ("ackley", 0, 0),
        ("bukin6", -10, 1),
        ("cross_in_tray", 0, 0),
        ("eggholder", 94, 47),
        ("eggholder", 0, -47),
    ):
        np.testing.assert_array_equal(np.isfinite(SURFACES[key].gradient(x, y)), True)
        np.testing.assert_array_equal(np.isfinite(SURFACES[key].hessian(x, y)), True)
    assert SURFACES["ackley"].gradient(0, 0) == SURFACES["bukin6"].gradient(-10, 1) == (0.0, 0.0)


def test_the_drop_is_smooth_in_its_middle():
    assert SURFACES["drop_wave"].gradient(0, 0) == (0.0, 0.0)
    # 12 r is the angle: −(2 − 72 r²) / (2 + r²/2) = −1 + 36.25 r² + …
    assert SURFACES["drop_wave"].hessian(0, 0) == pytest.approx((72.5, 0.0, 72.5), rel=1e-12)


def test_the_slope_of_schwefels_function_exists_on_the_axes():
    by_x, by_y = SURFACES["schwefel"].gradient(0.0, 100.0)
    assert by_x == pytest.approx(0.0, abs=1e-15)
    assert by_y == pytest.approx(-sin(10) - 5 * cos(10), rel=1e-12)


# Facts known for some of them


def test_all_nine_points_of_rest_of_goldstein_and_prices_function_lie_where_its_factors_turn():
    surface = SURFACES["goldstein_price"]
    points = {(p.x, p.y): surface.value(p.x, p.y) for p in surface.stationary} | {surface.minima[0]: 3.0}
    assert sorted(points.values()) == pytest.approx([a * b for a, b in sorted_products((1, 28, 33), (3, 30, 35))])


def sorted_products(first, second):
    return sorted(((a, b) for a in first for b in second), key=lambda pair: pair[0] * pair[1])


def test_branins_further_minima_lie_in_the_widest_window_and_are_as_deep():
    surface = SURFACES["branin"]
    assert len(surface.minima) == 8
    for x, y in surface.minima:
        assert cos(x) == pytest.approx(-1.0, abs=1e-15)
        assert abs(x - 2.5) < 60
        assert abs(y - 7.5) < 60
        assert surface.value(x, y) == pytest.approx(5 / (4 * pi), abs=1e-12)


def test_each_valley_of_mccormicks_trough_is_lower_by_pi_than_the_one_before():
    surface = SURFACES["mccormick"]
    (x, y), (valley,) = surface.minima[0], [point for point in surface.stationary if "minimum" in point.kind]
    assert surface.value(valley.x, valley.y) - surface.lowest == pytest.approx(pi, rel=1e-12)
    assert surface.value(x - pi, y - pi) - surface.lowest == pytest.approx(-pi, rel=1e-12)


def test_rosenbrocks_valley_is_2500_times_as_steep_across_as_along():
    flattest, steepest = SURFACES["rosenbrock"].curvatures(1, 1)
    assert steepest / flattest == pytest.approx(2508, abs=1)
