"""What the tests of the optimizers share: every record in turn, and settings drawn from its sliders."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from surfaces import Surface


@pytest.fixture(params=OPTIMIZERS.values(), ids=OPTIMIZERS.keys())
def optimizer(request):
    return request.param


@pytest.fixture
def draw():
    """Draw n values of each hyperparameter of a record, seeded, each as its slider spreads them."""

    def draw(record, n, seed=0):
        random = np.random.default_rng(seed)
        drawn = {}
        for parameter in record.hyperparameters:
            if parameter.scale == "logarithmic":
                drawn[parameter.name] = np.exp(random.uniform(np.log(parameter.low), np.log(parameter.high), n))
            else:
                drawn[parameter.name] = random.uniform(parameter.low, parameter.high, n)
        return drawn

    return draw


@pytest.fixture
def member():
    """One member's share of a mapping of (n,) arrays."""
    return lambda settings, k: {name: float(values[k]) for name, values in settings.items()}


@pytest.fixture
def bent():
    """What an optimizer's step is given behind point, gradient and state, when its gradient is taken at `asked`, (2, n)."""
    return lambda optimizer, surface, asked: (surface.hessian(*asked),) if optimizer.curvature else ()


@pytest.fixture
def plain():
    """A surface without any slope: there the gradient that an optimizer is given is the noise and nothing else."""
    return Surface(
        title="Plain",
        latex="f = 0",
        f=lambda x, y: 0.0 * (x + y),
        domain=((-1.0, 1.0), (-1.0, 1.0)),
        start=(0.0, 0.0),
        teaches="Nothing.",
        reference="None",
    )
