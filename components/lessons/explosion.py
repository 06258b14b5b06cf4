"""Explosion: growth by a constant factor per step, up to overflow."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD = "gradient_descent"
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", "window": "8", "noise": "0", "scale": "log"}

LESSON = Lesson(
    chapter="The learning rate",
    order=1.4,
    title="Explosion, up to overflow",
    paragraphs=(
        "Above the limit, a run does not just fail to converge: it explodes. The gradient grows with the distance, the "
        "step with the "
        "gradient, the distance with the step. On a logarithmic scale that is a straight line upwards.",
        "It ends with overflow. A 64-bit float holds values up to about 1.8e308; beyond that comes infinity, and "
        "infinity minus infinity is not a number (NaN). Descent Lab keeps the path up to there and names the step.",
    ),
    scenes=(
        Scene(
            "α = 2", "A straight line, then overflow.", {**BOWL, f"{GD}.learning_rate": "2", "steps": "400"}, asks=("diverges",)
        ),
        Scene(
            "α = 1.1",
            "Just above the limit it takes longer.",
            {**BOWL, f"{GD}.learning_rate": "1.1", "steps": "2500"},
            asks=("diverges",),
        ),
    ),
    question="Is a training run whose loss reads NaN a bug?",
    answer="It may be, but look at the learning rate first: a rate 10 % above the limit is enough, given time.",
    claims=(
        claim(
            "At α = {set[gradient_descent.learning_rate]} each of the first {steps} steps multiplies f by about {factor}.",
            lambda it, steps, factor: (
                steps <= len(it.run(GD).points) - 1 and np.all(about(it.f(GD)[1 : steps + 1] / it.f(GD)[:steps], factor))
            ),
            steps=300,
            factor=9,
        ),
        claim(
            "At step {step} it overflows: the run has diverged.",
            lambda it, step: it.diverged_at(GD) == step and it.verdict(GD).outcome == "diverged",
            step=322,
        ),
        claim(
            "At α = {set[gradient_descent.learning_rate]} the same takes until step {step:,}.",
            lambda it, step: it.diverged_at(GD) == step,
            scene=1,
            step=1935,
        ),
    ),
)
