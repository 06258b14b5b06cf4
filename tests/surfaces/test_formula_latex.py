"""What is shown of a typed formula is what is computed: its LaTeX, read again by the rules of mathematics, gives the same f."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surfaces import FUNCTIONS, FormulaError, parse
from surfaces._formula.functions import MANY
from surfaces._formula.tree import compute
from tests.surfaces.latex_reader import read

X, Y = np.array([0.3, 1.7, -2.4]), np.array([1.1, -0.6, 2.9])


def shown_is_computed(text):
    formula = parse(text)
    with np.errstate(all="ignore"):
        shown = np.broadcast_to(compute(read(formula.latex))(X, Y), X.shape)
        np.testing.assert_array_equal(shown, formula.f(X, Y), err_msg=f"{text} is shown as {formula.latex}")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x**2 + 3*sin(y)", r"{x}^{2} + 3 \, \sin\left(y\right)"),
        ("(x + 1)/y", r"\frac{x + 1}{y}"),
        ("(x + 1)*2", r"\left(x + 1\right) \cdot 2"),
        ("(-x)**2", r"{\left(-x\right)}^{2}"),
        ("-x**2", r"-{x}^{2}"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("x*-y", r"x \, \left(-y\right)"),
        ("-(-x)", r"-\left(-x\right)"),
        ("sqrt(abs(x))", r"\sqrt{\left|x\right|}"),
        ("minimum(x, pi)", r"\min\left(x, \pi\right)"),
        ("1e-5**2*x", r"{\left(1 \cdot 10^{-5}\right)}^{2} \, x"),
        ("1-(-x)*y", r"1 - \left(-x \, y\right)"),
        ("0.1234567890123456*x", r"0.1234567890123456 \, x"),
        ("3*2^x", r"3 \cdot {2}^{x}"),
        ("3*(1/2)*x", r"3 \cdot \frac{1}{2} \, x"),
        ("(1/2)^x", r"{\left(\frac{1}{2}\right)}^{x}"),
        ("(x^2)^3", r"{\left({x}^{2}\right)}^{3}"),
        ("log(x)", r"\ln\left(x\right)"),
        ("log10 x", r"\log_{10}\left(x\right)"),
        ("max(x, y, 1)", r"\max\left(x, y, 1\right)"),
        ("1e9x", r"1000000000 \, x"),
    ],
)
def test_it_is_shown_as_it_is_understood(text, latex):
    assert parse(text).latex == latex
    shown_is_computed(text)


@pytest.mark.parametrize(
    "text", ["(x+1)^2/3 - |y|*sin(2x)", "sqrt(x^2 + 1)^(1/3) + log10(y^2)", "max(x, pi*y)*e^(-x)", "-(-x)"]
)
def test_what_is_shown_can_be_typed(text):
    shown = parse(parse(text).latex)
    np.testing.assert_array_equal(shown.f(X, Y), parse(text).f(X, Y))
    assert shown.latex == parse(text).latex


NUMBERS = st.sampled_from(["2", "0.5", "1e-5", "2.5e-7", "123456789.1234567", "10"])
LEAVES = st.sampled_from(["x", "y", "pi", "e", "2x", "3 sin x", "x²", "|x|", "2^x", "1/2"]) | NUMBERS


def _together(inner):
    called = sorted(FUNCTIONS.keys() - MANY)
    side = inner | inner.map("({})".format)
    between = st.sampled_from([" + ", " - ", "*", "/", "^", "*-", " - -"])
    return st.one_of(
        st.tuples(side, between, side).map("".join),
        st.tuples(side, between, side).map("".join),
        inner.map("-{}".format),
        inner.map("|{}|".format),
        st.tuples(st.sampled_from(called), inner).map(lambda it: f"{it[0]}({it[1]})"),
        st.tuples(st.sampled_from(sorted(MANY)), inner, inner).map(lambda it: f"{it[0]}({it[1]}, {it[2]})"),
    )


@pytest.mark.slow
@given(st.recursive(LEAVES, _together, max_leaves=10))
@settings(max_examples=1000, deadline=None)
def test_whatever_is_understood_is_shown_as_it_is_computed(text):
    try:
        parse(text)
    except FormulaError:
        return
    shown_is_computed(text)


@given(st.floats(1e-9, 1e9))
@example(4.9521008094385364e-08)  # its digits alone have a shorter repr
@settings(max_examples=200, deadline=None)
def test_every_digit_of_a_number_is_shown(number):
    assert compute(read(parse(repr(number)).latex))(0.0, 0.0) == number


@pytest.mark.parametrize(
    "latex",
    [
        r"1 - -x",
        r"{1 \cdot 10^{-5}}^{2}",
        r"2 \, 3",
        r"2 \, {3}^{x}",
        r"2 \, \frac{1}{2}",
        r"{-x}^{2}",
        r"{\frac{x}{y}}^{2}",
        "x +",
    ],
)
def test_the_reader_of_the_tests_refuses_what_reads_otherwise_than_it_is_meant(latex):
    with pytest.raises(AssertionError):
        read(latex)
