"""The figure for a paper as SVG, as wide as two columns."""

from components.exports._paper import paper_export

EXPORT = paper_export("svg", "17.8")
