"""Code to take away: what all scripts and notebooks of the runs have in common."""

from collections.abc import Callable

from components.exports._export import RUNS, Export, Wanted
from components.exports._settings import Runs


def script_export(
    label: str, order: float, about: str, code: Callable[[Runs], str], ending: str = "py", media: str = "text/x-python"
) -> Export:
    """The export of a script, of which `code` makes the text."""

    def make(wanted: Wanted) -> bytes:
        return code(Runs.of(wanted)).encode()

    return Export(label=label, order=order, about=about, ending=ending, media=media, group="Code", places=(RUNS,), make=make)
