"""Previews of a page: text and a picture from the settings in its address.

`preview/{page}.png` is the picture of a link in a chat; `preview/{page}.svg` is the map that a page shows while it loads.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from components.plots.palette import Style, styles
from components.plots.sketch import Sketch, sketch
from components.plots.sketch_png import Words, png
from components.plots.sketch_svg import WHOLE, Part, svg
from components.results.experiment import experiment
from components.results.shared import TooLongError
from components.results.terrain import terrain
from components.state.address import write
from components.state.choices import OWN
from components.state.settings import Settings
from components.web import assets, streamlit_adapter
from components.web.lane import Lane, Result
from components.web.query import settings_from
from optimizers import OPTIMIZERS
from surfaces import parse

MAX_WAITING = 16  # previews being drawn or waiting; a race of 5,000 steps may take seconds
LONGEST_FORMULA = 60  # characters of a title
MAX_NAMED = 3
LANE = Lane("preview", MAX_WAITING, "Too many previews are being drawn.", 5)


class Shown(Protocol):
    """The preview of a link: texts, and a map with runs, each in its style. Equal ones look the same.

    text     what is shown even if the finding is not known in time
    caption  the text beside the map
    alt      what the map is and shows, after the title
    query    the settings, as in an address
    """

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def legend(self) -> Sequence[tuple[Style, str]]: ...
    @property
    def query(self) -> str: ...
    @property
    def part(self) -> Part: ...
    def sketch(self) -> Sketch: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Preview:
    """The preview of a link: a title, a text, and the runs of these settings with their finding.

    hides   whether the runs must be predicted first, and so are not shown
    staged  whether the page itself shows these runs and their finding
    """

    title: str
    settings: Settings
    text: str = ""
    hides: bool = False
    staged: bool = True

    @property
    def description(self) -> str:
        """The text and the finding, for which the race is run."""
        found = self.staged and not self.hides and self.settings.optimizers
        try:
            return " ".join(filter(None, (self.text, experiment(self.settings).sentence if found else "")))
        except TooLongError:
            return self.text

    @property
    def caption(self) -> str:
        return self.description

    @property
    def alt(self) -> str:
        return "contour map" if self.hides or not self.legend else "contour map with the paths of the optimizers"

    @property
    def query(self) -> str:
        return write(self.settings)

    @property
    def legend(self) -> Sequence[tuple[Style, str]]:
        return legend_of(self.settings.optimizers)

    @property
    def part(self) -> Part:
        """The visible part of the map, in fractions of the window."""
        if not self.settings.zoom:
            return WHOLE
        left, right, low, high = self.settings.zoom
        (x_low, x_high), (y_low, y_high) = self.settings.plane_window
        width, height = x_high - x_low, y_high - y_low
        return (left - x_low) / width, (right - x_low) / width, (low - y_low) / height, (high - y_low) / height

    def sketch(self) -> Sketch:
        settings = self.settings
        found, chosen = terrain(settings.surface_record, settings.plane_window), styles(settings.optimizers)
        results = {} if self.hides else experiment(settings).results
        paths = [(chosen[key], run_result.trajectory.points) for key, run_result in results.items()]
        return sketch(found, settings.start, paths, settings.step)


def legend_of(optimizers: Sequence[str]) -> list[tuple[Style, str]]:
    chosen = styles(optimizers)
    return [(chosen[key], OPTIMIZERS[key].title) for key in optimizers]


class Previewed(Protocol):
    """The interface of a page that is used here."""

    @property
    def path(self) -> str: ...
    @property
    def welcome(self) -> Mapping[str, str]: ...
    @property
    def opening(self) -> Callable[[Settings, Collection[str]], Settings]: ...
    @property
    def early(self) -> Callable[[str], tuple[str, str]]: ...
    @property
    def linked(self) -> Callable[[str], Shown] | None: ...
    def previewed(self, settings: Settings) -> Preview: ...


def routes(pages: Sequence[Previewed]) -> list[BaseRoute]:
    formats: Mapping[str, tuple[Callable[[Shown], bytes], str]] = {
        "png": (_png, "image/png"),
        "svg": (_svg, "image/svg+xml"),
    }
    return [
        Route(address(page.path, ending), _answer(page, draw, media_type))
        for page in pages
        for ending, (draw, media_type) in formats.items()
    ]


def address(path: str, ending: str) -> str:
    """The URL of a page's picture, without its settings."""
    return f"{assets.base()}preview/{path or 'explore'}.{ending}"


def _answer(page: Previewed, draw: Callable[[Shown], bytes], media_type: str) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        def work() -> bytes:
            query = request.url.query
            return draw(page.linked(query) if page.linked else page.previewed(page.opening(settings_from(query), ())))

        return Response(await in_turn(work), media_type=media_type, headers=assets.FOREVER)

    return answer


async def in_turn(work: Callable[[], Result]) -> Result:
    """Run a function for a preview after all waiting ones; status 503 if too many wait."""
    try:
        with LANE.place():
            return await LANE.work(work)
    except TooLongError as reason:
        raise HTTPException(503, str(reason)) from None


@lru_cache(maxsize=64)  # about 150 kB each
def _png(shown: Shown) -> bytes:
    return png(shown.sketch(), Words(shown.title, shown.legend, shown.caption), streamlit_adapter.font())


@lru_cache(maxsize=256)  # about 20 kB each
def _svg(shown: Shown) -> bytes:
    return svg(shown.sketch(), shown.part).encode()


# Text of titles


def name_of(settings: Settings) -> str:
    """The surface, a typed one by its formula."""
    if settings.surface != OWN:
        return settings.surface_record.title
    formula = parse(settings.formula).text
    return f"f(x, y) = {formula if len(formula) <= LONGEST_FORMULA else formula[:LONGEST_FORMULA] + '…'}"


def and_more(names: Sequence[str]) -> str:
    """A list of names, shortened if there are many: “A, B and 3 more”."""
    shown = [*names] if len(names) <= MAX_NAMED else [*names[: MAX_NAMED - 1], f"{len(names) - MAX_NAMED + 1} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
