"""A script that runs what the page shows, with NumPy alone."""

from components.exports._export import RUNS, Export, Wanted
from components.exports._numpy_code import code_of, joined
from components.exports._numpy_loop import PRINTED
from components.exports._settings import Runs


def make(wanted: Wanted) -> bytes:
    return joined(code_of(Runs.of(wanted)), PRINTED).encode()


EXPORT = Export(
    label="NumPy",
    order=21,
    about="A Python script that needs NumPy alone: it runs exactly these runs and prints where they end.",
    ending="py",
    media="text/x-python",
    group="Code",
    places=(RUNS,),
    make=make,
)
