"""The largest stable learning rate, where theory gives one: just below it runs on a quadratic converge, just above not."""

import itertools

import numpy as np
import pytest

from optimizers import OPTIMIZERS, sweep
from surfaces import SURFACES

LIMITED = {key: optimizer for key, optimizer in OPTIMIZERS.items() if optimizer.rate_limit is not None}
REGRESSION = SURFACES["regression"]


def settings_of(optimizer):
    """Every combination of a few values of the hyperparameters other than the learning rate, a member each."""
    others = [parameter.name for parameter in optimizer.hyperparameters if parameter.name != "learning_rate"]
    combinations = list(itertools.product((0.0, 0.3, 0.9, 0.97), repeat=len(others)))
    return {name: np.array([values[i] for values in combinations]) for i, name in enumerate(others)}


@pytest.mark.parametrize("key", LIMITED)
@pytest.mark.parametrize(("name", "start"), [("bowl", (6.0, 6.0)), ("matyas", (4.0, -4.0)), ("regression", (11.0, 20.0))])
def test_just_below_converges_and_just_above_diverges(key, name, start):
    optimizer, surface = LIMITED[key], SURFACES[name]
    settings = settings_of(optimizer)
    limit = np.atleast_1d(optimizer.rate_limit(learning_rate=1.0, **settings)) / surface.curvatures(*start)[1]
    both = {name: np.tile(values, 2) for name, values in settings.items()}
    rates = np.concatenate([0.99 * limit, 1.01 * limit])
    below, above = np.split(sweep(surface, optimizer, start, {**both, "learning_rate": rates}, 3000).values, 2)
    height = surface.value(*start)
    assert np.all(below < 1e-9 * height)
    assert not np.any(above < 1e9 * height)  # NaN also indicates divergence


def test_the_three_classical_methods_have_a_limit():
    assert {"gradient_descent", "momentum", "nesterov"} <= set(LIMITED)


def test_on_regression_gradient_descent_is_stable_at_0_0427_and_not_at_0_0428():
    rates = {"learning_rate": np.array([0.0427, 0.0428])}
    below, above = sweep(REGRESSION, LIMITED["gradient_descent"], (11.0, 20.0), rates, 4000).values
    assert below < 1e-3
    assert above > 1e3
