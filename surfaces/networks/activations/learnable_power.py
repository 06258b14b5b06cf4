"""A power whose exponent each unit learns: zᵖ above 0, a small slope below, as in leaky ReLU.

p is a trained parameter. It starts at a random value in [1.4, 2) and never falls below 1.01: at 1 the unit would be a leaky
ReLU, and below 1 the derivative at 0 would be infinite.
"""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.activations._activation import Activation, Shape

LEAST, FIRST_LOW, FIRST_HIGH = 1.01, 1.4, 2.0


def value(z: Array, shape: Shape) -> Array:
    positive, exponent = _parts(z, shape)
    return np.where(z > 0.0, positive**exponent, shape.slope * z)


def derivative(z: Array, shape: Shape) -> Array:
    positive, exponent = _parts(z, shape)
    return np.where(z > 0.0, exponent * positive ** (exponent - 1.0), shape.slope)


def by_exponent(z: Array, shape: Shape) -> Array:
    positive, exponent = _parts(z, shape)
    return np.where((z > 0.0) & (shape.exponent >= LEAST), positive**exponent * np.log(positive), 0.0)


def _parts(z: Array, shape: Shape) -> tuple[Array, Array]:
    """z where it is positive and 1 elsewhere, where its power and logarithm are not used; and the exponents in force."""
    return np.where(z > 0.0, z, 1.0), np.maximum(shape.exponent, LEAST)


ACTIVATION = Activation(
    title="Learnable exponent",
    latex=r"a = z^p \;(z > 0), \quad s z \;(z \le 0)",
    value=value,
    derivative=derivative,
    reference="A text on networks from scratch; He et al. (2015), arXiv:1502.01852, learn the slope below 0 in the same way",
    torch=f"torch.where(z > 0.0, torch.where(z > 0.0, z, 1.0) ** exponent.clamp(min={LEAST}), slope * z)",
    jax=f"jnp.where(z > 0.0, jnp.where(z > 0.0, z, 1.0) ** jnp.where(exponent < {LEAST}, {LEAST}, exponent), slope * z)",
    by_exponent=by_exponent,
    has_slope=True,
)
