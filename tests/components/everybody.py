"""Every optimizer, in groups that a page can show at once: there may be more optimizers than colors."""

from components.state.choices import MAX_OPTIMIZERS
from optimizers import OPTIMIZERS

RATED = [key for key, optimizer in OPTIMIZERS.items() if optimizer.has_learning_rate]
GROUPS = [list(OPTIMIZERS)[first : first + MAX_OPTIMIZERS] for first in range(0, len(OPTIMIZERS), MAX_OPTIMIZERS)]
