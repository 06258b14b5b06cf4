"""Global minima in the records are exact to the last digits, the lowest in the domain, and complete."""

import numpy as np
import pytest

from optimizers import tolerance
from surfaces import SURFACES, Surface
from tests.surfaces.local_search import newton_step, valleys

EXACT = 1e-12  # how far Newton's method may move a minimum, relative to its coordinates
ANGLES = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)


def sides(surface, x, y):
    """For each co-ordinate −1, 0 or 1: on the lower end of the domain, between the ends, on the upper end."""
    return tuple(int(c == high) - int(c == low) for c, (low, high) in zip((x, y), surface.domain, strict=True))


def slack(surface):
    """How far round-off may carry f below its lowest value."""
    return 1e-12 * max(1.0, abs(surface.lowest))


def is_exact(surface, x, y):
    """Whether Newton's method, in each co-ordinate that is free to move, leaves (x, y) where it is."""
    on_x, on_y = sides(surface, x, y)
    by_x, by_y = surface.gradient(x, y)
    xx, _, yy = surface.hessian(x, y)
    if on_x or on_y:
        step = np.array([0.0 if on_x else by_x / xx, 0.0 if on_y else by_y / yy])
    else:
        step = newton_step(surface, np.array([x]), np.array([y]))
    return bool(np.hypot(*step) <= EXACT * max(1.0, np.hypot(x, y)))


def is_sharp(surface, x, y):
    """Whether f rises from (x, y) like the distance, or faster: ten times nearer, it is not a hundred times less high."""
    far, near = (np.min(surface.value(x + r * np.cos(ANGLES), y + r * np.sin(ANGLES))) - surface.lowest for r in (1e-4, 1e-5))
    return bool(near > far / 30.0)


# Each kind of minimum


def test_f_is_lowest_at_every_minimum(surface):
    for x, y in surface.minima:
        assert surface.value(x, y) == pytest.approx(surface.lowest, abs=slack(surface))


def test_nothing_near_a_minimum_lies_lower(surface):
    (x_low, x_high), (y_low, y_high) = surface.domain
    for x, y in surface.minima:
        for radius in 10.0 ** -np.arange(1.0, 12.0):
            around_x = np.clip(x + radius * (x_high - x_low) * np.cos(ANGLES), x_low, x_high)
            around_y = np.clip(y + radius * (y_high - y_low) * np.sin(ANGLES), y_low, y_high)
            rises = surface.value(around_x, around_y) - surface.lowest
            assert rises.min() >= -slack(surface)
            if surface.sharp_minima:
                assert rises.min() > 0.0


def test_a_smooth_minimum_is_flat_and_exact(surface):
    for x, y in surface.minima:
        if not surface.sharp_minima and sides(surface, x, y) == (0, 0):
            flattest, steepest = surface.curvatures(x, y)
            assert np.hypot(*surface.gradient(x, y)) < 1e-9
            assert flattest > -1e-9
            assert flattest < 1e-9 * steepest or is_exact(surface, x, y)


def test_at_a_minimum_on_the_border_f_falls_outwards_and_is_flat_along_the_border(surface):
    for x, y in surface.minima:
        on_border = sides(surface, x, y)
        if on_border != (0, 0):
            assert surface.lower_outside
            assert not surface.sharp_minima
            for side, slope, bend in zip(on_border, surface.gradient(x, y), surface.hessian(x, y)[::2], strict=True):
                assert side * slope < 0.0 if side else bend > 0.0
            assert is_exact(surface, x, y)


def test_a_sharp_minimum_has_no_gradient(surface):
    assert all(is_sharp(surface, x, y) == surface.sharp_minima for x, y in surface.minima if sides(surface, x, y) == (0, 0))
    if surface.sharp_minima:
        assert surface.minima
        assert "minimum" in surface.not_differentiable
        assert all(surface.gradient(x, y) == (0.0, 0.0) for x, y in surface.minima)


# All of them, and no others


