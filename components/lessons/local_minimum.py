"""A local minimum: which runs stay, which leave, and how a bug can look like an escape."""

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
    chapter="Surfaces",
    order=2.4,
    title="A local minimum",
    paragraphs=(
        "Ripples around a tip. The tip is only a local minimum; the rings around it are lower. Between them is a crest, at "
        "a distance of π/2, and the question is which runs get across it.",
        "Adam stays, unless noise pushes it out. A bug can make it look otherwise: code that counts the steps from t = 0.001 "
        "instead of 1 lets the bias correction make the first step 32 times too long, and Adam seems to escape.",
        "Momentum at γ = 0.99 does leave, and shoots far out across the rings: escaping is not converging.",
    ),
    scenes=(
        Scene("Without noise", "Three stay at the tip.", {**RIPPLES, "noise": "0"}, asks=("where:momentum",)),
        Scene("With noise", "Now chance decides. Try another seed.", {**RIPPLES, "noise": "1"}, asks=("where:adam",)),
    ),
    question="AdaGrad often stays at the tip even with noise, gradient descent hardly ever does. Why?",
    answer="AdaGrad divides by the sum of all squared noise so far. Its steps shrink until they are too short to escape.",
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
            "Counted from t = {t}, the first step of Adam is about {times} times as long.",
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
