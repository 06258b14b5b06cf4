"""The training of a network as a script for another library, with its own optimizers and its own gradients.

Data, initial weights and batches are copied from the sources that the page runs. The loss is written for the library: its
gradient is the library's. Scripts list the optimizers that the library cannot reproduce.
"""

from dataclasses import dataclass

from components.exports._library_code import comments, hyperparameters_at, sensitive, sorted_by_library, table
from components.exports._network_code import TrainingRuns, data_code, everything, examples
from components.exports._network_loop import head
from components.exports._numpy_code import joined
from components.exports._source import source_of
from components.results.rounding import shifts_of_training
from optimizers import Call, Training, batch_indices
from surfaces.networks import ACTIVATIONS, STARTS
from surfaces.networks.activations.learnable_power import FIRST_HIGH, FIRST_LOW, LEAST

OF_TRAINING = (  # see `sensitive`
    *("training", "digits of the initial weights"),
    *("decides whether it diverges", "moves the final ones"),
)
LAYER = '''
class Layer(NamedTuple):
    """The size of a layer, the gain of its initialization, and its activation (None: linear)."""

    inputs: int
    out: int
    gain: float = 1.0
    activation: Any = None
'''
INITIAL = '''
def initial_parameters():
    """The weights and biases of each layer."""
    random, parameters = np.random.default_rng([{seed}, 2]), []
    for layer in LAYERS:
        parameters.append({{"weights": {draw}(random, layer), "biases": np.zeros(layer.out)}})
{exponents}    return parameters
'''
EXPONENTS = """        if layer.activation is learnable_power:
            parameters[-1]["exponent"] = random.uniform({low}, {high}, layer.out)
"""
LOSS = '''
def scores(parameters, inputs):
    """The scores (m, classes) for inputs (m, features)."""
    values = inputs
    for layer, part in zip(LAYERS, parameters):
        z = values @ part["weights"].T + part["biases"]
        values = layer.activation(z, part.get("exponent")) if layer.activation else z
    return values


def mean_loss(parameters, inputs, labels):
    """The mean cross-entropy{penalized}."""
    return cross_entropy(scores(parameters, inputs), labels){penalty}


def batch_loss(parameters, inputs, labels):
    """What a step descends: the loss {reduced} the batch."""
    return {times}mean_loss(parameters, inputs, labels)
'''
PENALTY = ' + 0.5 * {l2!r} * sum((part["weights"] ** 2).sum() for part in parameters)'
PRINTED = """
for name, parameters in train().items():
    (loss, accuracy), (held_out, held_out_accuracy) = (evaluate(parameters, part) for part in (PARTS.train, PARTS.test))
    if not all(np.isfinite(np.asarray(part)).all() for layer in parameters for part in layer.values()):
        accuracy = held_out_accuracy = np.nan  # it has diverged
    print(f"{name}, step {LAST}")
    print(f"  loss      {loss:.17g}, held out {held_out:.17g}")
    print(f"  accuracy  {accuracy:.17g}, held out {held_out_accuracy:.17g}")
    norm = sum(float((part["weights"] ** 2).sum()) for part in parameters) ** 0.5
    print(f"  ‖weights‖ {norm:.17g}")
"""


@dataclass(frozen=True, kw_only=True)
class Library:
    """How to write a training for a library.

    name          as in `Optimizer.calls`
    imports       its imports and settings
    activation    the name of its expression in the record of an activation
    cross_entropy the function of that name, of scores and labels
    loop          `train`, `evaluate` and what they need
    decay, clip   lines of the loop for decoupled weight decay and for the bound on exponents: those that prepare it, in
                  place of {prepare_decay} and {prepare_clip}, and those after a step, in place of {decay} and {clip}
    option        see `library_code`
    """

    name: str
    imports: str
    activation: str
    cross_entropy: str
    loop: str
    decay: tuple[str, str]
    clip: tuple[str, str]
    option: str


