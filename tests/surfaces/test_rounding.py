"""The estimate of rounding errors, against exact rational arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from surfaces._rounding import rounding_error

FUNCTIONS = {
    "Himmelblau": lambda x, y: (x * x + y - 11) * (x * x + y - 11) + (x + y * y - 7) * (x + y * y - 7),
    "cancelling": lambda x, y: x * x * y - x * x * y * 3 / 4 + 1000 - (x + 1000),
    "steep": lambda x, y: 1000000 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x),
}


@pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_error_lies_below_the_estimate_and_is_of_its_size(f):
    x, y = np.random.default_rng(0).uniform(-3.0, 3.0, (2, 400))
    exact = np.array([f(Fraction(a), Fraction(b)) for a, b in zip(x.tolist(), y.tolist(), strict=True)])
    error = np.array([abs(float(Fraction(value) - true)) for value, true in zip(f(x, y).tolist(), exact, strict=True)])
    estimate = rounding_error(f, x, y)
    assert np.all(error <= estimate)
    assert np.median(error) > 0.01 * np.median(estimate)


def test_where_nothing_is_rounded_there_is_next_to_no_error():
    zero = np.zeros(3)
    assert np.all(rounding_error(lambda x, y: x * x + y * y, zero, zero) == 0.0)


def test_a_derivative_that_does_not_exist_counts_as_0():
    zero = np.zeros(1)
    assert np.all(np.isfinite(rounding_error(lambda x, y: abs(x) ** 0.5 + y, zero, zero)))


def test_a_constant_has_the_error_of_a_number():
    assert rounding_error(lambda x, y: 5.0, np.zeros(2), np.zeros(2)) == pytest.approx(5.0 * np.finfo(float).eps)
