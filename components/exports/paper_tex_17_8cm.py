"""The figure for a paper as LaTeX, as wide as two columns."""

from components.exports._paper import paper_export

EXPORT = paper_export("tex", "17.8")
