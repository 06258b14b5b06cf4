"""Numbers that do not overflow: as numpy has it within float64, and right beyond."""

import numpy as np
import pytest

from surfaces._wide import RULES, Wide

SPECIAL = [0.0, -0.0, 1.0, -1.0, 5e-324, 1e-200, -1e-200, 1e200, np.pi, -10.0, np.inf, -np.inf, np.nan, 2.5, 3.0, -3.0, 0.5]
NUMBERS = np.concatenate([SPECIAL, np.random.default_rng(0).uniform(-5.0, 5.0, 60), np.linspace(-900.0, 900.0, 37)])
MORE = (np.log2, np.log10, np.arcsin, np.floor, np.log1p)


@pytest.fixture(autouse=True)
def _overflow_is_no_matter():
    with np.errstate(all="ignore"):
        yield


def in_float64(numbers):
    return numbers.float64() if isinstance(numbers, Wide) else np.asarray(numbers, dtype=float)


def test_every_float64_goes_there_and_back():
    np.testing.assert_array_equal(Wide(NUMBERS).float64(), NUMBERS)


@pytest.mark.parametrize("function", [*RULES, *MORE], ids=lambda function: function.__name__)
def test_within_float64_it_is_as_numpy_has_it(function):
    pair = (NUMBERS,) if function.nin == 1 else map(np.ravel, np.meshgrid(NUMBERS, NUMBERS))
    pair = list(pair)
    expected = np.asarray(function(*pair), dtype=float)
    actual = in_float64(function(*map(Wide, pair)))
    np.testing.assert_array_equal(np.isnan(actual), np.isnan(expected))
    np.testing.assert_allclose(actual, expected, rtol=2e-13, atol=1e-320)


def test_where_chooses():
    x = np.array([-1.0, 2.0, 0.0])
    chosen = np.where(Wide(x) > 0.0, np.exp(1000.0 * Wide(x)), x)
    np.testing.assert_allclose((np.log(chosen)).float64(), [np.nan, 2000.0, -np.inf])


BEYOND = {  # name: (computation of a wide 1, its value by hand)
    "log exp": (lambda one: np.log(np.exp(1e6 * one)), 1e6),
    "log10": (lambda one: np.log10(np.power(10.0 * one, 5000.0)), 5000.0),
    "roots": (lambda one: np.sqrt(np.multiply(1e300 * one, 1e300 * one)), 1e300),
    "product": (lambda one: np.exp(5e4 * one) * np.exp(-5e4 * one), 1.0),
    "sum": (lambda one: (np.exp(1e3 * one) + 1.0) / np.exp(1e3 * one), 1.0),
    "difference": (lambda one: (np.exp(1e3 * one) - np.exp(999.0 * one)) / np.exp(1e3 * one), 1.0 - np.exp(-1.0)),
    "hyperbolic": (lambda one: np.sinh(1e3 * one) / np.cosh(1e3 * one), 1.0),
    "powers": (lambda one: np.power(1e200 * one, 8.0) / np.power(1e100 * one, 16.0), 1.0),
    "a negative base": (lambda one: np.power(-1e200 * one, 3.0) / np.power(1e300 * one, 2.0), -1.0),
    "a negative power": (lambda one: np.power(1e-200 * one, -3.0) / np.power(1e200 * one, 3.0), 1.0),
    "a large power": (lambda one: np.power(1.01 * one, 1e6) / np.power(1.01 * one, 999_998.0), 1.0201),
    "small": (lambda one: np.sin(np.exp(-1e3 * one)) / np.exp(-1e3 * one), 1.0),
    "bounded": (lambda one: np.arctan(np.exp(1e3 * one)), np.pi / 2),
    "the larger": (lambda one: np.log(np.maximum(np.exp(1e3 * one), np.exp(2e3 * one))), 2e3),
    "the smaller": (lambda one: np.log(np.minimum(-np.exp(1e3 * one), 0.0) * -1.0), 1e3),
    "e to the e to the": (lambda one: np.log(np.log(np.exp(np.exp(20.0 * one)))), 20.0),
}


@pytest.mark.parametrize(("computation", "expected"), BEYOND.values(), ids=BEYOND.keys())
def test_beyond_float64_it_is_right(computation, expected):
    np.testing.assert_allclose(in_float64(computation(Wide(np.ones(1)))), [expected], rtol=1e-9)


def test_what_is_too_large_for_a_float64_is_infinite_and_known():
    number = np.exp(Wide(np.array([800.0])))
    assert number.float64() == np.inf
    assert np.isfinite(number.mantissa)
    assert not number.beyond


LOST = {
    "sine of a huge number": (lambda one: np.sin(np.exp(800.0 * one)), True),
    "too large for a wide number": (lambda one: np.exp(np.exp(800.0 * one)), True),
    "the ratio of two of those": (lambda one: np.exp(np.exp(800.0 * one)) / np.exp(np.exp(801.0 * one)), True),
    "one over it": (lambda one: 1.0 / np.exp(np.exp(800.0 * one)), False),
    "not defined": (lambda one: np.log(-one), False),
    "not defined, far out": (lambda one: np.sqrt(-np.exp(800.0 * one)), False),
    "a pole": (lambda one: one / (one - 1.0), False),
}


@pytest.mark.parametrize(("computation", "lost"), LOST.values(), ids=LOST.keys())
def test_precision_loss_is_distinguished_from_undefined(computation, lost):
    assert computation(Wide(np.ones(1))).beyond == [lost]
