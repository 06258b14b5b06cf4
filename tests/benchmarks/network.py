"""A training step from scratch, against autograd and PyTorch in the same run: `python tests/benchmarks/network.py`.

PyTorch, on one thread, takes part where it is installed: `pip install torch==2.13.0`.
"""

import sys
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from optimizers import OPTIMIZERS, Run, Training, train
from surfaces.networks import RECIPES, Architecture, Hidden, Network, split, start
from tests.benchmarks.engine import TURNS, judged, milliseconds, ratio, table, take_turns

torch = import_module("torch") if find_spec("torch") else None  # only for comparison, not a requirement
QUICK = "--quick" in sys.argv
STEPS = 3 if QUICK else 100
RATE = 0.1
SHAPES = {
    "2-16-16-2, 150 examples": ("spiral", 200, 16, 16),
    "2-64-2, 75 examples": ("moons", 100, 64),
    "2-32-32-2, 750": ("spiral", 1000, 32, 32),
}


def ours(network, data, begin):
    runs = [Run(OPTIMIZERS["gradient_descent"], begin, {"learning_rate": RATE})]
    (end,) = train(network, data, runs, Training(epochs=STEPS), [STEPS])
    return end.points[:, 0]


def by_autograd(network, data, begin):
    def loss(numbers):
        values = data.inputs
        for layer in network.architecture.layers:
            weights = numbers[layer.weights].reshape(layer.out, layer.inputs)
            values = weights @ values + numbers[layer.biases][:, None]
            if layer.activation is not None:
                values = anp.tanh(values)
        above = values - anp.max(values, axis=0)
        return anp.mean(anp.log(anp.sum(anp.exp(above), axis=0)) - above[data.labels, np.arange(len(data))])

    gradient, point = autograd.grad(loss), begin
    for _ in range(STEPS):
        point = point - RATE * gradient(point)
    return point


def by_torch(network, data, begin):
    layers = []
    for layer in network.architecture.layers:
        linear = torch.nn.Linear(layer.inputs, layer.out, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(begin[layer.weights].reshape(layer.out, layer.inputs)))
            linear.bias.copy_(torch.tensor(begin[layer.biases]))
        layers += [linear] if layer.activation is None else [linear, torch.nn.Tanh()]
    model = torch.nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    inputs, labels = torch.tensor(data.inputs.T.copy()), torch.tensor(data.labels)
    for _ in range(STEPS):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(inputs), labels).backward()
        optimizer.step()
    return np.concatenate([parameter.detach().numpy().ravel() for parameter in model.parameters()])


def measure() -> None:
    rivals = {"from scratch": ours, "autograd": by_autograd} | ({"PyTorch": by_torch} if torch else {})
    rows = []
    for name, (recipe, points, *units) in SHAPES.items():
        data = split(RECIPES[recipe].dataset(points, 0.05, 0), 0.25, 0).train
        network = Network(Architecture(2, tuple(Hidden(count, "tanh") for count in units), 2))
        begin = start(network.architecture, "glorot", 0)
        ends = [rival(network, data, begin) for rival in rivals.values()]
        for end in ends[1:]:
            np.testing.assert_allclose(end, ends[0], rtol=1e-6, atol=1e-9)
        functions = {title: partial(rival, network, data, begin) for title, rival in rivals.items()}
        taken = take_turns(functions, TURNS)
        ratios = [judged(ratio(taken, "from scratch", rival), 1.0, "≤") for rival in list(rivals)[1:]]
        rows.append([name, *(milliseconds(taken, title) for title in functions), *ratios])
    header = ["network", *(f"{title} ms" for title in rivals), *(f"from scratch / {rival}" for rival in list(rivals)[1:])]
    table(f"{STEPS} steps of gradient descent on all examples, float64, one thread", header, rows)


if __name__ == "__main__":
    if torch:
        torch.set_num_threads(1)
    measure()
