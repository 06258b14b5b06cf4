"""The training of a network as Python code that needs only NumPy and ends at exactly the numbers on the page.

Data, layers, activations, loss, batches and the optimizers' steps are copied from the sources that the page runs, which spell
out the forward and the backward pass. Like the engine, the script evaluates all runs in one pass.
"""

import textwrap
from dataclasses import dataclass
from functools import cached_property

from components.exports import _network_loop as network_loop
from components.exports import _numpy_loop as loop
from components.exports._export import TrainingExportRequest
from components.exports._numpy_code import joined, optimizer_code, runs_table
from components.exports._settings import Phases, quoted
from components.exports._source import Source, source_of, source_of_record
from components.results.snapshots import Trained, sample_steps
from components.results.training import prepared, trained
from components.state.network import NetworkSettings
from components.state.network_parameters import FILE
from components.text import network_words
from optimizers import OPTIMIZERS, Training, _train
from surfaces.networks import Architecture, Hidden, Network, read_table, split, start
from surfaces.networks.activations import _activation
from surfaces.networks.data import _dataset

DATA, ACTIVATIONS = "surfaces.networks.data", "surfaces.networks.activations"


@dataclass(frozen=True)
class TrainingRuns:
    """The requested training and its runs. Raises TrainingError if there is none."""

    request: TrainingExportRequest

    @property
    def settings(self) -> NetworkSettings:
        return self.request.settings

    @cached_property
    def trained(self) -> Trained:
        return trained(self.settings, lambda partial: self.request.progress(partial.done))

    @cached_property
    def training(self) -> Training:
        return prepared(self.settings)[1]

    @property
    def titles(self) -> dict[str, str]:
        return {key: OPTIMIZERS[key].title for key in self.trained.keys}

    @property
    def phases(self) -> dict[str, Phases]:
        """The hyperparameters of each run, which do not change during a training."""
        settings = self.settings
        planned = dict(settings.bound_schedule.hyperparameters)
        return {key: {1: (OPTIMIZERS[key].complete(settings.hyperparameters(key)), planned)} for key in self.titles}

    @property
    def steps(self) -> list[str]:
        """The number of steps, and the last one, as constants."""
        last = self.trained.steps[-1]
        stopped = f"LAST = {last}  # the page stopped training here, at its time limit"
        return ["STEPS = TRAINING.steps(len(PARTS.train))", stopped if self.trained.stopped else "LAST = STEPS"]

    @property
    def about(self) -> list[str]:
        """A description in lines: the settings, and the link."""
        texts = (f"{network_words.caption(self.trained)}.", self.request.link)
        return [" ".join(text.split()) for text in texts]


def code_of(runs: TrainingRuns) -> str:
    """The code up to `train()`, which returns the numbers."""
    settings = runs.settings
    sources = {key: source_of(OPTIMIZERS[key].init, OPTIMIZERS[key].step) for key in runs.titles}
    asks = {name for source in sources.values() for name in source.asks}
    activations = dict.fromkeys(layer.activation for layer in settings["layers"])
    code = joined(
        "# The examples",
        *data_code(settings),
        "# The network: layers, activations, loss and gradient",
        *everything(source_of(_activation.Activation, Hidden, Architecture, Network, start, without={"ACTIVATIONS"})),
        *(_record(f"{ACTIVATIONS}.{key}", "ACTIVATION", key) for key in activations),
        f"ACTIVATIONS = {{{', '.join(f'{quoted(key)}: {key}()' for key in activations)}}}",
        "# The optimizers and their schedule",
        *([loop.REQUESTS] if asks else []),
        *{name: text for source in sources.values() for name, text in source.shared.items()}.values(),
        *source_of(settings.bound_schedule.schedule.rate).own.values(),
        *(optimizer_code(key, title, sources[key]) for key, title in runs.titles.items()),
        "# The training",
        *everything(source_of(Training, _train._batches, _train._decayed, sample_steps)),
        _chosen(runs),
        loop.RUN,
        loop.ASKING if asks else loop.advance_plainly(noisy=False),
        network_loop.train(asks=bool(asks)),
    )
    return joined("\n".join(f"# {line}" for line in runs.about) + "\n" + network_loop.head(code), code)


def everything(source: Source) -> list[str]:
    """All definitions, without name clashes."""
    return [*source.own.values(), *source.shared.values()]


def data_code(settings: NetworkSettings) -> list[str]:
    """The code that makes or reads the examples."""
    key = settings.choices.data
    if key == FILE:
        return everything(source_of(read_table, split))
    return [*everything(source_of(_dataset.Recipe, split)), _record(f"{DATA}.{key}", "RECIPE", key)]


def _record(module: str, name: str, key: str) -> str:
    """A record as a function, so that the names of its parts are local."""
    body = "\n\n".join([*source_of_record(module, name).own.values(), f"return {name}"])
    return f"def {key}():\n" + textwrap.indent(body, "    ")


def _chosen(runs: TrainingRuns) -> str:
    """The settings, as constants."""
    settings, training, architecture = runs.settings, runs.training, runs.trained.network.architecture
    lines = [
        *examples(settings),
        f"ARCHITECTURE = Architecture({architecture.inputs}, {architecture.hidden!r}, {architecture.outputs}, "
        f"{architecture.slope!r})",
        f"NETWORK = Network(ARCHITECTURE, l2={settings['l2']!r})",
        f"TRAINING = {training!r}",
        f"START = start(ARCHITECTURE, {quoted(settings['start'])}, {settings['seed']})",
        *runs.steps,
        "LOWEST = -np.inf  # the lowest loss is not known",
    ]
    return "\n".join([*lines, "", runs_table(runs.titles, runs.phases)])


def examples(settings: NetworkSettings) -> list[str]:
    """The examples, split into those to train on and those held out, as constants."""
    key, parts = settings.choices.data, f"{settings['held_out']!r}, {settings['seed']}, {quoted(settings['scaling'])}"
    split_into = f"PARTS = split(DATA, {parts})"
    if key != FILE:
        arms = settings.get("arms", 2)
        made = f"DATA = {key}().dataset({settings['points']}, {settings['noise']!r}, {settings['seed']}, {arms})"
        return [made, split_into]
    label = settings["label"]
    return [
        'FILE = "data.csv"  # save the uploaded file under this name, next to this script',
        'with open(FILE, "rb") as file:',
        "    TABLE = read_table(file.read())",
        f"DATA = TABLE.dataset({quoted(label) if label else 'TABLE.usual_label'}, {settings.threshold!r})",
        split_into,
    ]
