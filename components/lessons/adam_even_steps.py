"""Adam's even steps: of nearly the same length, however large the gradient."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

ADAM = "adam"
BOWL = {
    "surface": "bowl",
    "optimizers": ADAM,
    "x": "6",
    "y": "6",
    "adam.learning_rate": "0.1",
    "adam.beta1": "0.8",
    "adam.beta2": "0.99",
    "steps": "200",
}

LESSON = Lesson(
    chapter="Adaptive steps",
    order=3.1,
    title="Adam's even steps",
    former=("adam_arrives",),
    paragraphs=(
        "Adam divides the mean of the gradients by their size. Only a direction is left, so the learning rate is a length: "
        "at first each coordinate moves by α per step, however large the gradient.",
        "That makes it robust and easy to predict: six units at 0.1 per step take about sixty steps. Gradient descent at the "
        "same rate needs only twenty here, because on a bowl the gradient points straight to the minimum.",
    ),
    scenes=(
        Scene("With noise", "It reaches the minimum and stays close.", {**BOWL, "noise": "1"}),
        Scene("Without noise", "It overshoots, comes back and settles.", {**BOWL, "noise": "0"}),
    ),
    question="What happens to Adam's path if the whole surface is made a thousand times steeper?",
    answer="Almost nothing: numerator and denominator grow alike. Only ε counts for less.",
    claims=(
        claim(
            "After {set[steps]} steps it is within {near} of the minimum, for all {seeds} seeds.",
            lambda it, near: np.all(it.distance(ADAM)[-1] < near),
            near=0.5,
        ),
        claim(
            "The first step changes x by about {length}, for all {seeds} seeds.",
            lambda it, length: np.all(about(it.x(ADAM)[0] - it.x(ADAM)[1], length)),
            length=0.1,
        ),
        claim(
            "Without noise it is still more than {far} away after {step} steps, and within {near} at the end.",
            lambda it, far, step, near: it.distance(ADAM)[step, 0] > far and it.distance(ADAM)[-1, 0] < near,
            scene=1,
            far=1,
            step=60,
            near=0.001,
        ),
    ),
)
