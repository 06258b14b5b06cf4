"""Changing the rate during a run: first far, then fine."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

RMSPROP = "rmsprop"
FIT = {
    "surface": "regression",
    "optimizers": RMSPROP,
    "x": "0.017640523459676642",
    "y": "0",
    "rmsprop.learning_rate": "0.2",
    "rmsprop.rho": "0.9",
    "rmsprop.epsilon": "1e-7",
    "noise": "0",
    "steps": "500",
    "scale": "log",
}


BY_HAND = {**FIT, "schedule": "constant", "changes": "250:rmsprop.learning_rate:0.02"}


def _rates(it):
    """The step after which the rate falls, and the fraction that is left."""
    rates = it.run(RMSPROP).learning_rates[:, 0]
    return np.flatnonzero(np.diff(rates))[0] + 1, np.round(rates[-1] / rates[0], 12)


def _scheduled(it, factor, every):
    """The paths with a schedule instead of the manual change."""
    schedule = {"schedule": "step_decay", "step_decay.factor": str(factor), "step_decay.every": str(every)}
    return it.with_({**schedule, "changes": "none"})


def _off(it):
    """The distance in w of the last points from the minimum."""
    return abs(it.x(RMSPROP)[-40:, 0] - it.surface.minima[0][0])


LESSON = Lesson(
    chapter="Decay and noise",
    order=5.3,
    title="Changing the rate during a run",
    paragraphs=(
        "You can change a setting in the middle of a run: pause, press “Change from here” and move a slider. The path up to "
        "there stays as it is. In this lesson the rate is cut to a tenth halfway.",
        "RMSProp at a constant rate ends in a cycle whose amplitude is half that rate. Cut the rate, and the cycle shrinks "
        "with it. Cut it at the start, and the path takes ten times as many steps: large steps first, small ones later.",
    ),
    scenes=(
        Scene("No change", "The cycle remains.", {**FIT, "schedule": "constant"}),
        Scene("Cut halfway", "The curve falls a second time.", BY_HAND),
        Scene(
            "The same by schedule",
            "A schedule does the same, and does it again in the next run.",
            {**FIT, "schedule": "step_decay", "step_decay.factor": "0.1", "step_decay.every": "250"},
        ),
        Scene(
            "Small from the start",
            "It does not reach the minimum.",
            {**FIT, "rmsprop.learning_rate": "0.02", "schedule": "constant"},
        ),
    ),
    question="When should you cut the rate?",
    answer="When the curve has become flat: before that, large steps still make progress.",
    claims=(
        claim(
            "Without a change the last points are about {off} away from the minimum in w.",
            lambda it, off: np.all(about(_off(it), off)),
            off=0.1,
        ),
        claim(
            "With the rate cut by hand to a tenth at step {step}, it is about {off}.",
            lambda it, step, off: np.all(about(_off(it), off)) and np.all(_rates(it) == (step, 0.1)),
            scene=1,
            step=250,
            off=0.01,
        ),
        claim(
            "A schedule that cuts to {factor} every {step} steps takes the same path for the first {step}, and ends as close.",
            lambda it, factor, step: (
                np.array_equal(_scheduled(it, factor, step).x(RMSPROP)[: step + 1], it.x(RMSPROP)[: step + 1])
                and np.all(about(_off(_scheduled(it, factor, step)), 0.01))
            ),
            scene=1,
            factor=0.1,
            step=250,
        ),
        claim(
            "With {set[rmsprop.learning_rate]} from the start the run is still more than {far} from the minimum "
            "after {set[steps]} steps.",
            lambda it, far: it.distance(RMSPROP)[-1, 0] > far,
            scene=3,
            far=8,
        ),
    ),
)
