"""A script that runs what the page shows, with NumPy alone."""

from components.exports._numpy_code import code_of, joined
from components.exports._numpy_loop import PRINTED
from components.exports._script import script_export
from components.exports._settings import Runs


def code(runs: Runs) -> str:
    return joined(code_of(runs), PRINTED)


EXPORT = script_export(
    "NumPy", 21, "A Python script that needs NumPy alone: it runs exactly these runs and prints where they end.", code
)
