"""Leaky ReLU: a small slope below 0 keeps units from dying."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.activations._activation import Activation, Shape


def value(z: Array, shape: Shape) -> Array:
    return np.where(z > 0.0, z, shape.slope * z)


def derivative(z: Array, shape: Shape) -> Array:
    return np.where(z > 0.0, 1.0, shape.slope)


ACTIVATION = Activation(
    title="Leaky ReLU",
    latex=r"a = \max(0, z) + s \min(0, z)",
    value=value,
    derivative=derivative,
    reference="Maas, Hannun & Ng (2013), Rectifier nonlinearities improve neural network acoustic models",
    torch="torch.nn.functional.leaky_relu(z, slope)",
    jax="jnp.where(z > 0.0, z, slope * z)",
    has_slope=True,
)
