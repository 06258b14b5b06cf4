"""A script that runs what the page shows with PyTorch's optimizers and gradients."""

from collections.abc import Sequence

from components.exports._library_code import library_code
from components.exports._script import script_export
from components.exports._settings import Runs

HEAD = """from __future__ import annotations

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
Numbers = float

"""
LOOP = '''
def path_of(make, options, phases, more):
    """The path (steps + 1, 2) of a run."""
    point = torch.tensor(START, requires_grad=True)
    settings = settings_at(phases, 1)
    optimizer, path = make([point], **options(**settings)), [START]
    for t in range(1, STEPS + 1):
        last, settings = settings, settings_at(phases, t)
        optimizer.param_groups[0].update(options(**settings))
        if t > 1 and "before" in more:
            more["before"](optimizer.state[point], last, **settings)

        def closure():
            optimizer.zero_grad()
            value = f(*point)
            value.backward()
            gradient = point.grad{defined} + torch.as_tensor(NOISE[t - 1])
            point.grad = more["gradient"](gradient, **settings) if "gradient" in more else gradient
            return value

        optimizer.step(closure)
        place = more["read"](point, optimizer.state[point], **settings) if "read" in more else point
        path.append(place.tolist())
    return finite_part(np.array(path))


def finite_part(path):
    """A path up to where it has diverged: where a coordinate, or f, is not finite."""
    finite = np.isfinite(path).all(axis=1) & [bool(torch.isfinite(f(*torch.tensor(point)))) for point in path]
    return path if finite.all() else path[: finite.argmin()]


def descend():
    """The path of each run, by its name."""
    return {name: path_of(*run) for name, *run in RUNS}
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
    """A function of PyTorch's, by NumPy's name."""
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


EXPORT = script_export("PyTorch", 22, "A script with PyTorch's own optimizers, where they take the same steps.", code)
