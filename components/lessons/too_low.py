"""A learning rate that is too low: the right direction, but very slow."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD = "gradient_descent"
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", f"{GD}.learning_rate": "0.01"}

LESSON = Lesson(
    chapter="The learning rate",
    order=1.2,
    title="Too low",
    paragraphs=(
        "With a learning rate of 0.01 each step on the bowl multiplies the point by 0.98. The direction is right and the noise "
        "does no harm, but after twenty steps most of the distance is still left.",
        "Too low is slow, not wrong: with enough steps this run converges as well. But steps are what training costs.",
    ),
    scenes=(
        Scene("20 steps", "It has barely moved.", {**BOWL, "noise": "1", "steps": "20"}),
        Scene("300 steps", "Fifteen times the steps, and it converges.", {**BOWL, "noise": "0", "steps": "300"}),
    ),
    question="At a factor of 0.98 per step, after which step is less than half of the distance left?",
    answer="The 35th: 0.98 to the power of 34 is still just above a half.",
    claims=(
        claim(
            "Gradient descent at {set[gradient_descent.learning_rate]} is still more than {far} from the minimum after "
            "{set[steps]} steps, for at least {of} of {seeds} seeds.",
            lambda it, far, of: np.sum(it.distance(GD)[-1] > far) >= of,
            far=5.5,
            of=95,
        ),
        claim(
            "After {set[steps]} steps the median of x over {seeds} seeds is about {x}.",
            lambda it, x: about(np.median(it.x(GD)[-1]), x),
            x=4,
        ),
        claim(
            "After {set[steps]} steps, without noise, it is within {near} of the minimum.",
            lambda it, near: it.distance(GD)[-1, 0] < near,
            scene=1,
            near=0.03,
        ),
        claim(
            "The distance has halved after {steps} steps, and not one step earlier.",
            lambda it, steps: np.argmax(it.distance(GD)[:, 0] <= it.distance(GD)[0, 0] / 2) == steps,
            scene=1,
            steps=35,
        ),
    ),
)
