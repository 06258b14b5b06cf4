"""Write the reference trajectories of the optimizers that ask for more than one gradient a step, and that Optax has.

To make them again, in the environment that `make_optax.py` names:

    jax-environment/bin/python tests/reference/make_optax_requests.py

Within a step noise tilts f: it is f(p) + σ ε·(p − x) at each point p, where x is the point at which the step begins.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import jax
import numpy as np
import optax
from jax import numpy as jnp
from make_optax import SURFACES
from recorder import STARTS, record

LOWEST = {"bowl": 0.0, "matyas": 0.0, "easom": -1.0, "mult": -1.0, "regression": 0.0, "monkey": -np.inf}
FINER = 2.0**40  # Optax's Polyak stops at ‖∇f‖² ≤ 2.2e-16: scaled by this, f has the same path but never gets there
NEGLIGIBLE = 1e-9  # relative decrease of f that rounding may hide
Rate = Callable[[object], object]


def sam(surface: str, rate: Rate, rho: float):
    uphill = optax.chain(optax.contrib.normalize(), optax.sgd(rho))
    made = optax.contrib.sam(optax.sgd(rate), uphill, opaque_mode=True)

    def update(f, point, state):
        slope = jax.grad(f)
        return made.update(slope(point), state, point, grad_fn=lambda there, _: slope(there))

    return made.init, update, lambda point, state: point


def schedule_free(surface: str, rate: Rate, beta: float):
    made = optax.contrib.schedule_free_sgd(rate, b1=beta)
    return (
        made.init,
        lambda f, point, state: made.update(jax.grad(f)(point), state, point),
        lambda y, state: (y - (1.0 - beta) * state.z) / beta,
    )


def polyak(surface: str, rate: None, longest_step: float):
    lowest = FINER * LOWEST[surface]
    made = optax.polyak_sgd(longest_step / FINER, f_min=lowest, variant="sps+")

    def update(f, point, state):
        value, slope = jax.value_and_grad(lambda point: FINER * f(point))(point)
        return made.update(slope, state, point, value=value)

    return made.init, update, lambda point, state: point


def backtracking(surface: str, rate: None, longest_step: float, shrink: float, decrease: float):
    search = optax.scale_by_backtracking_linesearch(
        30, slope_rtol=decrease, decrease_factor=shrink, increase_factor=np.inf, max_learning_rate=longest_step
    )
    made = optax.chain(optax.sgd(1.0), search)

    def update(f, point, state):
        value, slope = jax.value_and_grad(f)(point)
        return made.update(slope, state, point, value=value, grad=slope, value_fn=f)

    return made.init, update, lambda point, state: point


class Method(NamedTuple):
    """From a surface, a learning rate by step (None where there is none) and hyperparameters to Optax's init, to the update of
    f, point and state, and to how an iterate is read from point and state; and the settings that are run."""

    make: Callable[..., tuple[Callable[..., object], Callable[..., object], Callable[..., object]]]
    settings: Sequence[Mapping[str, float]]


OPTIMIZERS = {
    "sam": Method(
        sam,
        [{"learning_rate": rate, "rho": rho} for rate, rho in ((0.03, 0.05), (0.01, 0.5), (0.04, 2.0))],
    ),
    "schedule_free": Method(
        schedule_free,
        [{"learning_rate": rate, "beta": beta} for rate, beta in ((0.03, 0.9), (0.01, 0.5), (0.04, 0.98))],
    ),
    "polyak": Method(polyak, [{"longest_step": length} for length in (1.0, 0.1, 10.0)]),
    "backtracking": Method(
        backtracking,
        [
            {"longest_step": 1.0, "shrink": 0.5, "decrease": 1e-4},
            {"longest_step": 10.0, "shrink": 0.7, "decrease": 0.5},
            {"longest_step": 0.3, "shrink": 0.1, "decrease": 0.1},
        ],
    ),
}


@cache
def compiled(make: Callable[..., object], surface: str, chosen: tuple[tuple[str, float], ...], decay: float):
    """Optax's init, a compiled step, and how an iterate is read."""
    others = {name: value for name, value in chosen if name != "learning_rate"}
    rate = dict(chosen).get("learning_rate")
    by_step = None if rate is None else lambda t: rate / (1.0 + decay * t)  # t counts from 0 here
    init, update, read = make(surface, by_step, **others)

    @jax.jit
    def step(point, state, disturbance):
        begin = point
        change, state = update(lambda p: SURFACES[surface](*p) + disturbance @ (p - begin), point, state)
        return optax.apply_updates(point, change), state

    return init, step, read


def trajectory(method: Method, surface: str, chosen: Mapping[str, float], decay: float, noise: np.ndarray):
    """The iterates of one run, by their kind. One that compares values of f is kept until their last bits decide."""
    init, step, read = compiled(method.make, surface, tuple(chosen.items()), decay)
    point = jnp.array(STARTS[surface])
    state, points = init(point), [np.array(point)]
    for disturbance in noise:
        point, state = step(point, state, disturbance)
        points.append(np.array(read(point, state)))
    if "learning_rate" not in chosen:
        values = np.array([float(SURFACES[surface](*point)) for point in points])
        settled = values - values[-1] <= NEGLIGIBLE * np.maximum(1.0, np.abs(values))
        points = points[: int(settled.argmax()) + 1] if not noise.any() else points
    return {"points": np.array(points)}


def main():
    made_with = f"optax {optax.__version__}, jax {jax.__version__}"
    for key, method in OPTIMIZERS.items():
        decays = "learning_rate" in method.settings[0]
        record(key, made_with, method.settings, decays, lambda *run, method=method: trajectory(method, *run), shake=True)


if __name__ == "__main__":
    main()
