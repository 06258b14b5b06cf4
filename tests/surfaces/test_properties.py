"""The declared properties of each surface, checked against f."""

import numpy as np
import pytest

from surfaces import PROPERTIES
from tests.surfaces.local_search import valleys


def grid(surface, side=101):
    return np.meshgrid(*(np.linspace(low, high, side) for low, high in surface.domain))


def test_properties_are_words_of_the_vocabulary_in_its_order(surface):
    assert surface.properties == tuple(name for name in PROPERTIES if name in surface.properties)


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_property_has_a_meaning(name):
    assert PROPERTIES[name].strip()


def test_convex_is_curved_upwards_everywhere(surface):
    if "convex" in surface.properties:
        flattest, steepest = surface.curvatures(*grid(surface))
        assert np.all(flattest >= -1e-12 * steepest.max())
        assert not surface.not_differentiable


def test_a_ravine_is_ten_times_as_steep_across_as_along(surface):
    if "ravine" in surface.properties and not surface.sharp_minima:  # a tip has no curvatures
        assert any(
            0.0 < 10.0 * flattest < steepest for flattest, steepest in (surface.curvatures(*there) for there in surface.minima)
        )


def test_many_minima_are_three_or_more(surface):
    if "many minima" in surface.properties:
        x, y, _ = valleys(surface)
        (x_low, x_high), (y_low, y_high) = surface.domain
        places = {(round(25 * a), round(25 * b)) for a, b in zip(x / (x_high - x_low), y / (y_high - y_low), strict=True)}
        assert len(places) >= 3


def test_a_saddle_is_on_the_record(surface):
    bent_both_ways = [
        flattest < -1e-9 and steepest > 1e-9
        for flattest, steepest in (surface.curvatures(point.x, point.y) for point in surface.stationary)
    ]
    named = ["saddle" in point.kind for point in surface.stationary]
    assert ("saddle" in surface.properties) == any(bent_both_ways + named)


def test_on_a_plain_a_third_of_the_terrain_is_almost_flat(surface):
    # across the whole domain, this gradient would descend less than a tenth of the valleys' depth
    if "plain" in surface.properties:
        x, y = grid(surface)
        (x_low, x_high), (y_low, y_high) = surface.domain
        fall = np.hypot(*surface.gradient(x, y)) * np.hypot(x_high - x_low, y_high - y_low)
        assert np.mean(fall < 0.1 * (np.median(surface.value(x, y)) - surface.lowest)) > 1 / 3


def test_not_smooth_and_unbounded_below_follow_from_the_record(surface):
    assert ("not smooth" in surface.properties) == bool(surface.not_differentiable)
    assert ("unbounded below" in surface.properties) == surface.unbounded_below
