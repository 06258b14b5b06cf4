"""Optimizers as pure functions, one per file, and the loop that runs them.

from surfaces import SURFACES
from optimizers import OPTIMIZERS, descend

path = descend(SURFACES["bowl"], OPTIMIZERS["adam"], start=(6, 6), steps=200).points
"""

from optimizers import schedules
from optimizers._border import Dimension, box_dimension
from optimizers._descend import Change, Run, descend, race, sweep
from optimizers._ensemble import ensemble
from optimizers._estimate import gradients_per_step, seconds
from optimizers._explain import explain
from optimizers._fates import Fates, fates
from optimizers._library_call import Call
from optimizers._noise import standard_normals
from optimizers._optimizer import Hyperparameter, Optimizer
from optimizers._outcome import Milestones, milestones, tolerance
from optimizers._programs import Program, formula_program, run_program, surface_program
from optimizers._requests import Gradient, Hessian, Lowest, Requests, Value, ValueAndGradient
from optimizers._run_result import Finish, RunResult
from optimizers._stability import rate_bound, rate_limits, stability_limits
from optimizers._stationary import Quadratic, quadratic, stationary_variance
from optimizers._study import RateSweep, Response, Zone, respond, sweep_rates
from optimizers._target import evaluations_to_target, steps_to_target, target_of
from optimizers._train import Moment, Snapshot, Training, batch_indices, train
from optimizers._trajectory import Outcome, Trajectory
from optimizers._verdict import Verdict, classify, flat, judge, left_at
from optimizers._worksheet import Worksheet, worksheet
from surfaces._discover import discover

OPTIMIZERS: dict[str, Optimizer] = discover(__name__, "OPTIMIZER")

__all__ = [
    "OPTIMIZERS",
    "Call",
    "Change",
    "Dimension",
    "Fates",
    "Finish",
    "Gradient",
    "Hessian",
    "Hyperparameter",
    "Lowest",
    "Milestones",
    "Moment",
    "Optimizer",
    "Outcome",
    "Program",
    "Quadratic",
    "RateSweep",
    "Requests",
    "Response",
    "Run",
    "RunResult",
    "Snapshot",
    "Training",
    "Trajectory",
    "Value",
    "ValueAndGradient",
    "Verdict",
    "Worksheet",
    "Zone",
    "batch_indices",
    "box_dimension",
    "classify",
    "descend",
    "ensemble",
    "evaluations_to_target",
    "explain",
    "fates",
    "flat",
    "formula_program",
    "gradients_per_step",
    "judge",
    "left_at",
    "milestones",
    "quadratic",
    "race",
    "rate_bound",
    "rate_limits",
    "respond",
    "run_program",
    "schedules",
    "seconds",
    "stability_limits",
    "standard_normals",
    "stationary_variance",
    "steps_to_target",
    "surface_program",
    "sweep",
    "sweep_rates",
    "target_of",
    "tolerance",
    "train",
    "worksheet",
]
