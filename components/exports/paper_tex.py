"""Figures for a paper as LaTeX."""

from components.exports._paper import paper_export
from components.plots.paper import pgf

EXPORT = paper_export(
    "LaTeX", 5, "pgfplots, to compile as it is or to \\input into a document", "tex", "application/x-tex", pgf.tex
)
