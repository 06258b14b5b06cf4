"""Figures for a paper, one or two columns wide: map and curve of the runs, the panels of the lab, a training."""

from collections.abc import Callable

import numpy as np

from components.exports._export import RUNS, TRAINING, Export, ExportRequest, TrainingExportRequest
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
from components.text.captions import caption, colors_of_fates, fates_picture, label, labeled
from components.web.lab import can_show, compared
from components.web.query import RefusedError
from optimizers import OPTIMIZERS

SIDE = 192  # starts per side of a fate map


def paper_export(name: str, order: float, about: str, ending: str, media: str, write: Callable[[Drawing], bytes]) -> Export:
    """The export of figures in one format; `write` makes the file."""
    return Export(
        label=name,
        order=order,
        about=f"A figure for a paper, one or two columns wide, in 8-point type: {about}.",
        ending=ending,
        media=media,
        group="Paper figure",
        places=(*FIGURES, TRAINING),
        widths=tuple(WIDTHS),
        make=lambda request: write(FIGURES[request.place](request)),
        make_of_training=lambda request: write(_of_training(request)),
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


def _of_runs(request: ExportRequest) -> Drawing:
    result = experiment(request.settings, request.progress)
    labels = [label(run_result) for run_result in result.results.values()]
    beneath = _beneath(request)
    meaning = f"; {colors_of_fates(request.settings.fates)}" if beneath else ""
    words = Words(request.title, labels, _titled(request.settings, caption(request.settings) + meaning), request.link)
    seeds = ensemble_of(request.settings, request.progress) if shows_ensemble(request.settings) else None
    return runs.drawing(content(request.settings, result, words, beneath, seeds), request.width)


def _beneath(request: ExportRequest) -> SeenFates | None:
    """The fate map below the runs, if it is shown."""
    settings = request.settings
    if settings.fates not in settings.optimizers:
        return None
    return _seen(settings, settings.fates, part_of(settings, settings.zoom), request.progress)


def _sweep(request: ExportRequest) -> Drawing:
    settings = _shown(request)
    found, looks = laboratory.studies(settings, request.progress), styles(settings.optimizers)
    surface, measure = settings.surface_record, settings.measure
    figure = lab_figures.sweep_figure(surface, settings.start, found, looks, measure, "light")
    return lab.drawing(figure, _words(request, [_without_rate(settings, key) for key in found]), request.width)


def _five(request: ExportRequest) -> Drawing:
    settings = _shown(request)
    figure = lab_figures.five_figure(five(settings, request.progress), settings.surface_record, settings.across, "light")
    return lab.drawing(figure, _words(request, [trace.name for trace in figure.data]), request.width)


def _heat(request: ExportRequest) -> Drawing:
    settings = _shown(request)
    found = heat(settings, request.progress)
    figure = heat_figure.heat_figure(found, settings.surface_record, settings.color_by, "light")
    return lab.drawing(figure, _words(request, []), request.width)


def _of_training(request: TrainingExportRequest) -> Drawing:
    found = trained(request.settings, lambda partial: request.progress(partial.done))
    labels = [network_words.label(request.settings, key) for key in found.keys]
    title = found.network.architecture.title
    return training.drawing(found, Words(title, labels, network_words.caption(found), request.link), request.width)


def _fates(request: ExportRequest) -> Drawing:
    settings = request.settings
    if not settings.subject:
        raise RefusedError("There is no figure to save. Choose an optimizer.")
    about = fates_picture(settings)
    seen = _seen(settings, settings.subject, part_of(settings, settings.starts), request.progress)
    words = Words(request.title, [], f"{about['title']}, {about['caption']}", request.link)
    return fates.drawing(seen, settings.surface_record.axes, words, request.width)


def _seen(settings: Settings, key: str, part: Rectangle, progress: Progress) -> SeenFates:
    """The map of fates of an optimizer's runs, with its legend, which lists all minima in the window."""
    found, surface = fate_map(settings, key, part, SIDE, progress), settings.surface_record
    (left, right), (low, high) = settings.plane_window
    named = [fate for fate, (x, y) in enumerate(surface.minima) if left <= x <= right and low <= y <= high]
    entries = fate_words.entries(found, surface.minima, named)
    letters = {fate: fate_words.letter_of(fate) for fate in entries if fate >= 0}
    return SeenFates(found, entries, letters, np.reshape(surface.minima, (-1, 2)))


FIGURES: dict[str, Callable[[ExportRequest], Drawing]] = {
    RUNS: _of_runs,
    "sweep": _sweep,
    "five": _five,
    "heat": _heat,
    "fates": _fates,
}


def _shown(request: ExportRequest) -> Settings:
    if not can_show(request.place, request.settings):
        also = " and a second hyperparameter" if request.place == "heat" else ""
        raise RefusedError(f"There is no figure to save. Choose an optimizer with a learning rate{also}.")
    return request.settings


def _words(request: ExportRequest, labels: list[str]) -> Words:
    return Words(request.title, labels, _titled(request.settings, compared(request.place, request.settings)), request.link)


def _without_rate(settings: Settings, key: str) -> str:
    return labeled(OPTIMIZERS[key], settings.hyperparameters(key), {"learning_rate"})


def _titled(settings: Settings, text: str) -> str:
    return f"{settings.surface_record.title}: {text}"
