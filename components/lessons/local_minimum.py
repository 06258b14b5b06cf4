"""A local minimum: who stays, who leaves, and a famous escape that was a bug."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

RIPPLES = {
    "surface": "mult",
    "optimizers": "adagrad,adam,gradient_descent,momentum",
    "x": "0.8",
    "y": "0.8",
    "window": "4",
    "adam.learning_rate": "0.7",
    "adam.beta1": "0.99",
    "adam.beta2": "0.9",
    "adagrad.learning_rate": "0.7",
    "momentum.learning_rate": "0.7",
    "momentum.momentum": "0.99",
    "gradient_descent.learning_rate": "0.7",
    "steps": "20",
}
STAY = ("adagrad", "adam", "gradient_descent")


def _first_step(it, t):
    """The length of Adam's first step in learning rates, if it is taken for step t."""
    beta1, beta2 = (it.settings[f"adam.{name}"] for name in ("beta1", "beta2"))
    return (1 - beta1) / (1 - beta1**t) / np.sqrt((1 - beta2) / (1 - beta2**t))


LESSON = Lesson(
    chapter="The ground",
    order=2.4,
    title="A local minimum",
    paragraphs=(
        "Ripples around a tip. The tip is a local minimum only; the rings around it lie lower. Between them "
        "is a crest, at a distance of π/2, and the question is who gets across it.",
        "The course tells that Adam escapes. It did, by a bug: its code counted the steps from t = 0.001 instead of 1, and the "
        "bias correction made the first step 32 times too long. Textbook Adam stays, unless noise carries it off.",
        "Momentum at γ = 0.99 does leave, and flies past all of the rings: to escape is not to converge.",
    ),
    scenes=(
        Scene("Without noise", "Three stay at the tip.", {**RIPPLES, "noise": "0"}, asks=("where:momentum",)),
        Scene("With noise", "Now chance decides. Try another seed.", {**RIPPLES, "noise": "1"}, asks=("where:adam",)),
    ),
    question="AdaGrad often stays at the tip even with noise, plain descent hardly ever does. Why?",
    answer="AdaGrad divides by all the noise that it has seen. Its steps shrink, and what does not move does not escape.",
    claims=(
        claim(
            "Without noise AdaGrad, Adam and gradient descent stay within {crest} of the tip, at every step.",
            lambda it, crest: crest < np.pi / 2 and all(np.all(it.radius(key) < crest) for key in STAY),
            crest=1.5,
        ),
        claim(
            "Momentum is more than {far} away after {set[steps]} steps.",
            lambda it, far: it.radius("momentum")[-1, 0] > far,
            far=25,
        ),
        claim(
            "Counted from t = {t}, as in the course's code, the first step of Adam is about {times} times as long.",
            lambda it, t, times: about(_first_step(it, t), times) and about(_first_step(it, 1), 1),
            t=0.001,
            times=32,
        ),
        claim(
            "With noise, AdaGrad is still inside the crest for {low} to {high} of {seeds} seeds.",
            lambda it, low, high: low <= np.sum(it.radius("adagrad")[-1] < np.pi / 2) <= high,
            scene=1,
            low=45,
            high=75,
        ),
        claim(
            "Gradient descent ends outside of it for at least {of} of {seeds} seeds, and momentum for all.",
            lambda it, of: (
                np.sum(it.radius("gradient_descent")[-1] > np.pi / 2) >= of and np.all(it.radius("momentum")[-1] > np.pi / 2)
            ),
            scene=1,
            of=90,
        ),
    ),
)
