"""A learning rate that is just right: it converges quickly."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD = "gradient_descent"
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", "steps": "20"}


def _end(it):
    """The distance from the minimum at the end, in the median of the seeds."""
    return np.median(it.distance(GD)[-1])


LESSON = Lesson(
    chapter="The learning rate",
    order=1.3,
    title="Just right",
    paragraphs=(
        "On the bowl a learning rate of 0.1 leaves 0.8 of the distance at each step: twenty steps leave a hundredth. "
        "After that, noise keeps the run away from the minimum.",
        "Without noise one rate needs a single step: 0.5, the inverse of the curvature. That is Newton's step. On most "
        "surfaces the "
        "curvature differs by direction and place, so no single rate does this everywhere.",
    ),
    scenes=(
        Scene("α = 0.1", "It comes close to the minimum.", {**BOWL, f"{GD}.learning_rate": "0.1", "noise": "1"}),
        Scene("α = 0.5", "One step to the minimum.", {**BOWL, f"{GD}.learning_rate": "0.5", "noise": "0"}),
    ),
    question="Is 0.5 still the best rate when there is noise?",
    answer="No: the position then depends on the newest gradient alone, and half of each draw of noise goes straight into it.",
    claims=(
        claim(
            "After {set[steps]} steps at {set[gradient_descent.learning_rate]} it is within {near} of the minimum, "
            "for all {seeds} seeds.",
            lambda it, near: np.all(it.distance(GD)[-1] < near),
            near=1,
        ),
        claim(
            "With the same noise, a rate of {high} ends about {away} away in the median of {seeds} seeds, farther than "
            "this one does.",
            lambda it, high, away: about(_end(it.with_({f"{GD}.learning_rate": str(high)})), away) and _end(it) < away,
            high=0.5,
            away=0.607,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]}, step {step} is the first to end at the minimum, to the last digit.",
            lambda it, step: step > 0 and it.distance(GD)[step, 0] == 0 < it.distance(GD)[step - 1, 0],
            scene=1,
            step=1,
        ),
    ),
)
