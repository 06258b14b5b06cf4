"""The result of a training in sentences, computed from its numbers."""

from collections.abc import Iterator, Sequence

import numpy as np

from components.results.layers import SATURATED, LayerHistory
from components.results.loss_plane import LossPlane
from components.results.network_rates import NetworkRateSweep
from components.results.snapshots import Array, Trained
from components.state.network import NetworkSettings
from components.state.network_parameters import FILE, PLANES
from components.state.parameter_types import decimal
from components.text.captions import labeled
from components.text.number_format import number, percent
from optimizers import OPTIMIZERS
from surfaces import counted
from surfaces.networks import planes
from surfaces.networks.activations.learnable_power import LEAST

FITTED = 0.97  # training accuracy from which the training set counts as fitted
OVERFITS = 0.1  # gap between training and held-out accuracy, beyond what chance explains
RISEN = 10.0  # growth factor of a gradient or a loss that is worth mentioning
MANY = 0.5  # share of a layer's activations from which it counts as saturated


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
    return [outcome(trained, k), *losses, *right, f"{trained.evaluations[at, k]:.0f}", number(float(worst), 3)]


HEADS = (
    *("optimizer", "outcome", "loss", "held-out loss", "accuracy", "held-out accuracy"),
    *("gradient evaluations", "largest loss error of the plane"),
)


def finding(trained: Trained) -> str:
    """The result of the runs, in a sentence or two."""
    titles = {k: OPTIMIZERS[key].title for k, key in enumerate(trained.keys)}
    right = {k: float(trained.accuracy[1, last(trained, k), k]) for k in titles if not diverged(trained, k)}
    sentences = []
    if right:
        best = max(right, key=lambda k: right[k])
        rest = ", ".join(f"{titles[k]} {percent(right[k])}" for k in right if k != best)
        sentences.append(f"{titles[best]} reaches a held-out accuracy of {percent(right[best])}{f'; {rest}' if rest else ''}.")
        gap = float(trained.accuracy[0, last(trained, best), best]) - right[best]
        if gap > max(OVERFITS, 2.0 * _chance(trained, best)):
            sentences.append(f"Its training accuracy is {100 * gap:.0f} percentage points higher: it overfits.")
    for k in titles:
        loss = trained.loss[0, : trained.lengths[k], k]
        if diverged(trained, k):
            sentences.append(f"{titles[k]} diverges by step {trained.steps[trained.lengths[k]]}: its steps are too long.")
        elif loss.max() > RISEN * loss[[0, -1]].max():
            most = int(np.argmax(loss))
            sentences.append(
                f"{titles[k]}'s loss rises to {number(float(loss[most]), 2)} at step {trained.steps[most]} and comes back."
            )
    if trained.stopped:
        sentences.append(f"Training was stopped after step {trained.steps[-1]} of {trained.total}: it takes too long.")
    return " ".join(sentences)


def _chance(trained: Trained, k: int) -> float:
    """The standard error of the difference between training and held-out accuracy, if both have the same rate."""
    seen = np.array([len(trained.parts.train), len(trained.parts.test)])
    right = float(seen @ trained.accuracy[:, last(trained, k), k] / seen.sum())
    return float(np.sqrt(right * (1.0 - right) * np.sum(1.0 / seen)))


def plane_sentences(plane: LossPlane) -> list[str]:
    """Sentences on how much the picture leaves out."""
    random_walk = f"a random walk in many dimensions would show {100 * planes.RANDOM_WALK:.0f} % in its principal plane"
    held = f"This plane holds {percent(plane.share)} of the variance of the paths; {random_walk}."
    sentences = [] if np.isnan(plane.share) else [held]
    if plane.kind != plane.wanted:
        sentences.append(f"The {PLANES[plane.wanted]} cannot be computed here; this plane shows {PLANES[plane.kind]}.")
    for k, hidden in enumerate(plane.hidden):
        if len(hidden):
            at = int(np.nanargmax(np.abs(hidden))) if np.isfinite(hidden).any() else 0
            title, step = OPTIMIZERS[plane.trained.keys[k]].title, plane.trained.steps[at]
            side = "above" if hidden[at] > 0 else "below"
            sentences.append(
                f"{title}: the true loss is up to {number(abs(float(hidden[at])), 3)} {side} that on the plane, at step {step}."
            )
    return sentences


def layer_sentences(trained: Trained, k: int, found: Sequence[LayerHistory]) -> list[str]:
    """Sentences on what went wrong in a layer, and on its exponents."""
    title = OPTIMIZERS[trained.keys[k]].title
    return [
        f"{title}, layer {place}{sentence}"
        for place, layer in enumerate(found, 1)
        for sentence in _of_layer(trained, place - 1, layer)
    ]