def test_a_dense_search_finds_nothing_lower_and_no_other_minimum(surface):
    if surface.lowest is None:
        return
    x, y, f = valleys(surface)
    assert f.min() >= surface.lowest - slack(surface)
    as_low = f <= surface.lowest + 1e-9 * max(1.0, abs(surface.lowest))
    assert as_low.any() or surface.sharp_minima, "the search itself is no good here"
    assert np.all(surface.distance(x[as_low], y[as_low]) < tolerance(surface))


def test_a_minimum_counts_once(surface):
    points = np.array(surface.minima).reshape(-1, 2)
    apart = np.linalg.norm(points[:, None] - points, axis=-1)
    assert np.all(apart[~np.eye(len(points), dtype=bool)] > tolerance(surface))


def test_a_record_declares_where_f_is_lower_outside(surface):
    if surface.lowest is None:
        assert not surface.lower_outside
        return
    random = np.random.default_rng(0)
    (x_low, x_high), (y_low, y_high) = surface.domain
    x, y = (random.uniform(4.5 * low - 3.5 * high, 4.5 * high - 3.5 * low, 50_000) for low, high in surface.domain)
    far, angle = 10.0 ** random.uniform(0.0, 5.0, 20_000), random.uniform(0.0, 2.0 * np.pi, 20_000)
    x, y = np.concatenate([x, far * np.cos(angle)]), np.concatenate([y, far * np.sin(angle)])
    outside = (x < x_low) | (x > x_high) | (y < y_low) | (y > y_high)
    depth = surface.lowest - np.nanmin(surface.value(x[outside], y[outside]))
    assert (depth > slack(surface)) == surface.lower_outside


# The tests themselves, on right and wrong minima


def surface_of(f, minimum, **more):
    texts = {"title": "t", "latex": "l", "teaches": "t", "reference": "r"}
    return Surface(**texts, f=f, domain=((-1.0, 1.0), (-1.0, 1.0)), start=(0.5, 0.5), minima=(minimum,), **more)


@pytest.mark.parametrize(("off", "expected"), [(0.0, True), (1e-13, True), (1e-11, False), (1e-6, False)])
def test_a_minimum_that_is_off_is_noticed(off, expected):
    inside = surface_of(lambda x, y: (x - 0.25) * (x - 0.25) + 9.0 * y * y, (0.25 + off, 0.0))
    assert is_exact(inside, *inside.minima[0]) == expected
    border = surface_of(lambda x, y: x + (y - 0.25) * (y - 0.25), (-1.0, 0.25 - off))
    assert is_exact(border, *border.minima[0]) == expected


def test_a_tip_is_distinguished_from_a_bowl():
    assert is_sharp(surface_of(lambda x, y: abs(x) + abs(y), (0.0, 0.0)), 0.0, 0.0)
    assert not is_sharp(surface_of(lambda x, y: x * x + 1e4 * y * y, (0.0, 0.0)), 0.0, 0.0)


def test_the_search_finds_undeclared_valleys():
    two = surface_of(lambda x, y: (x * x - 0.3) * (x * x - 0.3) + y * y, (np.sqrt(0.3), 0.0))
    x, y, f = valleys(two)
    np.testing.assert_allclose(np.sort(x), [-np.sqrt(0.3), np.sqrt(0.3)], rtol=1e-7)
    np.testing.assert_allclose((*y, *f), 0.0, atol=1e-7)
    kinked = surface_of(lambda x, y: abs(x - 0.123) + 2.0 * abs(y + 0.456), (0.123, -0.456))
    x, y, _ = valleys(kinked)
    np.testing.assert_allclose((x, y), [[0.123], [-0.456]], rtol=1e-9)


def test_the_search_stays_in_the_domain():
    for surface in (SURFACES["monkey"], surface_of(lambda x, y: x + 0.0 * y, (-1.0, 0.0))):
        x, y, _ = valleys(surface)
        for coordinate, (low, high) in zip((x, y), surface.domain, strict=True):
            assert np.all((low <= coordinate) & (coordinate <= high))
