"""Near a removable singularity, where a formula loses its digits: f and its derivatives against their power series."""

import math
import warnings

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend, judge
from surfaces import _cancellation as module
from surfaces import own_surface, parse
from surfaces._cancellation import extrapolated
from surfaces._differentiate import value_and_partials
from surfaces._replay import replayed

DOMAIN = ((-5.0, 5.0), (-4.0, 6.0))
NEAR = np.array([0.0, 1e-300, 1e-160, -1e-20, 1e-12, 1e-9, -1e-7, 1e-5, 1e-3, -0.05])
FACT = [math.factorial(n) for n in range(30)]
REMOVABLE = {  # the coefficients of x⁰, x¹, x², …
    "sin(x)/x": [(-1) ** (n // 2) / FACT[n + 1] if n % 2 == 0 else 0.0 for n in range(16)],
    "sin(x)*x^-1": [(-1) ** (n // 2) / FACT[n + 1] if n % 2 == 0 else 0.0 for n in range(16)],
    "(1-cos(x))/x**2": [(-1) ** (n // 2) / FACT[n + 2] if n % 2 == 0 else 0.0 for n in range(16)],
    "(exp(x)-1)/x": [1.0 / FACT[n + 1] for n in range(16)],
    "(exp(x)-1-x)/x**2": [1.0 / FACT[n + 2] for n in range(16)],
    "log(1+x)/x": [(-1) ** n / (n + 1) for n in range(20)],
    "(1-exp(-x**2))/x**2": [(-1) ** (n // 2) / FACT[n // 2 + 1] if n % 2 == 0 else 0.0 for n in range(20)],
    "sinh(x)/x": [1.0 / FACT[n + 1] if n % 2 == 0 else 0.0 for n in range(16)],
    "sin(1000*x)/(1000*x)": [(-1e6) ** (n // 2) / FACT[n + 1] if n % 2 == 0 else 0.0 for n in range(10)],
}


def typed(text):
    return own_surface(text, DOMAIN)


@pytest.mark.parametrize("text", REMOVABLE)
def test_f_and_its_derivatives_are_those_of_the_series(text):
    series = np.polynomial.Polynomial(REMOVABLE[text])
    x = NEAR[np.abs(NEAR) < 1e-4] if "1000" in text else NEAR
    surface = typed(f"{text} + y**2")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, slope, bend = surface.value(x, 0.0), surface.gradient(x, 0.0)[0], surface.hessian(x, 0.0)[0]
    np.testing.assert_allclose(value, series(x), rtol=1e-10)
    np.testing.assert_allclose(slope, series.deriv(1)(x), rtol=1e-8, atol=2e-10)
    there = np.isfinite(bend)
    assert there[np.abs(x) > 1e-15].all()
    np.testing.assert_allclose(bend[there], series.deriv(2)(x)[there], rtol=1e-5)


@pytest.mark.parametrize(
    ("text", "point", "f", "gradient"),
    [
        ("(x**2-1)/(x-1)", (1.0, 0.0), 2.0, (1.0, 0.0)),
        ("(x**3-y**3)/(x-y)", (1.0, 1.0), 3.0, (3.0, 3.0)),
        ("(x**3-y**3)/(x-y)", (1.0 + 1e-9, 1.0), 3.0, (3.0, 3.0)),
        ("sin(x*y)/(x*y)", (1e-9, 0.5), 1.0, (0.0, 0.0)),
        ("sin(x**2+y**2)/(x**2+y**2)", (1e-8, 1e-8), 1.0, (0.0, 0.0)),
    ],
)
def test_the_same_holds_in_two_variables(text, point, f, gradient):
    surface = typed(text)
    assert surface.value(*point) == pytest.approx(f, abs=1e-8)
    np.testing.assert_allclose(surface.gradient(*point), gradient, atol=1e-8)


AS_IT_STANDS = [
    ("1/x", lambda x: 1.0 / x, lambda x: -1.0 / x**2),
    ("1e-6**2/(x**2+1e-6**2)", lambda x: 1e-12 / (x * x + 1e-12), lambda x: -2e-12 * x / (x * x + 1e-12) ** 2),  # a narrow peak
    ("x**2/abs(x)", abs, np.sign),
    ("abs(x)/x", np.sign, lambda x: 0.0 * x),
]


@pytest.mark.parametrize(("text", "f", "slope"), AS_IT_STANDS)
def test_poles_narrow_peaks_kinks_and_jumps_are_left_as_they_are(text, f, slope):
    x, surface = np.array([1e-12, -1e-9, 1e-7, 1e-5, -1e-3, 0.05]), typed(text)
    np.testing.assert_allclose(surface.value(x, 0.0), f(x), rtol=1e-12)
    np.testing.assert_allclose(surface.gradient(x, 0.0)[0], slope(x), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("text", "point"), [("abs(x)/x", (0.0, 1.0)), ("x*y/(x**2+y**2)", (0.0, 0.0)), ("sin(1/x)", (0.0, 0.0))]
)
def test_where_there_is_no_limit_f_is_not_defined(text, point):
    assert np.isnan(typed(text).value(*point))


RATES = {"gradient_descent": {"learning_rate": 0.5}, "momentum": {"learning_rate": 0.1}}


@pytest.mark.parametrize("key", ["gradient_descent", "momentum", "adam", "newton", "backtracking", "barzilai_borwein", "lbfgs"])
@pytest.mark.parametrize("text", ["-sin(x)/x + y**2", "-(1-exp(-x**2))/x**2 + y**2", "(exp(x)-1)/x - x/2 + y**2"])
def test_runs_that_end_there_converge(text, key):
    surface = typed(text)
    assert surface.distance(0.0, 0.0) <= 1e-8
    run = descend(surface, OPTIMIZERS[key], start=(0.7, 0.6), steps=400, hyperparameters=RATES.get(key))
    assert judge(surface, run).outcome == "converged"
    assert np.abs(run.gradients).max() < 5.0


def test_a_point_that_is_exact_is_not_extrapolated(monkeypatch):
    replay = replayed(value_and_partials, parse("sin(x)/x+y").f)
    x = np.array([1.0, -2.0])
    monkeypatch.setattr(module, "_limits", lambda *_: pytest.fail("it was"))
    ends = replay(x, x)
    np.testing.assert_array_equal(extrapolated(replay, x, x, ends), ends)
