"""What every surface promises, checked for each record of the registry: a new one is tested without an edit here."""

import itertools

import numpy as np
import pytest

from surfaces import SURFACES

SAMPLE = 200
ANGLES = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
DIFFERENCE = 1e-4  # five-point differences: their error shrinks with the fourth power of this, round-off grows


def sample(surface, n=SAMPLE, seed=0):
    """n random points of the domain, x and y."""
    random = np.random.default_rng(seed)
    return tuple(random.uniform(low, high, n) for low, high in surface.domain)


def known_points(surface):
    """Minima, points on the rings, other stationary points, the start and the domain's corners, x and y."""
    points = [*surface.minima, *((p.x, p.y) for p in surface.stationary), surface.start]
    points += [(x, y) for x in surface.domain[0] for y in surface.domain[1]]
    for ring in surface.rings:
        points += list(zip(*on_ring(ring, ring.radius), strict=True))
    return np.array(points, dtype=float).T


def on_ring(ring, radius):
    angles = np.linspace(0.0, 2.0 * np.pi, 48, endpoint=False)
    return ring.x + radius * np.cos(angles), ring.y + radius * np.sin(angles)


def radii(surface, ring):
    """The radii of the circles that a ring stands for, as far as the domain's farthest corner."""
    farthest = max(np.hypot(x - ring.x, y - ring.y) for x in surface.domain[0] for y in surface.domain[1])
    found = [ring.radius]
    while ring.spacing and found[-1] + ring.spacing <= farthest:
        found.append(found[-1] + ring.spacing)
    return found


def differences(function, x, y, h=DIFFERENCE):
    """(∂/∂x, ∂/∂y) of a function of (x, y), from its values alone."""

    def along(dx, dy):
        near = function(x + dx, y + dy) - function(x - dx, y - dy)
        far = function(x + 2 * dx, y + 2 * dy) - function(x - 2 * dx, y - 2 * dy)
        return (8.0 * near - far) / (12.0 * h)

    return along(h, 0.0), along(0.0, h)


def assert_derivatives(surface, actual, function, x, y):
    """`actual` is (∂/∂x, ∂/∂y) of a function of (x, y), within what differences of numbers of its size can tell.

    At a kink differences say nothing: points where a shorter step changes them are left out, if the record admits kinks.
    """
    slack = 1e-7 * (1.0 + np.max(np.abs(function(x, y))))
    wide, narrow = differences(function, x, y), differences(function, x, y, DIFFERENCE / 2)
    for derivative, check, expected in zip(actual, wide, narrow, strict=True):
        smooth = np.abs(expected - check) <= slack
        assert smooth.all() or surface.not_differentiable
        assert smooth.mean() > 0.8
        np.testing.assert_allclose(derivative[smooth], expected[smooth], rtol=0.0, atol=slack)


# The record


def test_the_texts_are_there(surface):
    for text in (surface.title, surface.latex, surface.reference, *surface.axes):
        assert text.strip()
    assert surface.teaches.endswith(".")
    assert surface.latex.count("{") == surface.latex.count("}")


def test_titles_differ():
    assert len({surface.title for surface in SURFACES.values()}) == len(SURFACES)


def test_the_start_lies_in_the_domain_and_has_a_gradient(surface):
    for (low, high), coordinate in zip(surface.domain, surface.start, strict=True):
        assert low < high
        assert low <= coordinate <= high
    assert np.hypot(*surface.gradient(*surface.start)) > 0.0


def test_stationary_points_lie_in_the_domain_and_have_a_type(surface):
    for point in surface.stationary:
        assert all(low <= c <= high for (low, high), c in zip(surface.domain, (point.x, point.y), strict=True))
        assert point.kind.strip()


# Minima, rings and stationary points


def test_f_is_lowest_on_every_ring_and_flat_there(surface):
    for ring in surface.rings:
        for radius in radii(surface, ring):
            x, y = on_ring(ring, radius)
            np.testing.assert_allclose(surface.value(x, y), surface.lowest, rtol=0, atol=1e-12)
            assert np.max(np.hypot(*surface.gradient(x, y))) < 1e-9
            np.testing.assert_allclose(surface.distance(x, y), 0.0, atol=1e-12)


def test_nothing_in_the_domain_lies_lower(surface):
    x, y = sample(surface, 20_000)
    if surface.lowest is not None:
        assert surface.value(x, y).min() >= surface.lowest - 1e-12
    else:
        assert surface.unbounded_below, "a surface without a known minimum must say why it has none"


