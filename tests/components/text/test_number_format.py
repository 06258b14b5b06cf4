"""Numbers as a reader writes them. The cases of `percent` stand in `tests/javascript/numbers.test.js` as well."""

import numpy as np
import pytest

from components.text.number_format import number, percent


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (-0.0, "0"),
        (-1.5, "−1.5"),
        (1e-9, "1e-9"),
        (-1.234e-9, "−1.23e-9"),
        (np.inf, "beyond 1.8e308"),
        (-np.inf, "beyond −1.8e308"),
        (np.nan, "undefined"),
    ],
)
def test_numbers_are_short(value, told):
    assert number(value) == told


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "0.04 %"),
        (0.001, "0.1 %"),
        (0.0049, "0.5 %"),
        (0.005, "1 %"),
        (0.0123, "1 %"),
        (0.125, "13 %"),
        (0.5, "50 %"),
        (0.9949, "99 %"),
        (0.995, "99.5 %"),
        (0.9964, "99.6 %"),
        (0.999, "99.9 %"),
        (0.99987, "99.99 %"),
        (0.9999, "99.99 %"),
        (1.0 - 1e-13, "100 %"),
        (1.0, "100 %"),
    ],
)
def test_one_hundred_percent_is_all_and_zero_is_nothing(share, text):
    assert percent(share) == text


def test_a_share_of_nothing_is_no_number():
    assert percent(np.nan) == "—"
