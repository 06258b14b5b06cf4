"""Figures for a paper as PDF."""

from components.exports._paper import paper_export
from components.plots.paper import vector

EXPORT = paper_export("PDF", 3, "vector graphics with embedded fonts", "pdf", "application/pdf", vector.pdf)
