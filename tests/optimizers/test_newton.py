"""Newton's method: one step to the minimum of a quadratic, never uphill, and away from saddles."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Gradient, Hessian, descend
from surfaces import SURFACES

NEWTON = OPTIMIZERS["newton"]


def random_hessians(n):
    """Symmetric matrices of every kind: definite, indefinite, and (the last four) with equal, zero or no off-diagonal."""
    hessians = np.random.default_rng(0).normal(size=(3, n)) * 10.0 ** np.random.default_rng(1).uniform(-3, 3, n)
    hessians[:, -4:] = np.transpose([(2.0, 0.0, 2.0), (0.0, 0.0, 0.0), (-1.0, 0.0, 3.0), (1.0, 1e-300, 1.0)])
    return hessians


def downhill(hessians, gradients, damping):
    """Q diag(1 / (|λ| + δ)) Qᵀ g for each column, from numpy's eigenvalues."""
    steps = []
    for (xx, xy, yy), gradient in zip(hessians.T, gradients.T, strict=True):
        values, axes = np.linalg.eigh([[xx, xy], [xy, yy]])
        steps.append(axes @ ((axes.T @ gradient) / (np.abs(values) + damping)))
    return np.transpose(steps)


@pytest.mark.parametrize("damping", [1e-3, 1.0, 100.0])
def test_the_step_is_that_of_the_formula(damping, take):
    hessians, gradients = random_hessians(200), np.random.default_rng(2).normal(size=(2, 200))
    xx, xy, yy = hessians
    given = {Gradient: gradients, Hessian: np.array([[xx, xy], [xy, yy]])}
    settings, start = {"learning_rate": 0.5, "damping": damping}, np.zeros((2, 200))
    after, _ = take(NEWTON, start, NEWTON.init(start), lambda request: given[type(request)], settings)
    expected = -0.5 * downhill(hessians, gradients, damping)
    assert np.all(np.linalg.norm(after - expected, axis=0) <= 1e-10 * np.linalg.norm(expected, axis=0))
    assert np.all((after * gradients).sum(axis=0) < 0.0)  # never uphill


@pytest.mark.parametrize(("name", "start"), [("bowl", (6.0, -4.0)), ("matyas", (4.0, 3.5)), ("regression", (0.5, 1.0))])
def test_one_step_leads_to_the_bottom_of_a_quadratic(name, start):
    surface = SURFACES[name]
    points = descend(surface, NEWTON, start, 1, {"damping": 1e-6}).points
    assert surface.distance(*points[1]) < 1e-4 * surface.distance(*points[0])


def test_with_much_damping_it_is_gradient_descent():
    surface, start = SURFACES["matyas"], (4.0, 3.5)
    expected = descend(surface, OPTIMIZERS["gradient_descent"], start, 50, {"learning_rate": 0.01}).points
    actual = descend(surface, NEWTON, start, 50, {"learning_rate": 1e6 * 0.01, "damping": 1e6}).points
    np.testing.assert_allclose(actual, expected, rtol=1e-5)


def test_it_flees_the_saddle_that_newtons_own_step_seeks():
    surface, start = SURFACES["monkey_saddle"], np.array([1.0, 0.4])
    xx, xy, yy = surface.hessian(*start)
    own = start - np.linalg.solve([[xx, xy], [xy, yy]], surface.gradient(*start))
    np.testing.assert_allclose(own, start / 2.0)  # half-way to the saddle at the origin
    values = descend(surface, NEWTON, start, 8).values
    assert np.all(np.diff(values) < 0.0)
    assert values[-1] < -1.0
