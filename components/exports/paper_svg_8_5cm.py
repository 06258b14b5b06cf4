"""The figure for a paper as SVG, as wide as one column."""

from components.exports._paper import paper_export

EXPORT = paper_export("svg", "8.5")
