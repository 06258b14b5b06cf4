"""What a training comes to, in sentences made of its numbers."""

from collections.abc import Iterator, Sequence

import numpy as np

from components.results.layers import LayerCourse
from components.results.loss_plane import LossPlane
from components.results.network_rates import RateSweep
from components.results.training import Array, Trained
from components.state.network import FILE, PLANES, NetworkSettings
from components.state.parameter_types import decimal
from components.text.captions import labelled
from components.text.numbers import number, percent
from optimizers import OPTIMIZERS
from surfaces.networks import planes

FITTED = 0.97  # from this training accuracy on, the training set counts as fitted
OVERFITS = 0.1  # so much higher is the training accuracy than the held-out one
RISEN = 10.0  # by this factor a gradient has grown where it is said
MANY = 0.5  # of a layer's activations: then it is said that they are saturated


def diverged(trained: Trained, k: int) -> bool:
    return trained.lengths[k] < len(trained.steps)


def last(trained: Trained, k: int) -> int:
    """The last snapshot of run k before it diverges, or the first."""
    return max(trained.lengths[k] - 1, 0)


def outcome(trained: Trained, k: int) -> str:
    """How a run has ended, for a table."""
    if diverged(trained, k):
        return f"diverged by step {trained.steps[trained.lengths[k]]}"
    loss, accuracy = trained.loss[0, :, k], trained.accuracy[0, -1, k]
    if accuracy >= FITTED:
        return "fitted"
    early = loss[: max(len(loss) // 10, 1)].mean()
    return (
        "still falling"
        if loss[-1] < 0.98 * loss[len(loss) * 3 // 4]
        else "hardly improved"
        if loss[-1] > 0.9 * early
        else "stalled"
    )


def cells(trained: Trained, k: int, plane: LossPlane) -> list[str]:
    at = last(trained, k)
    losses = [number(float(loss), 4) for loss in trained.loss[:, at, k]]
    right = [percent(float(accuracy)) for accuracy in trained.accuracy[:, at, k]]
    worst = np.nanmax(np.abs(plane.hidden[k])) if k < len(plane.hidden) and len(plane.hidden[k]) else np.nan
    return [outcome(trained, k), *losses, *right, number(float(worst), 3)]


HEADS = ("optimizer", "outcome", "loss", "held-out loss", "accuracy", "held-out accuracy", "loss off the plane, at most")


def finding(trained: Trained) -> str:
    """What the runs have come to, in a sentence or two."""
    titles = {k: OPTIMIZERS[key].title for k, key in enumerate(trained.keys)}
    right = {k: float(trained.accuracy[1, last(trained, k), k]) for k in titles if not diverged(trained, k)}
    sentences = []
    if right:
        best = max(right, key=lambda k: right[k])
        rest = ", ".join(f"{titles[k]} {percent(right[k])}" for k in right if k != best)
        sentences.append(f"{titles[best]} reaches a held-out accuracy of {percent(right[best])}{f'; {rest}' if rest else ''}.")
        gap = trained.accuracy[0, last(trained, best), best] - right[best]
        if gap > OVERFITS:
            sentences.append(f"Its training accuracy is {100 * float(gap):.0f} percentage points higher: it overfits.")
    for k in titles:
        if diverged(trained, k):
            sentences.append(f"{titles[k]} diverges by step {trained.steps[trained.lengths[k]]}: its steps are too long.")
    if trained.stopped:
        sentences.append(f"Training was stopped after step {trained.steps[-1]} of {trained.total}: it takes too long.")
    return " ".join(sentences)


def plane_sentences(plane: LossPlane) -> list[str]:
    """How little the picture holds."""
    random_walk = f"a random walk in many dimensions would show {100 * planes.RANDOM_WALK:.0f} % in its principal plane"
    held = f"This plane holds {percent(plane.share)} of the variance of the paths; {random_walk}."
    sentences = [] if np.isnan(plane.share) else [held]
    if plane.kind != plane.wanted:
        sentences.append(f"The {PLANES[plane.wanted]} cannot be found here: this plane is one of {PLANES[plane.kind]}.")
    for k, hidden in enumerate(plane.hidden):
        if len(hidden):
            at = int(np.nanargmax(np.abs(hidden))) if np.isfinite(hidden).any() else 0
            title, step = OPTIMIZERS[plane.trained.keys[k]].title, plane.trained.steps[at]
            side = "above" if hidden[at] > 0 else "below"
            sentences.append(
                f"{title}: the true loss is up to {number(abs(float(hidden[at])), 3)} {side} that on the plane, at step {step}."
            )
    return sentences


def layer_sentences(trained: Trained, k: int, found: Sequence[LayerCourse]) -> list[str]:
    """What has gone wrong in a layer, and what its exponents have become."""
    title = OPTIMIZERS[trained.keys[k]].title
    return [
        f"{title}, layer {place}{sentence}"
        for place, layer in enumerate(found, 1)
        for sentence in _of_layer(trained, place - 1, layer)
    ]


def _of_layer(trained: Trained, place: int, layer: LayerCourse) -> Iterator[str]:
    units = trained.network.architecture.layers[place].out
    if not len(layer.gradient):
        return
    if layer.dead[-1]:
        are = "unit is" if layer.dead[-1] == 1 else "units are"
        yield f": {layer.dead[-1]:.0f} of {units} {are} dead: 0 for all examples, so that no gradient passes."
    if layer.saturated[-1] > MANY:
        yield f": {percent(float(layer.saturated[-1]))} of the activations are saturated, where tanh is flat."
    most = int(np.argmax(layer.gradient))
    if layer.gradient[most] > RISEN * max(float(layer.gradient[0]), 1e-12):
        times = number(float(layer.gradient[most] / max(float(layer.gradient[0]), 1e-12)), 2)
        yield f": the gradient has grown {times} times by step {trained.steps[most]}."
    if layer.exponents.shape[1]:
        before, after = layer.exponents[0], layer.exponents[-1]
        yield (
            f": the exponents, {number(float(before.min()), 3)} to {number(float(before.max()), 3)} at the start, "
            f"are {number(float(after.min()), 3)} to {number(float(after.max()), 3)}."
        )


def course(row: Array) -> str:
    """How a quantity develops along a run, for a screen reader."""
    finite = row[np.isfinite(row)]
    if not len(finite):
        return "has no value"
    low, high = number(float(finite.min())), number(float(finite.max()))
    return f"goes from {number(float(finite[0]))} to {number(float(finite[-1]))}, between {low} and {high}"


def caption(trained: Trained) -> str:
    """The caption of an exported picture: what was trained on what, and how."""
    return f"{subject(trained)}, {trained.settings['epochs']} epochs"


def subject(trained: Trained) -> str:
    """What is trained on what, but for how long."""
    settings = trained.settings
    data = "a file" if settings.choices.data == FILE else f"{settings.choices.data}, {settings['points']} points"
    seen = f"batches of {settings['batch']}" if settings["batch"] else "full batch"
    return f"{trained.network.architecture.title} on {data}, {seen}, seed {settings['seed']}"


def label(settings: NetworkSettings, key: str) -> str:
    return labelled(OPTIMIZERS[key], settings.hyperparameters(key))


def file_name(settings: NetworkSettings) -> str:
    rates = [f"-{key}-lr{decimal(settings.get(f'{key}.learning_rate', 0.0))}" for key in settings.choices.optimizers]
    return f"network-{settings.choices.data}{''.join(rates)}"[:108]


def network_described(trained: Trained) -> str:
    architecture, parts = trained.network.architecture, trained.parts
    return (
        f"{architecture.title}: {architecture.dimension} parameters, {len(parts.train)} training examples, "
        f"{len(parts.test)} held out."
    )


def wild(trained: Trained) -> list[str]:
    """Columns of a file in which some cells are far from all others: scaled with them, the rest looks alike."""
    inputs, names = trained.parts.train.inputs, trained.parts.train.features
    low, high = np.quantile(inputs, [0.05, 0.95], axis=1)
    far = np.sum(
        (inputs < low[:, None] - 1e3 * (high - low)[:, None]) | (inputs > high[:, None] + 1e3 * (high - low)[:, None]), axis=1
    )
    return [
        f"{count} {'cell' if count == 1 else 'cells'} of “{name}” are over a thousand times as far out as the others: "
        "scaled with them, all others look alike. Check the file, or choose a scaling that clips."
        for name, count, spread in zip(names, far, high - low, strict=True)
        if count and spread > 0
    ]


def best_rates(sweeps: Sequence[RateSweep]) -> str:
    """At which learning rate each optimizer does best on what is held out, in the median of the starts."""
    epochs, starts = sweeps[0].epochs, sweeps[0].accuracy.shape[2]
    best = "; ".join(map(_best_rate, sweeps))
    return f"Lowest held-out loss after {epochs} epochs, median of {starts} starts: {best}."


def _best_rate(sweep: RateSweep) -> str:
    loss = np.median(np.nan_to_num(sweep.loss[1], nan=np.inf), axis=1)
    best = int(np.argmin(loss))
    accuracy = float(np.median(sweep.accuracy[1, best]))
    rate, reached = number(float(sweep.rates[best]), 2), number(float(loss[best]), 2)
    return f"{OPTIMIZERS[sweep.key].title} {reached} (accuracy {percent(accuracy)}) at a learning rate of {rate}"
