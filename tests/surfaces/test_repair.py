"""Values and gradients where float64 overflows on the way, and where a formula cannot be differentiated term by term."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import SURFACES, Surface, own_surface, parse
from surfaces import _surface as module
from surfaces._differentiate import value_and_partials
from surfaces._replay import replayed

DOMAIN = ((-5.0, 5.0), (-5.0, 5.0))


def typed(text):
    return own_surface(text, DOMAIN)


# Overflow: f, ∂f/∂x and ∂²f/∂x² by hand, at (x, 1)

OVERFLOWS = [
    ("exp(x)/(1+exp(x))", 360.0, 1.0, 0.0, 0.0),
    ("exp(x)/(1+exp(x))", 800.0, 1.0, 0.0, 0.0),
    ("exp(x)/(1+exp(x))", 1e5, 1.0, 0.0, 0.0),
    ("exp(x)/(1+exp(x))", -800.0, 0.0, 0.0, 0.0),
    ("sinh(x)/exp(x)", 400.0, 0.5, 0.0, 0.0),
    ("sinh(x)/exp(x)", 1e4, 0.5, 0.0, 0.0),
    ("1/(1+exp(-20*x))", -40.0, 0.0, 0.0, 0.0),
    ("log(1+exp(x))", 1000.0, 1000.0, 1.0, 0.0),
    ("log(exp(x)+exp(2*x))", -1000.0, -1000.0, 1.0, 0.0),
    ("sqrt(exp(x)*exp(x))*1e-9**40", 800.0, math.exp(800.0 - 360.0 * math.log(10.0)), None, None),
    ("sinh(x)/cosh(x)", 900.0, 1.0, 0.0, 0.0),
    ("x**2*exp(x)/exp(x)", 1000.0, 1e6, 2e3, 2.0),
    ("abs(y)+exp(x)/(1+exp(x))", 800.0, 2.0, 0.0, 0.0),
    ("maximum(y, 0)*exp(x)/(exp(x)+exp(-x))", 800.0, 1.0, 0.0, 0.0),
    ("1/(1+x**2)", 1e80, 1e-160, -2e-240, 0.0),
    ("exp(-x**2)", 1e60, 0.0, 0.0, 0.0),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "x", "f", "slope", "bend"), OVERFLOWS)
def test_where_a_number_on_the_way_overflows_f_and_its_derivatives_are_right(text, x, f, slope, bend):
    surface = typed(text)
    for got, expected in ((surface.value(x, 1.0), f), (surface.gradient(x, 1.0)[0], slope), (surface.hessian(x, 1.0)[0], bend)):
        if expected is not None:
            np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.slow
@given(st.floats(-1e6, 1e6), st.floats(0.01, 100.0))
@settings(max_examples=200, deadline=None)
def test_a_sigmoid_is_right_wherever_it_is_asked(x, k):
    surface = replace(SURFACES["bowl"], f=parse(f"exp({k:.9f}*x)/(1+exp({k:.9f}*x))").f)
    u = round(k, 9) * x
    small = math.exp(-abs(u)) if abs(u) < 700 else 0.0
    np.testing.assert_allclose(surface.value(x, 0.0), (1.0 if u >= 0 else small) / (1.0 + small), rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(surface.gradient(x, 0.0)[0], round(k, 9) * small / (1.0 + small) ** 2, rtol=1e-6, atol=1e-12 * k)


@pytest.mark.parametrize(
    "text", ["exp(x**2)+y**2", "x**4-exp(x)", "exp(exp(x))", "cosh(x)**8", "1e9**34*30*x", "sinh(x)-cosh(x)*2"]
)
def test_a_value_that_is_too_large_is_infinite(text):
    surface = typed(text)
    assert np.isinf(surface.value(900.0, 0.5))
    assert surface.overflows(900.0, 0.5)


UNKNOWN = ["sin(exp(x))", "exp(exp(x))/(1+exp(exp(x)))", "abs(y)+cos(exp(x))"]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_cannot_be_computed_is_nan_and_never_a_number(text):
    surface = typed(text)
    assert np.isnan(surface.value(800.0, 0.5))
    assert np.isnan(surface.gradient(800.0, 0.5)[0])
    assert np.isnan(surface.hessian(800.0, 0.5)[0])
    assert surface.overflows(800.0, 0.5)


def test_so_far_out_that_nothing_is_computed_again_f_overflows_and_is_not_undefined():
    surface = SURFACES["mult"]  # the sine of a distance whose square overflows
    assert not np.isfinite(surface.value(1e200, 1e200))
    assert surface.overflows(1e200, 1e200)
    assert not surface.overflows(1e90, 1e90)


@pytest.mark.parametrize(("text", "x"), [("log(x)", -1.0), ("sqrt(5-exp(x))", 800.0), ("x**0.5+y", -3.0), ("x", 1.0)])
def test_what_is_not_defined_does_not_overflow(text, x):
    assert not typed(text + "+abs(y)").overflows(x, 0.5)


# Kinks, and where there is none

SMOOTH = [  # f that has a gradient although its formula is not differentiable there, and the gradient by hand
    ("3*x+sqrt(x**4)", (0.0, 0.0), (3.0, 0.0)),
    ("x*sqrt(x**2+y**2)+x", (0.0, 0.0), (1.0, 0.0)),
    ("(x**2)**0.75+2*y", (0.0, 1.0), (0.0, 2.0)),
    ("sqrt(x**2*y**2)-y", (0.0, 0.0), (0.0, -1.0)),
    ("sqrt((x-1)**4+y**4)+2*x", (1.0, 0.0), (2.0, 0.0)),
    ("1e6*x**2+sqrt(x**4+y**4)-y", (0.0, 0.0), (0.0, -1.0)),
    ("sqrt(x**2+y**2)", (1e-170, 0.0), (1.0, 0.0)),
    ("sqrt(x**2+y**2)", (-3e-200, 4e-200), (-0.6, 0.8)),
    ("exp(-1/x**2)+y", (0.0, 0.0), (0.0, 1.0)),
]


@pytest.mark.parametrize(("text", "point", "expected"), SMOOTH)
def test_where_there_is_a_gradient_it_is_found(text, point, expected):
    np.testing.assert_allclose(typed(text).gradient(*point), expected, rtol=0, atol=1e-9)


KINKS = [
    ("sqrt(x**2+y**2)", (0.0, 0.0)),
    ("1e6*x**2+sqrt(x**2+y**2)", (0.0, 0.0)),
    ("sqrt((x-1)**2+(y+2)**2)", (1.0, -2.0)),
    ("(x**2+y**2)**0.3", (0.0, 0.0)),
]


@pytest.mark.parametrize(("text", "point"), KINKS)
def test_at_a_kink_the_gradient_is_0_by_convention(text, point):
    assert typed(text).gradient(*point) == (0.0, 0.0)


def test_without_a_declared_kink_the_derivative_is_nan():
    surface = replace(SURFACES["bowl"], f=parse("sqrt(x**2+y**2)").f)
    assert np.isnan(surface.gradient(0.0, 0.0)[0])


def test_a_kink_in_one_direction_leaves_the_other_derivative_alone():
    assert typed("sqrt(x**2)+3*y").gradient(0.0, 1.0) == (0.0, 3.0)


# The ordinary way


def test_points_among_others_are_repaired_alone():
    surface = typed("exp(x)/(1+exp(x))+y")
    x = np.array([[0.0, 800.0, np.nan], [1.0, np.inf, -2.0]])
    with np.errstate(all="ignore"):
        value, by_x, _ = surface.value_and_gradient(x, np.zeros((2, 3)))
    np.testing.assert_allclose(value, [[0.5, 1.0, np.nan], [1 / (1 + np.exp(-1.0)), np.nan, 1 / (1 + np.exp(2.0))]])
    np.testing.assert_allclose(by_x[:, 0], [0.25, np.exp(1.0) / (1 + np.exp(1.0)) ** 2])
    assert abs(by_x[0, 1]) < 1e-12


def test_ordinary_points_are_computed_once(surface, monkeypatch):
    random = np.random.default_rng(0)
    x, y = (random.uniform(low, high, 400) for low, high in surface.domain)
    for name in ("repaired", "repaired_derivatives"):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("an ordinary point was computed again"))
    surface.value(x, y)
    surface.gradient(x, y)
    surface.hessian(x, y)


@pytest.mark.parametrize("text", ["1/(1+x**2)", "exp(-x**2)+y", "minimum(x**2, 3)*y", "atan(x**3)", "x/(y**2+1)"])
def test_the_witness_sees_an_overflow_that_leaves_no_trace_in_the_results(text):
    with np.errstate(all="ignore"):
        *_, witness = replayed(value_and_partials, parse(text).f).run(np.array([1e200]), np.array([1e200]))
    assert not np.isfinite(witness)


def test_f_that_cannot_be_replayed_is_left_as_it_is():
    surface = replace(SURFACES["bowl"], f=lambda x, y: np.cumsum(np.ones_like(x)) * x)
    assert isinstance(surface, Surface)
    np.testing.assert_array_equal(surface.value([1.0, 2.0], [0.0, 0.0]), [1.0, 4.0])
