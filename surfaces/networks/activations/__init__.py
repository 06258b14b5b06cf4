"""Activation functions: one per file, found by the registry."""

from surfaces._discover import discover
from surfaces.networks.activations._activation import Activation

ACTIVATIONS: dict[str, Activation] = discover(__name__, "ACTIVATION")

__all__ = ["ACTIVATIONS", "Activation"]
