"""Figures for a paper as SVG."""

from components.exports._paper import paper_export
from components.plots.paper import vector

EXPORT = paper_export("SVG", 4, "vector graphics with editable text", "svg", "image/svg+xml", vector.svg)
