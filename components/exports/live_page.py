"""The experiment as a self-contained page, which plays without a server or a network."""

from components.exports._export import RUNS, Export, ExportRequest
from components.exports.standalone.page import page
from components.state.budget import race_seconds
from components.web.query import RefusedError

WRITING = 1.5  # seconds for the terrain in both themes, the programs, and compression


def make(request: ExportRequest) -> bytes:
    if not request.settings.optimizers:
        raise RefusedError("There are no runs to save. Choose one or more optimizers.")
    return page(request.settings, request.title, request.link, request.progress)


EXPORT = Export(
    label="HTML",
    order=31,
    about="A self-contained page with sliders, map, 3D surface and curve, in one file that works offline.",
    ending="html",
    media="application/octet-stream",  # downloaded, never rendered: as a page of this server it would have its origin
    group="Live page",
    places=(RUNS,),
    make=make,
    seconds=lambda place, settings: WRITING + race_seconds(settings.choices, settings.steps),
)
