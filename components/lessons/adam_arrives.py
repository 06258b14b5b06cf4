"""Adam's even steps: nearly the same length whatever the gradient, until it is at the minimum."""

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
    paragraphs=(
        "Adam divides the mean of the gradients by their size. What is left is a direction, so the learning rate is a length: "
        "at first each coordinate moves by α a step, however steep the ground.",
        "That makes it hard to ruin and easy to predict: six units at a tenth a step are some sixty steps. Gradient descent "
        "with the same rate would have been there in twenty; a bowl is its home ground.",
    ),
    scenes=(
        Scene("With noise", "It gets there, and hovers about.", {**BOWL, "noise": "1"}),
        Scene("Without noise", "It overshoots, comes back and settles.", {**BOWL, "noise": "0"}),
    ),
    question="What happens to Adam's path if the whole surface is made a thousand times steeper?",
    answer="Nothing, but for ε: numerator and denominator grow alike.",
    claims=(
        claim(
            "After {set[steps]} steps it is within {near} of the minimum, for all {seeds} seeds.",
            lambda it, near: np.all(it.away(ADAM)[-1] < near),
            near=0.5,
        ),
        claim(
            "The first step changes x by about {length}, for all {seeds} seeds.",
            lambda it, length: np.all(about(it.x(ADAM)[0] - it.x(ADAM)[1], length)),
            length=0.1,
        ),
        claim(
            "Without noise it is still farther than {far} after {step} steps, and within {near} at the end.",
            lambda it, far, step, near: it.away(ADAM)[step, 0] > far and it.away(ADAM)[-1, 0] < near,
            scene=1,
            far=1,
            step=60,
            near=0.001,
        ),
    ),
)
