"""A script that runs what the page shows with PyTorch's optimizers and gradients."""

from collections.abc import Sequence

from components.exports._library_code import library_code
from components.exports._library_network import training_code
from components.exports._network_code import TrainingRuns
from components.exports._script import script_export
from components.exports._settings import Runs
from components.exports._torch_network import TORCH

HEAD = """from __future__ import annotations

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
Numbers = float

"""
LOOP = '''
def optimize(create, options, phases, adapters):
    """Run an optimizer; returns its path, (steps + 1, 2)."""
    point = torch.tensor(START, requires_grad=True)
    hyperparameters = hyperparameters_at(phases, 1)
    optimizer = create([point], **options(**hyperparameters))
    path = [START]
    for t in range(1, STEPS + 1):
        last, hyperparameters = hyperparameters, hyperparameters_at(phases, t)
        optimizer.param_groups[0].update(options(**hyperparameters))
        if t > 1 and "before" in adapters:
            adapters["before"](optimizer.state[point], last, **hyperparameters)

        def closure():
            optimizer.zero_grad()
            value = f(*point)
            value.backward()
            gradient = point.grad{defined} + torch.as_tensor(NOISE[t - 1])
            point.grad = adapters["gradient"](gradient, **hyperparameters) if "gradient" in adapters else gradient
            return value

        optimizer.step(closure)
        iterate = adapters["read"](point, optimizer.state[point], **hyperparameters) if "read" in adapters else point
        path.append(iterate.tolist())
    return finite_part(np.array(path))


def finite_part(path):
    """The path up to the first point at which a coordinate or f is not finite."""
    finite = np.isfinite(path).all(axis=1) & [bool(torch.isfinite(f(*torch.tensor(point)))) for point in path]
    return path if finite.all() else path[: finite.argmin()]


def descend():
    """The path of each run, by name."""
    return {name: optimize(*run) for name, *run in RUNS}
'''
OTHERWISE = {
    "power": "pow",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctan2": "atan2",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "rint": "round",
    "absolute": "abs",
    "fabs": "abs",
    "bitwise_or": "logical_or",
    "invert": "logical_not",
    "float_power": "float_power",
}
TENSORS = ("maximum", "minimum", "fmax", "fmin", "hypot", "arctan2", "copysign", "remainder")  # take tensors only


def call(operation: str, operands: Sequence[str]) -> str:
    """A PyTorch function, by NumPy's name."""
    if operation == "cbrt":
        return f"torch.copysign(torch.abs({operands[0]}) ** (1 / 3), {operands[0]})"
    if operation in TENSORS:
        operands = [f"torch.as_tensor({one})" if _is_number(one) else one for one in operands]
    return f"torch.{OTHERWISE.get(operation, operation)}({', '.join(operands)})"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text == INFINITY
    return True


INFINITY = "torch.inf"


def code(runs: Runs) -> str:
    defined = ".nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)" if runs.surface.not_differentiable else ""
    loop = LOOP.replace("{defined}", defined)
    return library_code(runs, "PyTorch", HEAD, loop, call, INFINITY, "options")


def code_of_training(runs: TrainingRuns) -> str:
    return training_code(runs, TORCH)


EXPORT = script_export(
    "PyTorch", 22, "A script with PyTorch's own optimizers, where they take the same steps.", code, code_of_training
)
