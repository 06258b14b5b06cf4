"""Training data: one data set per file, found by the registry, and the CSV reader."""

from surfaces._discover import discover
from surfaces.networks.data._dataset import Dataset, Labels, Recipe, Split, split
from surfaces.networks.data._table import MAX_BYTES, MAX_CLASSES, Table, TableError, parse_number, read_table

RECIPES: dict[str, Recipe] = discover(__name__, "RECIPE")

__all__ = [
    "MAX_BYTES",
    "MAX_CLASSES",
    "RECIPES",
    "Dataset",
    "Labels",
    "Recipe",
    "Split",
    "Table",
    "TableError",
    "parse_number",
    "read_table",
    "split",
]
