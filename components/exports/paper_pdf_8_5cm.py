"""The figure for a paper as PDF, as wide as one column."""

from components.exports._paper import paper_export

EXPORT = paper_export("pdf", "8.5")
