"""The common part of all exported scripts and notebooks."""

from collections.abc import Callable

from components.exports._export import RUNS, TRAINING, Export, ExportRequest, TrainingExportRequest
from components.exports._network_code import TrainingRuns
from components.exports._settings import Runs


def script_export(
    label: str,
    order: float,
    about: str,
    code: Callable[[Runs], str],
    code_of_training: Callable[[TrainingRuns], str] | None = None,
    ending: str = "py",
    media: str = "text/x-python",
) -> Export:
    """The export of a script, whose text is made by `code` or, for the training of a network, `code_of_training`."""

    def make(request: ExportRequest) -> bytes:
        return code(Runs.of(request)).encode()

    def make_of_training(request: TrainingExportRequest) -> bytes:
        assert code_of_training is not None
        return code_of_training(TrainingRuns(request)).encode()

    return Export(
        label=label,
        order=order,
        about=about,
        ending=ending,
        media=media,
        group="Code",
        places=(RUNS, TRAINING) if code_of_training else (RUNS,),
        make=make,
        make_of_training=make_of_training if code_of_training else None,
    )
