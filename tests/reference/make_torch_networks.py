"""Write how PyTorch trains small networks, step by step, for `tests/surfaces/networks/test_torch.py`.

    pip install torch==2.13.0 && python tests/reference/make_torch_networks.py

One JSON file a network: its examples, its start, the batches, and for each optimizer the losses before the steps and the
numbers after the last. Numbers lie one after another as here: of each layer weights by rows, biases, exponents.
"""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent / "networks"
STEPS, EXAMPLES, BATCH, CLASSES, L2 = 40, 48, 16, 3, 0.01
NETWORKS = {
    "relu": [(6, "relu"), (5, "relu")],
    "leaky_relu": [(6, "leaky_relu")],
    "tanh": [(6, "tanh"), (5, "tanh"), (4, "tanh")],
    "learnable_power": [(6, "leaky_relu"), (5, "learnable_power")],
}
OPTIMIZERS = {
    "gradient_descent": ({"learning_rate": 0.1}, lambda groups: torch.optim.SGD(groups, lr=0.1)),
    "momentum": ({"learning_rate": 0.05, "momentum": 0.9}, lambda groups: torch.optim.SGD(groups, lr=0.05, momentum=0.9)),
    "adam": ({"learning_rate": 0.02}, lambda groups: torch.optim.Adam(groups, lr=0.02)),
    "rmsprop": (
        {"learning_rate": 0.01, "rho": 0.9, "epsilon": 1e-8},
        lambda groups: torch.optim.RMSprop(groups, lr=0.01, alpha=0.9, eps=1e-8),
    ),
}


class Power(torch.nn.Module):
    """zᵖ above 0 and a hundredth of z below, with an exponent a unit."""

    def __init__(self, exponents):
        super().__init__()
        self.exponents = torch.nn.Parameter(torch.tensor(exponents))

    def forward(self, z):
        positive = torch.where(z > 0, z, torch.ones_like(z))
        return torch.where(z > 0, positive**self.exponents, 0.01 * z)


def modules(hidden, random):
    sizes = [2, *(units for units, _ in hidden), CLASSES]
    made = []
    for (inputs, out), activation in zip(pairwise(sizes), [*(name for _, name in hidden), None], strict=True):
        linear = torch.nn.Linear(inputs, out, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(random.normal(size=(out, inputs)) * np.sqrt(2 / inputs)))
            linear.bias.copy_(torch.tensor(random.normal(size=out) * 0.1))
        made.append(linear)
        if activation == "learnable_power":
            made.append(Power(random.uniform(1.4, 2.0, out)))
        elif activation:
            made.append({"relu": torch.nn.ReLU(), "leaky_relu": torch.nn.LeakyReLU(0.01), "tanh": torch.nn.Tanh()}[activation])
    return torch.nn.Sequential(*made)


def numbers(network):
    return [float(number) for parameter in network.parameters() for number in parameter.detach().ravel()]


def groups(network):
    """PyTorch's weight_decay adds λw to the gradient, as a penalty of λ/2 times the square does: for the weights alone."""
    weights = [parameter for parameter in network.parameters() if parameter.ndim == 2]
    others = [parameter for parameter in network.parameters() if parameter.ndim < 2]
    return [{"params": weights, "weight_decay": L2}, {"params": others, "weight_decay": 0.0}]


def run(hidden, inputs, labels, batches, make, seed):
    network = modules(hidden, np.random.default_rng(seed))
    optimizer, losses, first = make(groups(network)), [], numbers(network)
    for batch in batches:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(inputs[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return first, losses, numbers(network)


def main():
    HERE.mkdir(exist_ok=True)
    for seed, (name, hidden) in enumerate(NETWORKS.items()):
        random = np.random.default_rng(100 + seed)
        inputs, labels = random.normal(size=(EXAMPLES, 2)), random.integers(0, CLASSES, EXAMPLES)
        orders = [random.permutation(EXAMPLES) for _ in range(1 + STEPS * BATCH // EXAMPLES)]
        batches = [order[k : k + BATCH].tolist() for order in orders for k in range(0, EXAMPLES, BATCH)][:STEPS]
        tensors = torch.tensor(inputs), torch.tensor(labels)
        runs = {}
        for key, (settings, make) in OPTIMIZERS.items():
            first, losses, last = run(hidden, *tensors, batches, make, seed)
            runs[key] = {"hyperparameters": settings, "losses": losses, "end": last}
        found = {
            "made_with": f"torch {torch.__version__}",
            "hidden": hidden,
            "l2": L2,
            "inputs": inputs.T.tolist(),
            "labels": labels.tolist(),
            "batches": batches,
            "start": first,
            "runs": runs,
        }
        (HERE / f"{name}.json").write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
