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


def _off(it):
    """The distance in w of the last points from the minimum."""
    return abs(it.x(RMSPROP)[-40:, 0] - it.surface.minima[0][0])


LESSON = Lesson(
    chapter="Decay and noise",
    order=5.3,
    title="Changing the rate during a run",
    paragraphs=(
        "The text stops its run by hand, changes a setting and goes on. A schedule does the same and can be repeated: here "
        "the rate is cut to a tenth at half-time.",
        "RMSProp at a constant rate ends in a cycle of half that rate. Cut the rate, and the cycle is cut with it. Cut it at "
        "the start, and the way is ten times as long: it is the order that counts, first far, then fine.",
    ),
    scenes=(
        Scene("No change", "The cycle remains.", {**FIT, "schedule": "constant"}),
        Scene(
            "Cut at half-time",
            "See the curve fall a second time.",
            {**FIT, "schedule": "step_decay", "step_decay.factor": "0.1", "step_decay.every": "250"},
        ),
        Scene(
            "Small from the start", "It does not get there.", {**FIT, "rmsprop.learning_rate": "0.02", "schedule": "constant"}
        ),
    ),
    question="When is the right moment for the cut?",
    answer="When the curve has become level: before that the large steps still earn something.",
    claims=(
        claim(
            "Without a change the last points are about {off} away from the minimum in w.",
            lambda it, off: np.all(about(_off(it), off)),
            off=0.1,
        ),
        claim(
            "With the rate cut to {set[step_decay.factor]} of itself at step {set[step_decay.every]}, it is about {off}.",
            lambda it, off: np.all(about(_off(it), off)),
            scene=1,
            off=0.01,
        ),
        claim(
            "With {set[rmsprop.learning_rate]} from the start the run is still farther than {far} from the minimum "
            "after {set[steps]} steps.",
            lambda it, far: it.away(RMSPROP)[-1, 0] > far,
            scene=2,
            far=8,
        ),
    ),
)
