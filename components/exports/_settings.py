"""The settings that a script needs: the start, the noise, and the hyperparameters of each run from each step on."""

import json
from dataclasses import dataclass
from typing import Any

from components.exports._export import ExportRequest
from components.results.experiment import run_of
from components.state.settings import Settings
from components.text.captions import caption
from components.web.query import RefusedError
from optimizers import Run
from surfaces import Surface

Values = dict[str, float]
Phases = dict[int, tuple[Values, Values]]  # from each step: hyperparameters of the optimizer and of the schedule


@dataclass(frozen=True)
class Runs:
    """The requested runs, by the keys of their optimizers."""

    request: ExportRequest
    surface: Surface
    runs: dict[str, Run]

    @classmethod
    def of(cls, request: ExportRequest) -> "Runs":
        """The runs of a request. Raises RefusedError if there are none."""
        settings = request.settings
        if not settings.optimizers:
            raise RefusedError("There are no runs to save. Choose one or more optimizers.")
        return cls(
            request, settings.surface_record, {key: run_of(settings, key, settings.start) for key in settings.optimizers}
        )

    @property
    def settings(self) -> Settings:
        return self.request.settings

    @property
    def about(self) -> list[str]:
        """A description in lines: title, settings, and link."""
        texts = (f"{self.request.title}: {caption(self.settings)}.", self.request.link)
        return [" ".join(text.split()) for text in texts]

    @property
    def titles(self) -> dict[str, str]:
        return {key: run.optimizer.title for key, run in self.runs.items()}

    def phases(self, key: str) -> Phases:
        run = self.runs[key]
        begins = sorted({0, *(change.step for change in run.changes)})
        return {step + 1: _phase(run.at(step + 1)) for step in begins}


def _phase(run: Run) -> tuple[Values, Values]:
    return run.optimizer.complete(run.hyperparameters), dict(run.schedule.hyperparameters)


def arguments(values: dict[str, Any]) -> str:
    """Values as a `dict(…)` call."""
    return f"dict({', '.join(f'{name}={value!r}' for name, value in values.items())})" if values else "{}"


def quoted(text: str) -> str:
    """A string literal, with the quotes that a formatter would choose."""
    return json.dumps(text, ensure_ascii=False)
