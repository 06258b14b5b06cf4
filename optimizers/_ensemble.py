"""An ensemble: the same run under many seeds of the noise."""

import numpy as np
from numpy.typing import ArrayLike

from optimizers._check import check_seed
from optimizers._descend import Run, race
from optimizers._trajectory import Trajectory
from surfaces import Objective, Surface


def ensemble(surface: Surface | Objective, run: Run, steps: int, *, noise: float, seeds: ArrayLike) -> Trajectory:
    """The same run once for each of n seeds, side by side: a trajectory of n members without the optimizer's states.

    Its `points` are (steps + 1, d, n), d = 2 on a surface, and its `values` (steps + 1, n), from the start on; member k is the
    path that `descend` takes with the seed `seeds[k]`, NaN from where it diverges. `milestones` gives the steps at which
    they reached a minimum and converged. (n,) arrays among the run's settings hold one value per member. Raises
    ValueError naming the argument that is wrong.
    """
    if not isinstance(run, Run):
        raise ValueError(f"run must be a Run, such as Run(OPTIMIZERS['adam'], (1.0, 2.0)), not {run!r}")
    if np.ndim(members := check_seed(seeds, "seeds")) > 1:
        raise ValueError(f"seeds must be a list of integers, not an array of shape {members.shape}")
    return race(surface, [run], steps, noise=noise, seed=np.atleast_1d(members), keep_states=False)[0]
