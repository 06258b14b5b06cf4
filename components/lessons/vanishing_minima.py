"""Each minimum has a rate of its own, above which gradient descent cannot settle there: on a map of all starts it vanishes."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

DESCENT, MOMENTUM = "gradient_descent", "momentum"
VALLEYS = {"surface": "himmelblau", "x": "-2", "y": "-2", "steps": "200", "noise": "0"}


def _plain(rate):
    return {**VALLEYS, "optimizers": DESCENT, f"{DESCENT}.learning_rate": rate, "fates": DESCENT}


def _reached(it, key):
    """The places of the minima to which at least one start in a hundred converges."""
    return {place for place, share in it.shares(key).items() if place >= 0 and share > 0.01}


def _stability_limits(it):
    """The rates up to which each minimum is stable for gradient descent: 2/λmax there."""
    return np.array([2.0 / it.surface.curvatures(*minimum)[1] for minimum in it.surface.minima])


def _as_theory_says(it, key):
    rate = it.settings[f"{key}.learning_rate"]
    return _reached(it, key) == set(np.flatnonzero(rate < _stability_limits(it)))


LESSON = Lesson(
    chapter="The learning rate",
    order=1.7,
    title="Minima that vanish",
    paragraphs=(
        "The map is colored by where each start ends: a color for each minimum, gray where a run reaches none.",
        "Gradient descent settles at a minimum only while the learning rate is below 2/λmax there. Himmelblau's four minima "
        "are equally deep, but not equally curved. Raise the rate, and they vanish one after the other, the steepest first.",
    ),
    scenes=(
        Scene("A small rate", "Four colors: all minima are reached.", _plain("0.012")),
        Scene("One is gone", "The steepest minimum has lost its starts.", _plain("0.016")),
        Scene("Two are gone", "Almost half of the starts reach none.", _plain("0.02")),
        Scene(
            "Momentum",
            "All four again, with ragged borders.",
            {
                **VALLEYS,
                "optimizers": MOMENTUM,
                f"{MOMENTUM}.learning_rate": "0.01",
                f"{MOMENTUM}.momentum": "0.9",
                "fates": MOMENTUM,
            },
        ),
    ),
    question="Which of the four minima is the last that gradient descent can reach?",
    answer="The one where the largest curvature is smallest. A large rate finds flat minima because it cannot stay at others.",
    claims=(
        claim(
            "At {set[gradient_descent.learning_rate]} gradient descent reaches all {count} minima.",
            lambda it, count: len(_reached(it, DESCENT)) == count and _as_theory_says(it, DESCENT),
            count=4,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} it reaches {count} of them: those that are stable at this rate.",
            lambda it, count: len(_reached(it, DESCENT)) == count and _as_theory_says(it, DESCENT),
            scene=1,
            count=3,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} it reaches {count}, and about {none} % of the starts reach none.",
            lambda it, count, none: len(_reached(it, DESCENT)) == count and about(100 * it.shares(DESCENT)[-1], none),
            scene=2,
            count=2,
            none=46,
        ),
        claim(
            "Momentum at {set[momentum.learning_rate]} reaches all {count}.",
            lambda it, count: len(_reached(it, MOMENTUM)) == count,
            scene=3,
            count=4,
        ),
    ),
)
