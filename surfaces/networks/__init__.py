"""Networks from scratch: data, layers, activations, and the loss with its gradient.

A network's loss is an `Objective`, which does not depend on any optimizer.
"""

from surfaces.networks import _planes as planes
from surfaces.networks._architecture import Architecture, Hidden, Layer
from surfaces.networks._curvature import hessian_times, steepest
from surfaces.networks._network import Network
from surfaces.networks._start import START_NAMES, STARTS, start
from surfaces.networks.activations import ACTIVATIONS, Activation
from surfaces.networks.data import RECIPES, Dataset, Recipe, Split, Table, TableError, read_table, split

__all__ = [
    "ACTIVATIONS",
    "RECIPES",
    "STARTS",
    "START_NAMES",
    "Activation",
    "Architecture",
    "Dataset",
    "Hidden",
    "Layer",
    "Network",
    "Recipe",
    "Split",
    "Table",
    "TableError",
    "hessian_times",
    "planes",
    "read_table",
    "split",
    "start",
    "steepest",
]
