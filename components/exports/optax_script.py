"""A script that runs what the page shows with Optax's optimizers and JAX's gradients."""

from collections.abc import Sequence

from components.exports._library_code import library_code
from components.exports._library_network import training_code
from components.exports._network_code import TrainingRuns
from components.exports._optax_network import OPTAX
from components.exports._optax_step import optax_step
from components.exports._script import script_export
from components.exports._settings import Runs

HEAD = """from __future__ import annotations

import jax
import numpy as np
import optax
from jax import numpy as jnp

jax.config.update("jax_enable_x64", True)
Numbers = float

"""
LOOP = '''
def optimize(create, phases, adapters):
    """Run an optimizer; returns its path, (steps + 1, 2)."""
{step}
    point, hyperparameters = jnp.array(START), hyperparameters_at(phases, 1)
    state, path = create(**hyperparameters).init(point), [START]
    if "begin" in adapters:
        state = adapters["begin"](state, **hyperparameters)
    for t in range(1, STEPS + 1):
        hyperparameters = hyperparameters_at(phases, t)
        point, state = step(point, state, NOISE[t - 1], hyperparameters)
        path.append(adapters["read"](point, state, **hyperparameters) if "read" in adapters else point)
    return finite_part(np.array(path))


def finite_part(path):
    """The path up to the first point at which a coordinate or f is not finite."""
    finite = np.isfinite(path).all(axis=1) & np.isfinite(jax.vmap(f)(*path.T))
    return path if finite.all() else path[: finite.argmin()]


def descend():
    """The path of each run, by name."""
    return {name: optimize(*run) for name, *run in RUNS}
'''


def call(operation: str, operands: Sequence[str]) -> str:
    """A JAX function, which has the same name as in NumPy."""
    return f"jnp.{operation}({', '.join(operands)})"


def code(runs: Runs) -> str:
    gradient = "jax.grad(lambda point: f(*point))(params)"
    if runs.surface.not_differentiable:
        gradient = f"jnp.nan_to_num({gradient}, nan=0.0, posinf=0.0, neginf=0.0)"
    tilted = "f(*params) + noise @ (params - point)  # gradient noise tilts f"
    step = optax_step("point, state, noise, hyperparameters", f"{gradient} + noise", tilted, "f(*point)")
    return library_code(runs, "Optax", HEAD, LOOP.replace("{step}", step), call, "jnp.inf", "whole")


def code_of_training(runs: TrainingRuns) -> str:
    return training_code(runs, OPTAX)


EXPORT = script_export(
    "Optax", 23, "A JAX script with Optax's own optimizers, where they take the same steps.", code, code_of_training
)
