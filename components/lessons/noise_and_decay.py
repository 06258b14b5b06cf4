"""Noise, and why decay matters with it: a constant rate never settles."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD = "gradient_descent"
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", "noise": "2", "steps": "500"}

LESSON = Lesson(
    chapter="Decay and noise",
    order=5.1,
    title="Noise, and why decay matters",
    paragraphs=(
        "The gradient of a mini-batch is the true one plus noise. Far from the minimum the gradient outweighs the "
        "noise; at the minimum only noise is left, and a constant rate keeps stepping. It ends in a cloud whose width "
        "grows with the rate.",
        "A small rate makes the cloud small and the approach slow. Decay combines both: large steps while the "
        "minimum is far, small ones when only noise is left.",
    ),
    scenes=(
        Scene("A constant rate", "It gets close quickly and never settles.", {**BOWL, f"{GD}.learning_rate": "0.3"}),
        Scene("A small rate", "A smaller cloud, but late.", {**BOWL, f"{GD}.learning_rate": "0.02"}),
        Scene(
            "Decay",
            "Close quickly, and it settles.",
            {**BOWL, f"{GD}.learning_rate": "0.3", "schedule": "inverse_time", "inverse_time.decay": "0.05"},
        ),
    ),
    question="Without noise, does gradient descent on this bowl need decay?",
    answer="No. The gradient itself vanishes at the minimum, and the steps with it.",
    claims=(
        claim(
            "At a constant {set[gradient_descent.learning_rate]} the median distance over {seeds} seeds is about {away} at "
            "the end.",
            lambda it, away: about(np.median(it.distance(GD)[-1]), away),
            away=0.84,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} the median at the end is below {near}, "
            "but after {step} steps all {seeds} are still more than {far} away.",
            lambda it, near, step, far: np.median(it.distance(GD)[-1]) < near and np.all(it.distance(GD)[step] > far),
            scene=1,
            near=0.2,
            step=20,
            far=3,
        ),
        claim(
            "With decay the median at the end is below {near}, and already below {soon} after {step} steps.",
            lambda it, near, step, soon: np.median(it.distance(GD)[-1]) < near and np.median(it.distance(GD)[step]) < soon,
            scene=2,
            near=0.15,
            step=20,
            soon=1,
        ),
        claim(
            "With decay, {of} or more of {seeds} seeds end closer than without.",
            lambda it, of: np.sum(it.distance(GD)[-1] < it.with_({"inverse_time.decay": "0"}).distance(GD)[-1]) >= of,
            scene=2,
            of=90,
        ),
    ),
)
