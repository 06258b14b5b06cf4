"""A script that runs what the page shows with Optax's optimizers and JAX's gradients."""

from collections.abc import Sequence

from components.exports._library_code import library_code
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
def path_of(make, phases, more):
    """The path (steps + 1, 2) of a run."""

    @jax.jit
    def step(point, state, noise, settings):
        def slope(there):
            return {gradient} + noise

        def height(there):
            return f(*there) + noise @ (there - point)  # noise tilts f

        gradient = slope(point)
        if "ready" in more:
            state = more["ready"](state, gradient, **settings)
        given = dict(value=f(*point), grad=gradient, value_fn=height, grad_fn=lambda there, _: slope(there))
        asked = {name: given[name] for name in more.get("asks", ())}
        update, state = make(**settings).update(gradient, state, point, **asked)
        return optax.apply_updates(point, update), state

    point, settings = jnp.array(START), settings_at(phases, 1)
    state, path = make(**settings).init(point), [START]
    if "begin" in more:
        state = more["begin"](state, **settings)
    for t in range(1, STEPS + 1):
        settings = settings_at(phases, t)
        point, state = step(point, state, NOISE[t - 1], settings)
        path.append(more["read"](point, state, **settings) if "read" in more else point)
    return finite_part(np.array(path))


def finite_part(path):
    """A path up to where it has diverged: where a coordinate, or f, is not finite."""
    finite = np.isfinite(path).all(axis=1) & np.isfinite(jax.vmap(f)(*path.T))
    return path if finite.all() else path[: finite.argmin()]


def descend():
    """The path of each run, by its name."""
    return {name: path_of(*run) for name, *run in RUNS}
'''


def call(operation: str, operands: Sequence[str]) -> str:
    """A function of JAX's, which has NumPy's names."""
    return f"jnp.{operation}({', '.join(operands)})"


def code(runs: Runs) -> str:
    gradient = "jax.grad(lambda place: f(*place))(there)"
    if runs.surface.not_differentiable:
        gradient = f"jnp.nan_to_num({gradient}, nan=0.0, posinf=0.0, neginf=0.0)"
    return library_code(runs, "Optax", HEAD, LOOP.replace("{gradient}", gradient), call, "jnp.inf", "whole")


EXPORT = script_export("Optax", 23, "A JAX script with Optax's own optimizers, where they take the same steps.", code)
