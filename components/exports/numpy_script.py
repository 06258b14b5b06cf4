"""A script that runs what the page shows, with NumPy alone."""

from components.exports import _network_code, _network_loop
from components.exports._network_code import TrainingRuns
from components.exports._numpy_code import code_of, joined
from components.exports._numpy_loop import PRINTED
from components.exports._script import script_export
from components.exports._settings import Runs


def code(runs: Runs) -> str:
    return joined(code_of(runs), PRINTED)


def code_of_training(runs: TrainingRuns) -> str:
    return joined(_network_code.code_of(runs), _network_loop.PRINTED)


EXPORT = script_export(
    "NumPy",
    21,
    "A Python script that needs only NumPy, reproduces these runs exactly, and prints where they end.",
    code,
    code_of_training,
)