def _of_layer(trained: Trained, place: int, layer: LayerHistory) -> Iterator[str]:
    if not len(layer.gradient):
        return
    at_the_end = f"at step {trained.steps[len(layer.gradient) - 1]}"
    yield from _dead(trained, place, layer, at_the_end)
    if layer.saturated[-1] > MANY:
        yield (
            f": {percent(float(layer.saturated[-1]))} of the activations are saturated {at_the_end}: "
            f"beyond ±{SATURATED}, where tanh is flat."
        )
    yield from _risen(trained, layer, at_the_end)
    if layer.exponents.shape[1]:
        yield _exponents(layer.exponents, at_the_end)


def _dead(trained: Trained, place: int, layer: LayerHistory, at_the_end: str) -> Iterator[str]:
    units, now, most = trained.network.architecture.layers[place].out, int(layer.dead[-1]), int(np.argmax(layer.dead))
    if now == units:
        are = f"all {units} units are" if units > 1 else "its only unit is"
        yield f": {are} dead {at_the_end}: no gradient passes, and all training examples get the same scores."
    elif now:
        are = "is" if now == 1 else "are"
        yield f": {now} of {units} units {are} dead {at_the_end}: 0 for all training examples, so that no gradient passes."
    if layer.dead[most] > now:
        were = "was" if layer.dead[most] == 1 else "were"
        before = f"{layer.dead[most]:.0f} of {units} units {were} dead at step {trained.steps[most]}"
        yield f": {before}, {now or 'none'} {at_the_end}."


def _risen(trained: Trained, layer: LayerHistory, at_the_end: str) -> Iterator[str]:
    gradient = np.where(np.isfinite(layer.gradient), layer.gradient, 0.0)
    most = int(np.argmax(gradient))
    if gradient[most] > RISEN * gradient[0]:
        first, highest, last = (number(float(gradient[at]), 2) for at in (0, most, -1))
        now = "" if most == len(gradient) - 1 else f", and {last} {at_the_end}"
        yield f": the norm of the gradient rises from {first} at the start to {highest} at step {trained.steps[most]}{now}."


def _exponents(exponents: Array, at_the_end: str) -> str:
    before, after = exponents[0], exponents[-1]
    held = int(np.sum(after <= LEAST))
    at_least = f"; {held} of {len(after)} are at their lower limit" if held else ""
    are = "are" if len(after) > 1 else "is"
    name = "exponents" if len(after) > 1 else "exponent"
    return f": the {name}, {_range(before)} at the start, {are} {_range(after)} {at_the_end}{at_least}."


def _range(row: Array) -> str:
    low, high = (number(float(end), 3) for end in (row.min(), row.max()))
    return low if low == high else f"{low} to {high}"


def trend(row: Array) -> str:
    """How a quantity develops along a run, for a screen reader."""
    finite = row[np.isfinite(row)]
    if not len(finite):
        return "has no value"
    low, high = number(float(finite.min())), number(float(finite.max()))
    return f"goes from {number(float(finite[0]))} to {number(float(finite[-1]))}, between {low} and {high}"


def caption(trained: Trained) -> str:
    """The caption of an exported picture: what was trained on what, and how."""
    return f"{subject(trained)}, {counted(trained.settings['epochs'], 'epoch')}"


def subject(trained: Trained) -> str:
    """Which network is trained on which data, without the duration."""
    settings = trained.settings
    data = "a file" if settings.choices.data == FILE else f"{settings.choices.data}, {settings['points']} points"
    seen = f"batches of {settings['batch']}" if settings["batch"] else "full batch"
    return f"{trained.network.architecture.title} on {data}, {seen}, seed {settings['seed']}"


def label(settings: NetworkSettings, key: str) -> str:
    return labeled(OPTIMIZERS[key], settings.hyperparameters(key))


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
    """Columns of a file in which some cells are far from all others: scaled with them, the others look alike."""
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


def best_rates(sweeps: Sequence[NetworkRateSweep]) -> str:
    """The learning rate at which each optimizer has the lowest held-out loss, in the median of the starts."""
    epochs, starts = sweeps[0].epochs, sweeps[0].accuracy.shape[2]
    best = "; ".join(map(_best_rate, sweeps))
    return f"Lowest held-out loss after {counted(epochs, 'epoch')}, median of {starts} starts: {best}."


def _best_rate(sweep: NetworkRateSweep) -> str:
    loss = np.median(np.nan_to_num(sweep.loss[1], nan=np.inf), axis=1)
    best = int(np.argmin(loss))
    accuracy = float(np.median(sweep.accuracy[1, best]))
    rate, reached = number(float(sweep.rates[best]), 2), number(float(loss[best]), 2)
    return f"{OPTIMIZERS[sweep.key].title} {reached} (accuracy {percent(accuracy)}) at a learning rate of {rate}"
