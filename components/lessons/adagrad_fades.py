"""AdaGrad's fading steps: its sum of squares only grows, so its rate only falls."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, claim

ADAGRAD = "adagrad"
BOWL = {"surface": "bowl", "optimizers": ADAGRAD, "x": "6", "y": "6", "adagrad.learning_rate": "0.5"}


def _root(it):
    """√s, by which the learning rate is divided, from the first step on."""
    return np.sqrt(it.state(ADAGRAD, "s")[1:])


def _left(it, first, last):
    """The fraction of the rate of step `first` that is left at step `last`."""
    return _root(it)[first - 1] / _root(it)[last - 1]


LESSON = Lesson(
    chapter="Adaptive steps",
    order=3.2,
    title="AdaGrad's fading steps",
    paragraphs=(
        "AdaGrad divides the learning rate by the root of the sum of all squared gradients so far. A sum of squares only "
        "grows, so the effective rate only falls, in each coordinate separately.",
        "With noise it never stops falling, because the noise never vanishes: it falls roughly like 1/√t. That is a good "
        "schedule against noise, and a brake on a long path.",
    ),
    scenes=(
        Scene("Without noise", "Large steps first, then smaller and smaller ones.", {**BOWL, "noise": "0", "steps": "200"}),
        Scene(
            "With noise",
            "The rate keeps falling, even at the minimum.",
            {**BOWL, "noise": "1", "steps": "4000", "scale": "log"},
        ),
    ),
    question="RMSProp changes one thing in AdaGrad. Which?",
    answer="It forgets: the sum becomes a running mean, so the rate can recover.",
    claims=(
        claim(
            "Step {step} is shorter than {share} of the first step.",
            lambda it, step, share: it.step_lengths(ADAGRAD)[step - 1, 0] < share * it.step_lengths(ADAGRAD)[0, 0],
            step=100,
            share=0.02,
        ),
        claim(
            "With noise the effective rate falls from step {first} to step {last} to between {low} and {high} of itself, "
            "and never rises, for all {seeds} seeds.",
            lambda it, first, last, low, high: (
                np.all((low <= _left(it, first, last)) & (_left(it, first, last) <= high))
                and np.all(np.diff(_root(it), axis=0) >= 0)
            ),
            scene=1,
            first=1000,
            last=4000,
            low=0.6,
            high=0.8,
        ),
    ),
)
