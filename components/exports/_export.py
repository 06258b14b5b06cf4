"""What an export is: where it is offered, what it is called, and how its file is made, on the server or in the browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from components.results.shared import Progress
from components.results.training import TrainingError
from components.state.budget import race_seconds
from components.state.network import NetworkSettings
from components.state.settings import Settings
from components.web.query import RefusedError

VIEWS = ("surface3d", "map", "curve")  # of the stage
RUNS = "runs"  # those that the stage shows, as a whole
SEEDS = "seeds"  # many of one of these runs, where they are shown
LAB = ("response", "five", "heat", "fates")  # the panels of the learning-rate lab
NETWORK = ("regions", "accuracy", "rates")  # what the network's page shows beside its stage
TRAINING = "training"  # of the network, as a whole


@dataclass(frozen=True)
class Wanted:
    """What is to be saved.

    place     of which part of the page, one of the export's `places`
    settings  of a view or of the runs, those of the runs that the stage shows; of a panel of the lab, those of the page
    link      the address of the page, which brings the same picture
    title     of the page
    width     of a figure for print, one of the export's `widths`; else ""
    progress  to be called with the share of the work that is done; raises when nobody waits for the file any more
    """

    place: str
    settings: Settings
    link: str
    title: str
    progress: Progress
    width: str = ""


@dataclass(frozen=True)
class WantedTraining:
    """What is to be saved of a network's training: see `Wanted`."""

    settings: NetworkSettings
    link: str
    progress: Progress
    width: str = ""


@dataclass(frozen=True, kw_only=True)
class Export:
    """One kind of file. It is made by `make`, of a network's training by `make_of_training`; or, in the browser, by `script`.

    label    in the menu, as short as “PNG”
    group    the heading in the menu under which it stands among the runs, if not the name of the part of the page
    order    its place there
    about    what it is, in a sentence
    ending   of the file's name, without a dot
    media    the media type
    places   of which parts of the page it is offered: of VIEWS, RUNS, SEEDS, LAB, TRAINING and NETWORK
    make     returns the file; raises RefusedError with a sentence where there is nothing to save
    widths   in centimetres, where a figure is made in several: each is a choice of its own
    seconds  about how long that takes, for a place and settings, so that quick files need not wait for slow ones
    script   a module below `components` that is loaded when it is wanted; see `SaveContext` in `stage/save_context.d.ts` for
             what its function `save` is given. It returns a Blob, or nothing where there is no file to be written.
    """

    label: str
    group: str = ""
    order: float
    about: str
    ending: str
    media: str
    places: tuple[str, ...]
    make: Callable[[Wanted], bytes] | None = None
    make_of_training: Callable[[WantedTraining], bytes] | None = None
    widths: tuple[str, ...] = ()
    seconds: Callable[[str, Settings], float] = lambda place, settings: race_seconds(settings.choices, settings.steps)
    script: str = ""

    def __post_init__(self) -> None:
        if bool(self.make or self.make_of_training) == bool(self.script):
            raise ValueError(f"{self.label} needs either make and make_of_training or script")

    def choices(self) -> Iterator[tuple[str, "Export"]]:
        """What is offered of it: itself or, in each of its widths, one of its own, with what its key has in addition."""
        if not self.widths:
            yield "", self
        for place, width in enumerate(self.widths):
            label, order = f"{self.label} {width} cm", self.order + place / 100
            yield f"_{width.replace('.', '_')}cm", replace(self, label=label, order=order, widths=(width,))

    @property
    def width(self) -> str:
        """Of one of the choices, the width."""
        return "".join(self.widths[:1])

    @property
    def served(self) -> bool:
        """Whether the server makes it."""
        return not self.script

    def of_training(self, place: str) -> bool:
        """Whether what is saved of a part of the page is made of a network's training."""
        return place == TRAINING or place in NETWORK

    def listed(self) -> dict[str, Any]:
        """What the menu has to know of it."""
        names = ("label", "group", "about", "ending", "media", "places", "script")
        return {name: getattr(self, name) for name in names}

    def of(self, place: str, settings: Settings, staged: Settings) -> Settings:
        """The settings that count, of those of a page and those of the runs on its stage."""
        return settings if place in LAB else staged

    def made(self, place: str, settings: Settings, link: str, title: str, progress: Progress) -> bytes:
        """The file, of the settings that count."""
        assert self.make is not None
        return self.make(Wanted(place, settings, link, title, progress, self.width))

    def made_of_training(self, settings: NetworkSettings, link: str, progress: Progress) -> bytes:
        """The file, of a training with these settings."""
        assert self.make_of_training is not None
        try:
            return self.make_of_training(WantedTraining(settings, link, progress, self.width))
        except TrainingError as reason:
            raise RefusedError(str(reason)) from None
