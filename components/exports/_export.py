"""The record of an export: where it is offered, its label, and how its file is made, on the server or in the browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from components.results.shared import Progress
from components.results.training import TrainingError
from components.state.budget import race_seconds
from components.state.network import NetworkSettings
from components.state.settings import Settings
from components.web.query import RefusedError

VIEWS = ("surface3d", "map", "curve")  # the views of the stage
RUNS = "runs"  # all runs on the stage
SEEDS = "seeds"  # many seeds of one run, where they are shown
LAB = ("sweep", "five", "heat", "fates")  # the panels of the learning-rate lab
NETWORK = ("regions", "accuracy", "rates")  # shown beside the stage on the network page
TRAINING = "training"  # the network's training as a whole


@dataclass(frozen=True)
class ExportRequest:
    """A request for a file.

    place     the part of the page, one of the export's `places`
    settings  for a view or the runs, those of the runs on the stage; for a panel of the lab, those of the page
    link      the address of the page, which reproduces the picture
    title     of the page
    width     of a figure for print, one of the export's `widths`; else ""
    progress  called with the fraction of the work that is done; raises when no client waits for the file any more
    """

    place: str
    settings: Settings
    link: str
    title: str
    progress: Progress
    width: str = ""


@dataclass(frozen=True)
class TrainingExportRequest:
    """A request to save something of a network's training: see `ExportRequest`."""

    settings: NetworkSettings
    link: str
    progress: Progress
    width: str = ""


@dataclass(frozen=True, kw_only=True)
class Export:
    """One type of file, made by `make` or, for a network's training, `make_of_training`; or in the browser, by `script`.

    label    in the menu, as short as “PNG”
    group    its heading in the menu for the runs; elsewhere the heading is the name of the part of the page
    order    its position there
    about    a description in one sentence
    ending   the extension of the file name, without a dot
    media    the media type
    places   the parts of the page that offer it: of VIEWS, RUNS, SEEDS, LAB, TRAINING and NETWORK
    make     returns the file; raises RefusedError with a message if there is nothing to save
    widths   in centimeters, if a figure comes in several widths: each is a choice in the menu
    seconds  an estimate of the time it takes, for a place and settings, so that quick files need not wait for slow ones
    script   a module below `components` that is loaded on demand; see `SaveContext` in `stage/save_context.d.ts` for
             the argument of its function `save`, which returns a Blob, or nothing if there is no file to write.
    """

    label: str
    group: str = ""
    order: float
    about: str
    ending: str
    media: str
    places: tuple[str, ...]
    make: Callable[[ExportRequest], bytes] | None = None
    make_of_training: Callable[[TrainingExportRequest], bytes] | None = None
    widths: tuple[str, ...] = ()
    seconds: Callable[[str, Settings], float] = lambda place, settings: race_seconds(settings.choices, settings.steps)
    script: str = ""

    def __post_init__(self) -> None:
        if bool(self.make or self.make_of_training) == bool(self.script):
            raise ValueError(f"{self.label} needs either make and make_of_training or script")

    def choices(self) -> Iterator[tuple[str, "Export"]]:
        """The choices in the menu: the export itself or one per width, each with the suffix of its key."""
        if not self.widths:
            yield "", self
        for place, width in enumerate(self.widths):
            label, order = f"{self.label} {width} cm", self.order + place / 100
            yield f"_{width.replace('.', '_')}cm", replace(self, label=label, order=order, widths=(width,))

    @property
    def width(self) -> str:
        """The width of one of the choices."""
        return "".join(self.widths[:1])

    @property
    def served(self) -> bool:
        """Whether the server makes the file."""
        return not self.script

    def of_training(self, place: str) -> bool:
        """Whether a part of the page is saved from a network's training."""
        return place == TRAINING or place in NETWORK

    def listed(self) -> dict[str, Any]:
        """The entry of the menu."""
        names = ("label", "group", "about", "ending", "media", "places", "script")
        return {name: getattr(self, name) for name in names}

    def of(self, place: str, settings: Settings, staged: Settings) -> Settings:
        """The settings to use: those of the page, or those of the runs on its stage."""
        return settings if place in LAB else staged

    def made(self, place: str, settings: Settings, link: str, title: str, progress: Progress) -> bytes:
        """The file for these settings."""
        assert self.make is not None
        return self.make(ExportRequest(place, settings, link, title, progress, self.width))

    def made_of_training(self, settings: NetworkSettings, link: str, progress: Progress) -> bytes:
        """The file for a training with these settings."""
        assert self.make_of_training is not None
        try:
            return self.make_of_training(TrainingExportRequest(settings, link, progress, self.width))
        except TrainingError as reason:
            raise RefusedError(str(reason)) from None
