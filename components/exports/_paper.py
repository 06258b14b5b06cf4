"""Figures for a paper, in the widths of one column and of two: map and curve of the runs, the panels of the lab, a training."""

from collections.abc import Callable

import numpy as np

from components.exports._export import RUNS, TRAINING, Export, Wanted, WantedTraining
from components.plots import heat_figure, lab_figures
from components.plots.palette import styles
from components.plots.paper import fates, lab, runs, training
from components.plots.paper.content import content
from components.plots.paper.drawing import Drawing, Words
from components.plots.paper.fate_cells import SeenFates
from components.plots.paper.legend import WIDTHS
from components.results import laboratory
from components.results.ensemble import ensemble_of, ensemble_seconds, shows_ensemble
from components.results.experiment import experiment
from components.results.fates import Rectangle, fate_map, fate_seconds, part_of
from components.results.five_rates import five
from components.results.heat_map import heat
from components.results.shared import Progress
from components.results.training import trained
from components.state.budget import race_seconds
from components.state.settings import Settings
from components.text import fate_words, network_words
from components.text.captions import caption, fates_picture, label, labelled
from components.web.lab import can_show, compared
from components.web.query import RefusedError
from optimizers import OPTIMIZERS

SIDE = 192  # starts per side of a fate map


def paper_export(name: str, order: float, about: str, ending: str, media: str, write: Callable[[Drawing], bytes]) -> Export:
    """The export of figures in one format; `write` makes the file."""
    return Export(
        label=name,
        order=order,
        about=f"A figure for a paper, as wide as one column or two, in type of 8 points: {about}.",
        ending=ending,
        media=media,
        group="Paper figure",
        places=(*FIGURES, TRAINING),
        widths=tuple(WIDTHS),
        make=lambda wanted: write(FIGURES[wanted.place](wanted)),
        make_of_training=lambda wanted: write(_of_training(wanted)),
        seconds=_seconds,
    )


def _seconds(place: str, settings: Settings) -> float:
    if place == "fates":
        return fate_seconds(settings, settings.subject, SIDE) if settings.subject else 0.0
    if place != RUNS:
        return laboratory.seconds_of(place, settings)
    beneath = fate_seconds(settings, settings.fates, SIDE) if settings.fates in settings.optimizers else 0.0
    seeds = ensemble_seconds(settings) if shows_ensemble(settings) else 0.0
    return race_seconds(settings.choices, settings.steps) + beneath + seeds


def _of_runs(wanted: Wanted) -> Drawing:
    result = experiment(wanted.settings, wanted.progress)
    labels = [label(run_result) for run_result in result.results.values()]
    words = Words(wanted.title, labels, _titled(wanted.settings, caption(wanted.settings)), wanted.link)
    seeds = ensemble_of(wanted.settings, wanted.progress) if shows_ensemble(wanted.settings) else None
    return runs.drawing(content(wanted.settings, result, words, _beneath(wanted), seeds), wanted.width)


def _beneath(wanted: Wanted) -> SeenFates | None:
    """The map of fates beneath the runs, if it is shown."""
    settings = wanted.settings
    if settings.fates not in settings.optimizers:
        return None
    return _seen(settings, settings.fates, part_of(settings, settings.zoom), wanted.progress)


def _response(wanted: Wanted) -> Drawing:
    settings = _shown(wanted)
    found, looks = laboratory.studies(settings, wanted.progress), styles(settings.optimizers)
    surface, measure = settings.surface_record, settings.measure
    figure = lab_figures.sweep_figure(surface, settings.start, found, looks, measure, "light")
    return lab.drawing(figure, _words(wanted, [_without_rate(settings, key) for key in found]), wanted.width)


def _five(wanted: Wanted) -> Drawing:
    settings = _shown(wanted)
    figure = lab_figures.five_figure(five(settings, wanted.progress), settings.surface_record, "light")
    return lab.drawing(figure, _words(wanted, [trace.name for trace in figure.data]), wanted.width)


def _heat(wanted: Wanted) -> Drawing:
    settings = _shown(wanted)
    found = heat(settings, wanted.progress)
    figure = heat_figure.heat_figure(found, settings.surface_record, settings.coloured, "light")
    return lab.drawing(figure, _words(wanted, []), wanted.width)


def _of_training(wanted: WantedTraining) -> Drawing:
    found = trained(wanted.settings, lambda glimpse: wanted.progress(glimpse.done))
    labels = [network_words.label(wanted.settings, key) for key in found.keys]
    title = found.network.architecture.title
    return training.drawing(found, Words(title, labels, network_words.caption(found), wanted.link), wanted.width)


def _fates(wanted: Wanted) -> Drawing:
    settings = wanted.settings
    if not settings.subject:
        raise RefusedError("There is no figure to save. Choose an optimizer.")
    about = fates_picture(settings)
    seen = _seen(settings, settings.subject, part_of(settings, settings.starts), wanted.progress)
    words = Words(wanted.title, [], f"{about['title']}, {about['caption']}", wanted.link)
    return fates.drawing(seen, settings.surface_record.axes, words, wanted.width)


def _seen(settings: Settings, key: str, part: Rectangle, progress: Progress) -> SeenFates:
    """The map of fates of an optimizer's runs, with the words that explain it; minima in the window are named in any case."""
    found, surface = fate_map(settings, key, part, SIDE, progress), settings.surface_record
    (left, right), (low, high) = settings.plane_window
    named = [fate for fate, (x, y) in enumerate(surface.minima) if left <= x <= right and low <= y <= high]
    entries = fate_words.entries(found, surface.minima, named)
    letters = {fate: fate_words.letter_of(fate) for fate in entries if fate >= 0}
    return SeenFates(found, entries, letters, np.reshape(surface.minima, (-1, 2)))


FIGURES: dict[str, Callable[[Wanted], Drawing]] = {
    RUNS: _of_runs,
    "response": _response,
    "five": _five,
    "heat": _heat,
    "fates": _fates,
}


def _shown(wanted: Wanted) -> Settings:
    if not can_show(wanted.place, wanted.settings):
        also = " and a second hyperparameter" if wanted.place == "heat" else ""
        raise RefusedError(f"There is no figure to save. Choose an optimizer with a learning rate{also}.")
    return wanted.settings


def _words(wanted: Wanted, labels: list[str]) -> Words:
    return Words(wanted.title, labels, _titled(wanted.settings, compared(wanted.place, wanted.settings)), wanted.link)


def _without_rate(settings: Settings, key: str) -> str:
    return labelled(OPTIMIZERS[key], settings.hyperparameters(key), {"learning_rate"})


def _titled(settings: Settings, text: str) -> str:
    return f"{settings.surface_record.title}: {text}"
