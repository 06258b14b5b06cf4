"""ReLU: the positive part. A unit whose sums are negative for all examples is dead: it gets no gradient."""

import numpy as np

from surfaces._numbers import Array
from surfaces.networks.activations._activation import Activation, Shape


def value(z: Array, shape: Shape) -> Array:
    return np.maximum(z, 0.0)


def derivative(z: Array, shape: Shape) -> Array:
    return np.where(z > 0.0, 1.0, 0.0)


ACTIVATION = Activation(
    title="ReLU",
    latex=r"a = \max(0, z)",
    value=value,
    derivative=derivative,
    reference="Nair & Hinton (2010), Rectified linear units improve restricted Boltzmann machines",
    torch="torch.relu(z)",
    jax="jax.nn.relu(z)",
    fails="dies",
)
