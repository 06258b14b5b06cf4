"""The training of a network with Optax, as text: what of its script is JAX's and Optax's own."""

from components.exports._library_network import Library
from components.exports._optax_step import optax_step

IMPORTS = """
import jax
import numpy as np
import optax
from jax import numpy as jnp
from jax.flatten_util import ravel_pytree

jax.config.update("jax_enable_x64", True)
"""
CROSS_ENTROPY = """
def cross_entropy(scores, labels):
    return optax.softmax_cross_entropy_with_integer_labels(scores, labels).mean()
"""
STEP = optax_step(
    "point, state, inputs, labels, hyperparameters",
    "jax.grad(value_at)(params)",
    "batch_loss(layers_of(params), inputs, labels)",
    "value_at(point)",
)
LOOP = '''
def optimize(create, phases, adapters):
    """Train the network with an optimizer; returns its parameters."""
    point, layers_of = ravel_pytree(initial_parameters())
{step}
    inputs, labels = jnp.array(PARTS.train.inputs.T), jnp.array(PARTS.train.labels)
    hyperparameters, batches = hyperparameters_at(phases, 1), batch_indices(len(labels), TRAINING)
    state = create(**hyperparameters).init(point)
    if "begin" in adapters:
        state = adapters["begin"](state, **hyperparameters)
{prepare_decay}{prepare_clip}    for t in range(1, LAST + 1):
        hyperparameters, batch, before = hyperparameters_at(phases, t), next(batches), point
        point, state = step(point, state, inputs[batch], labels[batch], hyperparameters)
{decay}{clip}    iterate = adapters["read"](point, state, **hyperparameters) if "read" in adapters and LAST else point
    return layers_of(iterate)


def marked(name):
    """1 for the parameters of this name, and 0 for the others."""
    layers = [{key: np.full(part.shape, float(key == name)) for key, part in layer.items()} for layer in initial_parameters()]
    return ravel_pytree(layers)[0]


def train():
    """The trained parameters of each run, by name."""
    return {name: optimize(*run) for name, *run in RUNS}


def evaluate(parameters, data):
    """Loss and accuracy on some examples."""
    inputs, labels = jnp.array(data.inputs.T), jnp.array(data.labels)
    right = scores(parameters, inputs).argmax(axis=1) == labels
    return float(mean_loss(parameters, inputs, labels)), float(right.mean(dtype=float))
'''.replace("{step}", STEP)
DECAY = (
    """    weights = marked("weights")
""",
    """        point -= hyperparameters.get("learning_rate", 1.0) * {size} * weights * before  # decoupled weight decay
""",
)
CLIP = (
    """    exponents = marked("exponent")
""",
    """        point = jnp.where((exponents > 0.0) & (point < {size}), {size}, point)
""",
)

OPTAX = Library(
    name="Optax",
    imports=IMPORTS,
    activation="jax",
    cross_entropy=CROSS_ENTROPY,
    loop=LOOP,
    decay=DECAY,
    clip=CLIP,
    option="whole",
)
