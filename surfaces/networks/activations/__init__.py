"""What a unit makes of its sum: one activation a file, found by the registry."""

from surfaces._discover import discover
from surfaces.networks.activations._activation import Activation

ACTIVATIONS: dict[str, Activation] = discover(__name__, "ACTIVATION")

__all__ = ["ACTIVATIONS", "Activation"]
