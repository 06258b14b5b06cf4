"""A surface rounded otherwise, by which tests measure how much of a run depends on the last digits."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend
from surfaces import SURFACES
from tests.surfaces.rounding import rounded_otherwise


def differences(name):
    surface, random = SURFACES[name], np.random.default_rng(0)
    x, y = (random.uniform(low, high, 500) for low, high in surface.domain)
    twin = rounded_otherwise(surface)
    pairs = (surface.value(x, y), twin.value(x, y)), *zip(surface.gradient(x, y), twin.gradient(x, y), strict=True)
    return [np.max(np.abs(one - other)) / np.max(np.abs(one)) for one, other in pairs]


def test_exact_arithmetic_leaves_no_choice():
    assert differences("bowl") == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("name", ["easom", "ackley", "cross_in_tray", "michalewicz"])
def test_other_functions_are_off_in_the_last_digits(name):
    assert all(0.0 < difference < 1e-13 for difference in differences(name))


def test_a_line_search_at_the_floor_of_rounding_is_decided_by_the_last_digit():
    """Near the minimum f falls by less than it can resolve: runs from the very same start come apart there."""
    surface = SURFACES["cross_in_tray"]
    starts = np.repeat(np.array(surface.start)[:, None], 5, axis=1)
    points = descend(rounded_otherwise(surface), OPTIMIZERS["backtracking"], starts, 200).points
    apart = np.ptp(points, axis=2).max(axis=1)
    assert apart[:50].max() < 1e-12
    assert 1e-9 < apart[50:].max() < 1e-6
