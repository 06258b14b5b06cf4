"""Figures for a paper: the map and the curve of the runs, in the widths of one column and of two."""

from collections.abc import Callable
from typing import NamedTuple

from components.exports._export import RUNS, Export, Wanted
from components.plots.paper import pgf, vector
from components.plots.paper.content import Content, Words, content
from components.results.experiment import experiment
from components.text.captions import caption, label

COLUMNS = {"8.5": "one column", "17.8": "two columns"}


class Format(NamedTuple):
    label: str
    order: float
    about: str
    ending: str
    media: str
    draw: Callable[[Content, str], bytes]


FORMATS = {
    "pdf": Format("PDF", 3, "vectors with embedded fonts", "pdf", "application/pdf", vector.pdf),
    "svg": Format("SVG", 4, "vectors with text that can be edited", "svg", "image/svg+xml", vector.svg),
    "tex": Format(
        "LaTeX", 5, "pgfplots, to be compiled as it stands or input into a document", "tex", "application/x-tex", pgf.tex
    ),
}


def paper_export(name: str, width: str) -> Export:
    """The export of a figure in one of FORMATS and one of COLUMNS."""
    form = FORMATS[name]

    def make(wanted: Wanted) -> bytes:
        result = experiment(wanted.settings, wanted.watch)
        labels = [label(finish) for finish in result.finishes.values()]
        title = result.surface.title
        words = Words(wanted.title, labels, f"{title}: {caption(wanted.settings)}", wanted.link)
        return form.draw(content(wanted.settings, result, words), width)

    return Export(
        label=f"{form.label} {width} cm",
        order=form.order + float(width) / 100,
        about=f"Map and curve for a paper, as wide as {COLUMNS[width]}, in type of 8 points: {form.about}.",
        ending=form.ending,
        media=form.media,
        group="Paper figure",
        places=(RUNS,),
        make=make,
    )
