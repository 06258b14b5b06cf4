"""A plane through many dimensions: where its points are, what it shows of an objective, and what it hides."""

import numpy as np
import pytest

from surfaces import SURFACES, Objective, Plane, Surface

CURVATURES = np.array([1.0, 2.0, 3.0, 4.0])[:, None]


def quadratic(points):
    return np.sum(CURVATURES * points**2, axis=0) / 2.0, CURVATURES * points


def curvature(points):
    return np.broadcast_to(np.diag(CURVATURES[:, 0])[..., None], (4, 4, points.shape[1]))


QUADRATIC = Objective(4, quadratic, curvature)
OBLIQUE = Plane([1.0, 0.0, 0.0, 2.0], [1.0, 1.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0])  # neither unit nor orthogonal
DOMAIN = ((-2.0, 2.0), (-1.0, 3.0))


def test_points_and_their_coordinates():
    np.testing.assert_array_equal(OBLIQUE.points([0.0, 2.0], [0.0, -1.0]).T, [(1, 0, 0, 2), (3, 0, 0, 2)])
    x, y = np.random.default_rng(0).normal(size=(2, 7))
    np.testing.assert_allclose(OBLIQUE.project(OBLIQUE.points(x, y)), (x, y), atol=1e-13)


def test_what_lies_off_the_plane_is_seen_at_its_nearest_point():
    off = np.array([[1.5], [1.0], [3.0], [6.0]])  # 3 away in the third coordinate, 4 in the fourth
    (x,), (y,) = OBLIQUE.project(off)
    assert (x, y) == pytest.approx((0.5, 0.25))
    distance, value = OBLIQUE.hides(QUADRATIC, off)
    assert distance == pytest.approx([5.0])
    assert value == pytest.approx([3.0 * 9.0 / 2.0 + 4.0 * (36.0 - 4.0) / 2.0])


def test_an_objective_on_a_plane_is_a_surface():
    surface = OBLIQUE.surface(QUADRATIC, DOMAIN)
    assert isinstance(surface, Surface)
    x, y = np.random.default_rng(1).normal(size=(2, 3, 5))
    expected = ((1 + x) ** 2 + 2 * (x + 2 * y) ** 2 + 16.0) / 2.0
    np.testing.assert_allclose(surface.value(x, y), expected, rtol=1e-13)
    by_x, by_y = surface.gradient(x, y)
    np.testing.assert_allclose(by_x, (1 + x) + 2 * (x + 2 * y), rtol=1e-12)
    np.testing.assert_allclose(by_y, 4 * (x + 2 * y), rtol=1e-12)
    for entry, number in zip(surface.hessian(x, y), (3.0, 4.0, 8.0), strict=True):
        np.testing.assert_allclose(entry, np.full(x.shape, number), rtol=1e-13)
    assert np.ndim(surface.value(0.0, 0.0)) == np.ndim(surface.gradient(0.0, 0.0)[0]) == 0


def test_the_plane_of_a_flat_path_hides_nothing_of_it():
    x, y = np.random.default_rng(2).normal(size=(2, 30))
    path = OBLIQUE.points(x, y)
    plane = Plane.of_path(path.T)
    np.testing.assert_allclose(plane.hides(QUADRATIC, path), np.zeros((2, 30)), atol=1e-12)
    np.testing.assert_array_equal(plane.origin, path[:, -1])


def test_a_surface_on_the_plane_of_its_own_axes_is_itself():
    himmelblau = SURFACES["himmelblau"]
    seen = Plane([0.0, 0.0], [1.0, 0.0], [0.0, 1.0]).surface(himmelblau.objective, himmelblau.domain)
    x, y = np.random.default_rng(3).uniform(-5.0, 5.0, (2, 20))
    np.testing.assert_array_equal(seen.value(x, y), himmelblau.value(x, y))
    np.testing.assert_array_equal(seen.gradient(x, y), himmelblau.gradient(x, y))


@pytest.mark.parametrize(
    ("vectors", "said"),
    [
        (([0.0, 0.0], [1.0, 0.0], [2.0, 0.0]), "different directions"),
        (([0.0, 0.0], [1.0, 0.0], [0.0, 0.0]), "different directions"),
        (([0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0]), r"v must be an array \(d,\)"),
        (([0.0, np.nan], [1.0, 0.0], [0.0, 1.0]), "origin must be"),
    ],
)
def test_a_plane_that_is_none_is_refused(vectors, said):
    with pytest.raises(ValueError, match=said):
        Plane(*vectors)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="has 2 dimensions, and the plane lies in 4"):
        OBLIQUE.surface(SURFACES["bowl"].objective, DOMAIN)
    with pytest.raises(ValueError, match="no hessian"):
        OBLIQUE.surface(Objective(4, quadratic), DOMAIN).hessian(0.0, 0.0)
