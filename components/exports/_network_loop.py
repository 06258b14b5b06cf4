"""The loop of a script that trains a network, as text: all runs side by side on the same batches (`optimizers/_train.py`)."""

import re

IMPORTS = {  # imports that the sources may need, by module
    "csv": "",
    "inspect": "",
    "math": "",
    "operator": "",
    "collections.abc": "Callable, Iterator, Sequence",
    "dataclasses": "dataclass",
    "functools": "cached_property",
    "io": "StringIO",
    "itertools": "pairwise",
    "typing": "Any, Literal, NamedTuple",
}
HEAD = """{imports}
np.seterr(all="ignore")  # a run that diverges is a result
Array = Labels = Numbers = Requests = Any
"""

TRAIN = '''
def measured(points):
    """Loss and accuracy of networks (d, n) on training and held-out examples, (2, 2, n)."""
    loss, _ = NETWORK.loss_and_gradient(points, PARTS.train)
    losses = [loss, NETWORK.loss(points, PARTS.test)]
    return np.array([losses, [NETWORK.accuracy(points, part) for part in (PARTS.train, PARTS.test)]])


def train(max_samples=121):
    """Returns the sampled steps, loss and accuracy at each, (samples, 2, 2, runs), and the final parameters of each run."""
    runs, batches = [Run(*run) for run in RUNS], _batches(NETWORK, PARTS.train, TRAINING)
    samples = [step for step in sample_steps(STEPS, max_samples) if step <= LAST]
    metrics = [measured(np.concatenate([run.point for run in runs], axis=1))]
    for t in range(1, LAST + 1):
        before = [run.point for run in runs]
        advance(runs, t, {evaluate})
        for run, point in zip(runs, before):
            run.learning_rate = run.hyperparameters(t).get("learning_rate", np.nan)
            run.point = NETWORK.within(_decayed(NETWORK, run, point, TRAINING.weight_decay))
        if t in samples:
            metrics.append(measured(np.concatenate([run.point for run in runs], axis=1)))
    return samples, np.array(metrics), {run.name: run.point[:, 0] for run in runs}
'''

EVALUATIONS = '''
def evaluations(batch):
    """By type of request, a function that evaluates the loss of a batch."""
    return {
        (Gradient, ValueAndGradient): lambda points: (*batch.value_and_gradient(points), None),
        (Value,): lambda points: (batch.f(points), None, None),
    }


'''

PRINTED = """
samples, metrics, parameters = train()
for k, (name, point) in enumerate(parameters.items()):
    (loss, held_out), (accuracy, held_out_accuracy) = metrics[-1, :, :, k].tolist()
    norm = float(np.linalg.norm(point[ARCHITECTURE.decayed[:, 0] > 0.0]))
    print(f"{name}, step {samples[-1]}")
    print(f"  loss      {loss:.17g}, held out {held_out:.17g}")
    print(f"  accuracy  {accuracy:.17g}, held out {held_out_accuracy:.17g}")
    print(f"  ‖weights‖ {norm:.17g}")
"""


def head(code: str, imports: str = "\nimport numpy as np\n") -> str:
    """The imports that the code needs: `imports`, and those of the standard library."""
    lines = ["from __future__ import annotations", ""]
    for module, names in IMPORTS.items():
        if not names and re.search(rf"\b{module}\.", code):
            lines.append(f"import {module}")
        if used := [name for name in names.split(", ") if name and re.search(rf"\b{name}\b", HEAD + code)]:
            lines.append(f"from {module} import {', '.join(used)}")
    return "\n".join(lines) + "\n" + HEAD.replace("{imports}", imports)


def train(*, asks: bool) -> str:
    """The training; with a table of evaluations if a step requests more than the gradient at its point."""
    if asks:
        return EVALUATIONS + TRAIN.strip("\n").replace("{evaluate}", "evaluations(next(batches))")
    return TRAIN.replace("{evaluate}", "next(batches).value_and_gradient")
