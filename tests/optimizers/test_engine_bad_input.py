"""Wrong input to the calls of the engine: a ValueError that names the argument, never a wrong picture."""

import re

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Run, descend, race, schedules, sweep
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES

BOWL, ADAM = SURFACES["bowl"], OPTIMIZERS["adam"]
GOOD = {
    "surface": BOWL,
    "optimizer": ADAM,
    "start": (1.0, 2.0),
    "steps": 3,
    "hyperparameters": {},
    "noise": 0.5,
    "seed": 0,
    "schedule": schedules.constant(),
}


def call_descend(arguments):
    return descend(**arguments)


def call_race(arguments):
    run = Run(*(arguments.pop(name) for name in ("optimizer", "start", "hyperparameters", "schedule")))
    return race(runs=[Run(ADAM, (1.0, 2.0)), run], **arguments)


def call_sweep(arguments):
    return sweep(starts=arguments.pop("start"), **arguments)


CALLS = {"descend": call_descend, "race": call_race, "sweep": call_sweep}
BAD = {
    "surface": [None, "bowl", BOWL.f, SURFACES],
    "optimizer": [None, "adam", ADAM.step, OPTIMIZERS],
    "start": [
        None,
        5.0,
        "here",
        (1.0,),
        (1.0, 2.0, 3.0),
        (np.nan, 1.0),
        (1.0, np.inf),
        (1.0, "a"),
        (1.0, None),
        (1.0, 2j),
        np.ones((3, 2)),
        np.ones((2, 2, 2)),
        np.ones((2, 0)),
        [[1.0], [2.0, 3.0]],
    ],
    "steps": [-1, 1.5, 2.0, "x", None, np.nan, np.inf, [3]],
    "noise": [-1.0, np.nan, np.inf, -np.inf, "loud", None, 1j, [0.5, 0.5]],
    "seed": [-1, 1.5, "x", None, np.nan, [], [0, -1], [[1, 2], [3, 4]], 2**80, [0.5, 1.5]],
    "hyperparameters": [5, "adam"],
    "schedule": [None, 0.1, "constant", schedules.inverse_time],
}


def named(value):
    """A value as the name of a test: short, and the same in every process that runs some of the tests."""
    return re.sub(r" at 0x\w+|\n", "", str(value))[:30]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_the_good_input_is_good(call):
    call(dict(GOOD))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in BAD.items() for v in values], ids=named)
def test_a_wrong_argument_is_named(call, name, value):
    with pytest.raises(ValueError, match=rf"\b{name}"):
        call({**GOOD, name: value})


WRONG_NUMBERS = [
    -1.0,
    -1e-300,
    np.nan,
    np.inf,
    -np.inf,
    "fast",
    None,
    1j,
    [],
    [[0.1, 0.2]],
    [0.1, np.nan],
    [0.1, -0.1],
    [[1], [2, 3]],
]


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize("value", WRONG_NUMBERS, ids=str)
def test_a_wrong_hyperparameter_is_named(call, value, optimizer):
    for parameter in optimizer.hyperparameters:
        with pytest.raises(ValueError, match=rf"\b{parameter.name}\b"):
            call({**GOOD, "optimizer": optimizer, "hyperparameters": {parameter.name: value}})


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_bound_of_the_meaning_is_outside_it(call, optimizer):
    for parameter in optimizer.hyperparameters:
        # a slider that stops short of 1 does so because 1 is not allowed
        assert (parameter.below == 1.0) == (parameter.high < 1.0)
        if np.isfinite(parameter.below):
            for value in (parameter.below, parameter.below + 0.5, [0.5, parameter.below]):
                with pytest.raises(ValueError, match=rf"\b{parameter.name}\b"):
                    call({**GOOD, "optimizer": optimizer, "hyperparameters": {parameter.name: value}})


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize("name", ["beta3", "lr", "", "point", "gradient", "state", "Learning_rate"])
def test_an_unknown_hyperparameter_is_named(call, name):
    with pytest.raises(ValueError, match=f"'{name}'"):
        call({**GOOD, "hyperparameters": {name: 0.1}})


def test_a_hyperparameter_of_another_optimizer_is_unknown(optimizer):
    own = {parameter.name for parameter in optimizer.hyperparameters}
    others = {parameter.name for other in OPTIMIZERS.values() for parameter in other.hyperparameters} - own
    for name in others:
        with pytest.raises(ValueError, match=name):
            optimizer.complete({name: 0.5})


# Numbers of members that do not agree


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("learning_rate", {"hyperparameters": {"learning_rate": [0.1, 0.2]}}),
        ("beta2", {"hyperparameters": {"learning_rate": [0.1, 0.2, 0.3], "beta2": [0.8, 0.9]}}),
        ("seed", {"seed": [1, 2]}),
        ("decay", {"schedule": schedules.inverse_time([0.1, 0.2])}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_number_of_members_that_differs_is_named(call, name, argument):
    with pytest.raises(ValueError, match=rf"\b({name}|start)"):  # either of the two may be reported
        call({**GOOD, "start": np.ones((2, 3)), **argument})


# What only one of the calls takes


@pytest.mark.parametrize("target", ["low", np.nan, 1j, [], [[1.0]], [1.0, 2.0, np.nan], [1.0, 2.0]], ids=str)
def test_a_wrong_target_is_named(target):
    with pytest.raises(ValueError, match=r"\btarget\b"):
        sweep(BOWL, ADAM, np.ones((2, 3)), None, 3, target=target)


@pytest.mark.parametrize(
    "runs", [None, 5, [1], [ADAM], [Run(ADAM, (1.0, 2.0)), None], Run(ADAM, (1.0, 2.0))], ids=lambda r: str(r)[:20]
)
def test_a_wrong_run_is_named(runs):
    with pytest.raises(ValueError, match=r"\bruns\b"):
        race(BOWL, runs, 3)


# Schedules


@pytest.mark.parametrize("value", WRONG_NUMBERS, ids=str)
@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_a_wrong_setting_of_a_schedule_is_named(schedule, value):
    for parameter in schedule.hyperparameters:
        with pytest.raises(ValueError, match=rf"\b{parameter.name}\b"):
            call_descend({**GOOD, "schedule": schedule(**{parameter.name: value})})


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_settings_that_a_schedule_does_not_have_are_refused(schedule):
    with pytest.raises(ValueError, match="'wobble'"):
        schedule(wobble=0.1)
    with pytest.raises(ValueError, match=schedule.title):
        schedule(*[0.5] * (len(schedule.hyperparameters) + 1))
    for parameter in schedule.hyperparameters[:1]:
        with pytest.raises(ValueError, match=f"'{parameter.name}'"):
            schedule(0.5, **{parameter.name: 0.5})
