"""The figure for a paper as PDF, as wide as two columns."""

from components.exports._paper import paper_export

EXPORT = paper_export("pdf", "17.8")