def test_unbounded_below_is_true(surface):
    if not surface.unbounded_below:
        assert surface.lowest is not None
        return
    near, far, farther = (np.nanmin(surface.value(r * np.cos(ANGLES), r * np.sin(ANGLES))) for r in (1e4, 1e6, 1e8))
    assert near < 0.0
    assert far <= 10.0 * near  # like the distance or faster, possibly to −∞
    assert farther <= 10.0 * far


def test_a_stationary_point_is_flat_or_the_record_gives_the_reason(surface):
    for point in surface.stationary:
        assert np.hypot(*surface.gradient(point.x, point.y)) < 1e-9  # 0 by convention where there is no gradient
        around = surface.value(point.x + 1e-3 * np.cos(ANGLES), point.y + 1e-3 * np.sin(ANGLES))
        bend = 1.0 + np.max(np.abs(surface.curvatures(point.x, point.y)))
        flat = np.max(np.abs(around - surface.value(point.x, point.y))) < 1e-6 * bend  # proportional to the squared distance
        assert surface.not_differentiable or flat
        assert surface.lowest is None or surface.value(point.x, point.y) > surface.lowest + 1e-6


def test_a_saddle_goes_up_and_down_a_local_minimum_only_up_and_a_maximum_only_down(surface):
    for point in surface.stationary:
        around = surface.value(point.x + 0.01 * np.cos(ANGLES), point.y + 0.01 * np.sin(ANGLES))
        rises = around - surface.value(point.x, point.y)
        if "saddle" in point.kind:
            assert rises.min() < 0.0 < rises.max()
        if "minimum" in point.kind:
            assert rises.min() > 0.0
        if "maximum" in point.kind:
            assert rises.max() < 0.0


def to_lines(x, y, curve):
    """The distance of points (x, y), each (n,), to the straight lines between the points of a curve, (m, 2)."""
    start, line = curve[:-1, :, None], np.diff(curve, axis=0)[..., None]
    share = np.clip(np.sum((np.stack([x, y]) - start) * line, axis=1) / np.sum(line * line, axis=1), 0.0, 1.0)
    return np.min(np.hypot(*np.moveaxis(start + share[:, None] * line - np.stack([x, y]), 1, 0)), axis=0)


def test_f_is_lowest_on_every_curve_and_flat_there(surface):
    for curve in surface.curves:
        x, y = np.array(curve).T
        for there in ((x, y), ((x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2)):  # the vertices, and the midpoints between them
            np.testing.assert_allclose(surface.value(*there), surface.lowest, rtol=0, atol=1e-12)
            slopes, bends = np.hypot(*surface.gradient(*there)), surface.curvatures(*there)[1]
            assert np.all(slopes <= 1e-6 * np.maximum(bends, 1.0))


def test_distance_is_to_the_nearest_minimum(surface):
    for x, y in surface.minima:
        assert surface.distance(x, y) == 0.0
    x, y = sample(surface)
    if surface.lowest is None:
        assert np.all(np.isinf(surface.distance(x, y)))
        return
    nearest = [np.hypot(x - x0, y - y0) for x0, y0 in surface.minima]
    for ring in surface.rings:
        nearest += [np.abs(np.hypot(x - ring.x, y - ring.y) - radius) for radius in radii(surface, ring)]
        if ring.spacing:  # the first circle beyond the farthest corner may still be the nearest
            beyond = radii(surface, ring)[-1] + ring.spacing
            nearest.append(np.abs(np.hypot(x - ring.x, y - ring.y) - beyond))
    nearest += [to_lines(x, y, np.array(curve)) for curve in surface.curves]
    np.testing.assert_allclose(surface.distance(x, y), np.min(nearest, axis=0), rtol=1e-12)
    there_x, there_y = surface.nearest_minimum(x, y)
    np.testing.assert_allclose(surface.value(there_x, there_y), surface.lowest, rtol=0, atol=1e-12)
    np.testing.assert_allclose(np.hypot(x - there_x, y - there_y), np.min(nearest, axis=0), rtol=1e-12)


# Derivatives


def test_gradient_against_differences_of_f(surface):
    x, y = sample(surface)
    assert_derivatives(surface, surface.gradient(x, y), surface.value, x, y)


def test_hessian_against_differences_of_the_gradient(surface):
    x, y = sample(surface, seed=1)
    xx, xy, yy = surface.hessian(x, y)
    assert_derivatives(surface, (xx, xy), lambda x, y: surface.gradient(x, y)[0], x, y)
    assert_derivatives(surface, (xy, yy), lambda x, y: surface.gradient(x, y)[1], x, y)  # one mixed derivative serves both


def test_curvatures_are_the_eigenvalues_of_the_hessian(surface):
    x, y = sample(surface, seed=2)
    xx, xy, yy = surface.hessian(x, y)
    expected = np.linalg.eigvalsh(np.array([[xx, xy], [xy, yy]]).T)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(np.stack(surface.curvatures(x, y), axis=-1), expected, rtol=0, atol=1e-12 * scale)


def test_the_engines_inner_call_agrees_with_value_and_gradient(surface):
    x, y = sample(surface, seed=3)
    value, by_x, by_y = surface.value_and_gradient(x, y)
    np.testing.assert_array_equal(value, surface.value(x, y))
    np.testing.assert_array_equal((by_x, by_y), surface.gradient(x, y))


def test_nothing_is_nan_or_infinite_in_the_domain(surface):
    x, y = np.meshgrid(*(np.linspace(low, high, 101) for low, high in surface.domain))
    special_x, special_y = known_points(surface)
    x, y = np.append(x, special_x), np.append(y, special_y)
    for array in (surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y), *surface.curvatures(x, y)):
        assert np.all(np.isfinite(array))


