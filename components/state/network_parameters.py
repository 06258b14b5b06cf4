"""All settings of the network page as one table, which depends on the data, the optimizers and the schedule."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from components.lessons.networks import NETWORK_LESSONS
from components.state.choices import CLASSROOM, OPTIMIZER_NAMES, SCHEDULE_NAMES, types_of
from components.state.parameter_types import Choice, Integer, Number, ParameterType, Several, Typed, quote
from components.state.parameters import HYPERPARAMETERS, LAST_SEED, RECORDS, View
from components.state.sections import NETWORK_GROUPS, ON_NETWORK_PAGE, ON_NETWORK_STAGE, SIDEBAR
from optimizers import OPTIMIZERS
from surfaces.networks import ACTIVATIONS, RECIPES, START_NAMES, Hidden

FILE = "file"  # an uploaded file
MAX_RUNS, MAX_LAYERS, WIDEST = 4, 3, 32
MAX_POINTS, MAX_EPOCHS, LARGEST_BATCH = 1000, 3000, 1000
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
VERSION = Choice("1", {"1": "1"})  # of the defaults, for links that leave them out; a changed default raises it
TRAINERS = {key: OPTIMIZER_NAMES[key] for key, record in OPTIMIZERS.items() if record.dimensions is None}
SHOWING = ("lesson", "classroom", "hide")  # of the page
VIEWED = (*SHOWING, "metric", "scale", "per", "field", "marks", "speed", "camera", "zoom", "step")
NOTHING = NO_LESSON = "none"
SLIDERS = {  # sliders that can be hidden, by name
    **{
        name: name for name in ("arms", "points", "noise", "held_out", "seed", "slope", "epochs", "batch", "l2", "weight_decay")
    },
    **{f"units.{place}": f"units of layer {place + 1}" for place in range(MAX_LAYERS)},
    **{name: name for name in HYPERPARAMETERS if name.rpartition(".")[0] in (*TRAINERS, *SCHEDULE_NAMES)},
}
HIDEABLE = {SIDEBAR: "Sidebar"} | NETWORK_GROUPS | ON_NETWORK_STAGE | ON_NETWORK_PAGE | TRAINERS | SLIDERS
SUGGESTED = {  # a network and training that suit a table such as the Wine Quality data set
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
        if len(parts) > MAX_LAYERS:
            raise ValueError(f"has {len(parts)} layers, but only {MAX_LAYERS} are allowed")
        return tuple(self._layer(part) for part in parts)

    def _layer(self, text: str) -> Hidden:
        units, _, activation = text.partition(":")
        try:
            return Hidden(Integer(1, 1, WIDEST).read(units), Choice("", ACTIVATION_NAMES).read(activation))
        except ValueError as reason:
            raise ValueError(f"has a layer {quote(text)} with a part that {reason}") from None

    def write(self, value: tuple[Hidden, ...]) -> str:
        return ",".join(f"{layer.units}:{layer.activation}" for layer in value)


class Choices(NamedTuple):
    """The choices that determine the other settings."""

    data: str = "spiral"
    optimizers: tuple[str, ...] = ("adam", "gradient_descent", "momentum")
    schedule: str = "constant"


USUAL = Choices()
CHOOSING: Mapping[str, ParameterType] = {
    "data": Choice(USUAL.data, DATA_NAMES),
    "optimizers": Several(USUAL.optimizers, TRAINERS, most=MAX_RUNS),
    "schedule": Choice(USUAL.schedule, SCHEDULE_NAMES),
}


@lru_cache(maxsize=256)
def table(choices: Choices) -> Mapping[str, ParameterType]:
    """Every parameter that counts under these choices, in the order of the address."""
    numbers = {name: HYPERPARAMETERS[name] for key in (*choices.optimizers, choices.schedule) for name in names_of(key)}
    return {
        **CHOOSING,
        **_data(choices.data),
        "held_out": Number(0.25, 0.05, 0.5),
        "scaling": Choice("standard", SCALINGS),
        "layers": Layers((Hidden(16, "tanh"), Hidden(16, "tanh"))),
        "slope": Number(0.01, 0.0, 0.5),
        "start": Choice("glorot", START_NAMES),
        **{name: Number(usual_number(name), item.low, item.high, item.zero) for name, item in numbers.items()},
        "epochs": Integer(600, 1, MAX_EPOCHS),
        "batch": Integer(0, 0, LARGEST_BATCH),
        "reduction": Choice("mean", {"mean": "mean over the batch", "sum": "sum over the batch"}),
        "l2": Number(0.0, 1e-6, 1.0, zero=True),
        "weight_decay": Number(0.0, 1e-6, 10.0, zero=True),
        "seed": Integer(0, 0, LAST_SEED),
        "plane": Choice("principal", PLANES),
        "lesson": Choice(NO_LESSON, {NO_LESSON: "none"} | {key: lesson.title for key, lesson in NETWORK_LESSONS.items()}),
        "classroom": CLASSROOM,
        "hide": Several((), HIDEABLE, most=len(HIDEABLE)),
        **{name: parameter for name, parameter in types_of(View).items() if name in VIEWED},
        "step": Integer(LONGEST_RUN, 0, LONGEST_RUN),
    }


LONGEST_RUN = 10_000_000  # steps: of the clock, for its place in the address


def _data(key: str) -> Mapping[str, ParameterType]:
    if key == FILE:
        label = Typed("", lambda text: None, longest=60)
        return {
            "file": Typed("", lambda text: None, longest=40),
            "label": label,
            "threshold": Typed("", threshold_of, longest=30),
        }
    arms = {"arms": Integer(2, 2, 3)} if RECIPES[key].has_arms else {}
    return {**arms, "points": Integer(200, 20, MAX_POINTS), "noise": Number(0.02, 0.0, 0.5)}


def threshold_of(text: str) -> float | None:
    """A number, or nothing if the labels are the classes."""
    return None if text in ("", NOTHING) else Number(0.0, -1e100, 1e100).read(text)


def names_of(key: str) -> list[str]:
    return [f"{key}.{item.name}" for item in RECORDS[key].hyperparameters]


def usual_number(name: str) -> float:
    """The default of a hyperparameter; some optimizers have another default learning rate for networks."""
    key, _, own = name.rpartition(".")
    return RATES.get(key, HYPERPARAMETERS[name].default) if own == "learning_rate" else HYPERPARAMETERS[name].default
