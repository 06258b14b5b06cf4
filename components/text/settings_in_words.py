"""The settings of a picture in words: optimizers, hyperparameters, start and number of steps."""

from collections.abc import Container, Iterator

from components.state.parameter_types import decimal
from components.state.settings import Settings
from components.text.captions import schedule_in_words
from components.text.number_format import number
from optimizers import OPTIMIZERS
from surfaces import counted


def settings_in_words(settings: Settings, named: Container[str] = ()) -> str:
    """`Momentum α = 0.01, γ = 0.9; 20 steps from (4, −4)`.

    For each optimizer its learning rate, what differs from the defaults, and the parameters in `named`.
    """
    runs = [" ".join(filter(None, (OPTIMIZERS[key].title, _numbers(settings, key, named)))) for key in settings.optimizers]
    steps = f"{counted(settings.steps, 'step')} from ({number(settings.x, 6)}, {number(settings.y, 6)})"
    noise = f"noise σ = {decimal(settings.noise)}" if settings.noise else ""
    parts = [*runs, steps, noise, schedule_in_words(settings)]
    return "; ".join(filter(None, parts))


def _numbers(settings: Settings, key: str, named: Container[str]) -> str:
    return ", ".join(_shown(settings, key, named))


def _shown(settings: Settings, key: str, named: Container[str]) -> Iterator[str]:
    for item in OPTIMIZERS[key].hyperparameters:
        name = f"{key}.{item.name}"
        if item.name == "learning_rate" or name in named or settings[name] != settings.changeable[name].default:
            yield f"{item.symbol} = {decimal(settings[name])}"
