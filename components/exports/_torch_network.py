"""The training of a network in PyTorch, as text: what of its script is PyTorch's own."""

from components.exports._library_network import Library

IMPORTS = """
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
"""
CROSS_ENTROPY = "cross_entropy = torch.nn.functional.cross_entropy"
LOOP = '''
def optimize(create, options, phases, adapters):
    """Train the network with an optimizer; returns its parameters."""
    parameters = [
        {name: torch.tensor(part, requires_grad=True) for name, part in layer.items()} for layer in initial_parameters()
    ]
    tensors = [tensor for layer in parameters for tensor in layer.values()]
    inputs, labels = torch.tensor(PARTS.train.inputs.T), torch.tensor(PARTS.train.labels)
    hyperparameters = hyperparameters_at(phases, 1)
    optimizer = create(tensors, **options(**hyperparameters))
    batches = batch_indices(len(labels), TRAINING)
    for t in range(1, LAST + 1):
        last, hyperparameters = hyperparameters, hyperparameters_at(phases, t)
        optimizer.param_groups[0].update(options(**hyperparameters))
        batch = torch.as_tensor(next(batches))
        if t > 1 and "before" in adapters:
            for tensor in tensors:
                adapters["before"](optimizer.state[tensor], last, **hyperparameters)

        def closure():
            optimizer.zero_grad()
            loss = batch_loss(parameters, inputs[batch], labels[batch])
            loss.backward()
            if "gradient" in adapters:
                for tensor in tensors:
                    tensor.grad = adapters["gradient"](tensor.grad, **hyperparameters)
            return loss

{prepare_decay}{prepare_clip}        optimizer.step(closure)
{decay}{clip}    if "read" in adapters and LAST:
        with torch.no_grad():
            for tensor in tensors:
                tensor.copy_(adapters["read"](tensor, optimizer.state[tensor], **hyperparameters))
    return [{name: tensor.detach() for name, tensor in layer.items()} for layer in parameters]


def train():
    """The trained parameters of each run, by name."""
    return {name: optimize(*run) for name, *run in RUNS}


def evaluate(parameters, data):
    """Loss and accuracy on some examples."""
    inputs, labels = torch.tensor(data.inputs.T), torch.tensor(data.labels)
    right = scores(parameters, inputs).argmax(dim=1) == labels
    return float(mean_loss(parameters, inputs, labels)), float(right.double().mean())
'''
DECAY = (
    """        weights = [layer["weights"].detach().clone() for layer in parameters]
""",
    """        with torch.no_grad():  # decoupled weight decay, of the weights alone
            for layer, before in zip(parameters, weights):
                layer["weights"] -= hyperparameters.get("learning_rate", 1.0) * {size} * before
""",
)
CLIP = (
    "",
    """        with torch.no_grad():
            for layer in parameters:
                if "exponent" in layer:
                    layer["exponent"].clamp_(min={size})
""",
)

TORCH = Library(
    name="PyTorch",
    imports=IMPORTS,
    activation="torch",
    cross_entropy=CROSS_ENTROPY,
    loop=LOOP,
    decay=DECAY,
    clip=CLIP,
    option="options",
)
