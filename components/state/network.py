"""All settings of the network page as one table, and how the address holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from components.lessons.networks import NETWORK_LESSONS
from components.state.address import read_one
from components.state.choices import CLASSROOM, OPTIMIZER_NAMES, SCHEDULE_NAMES, types_of
from components.state.foreign import foreign
from components.state.parameter_types import Choice, Integer, Number, ParameterType, Several, Typed, longest, quote
from components.state.parameters import HYPERPARAMETERS, LAST_SEED, RECORDS, View
from components.state.sections import NETWORK_GROUPS, ON_NETWORK_PAGE, ON_NETWORK_STAGE, SIDEBAR
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES, BoundSchedule
from surfaces.networks import ACTIVATIONS, RECIPES, START_NAMES, Hidden

FILE = "file"  # the data that a person brings
MOST_RUNS, MOST_LAYERS, WIDEST = 4, 3, 32
MOST_POINTS, MOST_EPOCHS, LARGEST_BATCH = 1000, 3000, 1000
DATA_NAMES = {key: recipe.title for key, recipe in RECIPES.items()} | {FILE: "Your own file"}
ACTIVATION_NAMES = {key: activation.title for key, activation in ACTIVATIONS.items()}
SCALINGS = {
    "standard": "mean 0, deviation 1",
    "unit": "from 0 to 1",
    "clipped": "from 0 to 1, outermost 1 % clipped",
    "none": "as they are",
}
PLANES = {"principal": "principal directions of the paths", "random": "random directions", "hessian": "steepest directions"}
RATES = {
    "gradient_descent": 0.3,
    "momentum": 0.05,
    "nesterov": 0.05,
    "adam": 0.01,
    "adamw": 0.01,
    "rmsprop": 0.005,
    "adagrad": 0.05,
}
VERSION = Choice("1", {"1": "1"})  # of the defaults, in a link that leaves them out: one that changes makes a new version
TRAINERS = {key: OPTIMIZER_NAMES[key] for key, record in OPTIMIZERS.items() if record.dimensions is None}
SHOWING = ("lesson", "classroom", "hide")  # of the page
VIEWED = (*SHOWING, "metric", "scale", "per", "field", "marks", "speed", "camera", "zoom", "step")
NOTHING = NO_LESSON = "none"
SLIDERS = {  # that can be hidden, by their names; an optimizer or a schedule has its own
    **{
        name: name for name in ("arms", "points", "noise", "held_out", "seed", "slope", "epochs", "batch", "l2", "weight_decay")
    },
    **{f"units.{place}": f"units of layer {place + 1}" for place in range(MOST_LAYERS)},
    **{name: name for name in HYPERPARAMETERS if name.rpartition(".")[0] in (*TRAINERS, *SCHEDULE_NAMES)},
}
HIDEABLE = {SIDEBAR: "The sidebar"} | NETWORK_GROUPS | ON_NETWORK_STAGE | ON_NETWORK_PAGE | TRAINERS | SLIDERS
TEXT = {  # the network of the text on wine, and how it was trained there
    "layers": "16:leaky_relu,12:leaky_relu,8:leaky_relu",
    "optimizers": "gradient_descent",
    "gradient_descent.learning_rate": "0.001",
    "epochs": "150",
    "batch": "32",
    "reduction": "sum",
    "scaling": "clipped",
    "start": "he",
    "held_out": "0.25",
}


@dataclass(frozen=True)
class Layers:
    """Hidden layers from first to last, written `16:tanh,8:relu`."""

    default: tuple[Hidden, ...]

    def read(self, text: str) -> tuple[Hidden, ...]:
        parts = text.split(",")
        if len(parts) > MOST_LAYERS:
            raise ValueError(f"has {len(parts)} layers, but only {MOST_LAYERS} are allowed")
        return tuple(self._layer(part) for part in parts)

    def _layer(self, text: str) -> Hidden:
        units, _, activation = text.partition(":")
        try:
            return Hidden(Integer(1, 1, WIDEST).read(units), Choice("", ACTIVATION_NAMES).read(activation))
        except ValueError as reason:
            raise ValueError(f"has a layer {quote(text)}, part of which {reason}") from None

    def write(self, value: tuple[Hidden, ...]) -> str:
        return ",".join(f"{layer.units}:{layer.activation}" for layer in value)


class Choices(NamedTuple):
    """The choices on which it depends what else there is to set."""

    data: str = "spiral"
    optimizers: tuple[str, ...] = ("adam", "gradient_descent", "momentum")
    schedule: str = "constant"


USUAL = Choices()
CHOOSING: Mapping[str, ParameterType] = {
    "data": Choice(USUAL.data, DATA_NAMES),
    "optimizers": Several(USUAL.optimizers, TRAINERS, most=MOST_RUNS),
    "schedule": Choice(USUAL.schedule, SCHEDULE_NAMES),
}


@lru_cache(maxsize=256)
def table(choices: Choices) -> Mapping[str, ParameterType]:
    """Every parameter that counts under these choices, in the order of the address."""
    numbers = {name: HYPERPARAMETERS[name] for key in (*choices.optimizers, choices.schedule) for name in _names(key)}
    return {
        **CHOOSING,
        **_data(choices.data),
        "held_out": Number(0.25, 0.05, 0.5),
        "scaling": Choice("standard", SCALINGS),
        "layers": Layers((Hidden(16, "tanh"), Hidden(16, "tanh"))),
        "slope": Number(0.01, 0.0, 0.5),
        "start": Choice("glorot", START_NAMES),
        **{name: Number(usual_number(name), item.low, item.high, item.zero) for name, item in numbers.items()},
        "epochs": Integer(600, 1, MOST_EPOCHS),
        "batch": Integer(0, 0, LARGEST_BATCH),
        "reduction": Choice("mean", {"mean": "mean over the batch", "sum": "sum over the batch"}),
        "l2": Number(0.0, 1e-6, 1.0, zero=True),
        "weight_decay": Number(0.0, 1e-6, 10.0, zero=True),
        "seed": Integer(0, 0, LAST_SEED),
        "plane": Choice("principal", PLANES),
        "lesson": Choice(NO_LESSON, {NO_LESSON: "none"} | {key: lesson.title for key, lesson in NETWORK_LESSONS.items()}),
        "classroom": CLASSROOM,
        "hide": Several((), HIDEABLE, most=len(HIDEABLE)),
        **{name: kind for name, kind in types_of(View).items() if name in VIEWED},
        "step": Integer(LONGEST_RUN, 0, LONGEST_RUN),
    }


LONGEST_RUN = 10_000_000  # steps: of the clock, for its place in the address


def _data(key: str) -> Mapping[str, ParameterType]:
    if key == FILE:
        label = Typed("", lambda text: None, longest=60)
        return {
            "file": Typed("", lambda text: None, longest=40),
            "label": label,
            "threshold": Typed("", _threshold, longest=30),
        }
    arms = {"arms": Integer(2, 2, 3)} if RECIPES[key].has_arms else {}
    return {**arms, "points": Integer(200, 20, MOST_POINTS), "noise": Number(0.02, 0.0, 0.5)}


def _threshold(text: str) -> float | None:
    """A number, or nothing if the labels are the classes."""
    return None if text in ("", NOTHING) else Number(0.0, -1e100, 1e100).read(text)


def _names(key: str) -> list[str]:
    return [f"{key}.{item.name}" for item in RECORDS[key].hyperparameters]


def usual_number(name: str) -> float:
    """The default of a hyperparameter; some optimizers have another default learning rate for networks."""
    key, _, own = name.rpartition(".")
    return RATES.get(key, HYPERPARAMETERS[name].default) if own == "learning_rate" else HYPERPARAMETERS[name].default


@dataclass(frozen=True)
class NetworkSettings:
    """All settings, frozen, and so a cache key. `given` holds those that differ from their defaults, sorted by name."""

    choices: Choices = USUAL
    given: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def table(self) -> Mapping[str, ParameterType]:
        return table(self.choices)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        given = {**dict(self.given), **self.choices._asdict()}
        return {name: given.get(name, parameter.default) for name, parameter in self.table.items()}

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def shows(self, name: str) -> bool:
        """Whether a section of the page, a group of sliders or a slider is to be seen."""
        return name not in self["hide"]

    def get(self, name: str, otherwise: Any) -> Any:
        return self.values.get(name, otherwise)

    def replace(self, **values: Any) -> "NetworkSettings":
        """These settings with other values; those of choices that are not selected are kept."""
        chosen = {name: value for name, value in values.items() if name in CHOOSING}
        given = {**dict(self.given), **{name: value for name, value in values.items() if name not in CHOOSING}}
        return NetworkSettings(self.choices._replace(**chosen), tuple(sorted(given.items())))

    def usual(self, *names: str) -> "NetworkSettings":
        """As an address would hold them, with the named ones at their defaults."""
        kept = {name: value for name, value in self.given if name in self.table and name not in names}
        differing = {name: value for name, value in kept.items() if value != self.table[name].default}
        return NetworkSettings(self.choices, tuple(sorted(differing.items())))

    @cached_property
    def of_training(self) -> "NetworkSettings":
        """What shapes the training, with the defaults for all else."""
        return self.usual("plane", *VIEWED)

    @property
    def threshold(self) -> float | None:
        return _threshold(self["threshold"])

    @cached_property
    def bound_schedule(self) -> BoundSchedule:
        return SCHEDULES[self.choices.schedule](**self.hyperparameters(self.choices.schedule))

    def hyperparameters(self, key: str) -> dict[str, float]:
        return {name.rpartition(".")[2]: self.values[name] for name in _names(key)}


def read(query: Mapping[str, list[str]]) -> tuple[NetworkSettings, list[str]]:
    """Settings from a query, and a sentence for each parameter that could not be used; its default takes its place."""
    problems: list[str] = []
    chosen = {name: read_one(name, parameter, query, problems) for name, parameter in CHOOSING.items()}
    choices = Choices(**chosen)
    others = {name: parameter for name, parameter in table(choices).items() if name not in CHOOSING and name in query}
    values = {name: read_one(name, parameter, query, problems) for name, parameter in others.items()}
    if "v" in query:
        read_one("v", VERSION, query, problems)
    unknown = (name for name in query if name not in ("v", *table(choices)) and not foreign(name))
    problems += [f"Ignored an unknown setting in the link: {quote(name)}." for name in unknown]
    return NetworkSettings(choices).replace(**values).usual(), problems


def write(settings: NetworkSettings, *, short: bool = False) -> str:
    """The query of these settings: what shapes the training, and of the rest what differs from its default.

    A `short` query leaves out every default and names their version.
    """
    values = settings.values
    pairs = [("v", VERSION.default)] * short + [
        (name, parameter.write(values[name]))
        for name, parameter in settings.table.items()
        if not (short or name in VIEWED) or values[name] != parameter.default
    ]
    return urlencode([(name, text) for name, text in pairs if text], safe=",.:*/")


def change(settings: NetworkSettings, edits: Mapping[str, str]) -> tuple[NetworkSettings, list[str]]:
    """Settings after edits (parameter to text), with a message for each edit that cannot be read and changes nothing."""
    problems: list[str] = []
    before = settings
    order = {name: place for place, name in enumerate(CHOOSING)}
    for name in sorted(edits, key=lambda name: order.get(name, len(order))):
        parameter, text = settings.table.get(name), str(edits[name])
        try:
            if parameter is None:
                raise ValueError("is not a setting here")
            if len(text) > longest(parameter):
                raise ValueError(f"is too long: {len(text)} characters")
            settings = settings.replace(**{name: parameter.read(text)})
        except ValueError as reason:
            problems.append(f"{quote(name)} {reason}. It is unchanged.")
    if settings["classroom"] != before["classroom"] and "hide" not in edits:
        settings = settings.replace(hide=())  # what is shown was chosen for that class
    return settings, problems
