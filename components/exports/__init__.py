"""Exports, one per file. The module's name is the export's key, in URLs and in the names of its files."""

from components.exports._export import LAB, NETWORK, RUNS, SEEDS, TRAINING, VIEWS, Export, ExportRequest
from surfaces._discover import discover

_FOUND = ((key + more, choice) for key, export in discover(__name__, "EXPORT").items() for more, choice in export.choices())
EXPORTS: dict[str, Export] = dict(sorted(_FOUND, key=lambda item: item[1].order))

__all__ = ["EXPORTS", "LAB", "NETWORK", "RUNS", "SEEDS", "TRAINING", "VIEWS", "Export", "ExportRequest"]
