"""A run with its trajectory and verdict."""

from typing import NamedTuple

from optimizers._descend import Run
from optimizers._trajectory import Trajectory
from optimizers._verdict import Verdict


class RunResult(NamedTuple):
    """A run of a race with its trajectory and verdict."""

    run: Run
    trajectory: Trajectory
    verdict: Verdict

    @property
    def title(self) -> str:
        return self.run.optimizer.title


Finish = RunResult  # deprecated name
