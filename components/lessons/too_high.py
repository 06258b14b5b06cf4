"""A learning rate that is too high: every step overshoots, and ends farther out."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD = "gradient_descent"
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", "window": "8"}

LESSON = Lesson(
    chapter="The learning rate",
    order=1.1,
    title="Too high",
    paragraphs=(
        "On the bowl x² + y² the gradient is twice the point, so a step of gradient descent multiplies the point by 1 − 2α. "
        "With a learning rate α of 2 that is −3: each step lands on the other side, three times as far out.",
        "Noise does not matter here: it is added to the gradient, which is soon a thousand times larger.",
    ),
    scenes=(
        Scene(
            "α = 2",
            "Watch it leave the window.",
            {**BOWL, f"{GD}.learning_rate": "2", "noise": "1", "steps": "20"},
            asks=("diverges",),
        ),
        Scene(
            "α = 1, the limit",
            "Back and forth between two points, forever.",
            {**BOWL, "window": "2", f"{GD}.learning_rate": "1", "noise": "0", "steps": "20"},
            asks=("where",),
        ),
    ),
    question="For which learning rates does every step of gradient descent on this bowl come closer to the minimum?",
    answer="Those with 1 − 2α between −1 and 1: α between 0 and 1. In general the limit is 2 divided by the curvature.",
    claims=(
        claim(
            "From step {first} on, each step multiplies the distance from the minimum by about {factor}, for all {seeds} "
            "seeds.",
            lambda it, first, factor: np.all(about(it.distance(GD)[first:] / it.distance(GD)[first - 1 : -1], factor)),
            first=6,
            factor=3,
        ),
        claim(
            "After {set[steps]} steps it is more than {far:,} away from the minimum, for all {seeds} seeds.",
            lambda it, far: np.all(it.distance(GD)[-1] > far),
            far=10_000_000_000,
        ),
        claim(
            "At α = {set[gradient_descent.learning_rate]} without noise the distance is about {far} at the start "
            "and after each of the {set[steps]} steps.",
            lambda it, far: np.all(about(it.distance(GD), far)),
            scene=1,
            far=8.49,
        ),
    ),
)