def training_code(runs: TrainingRuns, library: Library) -> str:
    """The script. Raises RefusedError if the library cannot reproduce any of the runs."""
    settings, training, architecture = runs.settings, runs.training, runs.trained.network.architecture
    shrinks = [*(["weight decay"] if training.weight_decay else []), *(["a bound on exponents"] if _learns(runs) else [])]

    def refuses(call: Call) -> str:
        if not (call.read and shrinks):
            return ""
        return (
            f"{library.name} keeps other numbers than its iterate, on which {' and '.join(shrinks)} would have another effect."
        )

    calls, left_out = sorted_by_library(runs.phases, library.name, refuses)
    draw = STARTS[settings["start"]]
    exponents = EXPONENTS.format(low=FIRST_LOW, high=FIRST_HIGH) if _learns(runs) else ""
    code = joined(
        "# The examples",
        *data_code(settings),
        "# The network",
        *(_activation(key, library, architecture.slope) for key in dict.fromkeys(one.activation for one in settings["layers"])),
        LAYER,
        _layers(runs),
        *everything(source_of(draw)),
        INITIAL.format(seed=settings["seed"], draw=draw.__name__, exponents=exponents),
        library.cross_entropy,
        _loss(settings["l2"], summed=training.summed),
        "# The training",
        *everything(source_of(Training, batch_indices)),
        _constants(runs, calls),
        *source_of(settings.bound_schedule.schedule.rate).own.values(),
        table({key: runs.phases[key] for key in calls}, calls, library.option),
        hyperparameters_at(calls),
        _loop(library, training.weight_decay, LEAST if _learns(runs) else 0.0),
    )
    shifts = shifts_of_training(settings, [*calls], runs.trained.steps[-1], runs.request.progress)
    about = comments(runs.about, [*left_out, *sensitive(shifts, *OF_TRAINING)], calls)
    return joined(about + "\n" + head(code, library.imports), code, PRINTED)


def _learns(runs: TrainingRuns) -> bool:
    """Whether units learn an exponent."""
    return any(ACTIVATIONS[layer.activation].has_exponent for layer in runs.settings["layers"])


def _activation(key: str, library: Library, slope: float) -> str:
    text = getattr(ACTIVATIONS[key], library.activation)
    return f"def {key}(z, exponent, slope={slope!r}):\n    return {text}"


def _layers(runs: TrainingRuns) -> str:
    rows = [
        f"    Layer({layer.inputs}, {layer.out}" + (f", {layer.gain!r}, {hidden.activation})," if hidden else "),")
        for layer, hidden in zip(runs.trained.network.architecture.layers, [*runs.settings["layers"], None], strict=True)
    ]
    return "\n".join(["LAYERS = [", *rows, "]"])


def _loss(l2: float, *, summed: bool) -> str:
    return LOSS.format(
        penalized=", plus λ/2 times the sum of the squared weights" if l2 else "",
        penalty=PENALTY.format(l2=l2) if l2 else "",
        reduced="summed over" if summed else "averaged over",
        times="len(labels) * " if summed else "",
    )


def _loop(library: Library, weight_decay: float, least: float) -> str:
    """The loop, without weight decay or bounds where they are 0."""
    text = library.loop
    for name, (prepared, lines), size in (("decay", library.decay, weight_decay), ("clip", library.clip, least)):
        text = text.replace(f"{{prepare_{name}}}", prepared if size else "")
        text = text.replace(f"{{{name}}}", lines.replace("{size}", repr(size)) if size else "")
    return text


def _constants(runs: TrainingRuns, calls: dict[str, Call]) -> str:
    lines = [*examples(runs.settings), f"TRAINING = {runs.training!r}", *runs.steps]
    if any("LOWEST" in call.made for call in calls.values()):
        lines.append("LOWEST = -np.inf  # the lowest loss is not known")
    return "\n".join(lines)
