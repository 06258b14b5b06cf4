"""The figure for a paper as LaTeX, as wide as one column."""

from components.exports._paper import paper_export

EXPORT = paper_export("tex", "8.5")