def test_overflow_is_a_result_and_no_warning(surface):
    far = np.array([1e160, -1e200, 1.5e308])
    for method in METHODS:
        for array in results(surface, method, far, -far):
            assert array.shape == (3,)


# Shapes


METHODS = ("value", "gradient", "hessian", "curvatures", "distance", "nearest_minimum")


def results(surface, method, x, y):
    """The arrays that a method returns, as a tuple whatever their number."""
    result = getattr(surface, method)(x, y)
    return result if isinstance(result, tuple) else (result,)


@pytest.mark.parametrize("method", METHODS)
def test_scalars_in_scalars_out(surface, method):
    for number in results(surface, method, 1.25, 2.5):
        assert isinstance(number, np.float64)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("shape", [(0,), (1,), (5,), (2, 3), (2, 1, 3)], ids=str)
def test_any_shape_goes_through(surface, method, shape):
    x, y = (coordinate.reshape(shape) for coordinate in sample(surface, int(np.prod(shape))))
    for array in results(surface, method, x, y):
        assert array.shape == shape
        assert array.dtype == np.float64


@pytest.mark.parametrize("method", METHODS)
def test_coordinates_broadcast(surface, method):
    x, y = sample(surface, 4)
    grid = results(surface, method, *np.meshgrid(x, y[:3]))
    row = results(surface, method, x, np.full(4, 2.0))
    broadcast = results(surface, method, x, y[:3, None]), results(surface, method, x, 2)
    for actual, expected in zip(itertools.chain(*broadcast), (*grid, *row), strict=True):
        np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-14)  # sin and exp may differ in the last bit


@pytest.mark.parametrize("method", METHODS)
def test_integers_and_lists_count_as_floats(surface, method):
    expected = results(surface, method, np.array([1.0, 2.0]), np.array([3.0, -1.0]))
    for x, y in (([1, 2], [3, -1]), (np.array([1, 2]), np.array([3, -1])), (np.float32([1, 2]), np.float32([3, -1]))):
        for actual, array in zip(results(surface, method, x, y), expected, strict=True):
            np.testing.assert_array_equal(actual, array)
            assert actual.dtype == np.float64


@pytest.mark.parametrize("method", METHODS)
def test_many_points_are_the_single_points_side_by_side(surface, method):
    x, y = sample(surface, 7)
    together = np.array(results(surface, method, x, y))
    alone = np.array([results(surface, method, float(a), float(b)) for a, b in zip(x, y, strict=True)]).T
    np.testing.assert_allclose(together, alone, rtol=1e-12, atol=1e-14)  # sin and exp may differ in the last bit


@pytest.mark.parametrize("method", METHODS)
def test_the_given_points_are_left_alone(surface, method):
    x, y = sample(surface, 5)
    x.flags.writeable = y.flags.writeable = False
    for array in results(surface, method, x, y):
        assert not np.shares_memory(array, x)
        assert not np.shares_memory(array, y)
        assert array.flags.writeable
