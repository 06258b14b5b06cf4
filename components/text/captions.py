"""Captions, legends and file names of exported pictures: which optimizers ran with which settings."""

from collections.abc import Container, Mapping

from components.state.choices import OWN
from components.state.mid_run_changes import in_words
from components.state.parameter_types import decimal
from components.state.settings import Settings
from components.text.number_format import with_minus
from optimizers import OPTIMIZERS, Optimizer, RunResult
from surfaces import counted, parse


def label(run_result: RunResult) -> str:
    """A run in a legend: its title and its hyperparameters, `Adam (α 0.1, β₁ 0.9), from step 40 α 0.01`."""
    run = run_result.run
    later = (f", from step {change.step} {in_words(run.optimizer, change)}" for change in run.changes)
    return labeled(run.optimizer, run.hyperparameters) + "".join(later)


def labeled(optimizer: Optimizer, hyperparameters: Mapping[str, float], without: Container[str] = ()) -> str:
    """An optimizer with its hyperparameters, except some."""
    shown = [item for item in optimizer.hyperparameters if item.name not in without]
    items = ", ".join([f"{item.symbol} {decimal(hyperparameters[item.name])}" for item in shown])
    return f"{optimizer.title} ({items})" if items else optimizer.title


def caption(settings: Settings, seeds: int = 1) -> str:
    """The caption of an exported picture: what all runs share, from the typed formula to the noise."""
    start = with_minus(f"({decimal(settings.x)}, {decimal(settings.y)})")
    return _caption(settings, f"start {start}, ", seeds)


def colors_of_fates(key: str) -> str:
    """What the colors of a map of fates mean that lies below runs, as in `browser/fates/figure.js`."""
    return f"color: where the run of {OPTIMIZERS[key].title} from each start ends (darker: later)"


def fates_picture(settings: Settings) -> dict[str, str]:
    """The title, the caption and the file name of a map of all starts of one optimizer."""
    key = settings.subject
    who = labeled(OPTIMIZERS[key], settings.hyperparameters(key)) if key else ""
    return {
        "title": f"Where every start ends: {settings.surface_record.title}",
        "caption": f"{who}, {_caption(settings)}",
        "file": f"{settings.surface}-{key}-fates",
    }


def _caption(settings: Settings, start: str = "", seeds: int = 1) -> str:
    first = settings.seed
    seed = f"seed {first}" if seeds == 1 else f"seeds {first} to {first + seeds - 1}"
    noise = f"σ = {decimal(settings.noise)}, {seed}" if settings.noise else "no noise"
    formula = f"f(x, y) = {parse(settings.formula).text}, " if settings.surface == OWN else ""
    schedule = schedule_in_words(settings)
    steps = counted(settings.steps, "step")
    return f"{formula}{start}{steps}, {noise}{schedule and ', '}{schedule}"


def schedule_in_words(settings: Settings) -> str:
    """The schedule in words, or nothing where the rate is constant."""
    bound, steps = settings.bound_schedule, settings.steps
    if all(bound.rate(1.0, t, steps) == 1.0 for t in (1, 2, steps)):
        return ""
    items = (f"{item.symbol} {decimal(bound.hyperparameters[item.name])}" for item in bound.schedule.hyperparameters)
    return f"schedule: {bound.schedule.title.lower()} ({', '.join(items)})"


def file_name(settings: Settings) -> str:
    """A name for pictures, from the settings: `easom-adam-lr0.05`."""
    name = settings.surface
    for count, key in enumerate(settings.optimizers):
        rate = settings.values.get(f"{key}.learning_rate")
        part = f"-{key}" if rate is None else f"-{key}-lr{decimal(rate)}"
        if len(name) + len(part) > 108:  # file systems allow 255 bytes, but long names are hard to read
            return f"{name}-and-{len(settings.optimizers) - count}-more"
        name += part
    return name
