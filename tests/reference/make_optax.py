"""Write the reference trajectories of the optimizers that Optax has and PyTorch has not: its updates, JAX's gradients, float64.

To make them again, in an environment of its own:

    python -m venv jax-environment
    jax-environment/bin/pip install jax==0.10.2 optax==0.2.8
    jax-environment/bin/python tests/reference/make_optax.py

`recorder.py` says what a file holds. The functions are written here once more, as in `make_torch.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import jax
import numpy as np
import optax
from jax import numpy as jnp
from recorder import STARTS, record

jax.config.update("jax_enable_x64", True)

DATA = jnp.arange(9.0)
SURFACES = {
    "bowl": lambda x, y: x**2 + y**2,
    "matyas": lambda x, y: 0.26 * (x**2 + y**2) - 0.48 * x * y,
    "easom": lambda x, y: -jnp.cos(x) * jnp.cos(y) * jnp.exp(-((x - jnp.pi) ** 2) - (y - jnp.pi) ** 2),
    "mult": lambda x, y: jnp.sin(jnp.hypot(x, y)),
    "regression": lambda w, b: jnp.mean((w * DATA + b - (10 * DATA + 20)) ** 2),
    "monkey": lambda x, y: x**3 + 3 * x * y**2,
}


def yogi(learning_rate, beta1, beta2, epsilon):
    """Optax's, but for the first moment, which Optax fills with 1e-6 as it does the second: here it starts at 0."""
    made = optax.yogi(learning_rate, beta1, beta2, epsilon)

    def init(point):
        first, *rest = made.init(point)
        return (first._replace(mu=jnp.zeros_like(first.mu)), *rest)

    return optax.GradientTransformation(init, made.update)


@dataclass(frozen=True)
class Method:
    """Optax's optimizer from this project's hyperparameters, and the settings that are run."""

    make: Callable[..., optax.GradientTransformation]
    settings: Sequence[Mapping[str, float]]


OPTIMIZERS = {
    "adabelief": Method(
        lambda learning_rate, beta1, beta2, epsilon: optax.adabelief(learning_rate, beta1, beta2, epsilon, epsilon),
        [
            {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-16},
            {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-8},
            {"learning_rate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.25},
        ],
    ),
    "yogi": Method(
        yogi,
        [
            {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-3},
            {"learning_rate": 0.05, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-8},
            {"learning_rate": 0.2, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.25},
        ],
    ),
    "lion": Method(
        lambda learning_rate, beta1, beta2, weight_decay: optax.lion(learning_rate, beta1, beta2, weight_decay=weight_decay),
        [
            {"learning_rate": 0.05, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0},
            {"learning_rate": 0.02, "beta1": 0.8, "beta2": 0.95, "weight_decay": 1e-3},
            {"learning_rate": 0.1, "beta1": 0.5, "beta2": 0.9, "weight_decay": 0.5},
        ],
    ),
}


def trajectory(method: Method, surface: str, chosen: Mapping[str, float], decay: float, noise: np.ndarray):
    """The iterates (steps + 1, 2) of one run, by their kind."""
    rate = chosen["learning_rate"]
    optimizer = method.make(**{**chosen, "learning_rate": lambda t: rate / (1.0 + decay * t)})  # t counts from 0 here
    slope = jax.grad(lambda point: SURFACES[surface](*point))

    @jax.jit
    def step(point, state, disturbance):
        update, state = optimizer.update(slope(point) + disturbance, state, point)
        return optax.apply_updates(point, update), state

    point = jnp.array(STARTS[surface])
    state, points = optimizer.init(point), [point]
    for disturbance in noise:
        point, state = step(point, state, disturbance)
        points.append(point)
    assert point.dtype == jnp.float64
    return {"points": np.array(points)}


def main():
    made_with = f"optax {optax.__version__}, jax {jax.__version__}"
    for key, method in OPTIMIZERS.items():
        record(key, made_with, method.settings, True, lambda *run, method=method: trajectory(method, *run))


if __name__ == "__main__":
    main()
