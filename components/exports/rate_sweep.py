"""The learning-rate sweep of a network as a table."""

from components.exports._export import TrainingExportRequest
from components.exports._table import csv_export, table
from components.results.network_rates import SEEDS, rate_sweeps

NAMES = ("optimizer", "learning_rate", "start", "epochs", "loss", "loss_held_out", "accuracy", "accuracy_held_out")


def make(request: TrainingExportRequest) -> bytes:
    """A row for each optimizer, learning rate and start, with the number of epochs and the results."""
    rows = [
        [sweep.key, rate, start, sweep.epochs, *sweep.loss[:, at, start].tolist(), *sweep.accuracy[:, at, start].tolist()]
        for sweep in rate_sweeps(request.settings, request.progress)
        for at, rate in enumerate(sweep.rates.tolist())
        for start in range(SEEDS)
    ]
    return table(request.link, NAMES, rows)


EXPORT = csv_export(
    f"Loss and accuracy at each learning rate, from {SEEDS} starts", order=16, place="rates", make_of_training=make
)
