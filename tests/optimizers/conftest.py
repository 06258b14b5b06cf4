"""What the tests of the optimizers share: every record in turn, and settings drawn from its sliders."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Gradient, Hessian, Lowest, Value, ValueAndGradient
from optimizers._requests import answers, as_generator
from surfaces import Surface


@pytest.fixture(params=OPTIMIZERS.values(), ids=OPTIMIZERS.keys())
def optimizer(request):
    return request.param


RATED = {key: optimizer for key, optimizer in OPTIMIZERS.items() if optimizer.has_learning_rate}


@pytest.fixture(params=RATED.values(), ids=RATED.keys())
def rated(request):
    """Every optimizer that has a learning rate."""
    return request.param


@pytest.fixture
def at_rate():
    """A learning rate as the settings of an optimizer, or none where it has none."""
    return lambda optimizer, rate: {"learning_rate": rate} if optimizer.has_learning_rate else {}


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
def take():
    """One step of an optimizer by hand: `answer(request)` gives it what it asks for. Returns its new point and state."""

    def take(optimizer, point, state, answer, settings):
        step, given = as_generator(optimizer)(point, state, **settings), None
        try:
            while True:
                given = answer(step.send(given))
        except StopIteration as end:
            return end.value

    return take


@pytest.fixture
def by_surface():
    """The answers of a surface to the step that begins at `point`, (2, n), with a disturbance σε of its gradient."""

    def answering(surface, point, disturbance=None):
        def answer(request):
            (found,) = answers(surface.objective, [request])
            return request.reply(found, point, disturbance)

        return answer

    return answering


@pytest.fixture
def by_slope():
    """The answers of a plane whose gradient is the same everywhere, (2, n)."""

    def answering(gradient):
        def answer(request):
            if isinstance(request, Lowest):
                return -np.inf
            value = np.sum(gradient * request.point, axis=0)
            hessian = np.zeros((2, *gradient.shape))
            return {Gradient: gradient, Value: value, ValueAndGradient: (value, gradient), Hessian: hessian}[type(request)]

        return answer

    return answering


@pytest.fixture
def plain():
    """A surface without any gradient: there the gradient that an optimizer is given is the noise and nothing else."""
    return Surface(
        title="Plain",
        latex="f = 0",
        f=lambda x, y: 0.0 * (x + y),
        domain=((-1.0, 1.0), (-1.0, 1.0)),
        start=(0.0, 0.0),
        teaches="Nothing.",
        reference="None",
    )
