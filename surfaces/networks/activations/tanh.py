"""tanh: smooth and between −1 and 1. For large sums it saturates: its derivative is almost 0."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.activations._activation import Activation, Shape


def value(z: Array, shape: Shape) -> Array:
    return np.tanh(z)


def derivative(z: Array, shape: Shape) -> Array:
    a = np.tanh(z)
    slope: Array = 1.0 - a * a
    return slope


ACTIVATION = Activation(
    title="tanh",
    latex=r"a = \tanh z",
    value=value,
    derivative=derivative,
    reference="LeCun, Bottou, Orr & Müller (1998), Efficient BackProp",
    torch="torch.tanh(z)",
    jax="jnp.tanh(z)",
    fails="saturates",
    gain=1.0,
)
