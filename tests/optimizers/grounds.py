"""One surface for every combination of kinds: enough for what the engine does alike on all ground."""

from surfaces import SURFACES

GROUNDS = list({surface.kinds: key for key, surface in SURFACES.items()}.values())
